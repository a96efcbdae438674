"""Echoes: what was found once is found everywhere else in the document.

A detector sees a name in one sentence and misses it in the next, in a heading or a file name. Every value that was
found is looked for again in all texts; of a person's name each of its longer words as well, where it is written like a
name (so a hidden Will does not take the verb with it). Short values that tell little alone are not echoed: "42"
beside an age is another thing elsewhere. Nicknames and misspellings are not found here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from redact.occurrences import Wanted, squash
from redact.resolve.overlaps import span_of
from redact.resolve.people import name_words
from redact.types import Finding, TextSpan

_TELLING = 5
_LOCAL_TYPES = frozenset({"AGE", "DATE_TIME", "NRP"})
WHY = "the same words were found elsewhere in this document"


def echoes(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every further place of a value that was found; places found already are among them."""
    sources = _sources(findings, texts)
    wanted = Wanted(sources)
    models = list(sources.values())
    values = list(sources)
    return [
        replace(models[place.value], regions=(TextSpan(part, place.start, place.end),), detector="echo", why=(WHY,))
        for part, text in texts.items()
        for place in wanted.occurrences(text)
        if _written_alike(text[place.start : place.end], values[place.value])
    ]


def _sources(findings: Iterable[Finding], texts: Mapping[str, str]) -> dict[str, Finding]:
    sources: dict[str, Finding] = {}
    for finding in findings:
        if isinstance(finding.regions[0], TextSpan) and finding.entity_type not in _LOCAL_TYPES:
            span = span_of(finding)
            for value in _values(finding, texts[span.part][span.start : span.end]):
                sources.setdefault(value, finding)
    return sources


def _values(finding: Finding, value: str) -> Iterator[str]:
    if finding.entity_type == "PERSON":
        yield from name_words(value)
        yield value
    elif len(squash(value).text) >= _TELLING:
        yield value


def _written_alike(found: str, value: str) -> bool:
    """One word of letters must be written as a name is; anything longer counts in any case."""
    if not value.isalpha():
        return True
    return found == value or (found.isupper() and len(found) > 2) or (found.istitle() and not value.islower())
