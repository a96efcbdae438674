"""Lines of text, and the pieces of a line that belong together: from where they are cut out, and how they stand.

A line is what stands on one base line in one direction. Where it has a gap as wide as between the columns of a table,
it is cut into pieces. How a piece is set (from the left, centred, to the right) is told by the pieces around it, in
which nothing is hidden, never by its own width.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from redact.media.pdf.passage import Shown

GAP = 2.0
"""Ems between the pieces of a line."""
_COLUMN_GAP = 0.6  # em before a column of a table; words stand closer
_LEVEL = 0.7  # of the smaller letters' size, by which two base lines of one line may differ
_SAME = 0.35  # points between edges that are one
_FULL = 0.7  # of pieces that share their right edge, if they are a block of full lines


class Along(NamedTuple):
    """A direction of writing: its unit vector. A place along it and one across it make a point of the page."""

    x: float
    y: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """How far along and how far across a point lies."""
        return self.x * x + self.y * y, self.x * y - self.y * x

    def point(self, along: float, across: float) -> tuple[float, float]:
        """The point of the page."""
        return self.x * along - self.y * across, self.y * along + self.x * across

    @property
    def is_upright(self) -> bool:
        """Whether lines run along an edge of the page."""
        return self.x == 0 or self.y == 0


_EXACT = {0.0: Along(1, 0), 90.0: Along(0, 1), 180.0: Along(-1, 0), 270.0: Along(0, -1), 360.0: Along(1, 0)}


class Strip(NamedTuple):
    """One string in its line: from where to where along the direction, at which height across it, how large."""

    left: float
    right: float
    across: float
    size: float
    shown: Shown


class Extent(NamedTuple):
    """From where to where a piece of a line reaches."""

    left: float
    right: float

    def meets(self, other: Extent) -> bool:
        """Whether the two share more than an edge."""
        return self.left < other.right and other.left < self.right


Edge: TypeAlias = Callable[[Extent], float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the strings begin in which nothing is hidden, in order."""

    lefts: list[float]

    def begins(self, left: float) -> bool:
        """Whether several begin there: a column of a table."""
        return bisect(self.lefts, left + _SAME) - bisect(self.lefts, left - _SAME) > 1

    def cut(self, left: float, gap: float, size: float) -> bool:
        """Whether a line is cut before a string that begins there after such a gap."""
        return gap > GAP * size or (gap > _COLUMN_GAP * size and self.begins(left))


@dataclass(frozen=True, slots=True)
class Standing:
    """How the pieces of a page stand along one direction, those in which nothing is hidden, and the page's edges.

    Edges that pieces share tell how they are set, also where something is hidden in them: what they share does not
    depend on it.
    """

    extents: list[Extent]
    free: list[Extent]
    page: Extent
    known: dict[Extent, tuple[str, float]] = field(default_factory=dict)

    def anchored(self, own: Extent) -> tuple[str, float]:
        """How a piece stands: ``left``, ``centre`` or ``right``, and where that is; ``free`` where nothing tells."""
        if own not in self.known:
            self.known[own] = self._anchored(own)
        return self.known[own]

    def _anchored(self, own: Extent) -> tuple[str, float]:
        middle = (self.page.left + self.page.right) / 2
        is_middle = abs(sum(own) / 2 - middle) < _SAME
        left, right, centre = (self._sharing(own, edge) for edge in (_left, _right, _middle))
        found = [
            (len(left) + _is_usual(own.left - self.page.left), "left", _median(left, own, _left)),
            (_ragged(right) + _is_usual(self.page.right - own.right), "right", _median(right, own, _right)),
            (_ragged(centre) + 1.5 * is_middle, "centre", middle if is_middle else _median(centre, own, _middle)),
        ]
        weight, how, where = max(found, key=lambda row: row[0])
        return (how, where) if weight else ("free", own.left)

    def measure(self, left: float) -> float | None:
        """How far the other pieces reach that begin there and hide nothing; ``None`` where there are few."""
        rights = [extent.right for extent in self.free if abs(extent.left - left) < _SAME]
        return max(rights) if len(rights) > 1 else None

    def _sharing(self, own: Extent, edge: Edge) -> list[Extent]:
        """The other pieces that share an edge with a piece."""
        place = edge(own)
        same = [extent for extent in self.extents if -_SAME < edge(extent) - place < _SAME]
        if own in same:
            same.remove(own)
        return same


_left: Edge = itemgetter(0)
_right: Edge = itemgetter(1)


def _middle(extent: Extent) -> float:
    left, right = extent
    return (left + right) / 2


def _median(same: list[Extent], own: Extent, edge: Edge) -> float:
    places = sorted(map(edge, same))
    return places[len(places) // 2] if places else edge(own)


def _ragged(same: list[Extent]) -> float:
    """How much pieces tell that share their right edge or middle: little, if they are full lines and share the left."""
    lefts = Counter(round(extent.left) for extent in same)
    return 0.4 if lefts and max(lefts.values()) >= _FULL * len(same) > _FULL else float(len(same))


def _is_usual(margin: float) -> float:
    """Whether a margin is one that people set: quarters of an inch."""
    return 0.3 * (margin > 1 and abs(margin / 18 - round(margin / 18)) * 18 < 0.05)


def direction_of(shown: Shown) -> Along:
    """In which direction a string runs, in hundredths of a degree."""
    a, b, *_ = shown.matrix
    degrees = round(math.degrees(math.atan2(b, a)), 2) % 360
    turn = math.radians(degrees)
    return _EXACT.get(degrees) or Along(math.cos(turn), math.sin(turn))


def strip_of(shown: Shown, along: Along) -> Strip:
    """The place of a string in its direction."""
    a, b, c, d, e, f = shown.matrix
    start, across = along.place(e, f)
    em = math.hypot(a, b)
    return Strip(start + em * shown.low, start + em * shown.high, across, math.hypot(c, d), shown)


def lines_of(strips: Iterable[Strip]) -> list[list[Strip]]:
    """The strips of one direction line by line, each from its start."""
    lines: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: (s.across, s.left)):
        line = lines[-1] if lines else None
        if line and strip.across - line[0].across < _LEVEL * min(strip.size, line[0].size):
            line.append(strip)
        else:
            lines.append([strip])
    return [sorted(line, key=lambda s: s.left) for line in lines]


def extents_of(line: list[Strip], columns: Columns) -> list[Extent]:
    """The pieces of a line, string by string."""
    pieces: list[Extent] = []
    for strip in line:
        if pieces and not columns.cut(strip.left, strip.left - pieces[-1].right, strip.size):
            pieces[-1] = Extent(pieces[-1].left, max(pieces[-1].right, strip.right))
        else:
            pieces.append(Extent(strip.left, strip.right))
    return pieces


def by_direction(noted: list[Shown]) -> dict[Along, list[Strip]]:
    """The strings of a page by their direction."""
    rows = sorted(((direction_of(shown), shown) for shown in noted), key=lambda row: row[0])
    return {along: [strip_of(s, along) for _, s in group] for along, group in groupby(rows, key=lambda row: row[0])}
