"""Echoes: what was found once is found everywhere else in the document.

A detector sees a name in one sentence and misses it in the next, in a heading or a file name. Every value that was
found is looked for again in all texts; of a person's name each of its longer words as well, where it is written like a
name (so a hidden Will does not take the verb with it). Short values that tell little alone are not echoed: "42"
beside an age is another thing elsewhere. Nicknames and misspellings are not found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from redact.occurrences import Folds, Occurrence, Wanted, standing_more
from redact.resolve.overlaps import absorbed, by_part, span_of
from redact.resolve.subjects.people import name_words
from redact.types import Finding, TextSpan

_TELLING = 5
_MANY = 2000
_LOCAL_TYPES = frozenset({"AGE", "DATE_TIME", "NRP"})
WHY = "the same words were found elsewhere in this document"


_Different: TypeAlias = dict[tuple[str, float, str], tuple[Finding, int]]


def echoes(findings: Iterable[Finding], texts: Mapping[str, str], folds: Folds) -> list[Finding]:
    """A finding for every place of a value that was found; places found already are among them."""
    return _places(_sources(findings, texts, folds), texts)


def further_echoes(goes: Sequence[Finding], texts: Mapping[str, str], folds: Folds) -> list[Finding]:
    """Those echoes of what *goes*, which is settled, that change it.

    A value that stands no more often than it was found has no further place, and an echo inside of what goes is
    absorbed by it, unless one of the same span is better: so nearly always there is nothing to look for.
    """
    different = _different(goes, texts)
    more, rivals = _standing_more(different, texts, folds)
    if not more:
        return []
    firsts = (finding for finding, _ in different.values())
    sources = {value: finding for value, finding in _sources(firsts, texts, folds).items() if folds[value] in more}
    wanted, values, models = Wanted(sources, passing=True), list(sources), list(sources.values())
    rival = frozenset(number for number, value in enumerate(values) if folds[value] in rivals)
    settled = by_part(goes)
    found: list[Finding] = []
    for part, text in texts.items():
        there = settled.get(part, ())
        covered = [(span.start, span.end) for span in map(span_of, there)]
        echoed = (_echo(place, part, text, values, models) for place in wanted.beyond(text, covered, rival))
        found += [echo for echo in echoed if echo is not None and not absorbed(echo, there)]
    return found


def _standing_more(different: _Different, texts: Mapping[str, str], folds: Folds) -> tuple[set[str], set[str]]:
    """The folded values that may change what goes, and those of them that may take the very place of what goes.

    The former stand more often than they were found, or are among the latter: found as different things, or as what
    is not looked for. Of very many values all may: to count them would cost as much as to look for them.
    """
    firsts: dict[str, tuple[str, float]] = {}
    times: dict[str, int] = {}
    mixed: set[str] = set()
    unlike: set[str] = set()
    for (entity_type, score, value), (finding, count) in different.items():
        values = _values(finding, texts, folds)
        if not values:
            unlike.add(folds[value])
        for fold in {folds[each] for each in values}:
            times[fold] = times.get(fold, 0) + count
            if firsts.setdefault(fold, (entity_type, score)) != (entity_type, score):
                mixed.add(fold)
    times.pop("", None)
    if not times:
        return mixed, mixed
    more = set(times) if len(times) > _MANY else mixed | standing_more(times, texts.values())
    return more, mixed | unlike


def _different(goes: Iterable[Finding], texts: Mapping[str, str]) -> _Different:
    """Text findings that differ in type, score or value, each with how often it stands."""
    counts: _Different = {}
    for finding in goes:
        region = finding.regions[0]
        if isinstance(region, TextSpan):
            key = (finding.entity_type, finding.score, texts[region.part][region.start : region.end])
            first, count = counts.get(key, (finding, 0))
            counts[key] = first, count + 1
    return counts


def _places(sources: Mapping[str, Finding], texts: Mapping[str, str]) -> list[Finding]:
    wanted, values, models = Wanted(sources, passing=True), list(sources), list(sources.values())
    echoed = (
        _echo(place, part, text, values, models) for part, text in texts.items() for place in wanted.occurrences(text)
    )
    return [echo for echo in echoed if echo is not None]


def _echo(place: Occurrence, part: str, text: str, values: Sequence[str], models: Sequence[Finding]) -> Finding | None:
    """A finding at a place of a value, like the one that has it; nothing where it is not written like a name."""
    if not _written_alike(text[place.start : place.end], values[place.value]):
        return None
    return replace(models[place.value], regions=(TextSpan(part, place.start, place.end),), detector="echo", why=(WHY,))


def _sources(findings: Iterable[Finding], texts: Mapping[str, str], folds: Folds) -> dict[str, Finding]:
    sources: dict[str, Finding] = {}
    for finding in findings:
        for value in _values(finding, texts, folds):
            sources.setdefault(value, finding)
    return sources


def _values(finding: Finding, texts: Mapping[str, str], folds: Folds) -> Sequence[str]:
    """What of a finding is looked for elsewhere."""
    region = finding.regions[0]
    if not isinstance(region, TextSpan) or finding.entity_type in _LOCAL_TYPES:
        return ()
    value = texts[region.part][region.start : region.end]
    if finding.entity_type == "PERSON":
        return (*name_words(value), value)
    return (value,) if len(folds[value]) >= _TELLING else ()


def _written_alike(found: str, value: str) -> bool:
    """One word of letters must be written as a name is; anything longer counts in any case."""
    if not value.isalpha():
        return True
    return found == value or (found.isupper() and len(found) > 2) or (found.istitle() and not value.islower())
