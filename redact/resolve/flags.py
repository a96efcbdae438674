"""Passages: whole sentences that tell something of a person, flagged by most policies and taken out by some."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from redact.entities import ENTITY_TYPES
from redact.occurrences import Folds
from redact.resolve.overlaps import settle
from redact.resolve.subjects import with_subjects
from redact.types import Finding, Region, TextSpan

_PASSAGES = frozenset(name for name, known in ENTITY_TYPES.items() if known.special)


def inside_passages(wanted: Sequence[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """What would go if no passage did. A passage absorbs a name that stands in it; elsewhere the name must go too."""
    others = [finding for finding in wanted if finding.entity_type not in _PASSAGES]
    return settle(others, texts) if len(others) < len(wanted) else []


def with_passages(goes: Iterable[Finding], taken: Sequence[Finding], texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """What goes when flagged passages are *taken* out as well; overlaps are settled anew."""
    if not taken:
        return tuple(goes)
    return tuple(settle([*goes, *with_subjects(taken, texts, Folds()).findings], texts))


def outside(stays: Iterable[Finding], taken: Iterable[Finding]) -> tuple[Finding, ...]:
    """What of *stays* still stays when the passages go: what touches none of them."""
    spans = [region for finding in taken for region in finding.regions]
    return tuple(
        finding for finding in stays if not any(_touch(region, span) for region in finding.regions for span in spans)
    )


def _touch(one: Region, two: Region) -> bool:
    match one, two:
        case TextSpan(), TextSpan():
            return one.part == two.part and one.start < two.end and two.start < one.end
        case _:
            return False
