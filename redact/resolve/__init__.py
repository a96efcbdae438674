"""Resolve: overlaps settled, further mentions found, mentions joined into subjects, lists applied. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from redact.occurrences import Folds
from redact.policy import Policy
from redact.resolve.bounds import Bounds
from redact.resolve.echoes import echoes, further_echoes
from redact.resolve.flags import inside_passages, outside, with_passages
from redact.resolve.initials import initialled
from redact.resolve.lists import Sorted, denied, giving_way, known_places, sorted_out, still_kept, without_allowed
from redact.resolve.overlaps import settle
from redact.resolve.places import joined_places
from redact.resolve.subjects import with_subjects
from redact.types import Finding, Known

__all__ = ["Bounds", "Resolved", "joined_places", "outside", "resolve", "resolved", "with_passages"]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What goes, what was found but stays by decision of the policy's lists, and what is pointed out and stays.

    What is flagged may overlap the rest and itself: it takes no part in anything that decides what goes. ``who`` gives,
    for each subject that is a person, the words that tell it from all others in every document.
    """

    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...]
    flagged: tuple[Finding, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict, repr=False)


def resolve(
    findings: Iterable[Finding], texts: Mapping[str, str], policy: Policy, known: tuple[Known, ...] = ()
) -> Resolved:
    """Settle what the detectors found in *texts* (part id → text), by the rules of *policy*."""
    return resolved(findings, texts, Bounds(policy), known)


def resolved(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    bounds: Bounds,
    known: tuple[Known, ...] = (),
    *,
    part: str = "",
) -> Resolved:
    """The same by *bounds*, which may serve many documents. With *part*, what goes is said to stand in that part.

    Order: the policy's types and scores, and what is *known* from around the document; its ``allow`` and ``keep``
    lists; its ``deny`` list; overlaps; echoes, held against the lists as well; overlaps again; subjects. Takes no
    decision that a record could not explain.
    """
    wanted, flagged = bounds.parted(findings)
    policy, lists, folds = bounds.policy, bounds.policy.listed, Folds()
    first = sorted_out([*wanted, *known_places(known, texts)], lists, texts, Sorted(()))
    named = settle(denied(lists, texts), texts)
    goes = settle([*giving_way(first.goes, named, texts, policy), *named], texts)
    inside = inside_passages(first.goes, texts)
    # Lists and passages may need an echo that overlaps do not: a kept one inside of what goes holds others, say.
    all_of_them = inside or lists.allow or lists.keep
    again = echoes([*goes, *inside], texts, folds) if all_of_them else further_echoes(goes, texts, folds)
    more = sorted_out([*again, *initialled(goes, texts)], lists, texts, first)
    if more.goes:
        goes = settle([*goes, *giving_way(more.goes, named, texts, policy)], texts)
    kept = still_kept(settle([*first.kept, *more.kept], texts), goes)
    allowed = without_allowed(flagged, lists, texts)
    named_now = with_subjects(goes, texts, folds, part)
    return Resolved(named_now.findings, tuple(kept), tuple(allowed), named_now.who)
