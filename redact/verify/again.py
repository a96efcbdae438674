"""What the detectors still find in the written copy, less what was put there and what stays by decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from redact.occurrences import folded
from redact.types import Box, Disguise, Edit, Fill, Finding, Part, Region, TextSpan, TimeRange, Track
from redact.verify.expected import Expected
from redact.verify.leaks import Kind, Leak
from redact.verify.pixels import box_at
from redact.verify.scraps import are_scraps
from redact.verify.standing import standing, stands_among

_COVERED = 0.7
_LIKE = 70.0
"""Of a hundred: how much of what was read must be in a label; a letter in four may be misread."""


def leaks_in_findings(
    findings: Iterable[Finding],
    parts: Mapping[str, Part],
    edits: Sequence[Edit],
    expected: Expected,
    before: Mapping[str, Part] = MappingProxyType({}),
) -> Iterator[Leak]:
    """One leak for each finding in the reopened *parts* that nothing explains. *before* are those of the original.

    A text finding is explained by what was put in, by a decision, or, when its text was read from pixels or sound, by
    lying under what was covered, or by being nothing that was to go in the original, where more stood around it. Any
    other finding is explained by lying under what was covered. A disguised voice covers no word, only the voice.
    """
    hiding = [edit for edit in edits if not isinstance(edit.replacement, Disguise)]  # it says the same words
    for finding in findings:
        region = finding.regions[0]
        if isinstance(region, TextSpan):
            if not are_scraps(region, parts[region.part], before.get(region.part), edits):
                yield from _leaks_in_text(finding, region, parts[region.part], hiding, expected)
        elif not all(_is_covered(place, edits) for place in finding.regions):
            yield Leak(Kind.DETECTED, parts[region.part].place, finding.entity_type, finding=finding)


def _leaks_in_text(
    finding: Finding, span: TextSpan, part: Part, edits: Sequence[Edit], expected: Expected
) -> Iterator[Leak]:
    text = part.text
    if _is_kept(text, span, expected):
        return
    places = part.alignment.locate(span.start, span.end) if part.alignment else ()
    value = text[span.start : span.end]
    if places and all(_is_covered(place, edits) or _is_label(place, value, edits) for place in places):
        return
    for start, end in _not_inserted(text, span, expected.inserted):
        physical = _physical(finding, places, edits)
        yield Leak(Kind.DETECTED, part.place, finding.entity_type, text[start:end], physical)


def _physical(finding: Finding, places: tuple[Region, ...], edits: Sequence[Edit]) -> Finding | None:
    left = tuple(place for place in places if not isinstance(place, TextSpan) and not _is_covered(place, edits))
    return Finding(finding.entity_type, left, finding.score, finding.detector, why=finding.why) if left else None


def _is_kept(text: str, span: TextSpan, expected: Expected) -> bool:
    places = expected.kept.get(text[span.start : span.end], ())
    return stands_among(standing(text, span.start, span.end), places)


def _not_inserted(text: str, span: TextSpan, inserted: Iterable[str]) -> Iterator[tuple[int, int]]:
    """The pieces of a span that were not put there by us and hold a letter or digit."""
    ours = sorted(found for value in inserted for found in _places(text, value, span))
    start = span.start
    for left, right in (*ours, (span.end, span.end)):
        if any(letter.isalnum() for letter in text[start : max(left, start)]):
            yield start, left
        start = max(start, right)


def _places(text: str, value: str, span: TextSpan) -> Iterator[tuple[int, int]]:
    at = text.find(value, max(0, span.start - len(value)), span.end + len(value))
    while at >= 0:
        if at < span.end and at + len(value) > span.start:
            yield at, at + len(value)
        at = text.find(value, at + 1, span.end + len(value))


def _is_covered(place: Region, edits: Sequence[Edit]) -> bool:
    match place:
        case Box():
            return _box_is_covered(place, (edit for edit in edits if isinstance(edit.region, Box)))
        case TimeRange(start=start, end=end):
            ranges = [e.region for e in edits if isinstance(e.region, TimeRange) and _sounds_in(e.region, place)]
            hidden = sum(max(0.0, min(end, r.end) - max(start, r.start)) for r in ranges)
            return hidden >= _COVERED * (end - start)
        case Track(part=part):
            tracks = [edit for edit in edits if edit.region.part == part]
            seen = [key for key in place.keys if key.seen] or place.keys
            return all(_frame_is_covered(key.box, key.time, tracks) for key in seen)
        case _:
            return False


def _sounds_in(edit: TimeRange, place: TimeRange) -> bool:
    return edit.part == place.part and edit.channel in (None, place.channel)


def _frame_is_covered(box: Box, time: float, edits: Sequence[Edit]) -> bool:
    there = ((box_at(edit.region, time), edit.replacement) for edit in edits)
    return any(_share(box, fill, what) >= _COVERED for fill, what in there if fill is not None)


def _box_is_covered(box: Box, edits: Iterable[Edit]) -> bool:
    return any(
        _share(box, edit.region, edit.replacement) >= _COVERED
        for edit in edits
        if isinstance(edit.region, Box) and edit.region.part == box.part
    )


def _is_label(place: Region, value: str, edits: Iterable[Edit]) -> bool:
    """Whether a reader of pictures read there, with slips, what was written into a covered box."""
    if not isinstance(place, Box):
        return False
    x, y = (place.left + place.right) / 2, (place.top + place.bottom) / 2
    labels = (
        edit.replacement.label
        for edit in edits
        if isinstance(edit.region, Box) and isinstance(edit.replacement, Fill) and _holds(edit.region, place.part, x, y)
    )
    return any(label and _reads_like(value, label) for label in labels)


def _holds(box: Box, part: str, x: float, y: float) -> bool:
    return box.part == part and box.left <= x <= box.right and box.top <= y <= box.bottom


def _reads_like(value: str, label: str) -> bool:
    from rapidfuzz.fuzz import partial_ratio

    read, written = folded(value), folded(label)
    return len(read) <= len(written) and partial_ratio(read, written) >= _LIKE


def _share(box: Box, fill: Box, replacement: object) -> float:
    margin = replacement.margin if isinstance(replacement, Fill) else 0.0
    pad_x, pad_y = margin * (fill.right - fill.left), margin * (fill.bottom - fill.top)
    width = min(box.right, fill.right + pad_x) - max(box.left, fill.left - pad_x)
    height = min(box.bottom, fill.bottom + pad_y) - max(box.top, fill.top - pad_y)
    area = (box.right - box.left) * (box.bottom - box.top)
    return max(0.0, width) * max(0.0, height) / area if area > 0 else 1.0
