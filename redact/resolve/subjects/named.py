"""Findings that have subjects, and what is known of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from redact.resolve.overlaps import span_of
from redact.types import Finding, Region, TextSpan


@dataclass(frozen=True, slots=True)
class Named:
    """Findings with their subjects, and for each subject that is a person the words that tell it from all others.

    These words are the same in every document that gives the name in full: "sarah collins" for "Dr Sarah Jane Collins".
    ``owners`` gives, for the place of each date and age, the words of the person whom it seems to belong to. ``kept``
    are the subjects whom the policy keeps; ``doubtful`` the places of mentions that are spelt unlike the rest.
    """

    findings: tuple[Finding, ...]
    who: Mapping[str, str] = field(repr=False)
    owners: Mapping[Region, str] = field(default_factory=dict, repr=False)
    kept: frozenset[str] = frozenset()
    doubtful: frozenset[Region] = frozenset()


Told: TypeAlias = tuple[str, tuple[str, ...]]
"""A subject, and a line that says why."""


def with_subject(finding: Finding, told: Told, part: str) -> Finding:
    """A finding with its subject; where *part* is given, in the part of that name."""
    regions, why = finding.regions, finding.why
    if part:
        old = span_of(finding)
        regions = (TextSpan(part, old.start, old.end),)
    if told[1] and told[1][0] not in why:
        why = (*why, *told[1])
    return Finding(finding.entity_type, regions, finding.score, finding.detector, told[0], why)
