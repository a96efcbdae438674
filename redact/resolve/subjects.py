"""Subjects: mentions of one person, or of one value, carry one name within a document ("PERSON-3")."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from redact.occurrences import squash
from redact.resolve.overlaps import span_of
from redact.resolve.people import joined, key_words
from redact.types import Finding, TextSpan


def with_subjects(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """The same findings, each text one with the subject that it belongs to; numbers follow first appearance."""
    valued = [(finding, _value(finding, texts)) for finding in findings]
    people = joined(key_words(value) for finding, value in valued if finding.entity_type == "PERSON")
    others: dict[str, dict[str, int]] = defaultdict(dict)
    return [
        replace(finding, subject=_subject(finding, value, people, others)) if value else finding
        for finding, value in valued
    ]


def _value(finding: Finding, texts: Mapping[str, str]) -> str:
    if not isinstance(finding.regions[0], TextSpan):
        return ""
    span = span_of(finding)
    return texts[span.part][span.start : span.end]


def _subject(
    finding: Finding, value: str, people: Mapping[frozenset[str], int], others: dict[str, dict[str, int]]
) -> str:
    person = people.get(key_words(value)) if finding.entity_type == "PERSON" else None
    if person:
        return f"PERSON-{person}"
    of_type = others[finding.entity_type]
    offset = len(set(people.values())) if finding.entity_type == "PERSON" else 0
    return f"{finding.entity_type}-{of_type.setdefault(squash(value).text, offset + len(of_type) + 1)}"
