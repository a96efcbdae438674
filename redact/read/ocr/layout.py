"""Lines of a page put in reading order, as a text that remembers where each word stands."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import pi
from typing import TYPE_CHECKING, NamedTuple

from redact.read.ocr.engine import Line, Word
from redact.read.ocr.stacks import stacks_of
from redact.types import Alignment, Box, Region

if TYPE_CHECKING:
    from redact.read.ocr.finding import Quad

_WIDE_GAP = 2.5
"""Between two lines side by side, in line heights: more than this is another column, and a tab stands for it."""
_PROSE = 14.0
"""Lines longer than this, in line heights, are sentences; two columns of them are read one after the other."""


_LESS = 1 / 3
"""Above and below less is added than before and after: a line's corners leave room there, and the next line is near."""
_QUARTER = pi / 2
_TOWARDS = 0.5
"""What share of the padding is left out on the side of another word: there half of the gap is a word's own already."""
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

    Rows are separated by line ends, columns within a row by tabs, words by spaces. Where a line has other readings,
    its row stands again at the end of the text, once for each: labels and what they belong to stay side by side. Words
    that are stacked stand again as one row.
    """
    writing = _Writing(paper, pad)
    rows = list(_in_order(_levelled(lines)))
    for row in rows:
        writing.row([(before, line, line.words) for before, line in row])
    for row in rows:
        for number in range(max(len(line.others) for _, line in row)):
            writing.row([(before, line, _reading(line, number)) for before, line in row])
    for stack in stacks_of([[line for _, line in row] for row in rows]):
        writing.row([(" " if at else "", line, line.words) for at, line in enumerate(stack)])
    return "".join(writing.pieces), Alignment.of(writing.runs, writing.sureness)


def _reading(line: Line, number: int) -> tuple[Word, ...]:
    return line.others[number] if number < len(line.others) else line.words


@dataclass(slots=True)
class _Writing:
    """A text while it is put together, with where each word of it stands."""

    paper: Paper
    pad: float
    pieces: list[str] = field(default_factory=list)
    runs: list[tuple[int, int, Region]] = field(default_factory=list)
    sureness: list[float] = field(default_factory=list)
    length: int = 0

    def row(self, columns: Sequence[tuple[str, Line, Sequence[Word]]]) -> None:
        """Add a row: lines side by side, each with what stands before it and how it is read."""
        self._add("\n" if self.pieces else "")
        for before, line, words in columns:
            self._add(before)
            for index, word in enumerate(words):
                self._add(" " if index else "")
                box = _box(line.quad, _reach(line.quad, words, index, self.pad), self.paper, self.pad)
                self.runs.append((self.length, self.length + len(word.text), box))
                self.sureness.append(word.sureness)
                self._add(word.text)

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def _reach(quad: Quad, words: Sequence[Word], at: int, pad: float) -> tuple[float, float]:
    """From where to where a word stands along its line; towards a neighbour it gets half of the padding only.

    It gets none where its end was measured.
    """
    import numpy as np

    word, last = words[at], at + 1 == len(words)
    share = pad * _height(quad) / max(float(np.linalg.norm(quad[1] - quad[0])), 1.0)
    before = 1.0 if word.clear_before else 0.0 if at == 0 else _TOWARDS
    after = 1.0 if word.clear_after else 0.0 if last else _TOWARDS
    return word.start + before * share, word.end - after * share


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
    """The lines with the page turned so that most of the writing runs level, from left to right."""
    import numpy as np

    if not lines:
        return []
    angle = _slope(lines)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    levels = []
    for line in lines:
        corners = line.quad @ turn.T
        (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
        levels.append(_Level(line, float(left), float(top), float(right), float(bottom)))
    return levels


def _slope(lines: Sequence[Line]) -> float:
    """The direction of most of the writing, in radians: the quarter that it faces, then its middle slope there.

    A sheet that lies aslant by a degree would else have the left of one row beside the right of the next.
    """
    import numpy as np

    ways = np.array([line.quad[1] - line.quad[0] + line.quad[2] - line.quad[3] for line in lines], float)
    whole = ways.sum(axis=0)
    quarter = round(float(np.arctan2(whole[1], whole[0])) / _QUARTER) * _QUARTER
    off = (np.arctan2(ways[:, 1], ways[:, 0]) - quarter + np.pi) % (2 * np.pi) - np.pi
    near = abs(off) <= _QUARTER / 2
    if not near.any():
        return quarter
    order = np.argsort(off[near])
    weights = np.cumsum(np.hypot(*ways[near].T)[order])
    return quarter + float(off[near][order][np.searchsorted(weights, weights[-1] / 2)])


def _in_order(levels: list[_Level]) -> Iterator[list[tuple[str, Line]]]:
    """The rows of the page, each line with what separates it from the one before in its row."""
    for block in _blocks(levels):
        for row in _rows(block):
            gaps = ["", *(_separator(ahead, level) for ahead, level in pairwise(row))]
            yield [(gap, level.line) for gap, level in zip(gaps, row, strict=True)]


def _separator(ahead: _Level, level: _Level) -> str:
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
