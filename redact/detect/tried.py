"""The rows of a table tried on a text in Python: cheap looks say where one is worth trying.

Two cheap looks: numbers by the kinds of their characters (``clusters``), words and marks by a search for all at once
(``words``: hyperscan, or without it). Both only leave out what cannot match, so findings do not depend on them.
Signs of a disguise are looked for along with the words.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from redact.detect.addresses import addresses
from redact.detect.beginnings import beginnings
from redact.detect.clusters import KINDS, Clusters, Tries
from redact.detect.cores import Core, cores_of
from redact.detect.disguises import DISGUISES, Disguise, places, proven
from redact.detect.labels import Labels
from redact.detect.patterns import Mark, Match, Near, Number, Pattern, Reading, Words, best, judged
from redact.detect.seen import Seen
from redact.detect.syntax import Edge, Piece, digit_within, pieces
from redact.detect.words import Expression, Finder, Wanted, Word, finder

_BEHIND_NO_LETTER = re.compile(r"(?<![A-Za-z])(?=.)", re.DOTALL).finditer
_BEHIND_NO_DIGIT_EITHER = re.compile(r"(?<![A-Za-z0-9])(?=.)", re.DOTALL).finditer
_LETTERS = frozenset(string.ascii_letters.encode())
_LETTERS_AND_DIGITS = _LETTERS | frozenset(string.digits.encode())
_FAR = 240
Forms = Mapping[tuple[str, Near], Sequence[Pattern]]
"""Every expression, where it is worth trying, and the patterns that have it."""


@dataclass(frozen=True, slots=True)
class _Row:
    """An expression made ready, with every pattern that has it: a date may be one of birth.

    ``places``: where it is tried, counted from a word; ``starts_free``: only where no letter stands before;
    ``at_words``: and no digit either; ``digit_within``: only where a digit follows so closely. ``labelled``: kinds of
    labels without one of which it is worth nothing; None where it may be, or where looking for labels costs more than
    trying.
    """

    number: int
    sequence: tuple[Piece, ...]
    readings: tuple[Reading, ...]
    match: Callable[[str, int], re.Match[str] | None]
    places: tuple[int, ...] = (0,)
    solid: bool = False
    at_words: bool = False
    starts_free: bool = False
    digit_within: int | None = None
    labelled: frozenset[str] | None = None


class Tried:
    """The rows of a table, compiled for Python. Gives matches worth at least *floor*; *plain*: without hyperscan."""

    def __init__(self, forms: Forms, floor: float, *, plain: bool = False) -> None:
        self._floor, self._plain = floor, plain
        self._addresses = any(pattern.entity_type == "ADDRESS" for patterns in forms.values() for pattern in patterns)
        numbers: list[tuple[_Row, tuple[Core, ...]]] = []
        wanted: dict[Wanted, list[_Row]] = {}
        for number, ((regex, near), patterns) in enumerate(forms.items()):
            if isinstance(near, Number):
                numbers.append((_number_row(number, patterns, floor), cores_of(regex)))
            else:
                row = _word_row(number, patterns, near, floor)
                for what in _looked_for(near, row):
                    wanted.setdefault(what, []).append(row)
        self._count = len(forms)
        self._clusters = Clusters(numbers)
        self._rows = tuple(map(tuple, wanted.values()))
        triggers = () if plain else [Expression(disguise.trigger.encode()) for disguise in DISGUISES]
        self._find: Finder = finder([*wanted, *triggers], plain=plain)

    def seen(self, text: str, outside: str = "") -> Seen:
        """What is found in the text as it stands, and the signs of a disguise in it."""
        data = text.encode("latin-1", "replace")
        kinds = data.translate(KINDS)
        looks = _Looks(text, kinds, Labels(text, outside, plain=self._plain), self._floor, self._count)
        for start, end, tries in self._clusters.near(kinds):
            looks.at_number(start, end, tries)
        signs: list[tuple[Disguise, int]] = []
        rows, last = self._rows, len(self._rows)
        for what, start in sorted(self._find(data), key=itemgetter(1)):
            if what < last:
                for row in rows[what]:
                    looks.at_word(row, start)
            else:
                signs.append((DISGUISES[what - last], start))
        found = best(looks.found)
        if self._addresses:
            found += addresses(text, found)
        return Seen(found, proven(text, places(text) if self._plain else signs), put_in=True)


class _Looks:
    """One text while rows are tried on it; remembers how far each row has come, and what was found."""

    def __init__(self, text: str, kinds: bytes, labels: Labels, floor: float, rows: int) -> None:
        self.found: list[Match] = []
        self._text, self._kinds, self._labels, self._floor = text, kinds, labels, floor
        self._reached = [0] * rows
        self._tried: dict[int, tuple[int, int]] = {}

    def at_number(self, start: int, end: int, tries: Tries[_Row]) -> None:
        """Try rows at places counted from *start*; labels near ``[start, end)`` decide which are worth it."""
        for labelled, rows in tries:
            if labelled is None or self._labels.announce(labelled, start, end):
                for row, shifts in rows:
                    for shift in shifts:
                        self._try(row, start + shift)

    def at_word(self, row: _Row, start: int) -> None:
        """Try a row where one of its words begins, or somewhat before."""
        first, reach = row.places[0], row.digit_within
        if reach is not None and self._kinds.find(b"9", start + first if start + first > 0 else 0, start + reach) < 0:
            return
        if len(row.places) == 1:
            self._try(row, start + first)
            return
        for place in self._untried(row, start):
            self._try(row, place)

    def _untried(self, row: _Row, start: int) -> Iterable[int]:
        """The places around a word where the row has not been tried yet."""
        low, high = max(start + row.places[0], 0), start + row.places[-1]
        first, last = self._tried.get(row.number, (0, -1))
        goes_on = first <= low <= last
        self._tried[row.number] = (first if goes_on else low, max(high, last))
        low = last + 1 if goes_on else low
        if row.solid:
            low = max(low, self._text.rfind(" ", low, start) + 1, self._text.rfind("\n", low, start) + 1)
        if not row.starts_free:
            return range(low, high + 1)
        edges = _BEHIND_NO_DIGIT_EITHER if row.at_words else _BEHIND_NO_LETTER
        return (edge.start() for edge in edges(self._text, low, high + 1))

    def _try(self, row: _Row, place: int) -> None:
        if place < self._reached[row.number]:
            return
        found = row.match(self._text, place)
        if found:
            end = found.end()
            readings = [reading for reading in row.readings if reading.admits(found, self._labels)]
            if readings:
                self._reached[row.number] = end if end > place else place + 1
            for reading in readings:
                match = judged(reading, found, self._labels, self._floor)
                if match:
                    self.found.append(match)


def _number_row(number: int, patterns: Sequence[Pattern], floor: float) -> _Row:
    readings = _readings(patterns, floor)
    labels = [frozenset(reading.pattern.labels) for reading in readings if reading.needs_label]
    labelled = frozenset().union(*labels) if len(labels) == len(readings) else None
    return _Row(number, (), readings, re.compile(patterns[0].regex).match, labelled=labelled)


def _word_row(number: int, patterns: Sequence[Pattern], near: Mark | Words, floor: float) -> _Row:
    regex = patterns[0].regex
    sequence = pieces(regex)
    within = digit_within(sequence) + near.ahead
    return _Row(
        number,
        sequence,
        _readings(patterns, floor),
        re.compile(regex).match,
        tuple(range(-near.before, near.ahead + 1)),
        near.solid,
        at_words=_stands_free(sequence, _LETTERS_AND_DIGITS),
        starts_free=_stands_free(sequence, _LETTERS),
        digit_within=within if within < _FAR else None,
    )


def _stands_free(sequence: Sequence[Piece], of: frozenset[int]) -> bool:
    """Whether none of these bytes may stand before a match."""
    first = sequence[0]
    return isinstance(first, Edge) and first.before and first.none_of >= of


def _readings(patterns: Sequence[Pattern], floor: float) -> tuple[Reading, ...]:
    return tuple(Reading.of(pattern, floor) for pattern in patterns)


def _looked_for(near: Mark | Words, row: _Row) -> list[Wanted]:
    if isinstance(near, Mark):
        return [Expression(near.mark.encode("latin-1"))]
    words = frozenset(word.lower().encode("latin-1") for word in near.words)
    if row.places != (0,):
        return [Word(word) for word in words]
    found = beginnings(row.sequence)
    better = found if min(map(len, found)) >= min(map(len, words)) else words
    return [Word(word, whole=row.starts_free and word[:1].isalpha()) for word in sorted(better)]
