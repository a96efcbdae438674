"""The walk through a content stream, operator by operator, from bytes to bytes.

What must go is taken out, operators that mean nothing and operands that nobody reads are dropped, all else stays as it
stands. A stream in which nothing changes is not written again.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf import drawing, marks, paths, text
from redact.media.pdf.geometry import times
from redact.media.pdf.objects import CannotEditError, as_list, is_stream, is_string, name_of, number
from redact.media.pdf.walk import Emitted, Instruction, Steps, Walk, instruction


def _save(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    walk.stack.append(walk.state)
    return None


def _restore(walk: Walk, _: list[Any], __: Instruction) -> Emitted:
    if not walk.stack:
        return []
    walk.state = walk.stack.pop()
    return None


def _transform(walk: Walk, operands: list[Any], _: Instruction) -> Emitted:
    a, b, c, d, e, f = (number(operand) for operand in operands)
    walk.set(ctm=times((a, b, c, d, e, f), walk.state.ctm))
    return None


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
_COUNT = {operator: count for count, operators in _OPERANDS.items() for operator in operators.split()}
_ANY = frozenset(("SC", "sc", "SCN", "scn", "INLINE IMAGE"))
_STRINGS = frozenset(("Tj", "TJ", "'", '"', "INLINE IMAGE"))


def walked(walk: Walk, stream: Any) -> bytes | None:
    """A page's or a form's stream without what must go; ``None`` where nothing had to. Raises ``CannotEditError``."""
    import pikepdf

    before = parsed(stream)
    after: list[Instruction] = []
    for each in before:
        after += _step(walk, each)
    after += _closing(walk)
    same = len(after) == len(before) and all(a is b for a, b in zip(after, before, strict=True))
    if same and b"%" not in content_of(stream):  # what may be a comment is written again without it
        return None
    return pikepdf.unparse_content_stream(after)


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


def _step(walk: Walk, each: Instruction) -> list[Instruction]:
    operator, operands = name_of(each.operator), list(each.operands)
    if operator not in _ANY:
        count = _COUNT.get(operator, len(operands) + 1)
        if len(operands) < count:
            return []
        if len(operands) > count:
            operands = operands[len(operands) - count :]
            each = instruction(operator, *operands)
    if operator not in _STRINGS and any(is_string(operand) for operand in operands):
        return []
    step = _STEPS.get(operator)
    emitted = step(walk, operands, each) if step else None
    return [each] if emitted is None else emitted


def _closing(walk: Walk) -> list[Instruction]:
    """What the stream opened and left open."""
    text_object = [instruction("ET")] if walk.in_text else []
    return [*text_object, *(instruction("EMC") for _ in walk.marks), *(instruction("Q") for _ in walk.stack)]
