"""Which glyphs must go, asked for the strings of a page at once: a question for each string takes longer than all else.

All glyphs stand in columns, string after string. Only a string's own neighbours are looked at: each box near it, with
each of its glyphs, makes a pair, and the pairs of all strings are looked at together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from redact.media.pdf.covering import SHARE, is_covered
from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Matrix, Rect
from redact.media.pdf.pen import Glyphs
from redact.media.pdf.places import Places, Points
from redact.media.pdf.walk import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags: TypeAlias = NDArray[np.bool_]
    Numbers: TypeAlias = NDArray[np.float64]
    Rows: TypeAlias = NDArray[np.intp]

OVER = 0.4
"""Ems that a mark without a width reaches back over the letter before it."""
TINY = 0.02
"""Points; PDFium reads nothing smaller, and nobody sees it."""
_NEAR = 0.3  # points between PDFium's origin of a character and ours
_DRIFT = 0.06  # ems, likewise: PDFium rounds widths, which adds up over a line; no letter is so narrow
_LEVEL = 1e-9  # points
_MOST_PAIRS = 1 << 20  # looked at together


class Cut(NamedTuple):
    """A string taken apart: its glyphs, its font, and the matrix from ems to the page."""

    glyphs: Glyphs
    font: Font
    matrix: Matrix


def going(cuts: Sequence[Cut], target: Target) -> list[Flags]:
    """Which glyphs of each of the strings, which have at least one, must go."""
    if not cuts:
        return []
    columns = _columns(cuts)
    reach = [max(_NEAR, _DRIFT * math.hypot(*cut.matrix[2:4])) for cut in cuts]
    gone = _near(columns, target.points, reach)
    if target.page is not None:
        gone |= ~_seen(columns, target.page)
    under = _under(columns, target.boxes)
    if target.spared and under.any():
        under &= ~_near(columns, target.spared, [_NEAR] * len(cuts))
    gone |= under
    return [gone[first : first + count] for first, count in zip(columns.first, columns.counts, strict=True)]


@dataclass(frozen=True, slots=True, eq=False)
class _Columns:
    """The glyphs of some strings, string after string, and the number of each string's first glyph.

    Of each glyph: where it starts on the page, and the corners of its room, going round (4 x n).
    """

    cuts: Sequence[Cut]
    counts: list[int]
    first: list[int]
    start: tuple[Numbers, Numbers]
    corners: tuple[Numbers, Numbers]

    def sides(self) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        """The upright rectangles around their rooms: left, bottom, right, top."""
        x, y = self.corners
        return x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)


def _columns(cuts: Sequence[Cut]) -> _Columns:
    import numpy as np

    counts = [len(cut.glyphs.codes) for cut in cuts]
    first = [0, *accumulate(counts)][:-1]
    start, width = (np.concatenate(each) for each in zip(*((g.start, g.width) for g, _, _ in cuts), strict=True))
    table = np.array([(*matrix, *font.room, font.vertical) for _, font, matrix in cuts])
    a, b, c, d, e, f, low, high, vertical = np.repeat(table.T, counts, axis=1)
    marks = width == 0  # drawn over the letter before
    one, other = np.where(marks, start - OVER, start), np.where(marks, start + 0.1, start + width)
    along, room = (np.minimum(one, other), np.maximum(one, other)), (low, high)
    (left, right), (bottom, top), (x, y) = along, room, (start * a + e, start * b + f)
    if vertical.any():
        turned = vertical != 0
        left, right = (np.where(turned, u, v) for u, v in zip(room, along, strict=True))
        bottom, top = (np.where(turned, v, u) for u, v in zip(room, along, strict=True))
        x, y = np.where(turned, start * c + e, x), np.where(turned, start * d + f, y)
    round_ = ((left, bottom), (right, bottom), (right, top), (left, top))
    xs, ys = (np.stack([u * g + v * h + k for u, v in round_]) for g, h, k in ((a, c, e), (b, d, f)))
    return _Columns(cuts, counts, first, (x, y), (xs, ys))


def _hulls(columns: _Columns, sides: tuple[Numbers, ...], reach: Sequence[float]) -> Iterator[Rect]:
    """From where to where each string reaches: by the sides of its glyphs, and so many points more."""
    import numpy as np

    ends = [np.minimum.reduceat(side, columns.first).tolist() for side in sides[:2]]
    ends += [np.maximum.reduceat(side, columns.first).tolist() for side in sides[-2:]]
    for left, bottom, right, top, more in zip(*ends, reach, strict=True):
        yield Rect(left - more, bottom - more, right + more, top + more)


def _pairs(columns: _Columns, near: Iterable[Iterable[Rect]]) -> Iterator[tuple[Rows, Rows, Numbers]]:
    """Each glyph with each of the boxes near its string: its number, that of its string, and the box (4 x pairs)."""
    import numpy as np

    todo = [(number, box) for number, boxes in enumerate(near) for box in boxes]
    step = max(1, _MOST_PAIRS // max(columns.counts))
    for at in range(0, len(todo), step):
        strings, boxes = zip(*todo[at : at + step], strict=True)
        counts = np.array([columns.counts[string] for string in strings])
        shift = np.array([columns.first[string] for string in strings]) - np.cumsum(counts) + counts
        rows = np.arange(counts.sum()) + np.repeat(shift, counts)
        yield rows, np.repeat(np.array(strings), counts), np.repeat(np.array(boxes).T, counts, axis=1)


def _near(columns: _Columns, points: Points, reach: Sequence[float]) -> Flags:
    """Which glyphs start at one of the points."""
    import numpy as np

    x, y = columns.start
    found = np.zeros(len(x), bool)
    if not points:
        return found
    hulls = _hulls(columns, (x, y, x, y), reach)
    for first, count, far, hull in zip(columns.first, columns.counts, reach, hulls, strict=True):
        near, own = list(points.near(hull)), slice(first, first + count)
        for at in range(0, len(near), 256):
            u, v = np.array(near[at : at + 256]).T
            found[own] |= ((abs(x[own, None] - u) <= far) & (abs(y[own, None] - v) <= far)).any(axis=1)
    return found


def _seen(columns: _Columns, page: Rect) -> Flags:
    """Which glyphs are large enough to be seen and lie on the page for a fair share."""
    import numpy as np

    left, bottom, right, top = columns.sides()
    wide, high = right - left, top - bottom
    across = np.maximum(np.minimum(right, page.right) - np.maximum(left, page.left), 0)
    up = np.maximum(np.minimum(top, page.top) - np.maximum(bottom, page.bottom), 0)
    seen: Flags = (np.minimum(wide, high) >= TINY) & (across * up >= SHARE * (wide * high))
    return seen


def _under(columns: _Columns, boxes: Places) -> Flags:
    """Which glyphs lie under a box with the middle of their room or a fair share of it."""
    import numpy as np

    found = np.zeros(sum(columns.counts), bool)
    if not boxes:
        return found
    sides = columns.sides()
    hulls = _hulls(columns, sides, [0.0] * len(columns.cuts))
    for rows, strings, box in _pairs(columns, (dict.fromkeys(boxes.near(hull)) for hull in hulls)):
        found[rows[_touched(columns, rows, strings, [side[rows] for side in sides], box)]] = True
    return found


def _touched(columns: _Columns, rows: Rows, strings: Rows, sides: list[Numbers], box: Numbers) -> Flags:
    """Which of the pairs of a glyph and a box are such that the glyph must go."""
    import numpy as np

    (left, bottom, right, top), (low, lowest, high, highest) = sides, box
    across, up = (axis.sum(axis=0)[rows] / 4 for axis in columns.corners)
    held: Flags = (across >= low) & (across <= high) & (up >= lowest) & (up <= highest)
    common = np.maximum(np.minimum(right, high) - np.maximum(left, low), 0)
    common *= np.maximum(np.minimum(top, highest) - np.maximum(bottom, lowest), 0)
    measure, whole = (right - left) * (top - bottom), np.array([cut.font.whole for cut in columns.cuts])
    if whole.any():
        area = np.maximum(high - low, 0) * np.maximum(highest - lowest, 0)
        measure = np.where(whole[strings], np.minimum(measure, area), measure)
    touched: Flags = held | ((measure > 0) & (common >= SHARE * measure))
    slanted = ~_upright(columns)
    if slanted.any():
        turned = slanted[strings]
        touched[turned] = held[turned]
        for pair in np.flatnonzero(turned & ~held & (common > 0)).tolist():
            x, y = (axis[:, rows[pair]].tolist() for axis in columns.corners)
            quad = list(zip(x, y, strict=True))
            touched[pair] = is_covered(quad, Rect(*box[:, pair].tolist()), whole=bool(whole[strings[pair]]))
    return touched


def _upright(columns: _Columns) -> Flags:
    """Which strings have glyphs whose rooms stand upright on the page."""
    import numpy as np

    x, y = (axis[:, columns.first] for axis in columns.corners)
    beside, above = (np.minimum(abs(x[0] - x[n]), abs(y[0] - y[n])) for n in (1, 3))
    upright: Flags = (beside < _LEVEL) & (above < _LEVEL)
    return upright
