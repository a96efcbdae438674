"""The table run over a text: cheap looks say where a row is worth trying, then form, checksum and label decide.

A text is read in blocks that overlap, so that memory stays small and cost grows with length, whatever the length. Two
cheap looks: numbers by the kinds of their characters (``clusters``), words and marks by a search for all at once
(``words``: hyperscan, or without it). Both only leave out what cannot match, so findings do not depend on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from redact.detect.clusters import Clusters
from redact.detect.cores import Core, cores_of
from redact.detect.labels import Labels
from redact.detect.patterns import Mark, Match, Near, Number, Pattern, Words, judged
from redact.detect.words import finder

BLOCK = 1 << 20
"""How many characters are looked at in one go."""
MARGIN = 1 << 14
"""How far a block looks into its neighbours: no match may be longer."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An expression made ready, with every pattern that has it: a date may be one of birth.

    ``labelled``: kinds of labels without one of which it is worth nothing; None where it may be, or where looking for
    labels costs more than trying.
    """

    patterns: tuple[Pattern, ...]
    name: str
    match: Callable[[str, int], re.Match[str] | None]
    places: Sequence[int]
    solid: bool = False
    labelled: frozenset[str] | None = None


class Scanner:
    """The rows of a table, compiled. Gives every match worth at least *floor*; *plain*: without hyperscan.

    Matches of different rows may overlap: settling them is the pipeline's work.
    """

    def __init__(self, table: Sequence[Pattern], floor: float, *, plain: bool = False) -> None:
        self.floor = floor
        self._numbers: list[_Row] = []
        cores: list[tuple[Core, ...]] = []
        wanted: dict[bytes | re.Pattern[bytes], list[_Row]] = {}
        for (regex, near), patterns in _by_form(table).items():
            if isinstance(near, Number):
                self._numbers.append(_number_row(patterns, floor))
                cores.append(cores_of(regex))
            else:
                row = _word_row(patterns, near)
                for what in _looked_for(near):
                    wanted.setdefault(what, []).append(row)
        self._clusters = Clusters(cores)
        self._rows = list(wanted.values())
        self._find = finder(list(wanted), plain=plain)

    def scan(self, text: str, outside: str = "") -> Iterator[Match]:
        """Every match in *text*, a plain view. *outside*: words from around the text that may be labels."""
        if len(text) <= BLOCK:
            yield from self._block(text, outside)
            return
        for begin in range(0, len(text), BLOCK):
            first = max(begin - MARGIN, 0)
            for match in self._block(text[first : begin + BLOCK + MARGIN], outside):
                if begin <= match.start + first < begin + BLOCK:
                    yield replace(match, start=match.start + first, end=match.end + first)

    def _block(self, text: str, outside: str) -> list[Match]:
        data = text.encode("latin-1", "replace")
        looks = _Looks(text, Labels(text, outside), self.floor)
        numbers = self._numbers
        for start, end, tries in self._clusters.near(data):
            looks.around(start, end)
            for number, places in tries:
                looks.at(numbers[number], start, places)
        for what, start in self._find(data):
            looks.around(start, start)
            for row in self._rows[what]:
                if len(row.places) > 1:
                    looks.before(row, start)
                else:
                    looks.at(row, start, row.places)
        return looks.found


class _Looks:
    """One text while rows are tried on it; remembers how far each row has come, and what was found."""

    def __init__(self, text: str, labels: Labels, floor: float) -> None:
        self.found: list[Match] = []
        self._text, self._labels, self._floor = text, labels, floor
        self._reached: dict[str, int] = {}
        self._tried: dict[str, tuple[int, int]] = {}
        self._near = (0, 0)
        self._kinds: frozenset[str] | None = None

    def around(self, start: int, end: int) -> None:
        """Rows are tried near ``[start, end)`` from now on."""
        self._near, self._kinds = (start, end), None

    def at(self, row: _Row, start: int, places: Sequence[int]) -> None:
        """Find every match of the row that begins at one of the places, counted from *start*."""
        if row.labelled is not None and not row.labelled & self._announced():
            return
        reached = self._reached.get(row.name, 0)
        for place in places:
            if place + start >= reached:
                found = row.match(self._text, place + start)
                if found:
                    self._reached[row.name] = reached = max(found.end(), found.start() + 1)
                    self._judge(row.patterns, found)

    def before(self, row: _Row, start: int) -> None:
        """Find every match of the row that begins somewhat before *start*; no place is tried twice."""
        low, high = start + row.places[0], start + row.places[-1]
        first, last = self._tried.get(row.name, (0, -1))
        if first <= low <= last:
            low, first = last + 1, min(first, low)
        else:
            first = low
        self._tried[row.name] = (first, max(high, last))
        if row.solid:
            low = max(low, self._text.rfind(" ", low, start) + 1, self._text.rfind("\n", low, start) + 1)
        self.at(row, 0, range(max(low, 0), high + 1))

    def _judge(self, patterns: tuple[Pattern, ...], found: re.Match[str]) -> None:
        for pattern in patterns:
            match = judged(pattern, found, self._labels, self._floor)
            if match:
                self.found.append(match)

    def _announced(self) -> frozenset[str]:
        if self._kinds is None:
            self._kinds = self._labels.mentioned(*self._near)
        return self._kinds


def _by_form(table: Sequence[Pattern]) -> dict[tuple[str, Near], tuple[Pattern, ...]]:
    forms: dict[tuple[str, Near], tuple[Pattern, ...]] = {}
    for pattern in table:
        form = (pattern.regex, pattern.near)
        forms[form] = (*forms.get(form, ()), pattern)
    return forms


def _number_row(patterns: tuple[Pattern, ...], floor: float) -> _Row:
    labels = [frozenset(pattern.labels) for pattern in patterns if pattern.needs_label(floor)]
    labelled = frozenset().union(*labels) if len(labels) == len(patterns) else None
    return _Row(patterns, patterns[0].name, re.compile(patterns[0].regex).match, (), labelled=labelled)


def _word_row(patterns: tuple[Pattern, ...], near: Mark | Words) -> _Row:
    places = tuple(range(-near.before, near.ahead + 1))
    return _Row(patterns, patterns[0].name, re.compile(patterns[0].regex).match, places, near.solid)


def _looked_for(near: Mark | Words) -> list[bytes | re.Pattern[bytes]]:
    if isinstance(near, Mark):
        return [re.compile(near.mark.encode("latin-1"))]
    return [word.lower().encode("latin-1") for word in near.words]
