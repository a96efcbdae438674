"""The walk through a content stream, operator by operator, from bytes to bytes.

What must go is taken out, operators that mean nothing and operands that nobody reads are dropped, all else stays as it
stands. A stream in which nothing changes is not written again.
"""

from __future__ import annotations

from operator import is_
from typing import Any

from redact.media.pdf import drawing, marks, paths, text
from redact.media.pdf.damage import heard
from redact.media.pdf.geometry import times
from redact.media.pdf.intact import MOST_STEPS, STREAM_STEPS, check_amount, ends_with, too_much
from redact.media.pdf.objects import CannotEditError, as_list, is_stream, name_of, number
from redact.media.pdf.rows import Known, Rows, rows_of
from redact.media.pdf.sweeping import swept
from redact.media.pdf.walk import Emitted, Instruction, Steps, Walk, instruction
from redact.media.pdf.writing import begin, transformed


def _save(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    walk.save()
    return None


def _restore(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    if not walk.stack:
        return []
    walk.state = walk.stack.pop()
    return None


def _transform(walk: Walk, operands: list[Any], same: Instruction) -> Emitted:
    a, b, c, d, e, f = (number(operand) for operand in operands)
    walk.state.ctm = times((a, b, c, d, e, f), walk.state.ctm)
    return transformed(walk, (a, b, c, d, e, f), same) if walk.rewritten else None


_STEPS: Steps = {
    "q": _save,
    "Q": _restore,
    "cm": _transform,
    **text.STEPS,
    **paths.STEPS,
    **drawing.STEPS,
    **marks.STEPS,
}

_OPERANDS = {
    0: "q Q h S s f F f* B B* b b* n W W* BT ET T* EMC BX EX",
    1: "w J j M ri i gs Tc Tw Tz TL Tr Ts Tj TJ ' CS cs G g sh Do MP BMC",
    2: "d m l Tf Td TD d0 DP BDC",
    3: '" RG rg',
    4: "v y re K k",
    6: "cm c Tm d1",
}
_KNOWN: Known = {
    **{operator: (None, _STEPS.get(operator)) for operator in ("SC", "sc", "SCN", "scn", "INLINE IMAGE")},
    **{op: (count, _STEPS.get(op)) for count, operators in _OPERANDS.items() for op in operators.split()},
}


def walked(walk: Walk, stream: Any) -> bytes | None:
    """A page's or a form's stream without what must go; ``None`` where nothing had to. Raises ``CannotEditError``."""
    import pikepdf

    contents = content_of(stream)
    check_amount(contents)
    rows = _taken_apart(walk, stream, contents)
    walk.census.steps += len(rows) + STREAM_STEPS
    walk.census.weight += len(contents) // 2
    if walk.census.steps > MOST_STEPS:
        raise too_much()
    begin(walk, rows)
    if walk.rewritten:
        return pikepdf.unparse_content_stream(swept(_written_anew(walk, rows)))
    after, before = _stepped(walk, rows), rows.originals
    same = len(after) == len(before) and all(map(is_, after, before))
    whole = not heard(walk.pdf) and ends_with(contents, before)
    if not whole and walk.passage:
        walk.passage.taken.clear()  # whoever walks here again is to hear of it, too
    if same and whole and b"%" not in contents:  # comments, and what nothing reads, are left behind by writing anew
        return None
    return pikepdf.unparse_content_stream(after)


def _taken_apart(walk: Walk, stream: Any, contents: bytes) -> Rows:
    """The instructions of a stream: those of the walk before, where that was through the same."""
    passage = walk.passage
    if passage is None:
        return rows_of(parsed(stream), _KNOWN)
    known = passage.taken.get(passage.streams)
    if known is None or known[0] != contents:
        known = passage.taken[passage.streams] = contents, rows_of(parsed(stream), _KNOWN)
    rows: Rows = known[1]
    return rows


def _stepped(walk: Walk, rows: Rows) -> list[Instruction]:
    """What becomes of the instructions."""
    after: list[Instruction] = []
    for step, operands, each in zip(rows.steps, rows.operands, rows.instructions, strict=True):
        emitted = step(walk, operands, each) if step else None
        if emitted is None:
            after.append(each)
        else:
            after += emitted
    return after + _closing(walk)


def _written_anew(walk: Walk, rows: Rows) -> list[tuple[str, Instruction]]:
    """The same with the names of their operators."""
    after: list[tuple[str, Instruction]] = []
    columns = zip(rows.operators, rows.steps, rows.operands, rows.instructions, strict=True)
    for operator, step, operands, each in columns:
        emitted = step(walk, operands, each) if step else None
        if emitted is None:
            after.append((operator, each))
        else:
            after += [_named(one) for one in emitted]
    return after + [_named(one) for one in _closing(walk)]


def _named(each: Instruction) -> tuple[str, Instruction]:
    return name_of(each[1] if isinstance(each, tuple) else each.operator), each


def parsed(stream: Any) -> list[Instruction]:
    """The instructions of a page or a stream. Raises ``CannotEditError`` where they cannot be told apart."""
    import pikepdf

    try:
        return list(pikepdf.parse_content_stream(stream))
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        raise CannotEditError("a content stream that cannot be taken apart") from None


def content_of(stream: Any) -> bytes:
    """The decoded bytes of a page's contents or of a stream. Raises ``CannotEditError``."""
    import pikepdf

    streams = [stream] if is_stream(stream) else as_list(stream.get("/Contents")) or [stream.get("/Contents")]
    try:
        return b"\n".join(part.read_bytes() for part in streams if is_stream(part))
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        raise CannotEditError("a content stream that cannot be decoded") from None


def _closing(walk: Walk) -> list[Instruction]:
    """What the stream opened and left open."""
    text_object = [instruction("ET")] if walk.in_text else []
    return [*text_object, *(instruction("EMC") for _ in walk.marks), *(instruction("Q") for _ in walk.stack)]
