"""Whose a date or an age is, as far as its place tells: of the person named last before it in the same part.

Where none is named before it there, it is the only person's whom the document names, or nobody's. That is a guess by
place: in "Sarah Collins was seen by Tom Hill on 3 May" the date counts as Tom Hill's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from redact.types import Finding, Region, TextSpan

_OWNED = frozenset({"DATE_TIME", "DATE_OF_BIRTH", "AGE"})


def owners(findings: Sequence[Finding], who: Mapping[str, str]) -> dict[Region, str]:
    """By the place of each date and age the words (see ``Named.who``) of the person whom it belongs to."""
    if not who or not any(finding.entity_type in _OWNED for finding in findings):
        return {}
    only = next(iter(who.values())) if len(who) == 1 else ""
    owned: dict[Region, str] = {}
    part, last = "", only
    for each in _in_order(findings):
        span = each.regions[0]
        if (each.entity_type != "PERSON" and each.entity_type not in _OWNED) or not isinstance(span, TextSpan):
            continue
        if span.part != part:
            part, last = span.part, only
        if each.entity_type == "PERSON":
            last = who.get(each.subject or "", last)
        elif last:
            owned[span] = last
    return owned


def _in_order(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Findings part by part and as they follow in each, as they nearly always come."""
    places = [_place(finding) for finding in findings]
    return findings if all(one <= two for one, two in pairwise(places)) else sorted(findings, key=_place)


def _place(finding: Finding) -> tuple[str, int]:
    span = finding.regions[0]
    return (span.part, span.start) if isinstance(span, TextSpan) else ("", -1)
