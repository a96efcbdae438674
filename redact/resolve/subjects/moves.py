"""A reviewer's joins: mentions that a person has given to another subject, applied after all that was worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace as changed

from msgspec.structs import replace

from redact.errors import PolicyError
from redact.resolve.subjects.named import Named
from redact.resolve.subjects.naming import name_of, words_of
from redact.resolve.subjects.owners import owners
from redact.resolve.subjects.words import JOINED
from redact.types import Finding, TextSpan

BY_REVIEWER = "joined by the reviewer"
_SUBJECT = re.compile(r"[A-Z][A-Z0-9_]*-[1-9]\d*")


def rejoined(named: Named, moves: Mapping[str, str], texts: Mapping[str, str]) -> Named:
    """*named* with the findings of those keys (*moves*: key → subject, "PERSON-2" or a new one) in other subjects.

    A new person is told by the fullest of the mentions that were given to it. Keys of no finding are passed over.
    A date that is moved belongs to that person. Raises ``PolicyError`` for what is no name of a subject.
    """
    if not moves:
        return named
    for number, subject in enumerate(moves.values(), 1):
        if not _SUBJECT.fullmatch(subject):
            raise PolicyError(f"move {number} names no subject", "write it like PERSON-2")
    keys = {finding.key: finding for finding in named.findings}
    moved = {key: subject for key, subject in moves.items() if key in keys and keys[key].subject != subject}
    findings = tuple(_moved(each, moved[key]) if (key := each.key) in moved else each for each in named.findings)
    who = _who(named, findings, texts)
    owned = dict(owners(findings, who))
    for key, subject in moved.items():
        place = keys[key].regions[0]
        if place in owned and subject in who:
            owned[place] = who[subject]
    decided = {keys[key].regions[0] for key in moved}
    return changed(named, findings=findings, who=who, owners=owned, doubtful=named.doubtful - decided)


def _moved(finding: Finding, subject: str) -> Finding:
    why = tuple(line for line in finding.why if not line.startswith((JOINED, "could be ")))
    return replace(finding, subject=subject, why=(*why, BY_REVIEWER))


def _who(named: Named, findings: tuple[Finding, ...], texts: Mapping[str, str]) -> dict[str, str]:
    """The words of subjects that still have a mention; those of new people from their fullest name."""
    subjects = {finding.subject or "" for finding in findings}
    who = {subject: words for subject, words in named.who.items() if subject in subjects}
    fullest: dict[str, str] = {}
    for finding in findings:
        subject, span = finding.subject or "", finding.regions[0]
        if subject not in who and finding.entity_type == "PERSON" and isinstance(span, TextSpan):
            words = words_of(name_of(texts[span.part][span.start : span.end]))
            fullest[subject] = max(
                fullest.get(subject, ""), words, key=lambda words: (words.count(" "), len(words), words)
            )
    return who | fullest
