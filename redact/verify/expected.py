"""What the written copy should look like: which values must be gone, what was put in, what stays by decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from redact.media.splice import by_part, edited
from redact.occurrences import Wanted
from redact.types import Edit, Fill, NewText, Redaction, Region, TextSpan
from redact.verify.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Expected:
    """The values that went (with their types), the texts that were put in, and the texts as they should now read.

    ``stays`` holds, for the number of a hidden value, every place where the same words remain by decision.
    """

    values: tuple[str, ...] = field(repr=False)
    types: tuple[str, ...]
    wanted: Wanted
    inserted: frozenset[str] = field(repr=False)
    stays: Mapping[int, tuple[Standing, ...]] = field(repr=False)
    kept: Mapping[str, tuple[Standing, ...]] = field(repr=False)


def expect(
    redactions: Iterable[Redaction], kept: Iterable[Region], texts: Mapping[str, str], derived: frozenset[str]
) -> Expected:
    """Work out what must hold after *redactions*.

    *texts* gives each text part as it was, *derived* the ids of those that are aligned to pixels or sound (nothing is
    put into them: what stood there is covered), *kept* the places that a decision leaves as they are.
    """
    listed = list(redactions)
    values = _values(listed, texts)
    wanted = Wanted(values)
    edits = by_part(_text_edits(listed, derived))
    after = (edited(text, edits.get(part, [])) for part, text in texts.items())
    return Expected(
        tuple(values),
        tuple(values.values()),
        wanted,
        frozenset(text for redaction in listed for text in _inserted(redaction.edits) if text),
        _standing_of(wanted, after),
        _kept((place for place in kept if isinstance(place, TextSpan)), texts, edits),
    )


def _values(redactions: list[Redaction], texts: Mapping[str, str]) -> dict[str, str]:
    spans = (
        (texts[region.part][region.start : region.end], redaction.finding.entity_type)
        for redaction in redactions
        for region in redaction.finding.regions
        if isinstance(region, TextSpan) and region.part in texts
    )
    return dict(spans)


def _inserted(edits: Iterable[Edit]) -> Iterable[str]:
    for edit in edits:
        if isinstance(edit.replacement, NewText):
            yield edit.replacement.text
        elif isinstance(edit.replacement, Fill):  # a label may be said in words too, to who does not see it
            yield edit.replacement.label


def _text_edits(redactions: list[Redaction], derived: frozenset[str]) -> Iterator[Edit]:
    for redaction in redactions:
        yield from (edit for edit in redaction.edits if isinstance(edit.region, TextSpan))
        for span in redaction.finding.regions:
            if isinstance(span, TextSpan) and span.part in derived and redaction.edits:
                yield Edit(span, NewText(""), redaction.finding.key)


def _standing_of(wanted: Wanted, texts: Iterable[str]) -> dict[int, tuple[Standing, ...]]:
    stays: dict[int, list[Standing]] = defaultdict(list)
    for text in texts:
        for place in wanted.occurrences(text):
            stays[place.value].append(standing(text, place.start, place.end))
    return {number: tuple(places) for number, places in stays.items()}


def _kept(
    spans: Iterable[TextSpan], before: Mapping[str, str], edits: Mapping[str, list[Edit]]
) -> dict[str, tuple[Standing, ...]]:
    kept: dict[str, list[Standing]] = defaultdict(list)
    after = lru_cache(maxsize=1)(lambda part: edited(before[part], edits.get(part, [])))
    for span in spans:
        start = span.start + sum(_growth(edit, span.start) for edit in edits.get(span.part, ()))
        place = standing(after(span.part), start, start + span.end - span.start)
        kept[before[span.part][span.start : span.end]].append(place)
    return {value: tuple(places) for value, places in kept.items()}


def _growth(edit: Edit, limit: int) -> int:
    """By how much an edit moves what stands at *limit*."""
    match edit.region, edit.replacement:
        case TextSpan(start=start, end=end), NewText(text=new) if end <= limit:
            return len(new) - (end - start)
        case _:
            return 0
