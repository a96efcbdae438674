"""Echoes: what was found once is found everywhere else in the document.

A detector sees a name in one sentence and misses it in the next, in a heading or a file name. Every value that was
found is looked for again in all texts; of a person's name each of its longer words as well, where it is written like a
name (so a hidden Will does not take the verb with it). Short values that tell little alone are not echoed: "42"
beside an age is another thing elsewhere. Nicknames and misspellings are not found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from redact.occurrences import Folds, Wanted, standing_more
from redact.resolve.overlaps import absorbed, by_part, span_of
from redact.resolve.people import name_words
from redact.types import Finding, TextSpan

_TELLING = 5
_LOCAL_TYPES = frozenset({"AGE", "DATE_TIME", "NRP"})
WHY = "the same words were found elsewhere in this document"


def echoes(findings: Iterable[Finding], texts: Mapping[str, str], folds: Folds) -> list[Finding]:
    """A finding for every place of a value that was found; places found already are among them."""
    return _places(_sources(findings, texts, folds), texts)


def further_echoes(goes: Sequence[Finding], texts: Mapping[str, str], folds: Folds) -> list[Finding]:
    """Those echoes of what *goes*, which is settled, that change it.

    A value that stands no more often than it was found has no further place, and an echo inside of what goes is
    absorbed by it, unless one of the same span is better: so nearly always there is nothing to look for.
    """
    more = _standing_more(goes, texts, folds)
    if not more:
        return []
    sources = _sources(goes, texts, folds)
    found = _places({value: finding for value, finding in sources.items() if folds[value] in more}, texts)
    settled = by_part(goes)
    return [echo for echo in found if not absorbed(echo, settled.get(span_of(echo).part, ()))]


def _standing_more(goes: Iterable[Finding], texts: Mapping[str, str], folds: Folds) -> set[str]:
    """The folded values that stand more often than they were found, or were found as different things."""
    firsts: dict[str, Finding] = {}
    times: dict[str, int] = {}
    mixed: set[str] = set()
    for finding in goes:
        values = _values(finding, texts, folds)
        for fold in {folds[value] for value in values} if len(values) > 1 else map(folds.__getitem__, values):
            first = firsts.setdefault(fold, finding)
            times[fold] = times.get(fold, 0) + 1
            if first is not finding and (first.entity_type, first.score) != (finding.entity_type, finding.score):
                mixed.add(fold)
    times.pop("", None)
    return mixed | standing_more(times, texts.values()) if times else mixed


def _places(sources: Mapping[str, Finding], texts: Mapping[str, str]) -> list[Finding]:
    wanted = Wanted(sources, passing=True)
    values, models = list(sources), list(sources.values())
    return [
        replace(models[place.value], regions=(TextSpan(part, place.start, place.end),), detector="echo", why=(WHY,))
        for part, text in texts.items()
        for place in wanted.occurrences(text)
        if _written_alike(text[place.start : place.end], values[place.value])
    ]


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
