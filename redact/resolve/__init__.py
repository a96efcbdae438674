"""Resolve: overlaps settled, further mentions found, mentions joined into subjects, lists applied. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redact.policy import Policy
from redact.resolve.echoes import echoes
from redact.resolve.lists import hidden, known_places, without_kept
from redact.resolve.overlaps import settle
from redact.resolve.places import joined_places
from redact.resolve.subjects import with_subjects
from redact.types import Finding, Known

__all__ = ["Resolved", "joined_places", "resolve"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What goes, and what was found but stays by decision of the policy's lists."""

    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...]


def resolve(
    findings: Iterable[Finding], texts: Mapping[str, str], policy: Policy, known: tuple[Known, ...] = ()
) -> Resolved:
    """Settle what the detectors found in *texts* (part id → text), by the rules of *policy*.

    Order: the policy's types and scores; its ``hide`` list and what is
    *known* from around the document; overlaps; echoes; overlaps again; its ``keep`` list;
    subjects. Takes no decision that a record could not explain.
    """
    wanted = [finding for finding in findings if policy.finds(finding.entity_type, finding.score)]
    first = settle([*wanted, *hidden(policy.lists, texts), *known_places(known, texts)], texts)
    goes, kept = without_kept(first, policy.lists, texts)
    again = settle([*goes, *echoes(goes, texts)], texts)
    goes, more = without_kept(again, policy.lists, texts)
    return Resolved(tuple(with_subjects(goes, texts)), tuple(dict.fromkeys([*kept, *more])))
