"""Resolve: overlaps settled, further mentions found, mentions joined into subjects, lists applied. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redact.policy import Policy
from redact.resolve.echoes import echoes
from redact.resolve.flags import inside_passages, outside, with_passages
from redact.resolve.lists import Sorted, denied, giving_way, known_places, sorted_out, still_kept, without_allowed
from redact.resolve.overlaps import settle
from redact.resolve.places import joined_places
from redact.resolve.subjects import with_subjects
from redact.types import Finding, Known

__all__ = ["Resolved", "joined_places", "outside", "resolve", "with_passages"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What goes, what was found but stays by decision of the policy's lists, and what is pointed out and stays.

    What is flagged may overlap the rest and itself: it takes no part in anything that decides what goes.
    """

    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...]
    flagged: tuple[Finding, ...] = ()


def resolve(
    findings: Iterable[Finding], texts: Mapping[str, str], policy: Policy, known: tuple[Known, ...] = ()
) -> Resolved:
    """Settle what the detectors found in *texts* (part id → text), by the rules of *policy*.

    Order: the policy's types and scores, and what is *known* from around the document; its ``allow`` and ``keep``
    lists; its ``deny`` list; overlaps; echoes, held against the lists as well; overlaps again; subjects. Takes no
    decision that a record could not explain.
    """
    listed = list(findings)
    wanted = [finding for finding in listed if policy.finds(finding.entity_type, finding.score)]
    flagged = dict.fromkeys(finding for finding in listed if policy.flags(finding.entity_type, finding.score))
    lists = policy.listed
    first = sorted_out([*wanted, *known_places(known, texts)], lists, texts, Sorted(()))
    named = settle(denied(lists, texts), texts)
    goes = settle([*giving_way(first.goes, named, texts, policy), *named], texts)
    more = sorted_out(echoes([*goes, *inside_passages(first.goes, texts)], texts), lists, texts, first)
    goes = settle([*goes, *giving_way(more.goes, named, texts, policy)], texts)
    kept = still_kept(settle([*first.kept, *more.kept], texts), goes)
    return Resolved(tuple(with_subjects(goes, texts)), tuple(kept), tuple(without_allowed(flagged, lists, texts)))
