"""Subjects of a text in which nobody is named, or one person in one way.

Most texts of a corpus are like that, and to join people in them would cost more than the rest of resolving.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from redact.occurrences import Folds
from redact.resolve.subjects.handles import TYPES
from redact.resolve.subjects.named import Named, with_subject
from redact.resolve.subjects.naming import name_of, title_before, words_of
from redact.resolve.subjects.owners import owners
from redact.types import Finding, TextSpan


def nobody_or_one(findings: Sequence[Finding], texts: Mapping[str, str]) -> str | None:
    """What stands for the only person of a text, with the title; empty where none is, nothing where more may be."""
    alone = ""
    addresses = False
    for finding in findings:
        region = finding.regions[0]
        if finding.entity_type == "PERSON" and isinstance(region, TextSpan):
            text = texts[region.part]
            title = title_before(text, region.start)
            value = f"{title} {text[region.start : region.end]}"
            if alone and value != alone:
                return None
            alone = value
        elif finding.entity_type in TYPES:
            addresses = True
    return None if alone and addresses else alone


def simply(findings: Sequence[Finding], texts: Mapping[str, str], folds: Folds, part: str, alone: str) -> Named:
    """The subjects of a text in which nobody is named, or only one person and in one way."""
    numbers: dict[tuple[str, str], str] = {}
    counts: dict[str, int] = {}
    named: list[Finding] = []
    for finding in findings:
        region, kind = finding.regions[0], finding.entity_type
        if not isinstance(region, TextSpan) or region.start == region.end:
            named.append(finding)
            continue
        key = (kind, folds[texts[region.part][region.start : region.end]])
        if key not in numbers:
            counts[kind] = counts.get(kind, 0) + 1
            numbers[key] = f"{kind}-{counts[kind]}"
        named.append(with_subject(finding, (numbers[key], ()), part))
    words = words_of(name_of(alone)) if alone else ""
    who = {"PERSON-1": words} if words else {}
    return Named(tuple(named), who, owners(named, who) if who else {})
