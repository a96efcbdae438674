"""The lists ready to work: built once for a policy in each process, then asked of every text and every finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.lists.entries import Entry, Listing, Lists
from redact.lists.near import Near
from redact.lists.patterns import bounded, is_all, matches
from redact.occurrences import Wanted, folded

HIDDEN = "HIDDEN"
"""The type of a denied value whose entry names none."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a denied value stands: half-open code points, its type, and how far it is as the entry has it."""

    start: int
    end: int
    entity_type: str
    why: str


class Denied:
    """The values that always go, and where they stand in a text."""

    def __init__(self, listing: Listing) -> None:
        exact, near = _exact(listing), _near(listing)
        self._exact_types, self._near_types = list(exact.values()), [kind for _, _, kind in near]
        self._exact = Wanted(exact)
        self._near = Near([(value, mistakes) for value, mistakes, _ in near])
        self._patterns = _patterns(listing)

    def __bool__(self) -> bool:
        return bool(self._exact_types or self._near_types or self._patterns)

    def __repr__(self) -> str:
        return f"Denied({self._exact}, {self._near}, {len(self._patterns)} patterns)"

    def places(self, text: str) -> Iterator[Place]:
        """Every place where a value stands, with as many mistakes as its entry bears."""
        if self._exact_types:
            for at in self._exact.occurrences(text):
                yield Place(at.start, at.end, self._exact_types[at.value], "the policy names it")
        for at in self._near.occurrences(text):
            yield Place(at.start, at.end, self._near_types[at.value], "the policy names it, give or take a letter")

    def patterned(self, text: str) -> Iterator[Place]:
        """Every place that a pattern matches."""
        for pattern, entity_type in self._patterns:
            for start, end in matches(pattern, text):
                yield Place(start, end, entity_type, "a pattern of the policy names it")

    @property
    def has_patterns(self) -> bool:
        """Whether ``patterned`` can find anything."""
        return bool(self._patterns)


class Named:
    """The values of a list that speaks of whole findings."""

    def __init__(self, listing: Listing) -> None:
        self._exact = frozenset(folded(value) for value in _exact(listing))
        self._near = Near([(value, mistakes) for value, mistakes, _ in _near(listing)])
        self._patterns = [pattern for pattern, _ in _patterns(listing)]
        self._any = bool(listing)

    def __repr__(self) -> str:
        return f"Named({len(self._exact)} values, {self._near}, {len(self._patterns)} patterns)"

    def __bool__(self) -> bool:
        return self._any

    def holds(self, value: str) -> bool:
        """Whether *value* as a whole is on the list."""
        return folded(value) in self._exact or self._near.holds(value) or is_all(self._patterns, value)


@dataclass(frozen=True, slots=True)
class Listed:
    """The three lists of one policy."""

    deny: Denied
    keep: Named
    allow: Named


def listed(lists: Lists) -> Listed:
    """Make *lists* ready. With 100,000 values this takes a second or so."""
    return Listed(Denied(lists.deny), Named(lists.keep), Named(lists.allow))


def _rows(listing: Listing) -> Iterator[Entry]:
    for entry in listing:
        yield Entry(value=entry) if isinstance(entry, str) else entry


def _exact(listing: Listing) -> dict[str, str]:
    """The values that bear no mistakes and their types; of two entries for one value the first that has a type."""
    exact: dict[str, str] = {}
    for entry in _rows(listing):
        for value in () if entry.mistakes else entry.texts:
            exact[value] = exact.get(value) or entry.entity_type
    return {value: entity_type or HIDDEN for value, entity_type in exact.items()}


def _near(listing: Listing) -> list[tuple[str, int, str]]:
    return [
        (value, entry.mistakes, entry.entity_type or HIDDEN)
        for entry in _rows(listing)
        if entry.mistakes
        for value in entry.texts
    ]


def _patterns(listing: Listing) -> list[tuple[re.Pattern[str], str]]:
    return [(bounded(entry.pattern), entry.entity_type or HIDDEN) for entry in _rows(listing) if entry.pattern]
