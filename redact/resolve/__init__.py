"""Resolve: overlaps settled, further mentions found, mentions joined into subjects, lists applied. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from redact.occurrences import Folds
from redact.policy import Policy
from redact.resolve.bounds import Bounds
from redact.resolve.echoes import echoes, further_echoes
from redact.resolve.flags import inside_passages, outside, with_passages
from redact.resolve.lists import Sorted, denied, giving_way, known_places, sorted_out, still_kept, without_allowed
from redact.resolve.overlaps import settle
from redact.resolve.places import joined_places
from redact.resolve.subjects import with_subjects
from redact.resolve.subjects.initials import initialled
from redact.resolve.subjects.kept import parted
from redact.resolve.subjects.moves import rejoined
from redact.resolve.subjects.named import Named
from redact.types import Finding, Known, Region

__all__ = [
    "Bounds",
    "Named",
    "Resolved",
    "joined_places",
    "outside",
    "rejoined",
    "resolve",
    "resolved",
    "with_passages",
]


@dataclass(frozen=True, slots=True)
class Resolved:
    """What goes, what was found but stays by decision of the policy's lists, and what is pointed out and stays.

    What is flagged may overlap the rest and itself: it takes no part in anything that decides what goes. ``who`` gives,
    for each subject that is a person, the words that tell it from all others in every document; ``owners`` the same
    words for the place of each date and age that seems to be somebody's.
    """

    goes: tuple[Finding, ...]
    stays: tuple[Finding, ...]
    flagged: tuple[Finding, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict, repr=False)
    owners: Mapping[Region, str] = field(default_factory=dict, repr=False)


NO_MOVES: Mapping[str, str] = {}


def resolve(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    policy: Policy,
    known: tuple[Known, ...] = (),
    moves: Mapping[str, str] = NO_MOVES,
) -> Resolved:
    """Settle what the detectors found in *texts* (part id → text), by the rules of *policy*.

    *moves* are a reviewer's joins: by the key of a finding the subject that it belongs to.
    """
    bounds = Bounds(policy)
    found = _found(findings, texts, bounds, known)
    named = with_subjects(found.goes, texts, found.folds, known=bounds.people)
    return _parted(found, rejoined(named, moves, texts) if moves else named, texts, policy)


def resolved(
    findings: Iterable[Finding],
    texts: Mapping[str, str],
    bounds: Bounds,
    known: tuple[Known, ...] = (),
    *,
    part: str = "",
) -> Resolved:
    """The same by *bounds*, which may serve many documents. With *part*, what goes in one text is said to stand there.

    Order: the policy's types and scores, and what is *known* from around the document; its ``allow`` and ``keep``
    lists; its ``deny`` list; overlaps; echoes, held against the lists as well; overlaps again; subjects; those whom the
    policy keeps, but for what it denies. Takes no decision that a record could not explain.
    """
    found = _found(findings, texts, bounds, known)
    named = with_subjects(found.goes, texts, found.folds, part, bounds.people)
    return _parted(found, named, {part: next(iter(texts.values()))} if part else texts, bounds.policy)


@dataclass(frozen=True, slots=True)
class _Found:
    """What goes but for the people whom the policy keeps, and what the lists say."""

    goes: Sequence[Finding]
    kept: Sequence[Finding]
    flagged: Sequence[Finding]
    denied: Sequence[Finding]
    folds: Folds


def _found(findings: Iterable[Finding], texts: Mapping[str, str], bounds: Bounds, known: tuple[Known, ...]) -> _Found:
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
    return _Found(goes, kept, without_allowed(flagged, lists, texts), named, folds)


def _parted(found: _Found, named: Named, texts: Mapping[str, str], policy: Policy) -> Resolved:
    goes, stays = parted(named, texts, policy.subjects, found.denied)
    return Resolved(goes, (*found.kept, *stays), tuple(found.flagged), named.who, named.owners)
