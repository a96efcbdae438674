"""Verifying: the draft is opened again by its handler's other means, and every kind of leak is looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import structs

from redact.contracts import Handler
from redact.guard import guarded
from redact.media.pixels import paint
from redact.media.splice import by_part
from redact.occurrences import Wanted
from redact.progress import StepListener
from redact.registry import Tools
from redact.report.doubts import FOUND_AGAIN
from redact.resolve import joined_places, resolve
from redact.steps.look import detect, read
from redact.steps.tally import Tally
from redact.steps.texts import Texts
from redact.types import Box, Document, Edit, Fill, Finding, Part, Picture, TextSpan, Unseen
from redact.verify import (
    Expected,
    Kind,
    Leak,
    is_heard,
    leaks_in_bytes,
    leaks_in_disguises,
    leaks_in_findings,
    leaks_in_pixels,
    leaks_in_sound,
    leaks_in_speech,
    leaks_in_texts,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A draft, what was done in it and where, and the parts that it was made from, readings included.

    ``copy`` is the draft opened again, where that is done already; ``tally`` counts what is looked at in it.
    """

    path: Path
    handler_name: str
    handler: Handler
    edits: tuple[Edit, ...]
    expected: Expected
    before: Mapping[str, Part]
    copy: Document | None = None
    tally: Tally = field(default_factory=Tally)


def leaks(written: Written, tools: Tools, listen: StepListener) -> list[Leak]:
    """Everything that is left in the draft; empty when it may be released."""
    listen("verify", 0.0)
    reopened = written.copy or guarded(written.handler_name, written.handler.reopen, written.path)
    same = _same_pictures(reopened.parts, written)
    changed = [part for part in reopened.parts if part.id not in same]
    edits = by_part(written.edits)
    changed = [_without_labels(part, edits.get(part.id, ())) for part in changed]
    counted = [written.tally.counted(part, "readers of text") for part in changed]
    derived = read(counted, tools, listen, again=True) if tools.policy.verify.read_again else []
    written.tally.heard(derived)
    known = [part for part in written.before.values() if part.alignment and part.id.rpartition(".")[0] in same]
    parts = [*reopened.parts, *derived, *known]
    listen("verify", 0.5)
    return [
        *_unseen(written),
        *leaks_in_texts([part for part in parts if not is_heard(part)], written.expected),
        *_still_heard(derived, written),
        *leaks_in_bytes(written.path, written.expected),
        *leaks_in_pixels(_counted(reopened, written.tally), written.edits),
        *leaks_in_sound(reopened, written.edits),
        *leaks_in_disguises(reopened, written.before, written.edits),
        *(_detected([*changed, *derived], written, tools, listen) if tools.policy.verify.detect_again else ()),
    ]


def _still_heard(derived: Iterable[Part], written: Written) -> Iterator[Leak]:
    for part in derived:
        if is_heard(part):
            yield from leaks_in_speech(part, written.before.get(part.id), written.edits, written.expected)


def _counted(reopened: Document, tally: Tally) -> Document:
    name = "comparison with what was put there"
    return replace(reopened, parts=tuple(tally.counted(part, name, grey=True) for part in reopened.parts))


def _without_labels(part: Part, edits: Iterable[Edit]) -> Part:
    """A picture with the labels in its boxes painted over, lest they be read as words: others look at the boxes."""
    boxes = [
        (edit.region, replace(edit.replacement, label=""))
        for edit in edits
        if isinstance(edit.replacement, Fill) and edit.replacement.label
        if isinstance(edit.region, Box) and edit.replacement.style == "solid"
    ]
    if not boxes or not isinstance(part.content, Picture):
        return part
    shown = part.content
    return structs.replace(part, content=Picture(shown.width, shown.height, lambda: paint(shown.pixels(), boxes)))


def _unseen(written: Written) -> Iterator[Leak]:
    """What the draft holds and does not show, as far as its handler can tell."""
    look: Callable[[Path], Iterable[Unseen]] | None = getattr(written.handler, "unseen", None)
    found = guarded(written.handler_name, lambda path: list(look(path)), written.path) if look else ()
    for each in (each for each in found if each.serious):
        where = Finding("HIDDEN", (each.box,), 1.0, "verify", why=_WHY) if each.box else None
        yield Leak(Kind.UNSEEN, f"{each.kind}, {each.place}", "", finding=where)


def _same_pictures(parts: Iterable[Part], written: Written) -> frozenset[str]:
    """Pictures that nothing was done in and that came back pixel for pixel: to look again would tell the same."""
    edited = {edit.region.part for edit in written.edits}
    return frozenset(
        part.id
        for part in parts
        if part.id not in edited and part.id in written.before and _alike(part, written.before[part.id])
    )


def _alike(part: Part, before: Part) -> bool:
    import numpy as np

    if not isinstance(part.content, Picture) or not isinstance(before.content, Picture) or part.raw:
        return False
    return part.extent == before.extent and np.array_equal(part.content.pixels(), before.content.pixels())


def _detected(parts: Sequence[Part], written: Written, tools: Tools, listen: StepListener) -> Iterable[Leak]:
    shown = {part.id: part for part in parts if not part.raw}
    texts = Texts(shown.values())
    found = detect(list(shown.values()), tools, listen, again=True, tally=written.tally)
    findings = resolve(found, texts, tools.policy).goes
    return leaks_in_findings(findings, shown, written.edits, written.expected, written.before)


def recovered(found: Iterable[Leak], texts: Mapping[str, str]) -> list[Finding]:
    """What of the leaks can be taken out in another round: their places in pixels or sound, and in the texts."""
    listed = list(found)
    physical = [_joined(leak.finding) for leak in listed if leak.finding is not None]
    types = {leak.value: leak.entity_type for leak in listed if leak.value}
    wanted, values = Wanted(types), list(types.values())
    return physical + [
        Finding(values[place.value], (TextSpan(part, place.start, place.end),), 1.0, "verify", why=_WHY)
        for part, text in texts.items()
        for place in wanted.occurrences(text)
    ]


def _joined(finding: Finding) -> Finding:
    """The same with places that lie side by side as one, and with what brought it to light."""
    why = tuple(dict.fromkeys((*finding.why, *_WHY)))
    return structs.replace(finding, regions=joined_places(finding.regions), why=why)


_WHY = (FOUND_AGAIN,)
