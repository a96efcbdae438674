"""Initials: the letters by which minutes and notes call somebody whom they name in full once.

"Jane Whitmore (JW)" or a line that begins "JW:" says that the letters stand for a person, when somebody with these
initials was found; then they are found wherever they stand alone. Letters that are words of office ("RE", "GP", "IT")
are left, and so are letters that nothing introduces.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from redact.resolve.overlaps import span_of
from redact.resolve.subjects.people import TITLES
from redact.types import Finding, TextSpan

WHY = "these letters stand for a person whom this document names"
_INTRODUCED = re.compile(r"[(\[]([A-Z]{2,4})[)\]]|^[ \t]*([A-Z]{2,4})[ \t]*[:\t]", re.MULTILINE)
_ALONE = re.compile(r"(?<![\w.&/-])([A-Z]{2,4})(?![\w&/]|-\w|\.\w)")
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_WORDS_OF_OFFICE = frozenset(
    "AM AOB BC CC CEO CV DC DI DOB DS EU FAQ FOI FW FYI GP HR HQ ID IT MD ME MP MS NB NHS NI NO OK PA PC PE PM PO PR PS"
    " QA RE SEN SMS TA TBC TO TV UK UN US VAT".split()
)


def initialled(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every place where introduced letters stand for somebody who was found."""
    named = [finding for finding in findings if finding.entity_type == "PERSON"]
    said = {one or other for text in texts.values() for one, other in _INTRODUCED.findall(text)} if named else set()
    if not said:
        return []
    people = {letters: finding for finding in named for letters in _letters(finding, texts)}
    told = said & people.keys()
    return [found for part, text in texts.items() for found in _places(part, text, told, people)] if told else []


def _letters(finding: Finding, texts: Mapping[str, str]) -> Iterator[str]:
    """The initials of a person with at least two names: all of them, and the first with the last."""
    if not isinstance(finding.regions[0], TextSpan):
        return
    span = span_of(finding)
    words = [word for word in _WORD.findall(texts[span.part][span.start : span.end]) if word.lower() not in TITLES]
    if 2 <= len(words) <= 4 and all(word[0].isupper() for word in words):
        yield from {"".join(word[0] for word in words), words[0][0] + words[-1][0]} - _WORDS_OF_OFFICE


def _places(part: str, text: str, told: set[str], people: Mapping[str, Finding]) -> Iterator[Finding]:
    for found in _ALONE.finditer(text):
        if found[1] in told:
            span = TextSpan(part, *found.span(1))
            yield replace(people[found[1]], regions=(span,), detector="echo", why=(WHY,))
