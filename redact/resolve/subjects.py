"""Subjects: mentions of one person, or of one value, carry one name within a document ("PERSON-3")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from redact.occurrences import Folds
from redact.resolve.people import joined, key_words
from redact.types import Finding, TextSpan


@dataclass(frozen=True, slots=True)
class Named:
    """Findings with their subjects, and for each subject that is a person the words that tell it from all others.

    These words are the same in every document that gives the name in full: "collins sarah" for "Dr Sarah Collins".
    """

    findings: tuple[Finding, ...]
    who: Mapping[str, str] = field(repr=False)


def with_subjects(findings: Iterable[Finding], texts: Mapping[str, str], folds: Folds, part: str = "") -> Named:
    """The same findings, each text one with the subject that it belongs to; numbers follow first appearance.

    Where *part* is given, their places are said to lie in the part of that name.
    """
    valued = [(finding, _value(finding, texts)) for finding in findings]
    people = joined(key_words(value) for finding, value in valued if finding.entity_type == "PERSON")
    subjects = _Subjects(people, folds)
    named = tuple(
        _with_subject(finding, subjects.of(finding.entity_type, value), part) if value else finding
        for finding, value in valued
    )
    fullest: dict[str, frozenset[str]] = {}
    for words, number in people.items():
        fullest[f"PERSON-{number}"] = max(fullest.get(f"PERSON-{number}", words), words, key=len)
    return Named(named, {subject: " ".join(sorted(words)) for subject, words in fullest.items()})


def _value(finding: Finding, texts: Mapping[str, str]) -> str:
    region = finding.regions[0]
    return texts[region.part][region.start : region.end] if isinstance(region, TextSpan) else ""


def _with_subject(finding: Finding, subject: str, part: str) -> Finding:
    regions, old = finding.regions, finding.regions[0]
    if part and isinstance(old, TextSpan):
        regions = (TextSpan(part, old.start, old.end),)
    return Finding(finding.entity_type, regions, finding.score, finding.detector, subject, finding.why)


class _Subjects:
    """The names of what one document speaks of, given out in order: people that are joined, then one for a value."""

    def __init__(self, people: Mapping[frozenset[str], int], folds: Folds) -> None:
        self._people = people
        self._folds = folds
        self._numbers: defaultdict[str, dict[str, int]] = defaultdict(dict)

    def of(self, entity_type: str, value: str) -> str:
        """The subject of a value."""
        if entity_type == "PERSON" and (person := self._people.get(key_words(value))):
            return f"PERSON-{person}"
        numbers, fold = self._numbers[entity_type], self._folds[value]
        if fold not in numbers:
            numbers[fold] = len(numbers) + 1 + (len(set(self._people.values())) if entity_type == "PERSON" else 0)
        return f"{entity_type}-{numbers[fold]}"
