"""Lines taken apart: which glyphs stand in them, where, how wide each is by itself, and which of them must go."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from redact.media.pdf.geometry import Matrix, Rect, bounds, carried
from redact.media.pdf.going import Cut, going
from redact.media.pdf.lines import Along, Columns, Extent, Strip
from redact.media.pdf.passage import Passage, Shown
from redact.media.pdf.pen import Glyphs, glyphs_of
from redact.media.pdf.setting import Letter, Piece, pieces_of
from redact.media.pdf.walk import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEVEL = 0.4  # points between our base line and PDFium's
_LETTER = partial(tuple.__new__, Letter)  # what ``Letter._make`` does, without a call in between
_BLANK_NEAR = 0.08  # em between our place of a blank and PDFium's


@dataclass(slots=True)
class Line:
    """A line that something is gone from: its strings with their glyphs, and its pieces."""

    along: Along
    strips: list[Strip]
    glyphs: list[Glyphs]
    scales: list[float]
    """How narrow the letters of each string are set: ``Tz`` as a share."""
    pieces: list[Piece] = field(default_factory=list)
    exact: set[int] = field(default_factory=set)
    """Pieces (by number) that are not set anew."""
    beside: list[Extent] = field(default_factory=list)
    """Pieces of other lines at its height."""

    def level(self, piece: Piece) -> float:
        """How far across its direction the base line of a piece lies."""
        return self.strips[piece.first.strip].across

    def seen(self, piece: Piece) -> Extent | None:
        """From where to where a piece can be seen at all; ``None`` where nothing cuts it off."""
        clips = {self.strips[number].shown.clip for number in piece.strips} - {None}
        ends = [self.extent(clip) for clip in clips if clip is not None]
        return Extent(max(e.left for e in ends), min(e.right for e in ends)) if ends else None

    def extent(self, rect: Rect) -> Extent:
        """From where to where along the line a rectangle of the page reaches."""
        return self._ends(rect, 0)

    def heights(self, rect: Rect) -> Extent:
        """From where to where across the line it reaches."""
        return self._ends(rect, 1)

    def _ends(self, rect: Rect, axis: int) -> Extent:
        corners = ((x, y) for x in (rect.left, rect.right) for y in (rect.bottom, rect.top))
        places = [self.along.place(x, y)[axis] for x, y in corners]
        return Extent(min(places), max(places))

    def room(self, extent: Extent, piece: Piece, low: float, high: float) -> Rect:
        """A stretch of it as a rectangle of the page, from so many ems below a piece's base line to so many above."""
        across, size = self.level(piece), piece.size
        return bounds(self.along.point(x, across + size * y) for x in extent for y in (low, high))


@dataclass(slots=True)
class Cutter:
    """Takes strings apart into glyphs, each of them once, and says which of those must go."""

    target: Target
    blanks: NDArray[np.float64]
    scales: frozenset[float]
    known: dict[int, tuple[Glyphs, NDArray[np.bool_]]] = field(default_factory=dict)
    levels: dict[Along, NDArray[np.float64]] = field(default_factory=dict)
    """How far across each direction the blanks lie."""

    def take_apart(self, strings: Iterable[Shown]) -> None:
        """Cut these strings, all at once."""
        new = [shown for shown in strings if shown.number not in self.known]
        cuts = [Cut(glyphs_of(each.items, each.font, each.spacing), each.font, each.matrix) for each in new]
        for shown, cut, gone in zip(new, cuts, going(cuts, self.target), strict=True):
            self.known[shown.number] = cut.glyphs, gone

    def cut(self, shown: Shown) -> tuple[Glyphs, NDArray[np.bool_]]:
        """The glyphs of a string that was taken apart, and which of them must go."""
        return self.known[shown.number]

    def touched(self, strings: Iterable[Shown]) -> set[int]:
        """The numbers of the strings from which something must go."""
        boxes = self.target.boxes
        near = [shown for shown in strings if boxes.any_near(_hull(shown.matrix, shown.low, shown.high))]
        self.take_apart(near)
        return {shown.number for shown in near if self.cut(shown)[1].any()}

    def blank(self, strip: Strip, along: Along, places: NDArray[np.float64]) -> NDArray[np.bool_]:
        """At which of the places of a string a blank stands."""
        import numpy as np

        x, y = along
        if along not in self.levels:
            self.levels[along] = x * self.blanks[:, 1] - y * self.blanks[:, 0]
        on = (abs(self.levels[along] - strip.across) < _LEVEL).nonzero()[0]
        starts = np.sort(self.blanks[on] @ (x, y))
        if not len(starts):
            return np.zeros(len(places), bool)
        after = np.minimum(np.searchsorted(starts, places), len(starts) - 1)
        reach = _BLANK_NEAR * strip.size
        found: NDArray[np.bool_] = (abs(starts[after] - places) < reach) | (
            abs(starts[np.maximum(after - 1, 0)] - places) < reach
        )
        return found


def usual_scales(passage: Passage, target: Target) -> frozenset[float]:
    """How narrow letters are set where nothing is hidden: any other width may have been chosen to make a line fit."""
    boxes = target.boxes
    odd = [s for s in passage.noted if s.spacing.scale != 1.0]
    far = (s.spacing.scale for s in odd if not boxes.any_near(_hull(s.matrix, s.low, s.high)))
    return frozenset((1.0, *far))


def _hull(matrix: Matrix, low: float, high: float) -> Rect:
    return carried(Rect(low, -0.3, high, 1.0), matrix)


def line_of(strips: list[Strip], along: Along, cutter: Cutter, columns: Columns) -> Line:
    """The strings of a line taken apart."""
    glyphs = [cutter.cut(strip.shown)[0] for strip in strips]
    own = [s.shown.spacing.scale for s in strips]
    usual = [scale if scale in cutter.scales else math.copysign(1.0, scale) for scale in own]
    line = Line(along, strips, glyphs, usual)
    letters = [letter for number in range(len(strips)) for letter in _letters(line, number, cutter)]
    line.pieces = pieces_of(sorted(letters, key=itemgetter(0)), columns)
    for piece in line.pieces:
        piece.seen = line.seen(piece)
    return line


def _letters(line: Line, number: int, cutter: Cutter) -> Iterator[Letter]:
    strip, glyphs = line.strips[number], line.glyphs[number]
    shown, size, count = strip.shown, strip.size, len(glyphs.codes)
    em = math.hypot(*shown.matrix[:2])
    own = em * line.scales[number] / shown.spacing.scale
    left = strip.left + em * (glyphs.start - shown.low)
    right = left + em * (glyphs.width + max(shown.spacing.char / shown.spacing.size, 0.0))
    blank = cutter.blank(strip, line.along, left).tolist()
    blank = [known or code == b" " for known, code in zip(blank, glyphs.codes, strict=True)]
    widths, gone = (own * glyphs.width).tolist(), cutter.cut(shown)[1].tolist()
    rows = zip(
        left.tolist(), right.tolist(), widths, repeat(size), blank, gone, repeat(number), range(count), strict=False
    )
    return map(_LETTER, rows)
