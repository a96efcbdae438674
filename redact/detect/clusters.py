"""Where numbers stand in a text, and which expressions can match there by the kinds of the characters alone.

Every digit becomes a 9, every capital an A, every small letter an a: of a text so written, short stretches around
digits repeat themselves endlessly ("aa 9999 aaa"), so what can match in one is worked out once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from redact.detect.cores import SIDE, Core
from redact.detect.syntax import NONE, Ahead, Edge, Either, One, Piece, Times, fewest_digits, written

KINDS = bytes(
    ord("9") if 48 <= code <= 57 else ord("A") if 65 <= code <= 90 else ord("a") if 97 <= code <= 122 else code
    for code in range(256)
)
"""Turns Latin-1 text into the kinds of its characters."""
_CLUSTER = re.compile(rb"9(?:[^9\n\r\t,;|\"'<>{}\[\]=?]{0,3}9)*+")
_LONGEST = 64
_MOST_REMEMBERED = 1 << 16


class Gated(Protocol):
    """A row; ``labelled``: it is worth trying only where a label of one of these kinds stands near."""

    @property
    def labelled(self) -> frozenset[str] | None: ...


Row = TypeVar("Row", bound=Gated)
Tries = tuple[tuple[frozenset[str] | None, tuple[tuple[Row, tuple[int, ...]], ...]], ...]
"""Rows to try, those with the same labels together; for each the places, counted from the beginning of a stretch."""

_Form = tuple[int, re.Pattern[bytes], tuple[tuple[int, Core], ...]]
"""The fewest digits that it has, what it looks like by kinds, and the rows that have a core of that form."""


class Clusters(Generic[Row]):
    """The numbers of texts; knows of each which rows, each given with its cores, may match there, and from where."""

    def __init__(self, rows: Sequence[tuple[Row, tuple[Core, ...]]]) -> None:
        by_form: dict[bytes, list[tuple[int, Core]]] = {}
        for number, (_, cores) in enumerate(rows):
            for core in cores:
                by_form.setdefault(written(core.run, KINDS), []).append((number, core))
        self._rows = [row for row, _ in rows]
        self._forms: list[_Form] = [
            (fewest_digits(uses[0][1].run), re.compile(b"(?=" + form + b")"), tuple(uses))
            for form, uses in by_form.items()
        ]
        self._needs = [_needed(uses[0][1].run) for _, _, uses in self._forms]
        self._telling = frozenset().union(*self._needs)
        self._possible: dict[frozenset[int], list[_Form]] = {}
        self._known: dict[bytes, Tries[Row]] = {}

    def near(self, kinds: bytes) -> Iterator[tuple[int, int, Tries[Row]]]:
        """Each stretch in which a core may stand: its beginning and end, and what to try there.

        *kinds*: the text with a 9 for every digit and so on, see ``KINDS``.
        """
        known = self._known
        for cluster in _CLUSTER.finditer(kinds):
            start, end = cluster.span()
            start = start - SIDE if start > SIDE else 0
            stretch = kinds[start : end + SIDE]
            tries = known.get(stretch)
            if tries is None:
                tries = self._worked_out(stretch)
            if tries:
                yield start, end, tries

    def _worked_out(self, stretch: bytes) -> Tries[Row]:
        places: dict[int, set[int]] = {}
        digits = stretch.count(b"9")
        for least, form, uses in self._with(self._telling.intersection(stretch)):
            found = [match.start() for match in form.finditer(stretch)] if digits >= least else []
            for row, core in uses if found else ():
                before = range(core.nearest, core.farthest + 1)
                places.setdefault(row, set()).update(start - away for start in found for away in before)
        tries = self._gated({row: tuple(sorted(places[row])) for row in sorted(places)})
        if len(stretch) <= _LONGEST:
            if len(self._known) >= _MOST_REMEMBERED:
                self._known.clear()
            self._known[stretch] = tries
        return tries

    def _with(self, kinds: frozenset[int]) -> list[_Form]:
        """The forms for which nothing is missing: of all that some form cannot do without, these kinds are there."""
        found = self._possible.get(kinds)
        if found is None:
            found = [form for needed, form in zip(self._needs, self._forms, strict=True) if needed <= kinds]
            self._possible[kinds] = found
        return found

    def _gated(self, places: dict[int, tuple[int, ...]]) -> Tries[Row]:
        gates: dict[frozenset[str] | None, list[tuple[Row, tuple[int, ...]]]] = {}
        for number, shifts in places.items():
            row = self._rows[number]
            gates.setdefault(row.labelled, []).append((row, shifts))
        return tuple((gate, tuple(rows)) for gate, rows in gates.items())


def _needed(run: Sequence[Piece]) -> frozenset[int]:
    """The kinds of characters that every match of the run holds."""
    return frozenset().union(*map(_needed_by, run))


def _needed_by(piece: Piece) -> frozenset[int]:
    match piece:
        case One(of=of):
            kinds = frozenset(KINDS[byte] for byte in of)
            return kinds if len(kinds) == 1 else NONE
        case Edge() | Ahead():
            return NONE
        case Times(what=what, low=low):
            return _needed(what) if low else NONE
        case Either(ways=ways):
            return frozenset.intersection(*map(_needed, ways))
