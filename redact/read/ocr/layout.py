"""Lines of a page put in reading order, as a text that remembers where each word stands."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from redact.read.ocr.engine import Line
from redact.types import Alignment, Box, Region

if TYPE_CHECKING:
    from redact.read.ocr.finding import Quad

_WIDE_GAP = 2.5
"""Between two lines side by side, in line heights: more than this is another column, and a tab stands for it."""
_PROSE = 14.0
"""Lines longer than this, in line heights, are sentences; two columns of them are read one after the other."""


_LESS = 1 / 3
"""Above and below less is added than before and after: a line's corners leave room there, and the next line is near."""
_STEPS, _CROSSING = 100, 0.2
"""How finely a gutter is looked for, and the share of lines (headings, rules) that may cross it."""


class Paper(NamedTuple):
    """The picture that is read: the part's id, and its width and height in pixels."""

    part: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)  # two lines are the same when they are one object
class _Level:
    """A line as it would stand were the page upright."""

    line: Line
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def laid_out(lines: Sequence[Line], paper: Paper, pad: float) -> tuple[str, Alignment]:
    """The text of a page, and the box of every word, widened by *pad* of the line's height along the line.

    Rows are separated by line ends, columns within a row by tabs, words by spaces.
    """
    pieces: list[str] = []
    runs: list[tuple[int, int, Region]] = []
    length = 0
    for before, line in _in_order(_levelled(lines)):
        pieces.append(before)
        length += len(before)
        for index, word in enumerate(line.words):
            gap = " " if index else ""
            start = length + len(gap)
            pieces += [gap, word.text]
            length = start + len(word.text)
            runs.append((start, length, _box(line.quad, (word.start, word.end), paper, pad)))
    return "".join(pieces), Alignment.of(runs)


def _box(quad: Quad, reach: tuple[float, float], paper: Paper, pad: float) -> Box:
    import numpy as np

    above, below = quad[1] - quad[0], quad[2] - quad[3]
    corners = [quad[0] + share * above for share in reach] + [quad[3] + share * below for share in reach]
    (left, top), (right, bottom) = np.min(corners, axis=0), np.max(corners, axis=0)
    rim = pad * _height(quad)
    along = abs(above[0]) >= abs(above[1])
    across, down = (rim, rim * _LESS) if along else (rim * _LESS, rim)
    left, right = min(max(left - across, 0.0), paper.width - 1.0), max(min(right + across, float(paper.width)), 1.0)
    top, bottom = min(max(top - down, 0.0), paper.height - 1.0), max(min(bottom + down, float(paper.height)), 1.0)
    return Box(paper.part, float(left), float(top), float(right), float(bottom))


def _height(quad: Quad) -> float:
    import numpy as np

    return float(max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1])))


def _levelled(lines: Sequence[Line]) -> list[_Level]:
    """The lines with the page turned so that most of the writing runs from left to right."""
    import numpy as np

    if not lines:
        return []
    way = np.sum([line.quad[1] - line.quad[0] + line.quad[2] - line.quad[3] for line in lines], axis=0)
    quarter = round(float(np.arctan2(way[1], way[0])) / (np.pi / 2)) % 4
    turn = np.linalg.matrix_power(np.array([[0, 1], [-1, 0]]), quarter)
    levels = []
    for line in lines:
        corners = line.quad @ turn.T
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        levels.append(_Level(line, float(left), float(top), float(right), float(bottom)))
    return levels


def _in_order(levels: list[_Level]) -> Iterator[tuple[str, Line]]:
    """Each line with what separates it from the one before."""
    first = True
    for block in _blocks(levels):
        for row in _rows(block):
            ahead = None
            for level in row:
                yield _separator(ahead, level, first=first), level.line
                first, ahead = False, level


def _separator(ahead: _Level | None, level: _Level, *, first: bool) -> str:
    if ahead is None:
        return "" if first else "\n"
    return "\t" if level.left - ahead.right > _WIDE_GAP * min(level.height, ahead.height) else " "


def _rows(levels: Sequence[_Level]) -> list[list[_Level]]:
    """Lines that stand side by side, from the top of the page down, each row from left to right."""
    rows: list[list[_Level]] = []
    for level in sorted(levels, key=lambda each: each.middle):
        row = next((row for row in reversed(rows[-3:]) if _beside(row[-1], level)), None)
        if row is None:
            rows.append([level])
        else:
            row.append(level)
    return [sorted(row, key=lambda each: each.left) for row in rows]


def _beside(one: _Level, other: _Level) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.height, other.height) and (one.right <= other.left or other.right <= one.left)


def _blocks(levels: list[_Level]) -> list[list[_Level]]:
    """The page cut at a gutter between two columns of prose, band by band between the lines that cross it."""
    gutter = _gutter(levels)
    if gutter is None:
        return [levels]
    across = sorted((level for level in levels if level.left < gutter < level.right), key=lambda each: each.middle)
    edges = [level.middle for level in across]
    blocks: list[list[_Level]] = []
    for band in range(len(across) + 1):
        within = [level for level in levels if level not in across and bisect(edges, level.middle) == band]
        blocks += _blocks([level for level in within if level.right <= gutter])
        blocks += _blocks([level for level in within if level.left >= gutter])
        blocks += [[level] for level in across[band : band + 1]]
    return blocks


def _gutter(levels: Sequence[_Level]) -> float | None:
    """Where the fewest lines cross from one column of prose to another; ``None`` where there are no such columns."""
    if not levels:
        return None
    start, end = min(level.left for level in levels), max(level.right for level in levels)
    places = [start + (end - start) * step / _STEPS for step in range(1, _STEPS)]
    crossing = {place: sum(level.left < place < level.right for level in levels) for place in places}
    for place in sorted(places, key=lambda each: crossing[each]):
        if crossing[place] > _CROSSING * len(levels):
            return None
        if _is_prose([each for each in levels if each.right <= place]) and _is_prose(
            [each for each in levels if each.left >= place]
        ):
            return place
    return None


def _is_prose(levels: Sequence[_Level]) -> bool:
    long = sum(level.right - level.left > _PROSE * level.height for level in levels)
    return long >= 3 and long * 2 >= len(levels)
