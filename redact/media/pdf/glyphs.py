"""Which glyphs of a string must go, and the string without them, its neighbours where they were."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Matrix, Point, Rect, bounds, carried, corners, times
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.passage import Items, Spacing
from redact.media.pdf.pen import Glyphs, Sweep, glyphs_of, sweep_of
from redact.media.pdf.places import Places
from redact.media.pdf.walk import Target, Walk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows: TypeAlias = NDArray[np.bool_]

SHARE = 0.15
"""A glyph goes when a box covers this share of its room. Kerning makes neighbours share less than a tenth."""
_TINY = 0.02  # points; PDFium reads nothing smaller, and nobody sees it
_NEAR = 0.3  # points between PDFium's origin of a character and ours
_DRIFT = 0.06  # ems, likewise: PDFium rounds widths, which adds up over a line; no letter is so narrow
_OVER = 0.4  # ems that a mark without a width reaches back over the letter before it
_GUESS = 1.5  # ems that a glyph of unknown width may take


def show(walk: Walk, items: Items) -> Items | None:
    """Move the pen over the strings; what is left of them where glyphs must go, else ``None``."""
    state, font = walk.state, walk.state.font
    if font is None or not state.size:
        return _blind(walk, items)
    spacing = spacing_of(walk)
    matrix = matrix_of(walk, spacing)
    if not walk.placed or not font.known:
        reach = _reach(items, font)
        _refuse_unknown(walk, carried(reach, matrix))
        walk.placed = False
        if _is_nowhere(walk, carried(reach, matrix), carried(_room(font, 0.0, 1.0), matrix)):
            return []
    sweep = sweep_of(items, font, spacing)
    if sweep is not None and _untouched(sweep, font, matrix, walk):
        move(walk, sweep[2], font)
        return None
    try:
        glyphs = glyphs_of(items, font, spacing)
    except CannotEditError:
        return _uncut(walk)
    kept = None if _untouched(glyphs.sweep, font, matrix, walk) else _kept(items, glyphs, font, matrix, walk)
    move(walk, glyphs.total, font)
    return kept


def spacing_of(walk: Walk) -> Spacing:
    """How far glyphs are set apart now."""
    state = walk.state
    return Spacing(state.size, state.scale, state.char_spacing, state.word_spacing, state.rise)


def matrix_of(walk: Walk, spacing: Spacing) -> Matrix:
    """From ems along and above the base line to the page."""
    size, scale, _, _, rise = spacing
    return times((size * scale, 0.0, 0.0, size, 0.0, rise), times(walk.text, walk.state.ctm))


def move(walk: Walk, ems: float, font: Font) -> None:
    """Move the pen on."""
    state = walk.state
    along = ems * state.size
    shift = (0.0, along) if font.vertical else (along * state.scale, 0.0)
    walk.text = times((1.0, 0.0, 0.0, 1.0, *shift), walk.text)


def _blind(walk: Walk, items: Items) -> Items | None:
    """Text without a size is not seen and goes; text without a font looks different in every program."""
    if walk.state.font is not None:
        return []
    if walk.target.boxes and items:
        raise CannotEditError("text without a font")
    return None


def _uncut(walk: Walk) -> Items | None:
    """A string that its font cannot cut into codes: kept whole where nothing must go."""
    walk.placed = False
    if walk.target.boxes:
        raise CannotEditError("a string that its font cannot read")
    return [] if walk.is_hidden else None


def _reach(items: Items, font: Font) -> Rect:
    """Where at most glyphs of unknown width may stand."""
    length = _GUESS * sum(len(item) for item in items if isinstance(item, bytes))
    return _room(font, -length, 2 * length)


def _refuse_unknown(walk: Walk, reach: Rect) -> None:
    if walk.target.boxes.any_near(reach):
        raise CannotEditError("glyphs whose place is not known")


def _is_nowhere(walk: Walk, reach: Rect, square: Rect) -> bool:
    """Whether text of unknown widths is too small to be seen or, wherever it is, not on the page."""
    page = walk.target.page
    return page is not None and (_is_tiny(square) or not page.meets(reach))


def _untouched(sweep: Sweep, font: Font, matrix: Matrix, walk: Walk) -> bool:
    """Whether the string as a whole is far from everything that must go: the common case, decided at once."""
    target, (low, high, total) = walk.target, sweep
    if walk.is_hidden or not walk.placed:
        return not walk.is_hidden
    if low > high:
        return True
    hull = carried(_room(font, min(low, total) - _OVER * (low == high), max(high, total)), matrix)
    if target.page is not None and (not target.page.covers(hull) or _is_tiny(hull)):
        return False
    near = Rect(hull.left - 1, hull.bottom - 1, hull.right + 1, hull.top + 1)
    return not target.boxes.any_near(near) and not target.points.any_near(near)


def _room(font: Font, start: float, end: float) -> Rect:
    low, high = font.room
    start, end = min(start, end), max(start, end)
    return Rect(low, start, high, end) if font.vertical else Rect(start, low, end, high)


def _kept(items: Items, glyphs: Glyphs, font: Font, matrix: Matrix, walk: Walk) -> Items | None:
    """The string without the glyphs that must go: a move of the pen stands in for each."""
    import numpy as np

    count = len(glyphs.codes)
    gone = np.ones(count, bool) if walk.is_hidden else going(glyphs, font, matrix, walk.target)
    if not gone.any():
        return None
    kept: Items = []
    first = 0
    for item, end in zip(items, glyphs.ends, strict=True):
        if not isinstance(item, bytes) or not gone[first:end].any():
            _append(kept, item)
        else:
            for at in range(first, end):
                _append(kept, -1000 * float(glyphs.step[at]) if gone[at] else glyphs.codes[at])
        first = end
    return kept


def _append(items: Items, item: bytes | float) -> None:
    last = items[-1] if items else None
    if isinstance(item, bytes) and isinstance(last, bytes):
        items[-1] = last + item
    elif items and not isinstance(item, bytes) and not isinstance(last, bytes):
        items[-1] = (last or 0.0) + item
    else:
        items.append(item)


def going(glyphs: Glyphs, font: Font, matrix: Matrix, target: Target) -> Rows:
    """Which glyphs of a string must go."""
    import numpy as np

    marks = glyphs.width == 0  # drawn over the letter before
    start = np.where(marks, glyphs.start - _OVER, glyphs.start)
    end = np.where(marks, glyphs.start + 0.1, glyphs.start + glyphs.width)
    quads = _quads(font, np.minimum(start, end), np.maximum(start, end), matrix)
    around = np.concatenate((quads.min(axis=1), quads.max(axis=1)), axis=1)
    x, y = (glyphs.start * matrix[2 * font.vertical + axis] + matrix[4 + axis] for axis in (0, 1))
    reach = max(_NEAR, _DRIFT * math.hypot(*matrix[2:4]))
    gone = _near(x, y, target.points, reach) | _unseen(around, target.page)
    under = _under(quads, around, target.boxes, whole=font.whole)
    if target.spared and under.any():
        under &= ~_near(x, y, target.spared, _NEAR)
    return gone | under


def _quads(font: Font, start: NDArray[np.float64], end: NDArray[np.float64], matrix: Matrix) -> NDArray[np.float64]:
    """The corners of each glyph's room on the page, going round."""
    import numpy as np

    low, high = (np.full(len(start), edge) for edge in font.room)
    across, up = ((low, high), (start, end)) if font.vertical else ((start, end), (low, high))
    a, b, c, d, e, f = matrix
    rows = [(across[i], up[j]) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
    return np.stack([np.stack((x * a + y * c + e, x * b + y * d + f), axis=1) for x, y in rows], axis=1)


def _near(x: NDArray[np.float64], y: NDArray[np.float64], points: Places, reach: float) -> Rows:
    """Which glyphs start at one of the points."""
    import numpy as np

    found = np.zeros(len(x), bool)
    if points:
        hull = Rect(x.min() - reach, y.min() - reach, x.max() + reach, y.max() + reach)
        near = np.array([point[:2] for point in points.near(hull)]).reshape(-1, 2)
        for first in range(0, len(near), 256):
            u, v = near[first : first + 256].T
            found |= ((abs(x[:, None] - u) <= reach) & (abs(y[:, None] - v) <= reach)).any(axis=1)
    return found


def _unseen(around: NDArray[np.float64], page: Rect | None) -> Rows:
    """Which glyphs lie off the page for the most part, or are too small to be seen."""
    import numpy as np

    if page is None:
        return np.zeros(len(around), bool)
    size = around[:, 2:] - around[:, :2]
    seen: Rows = (size.min(axis=1) >= _TINY) & (_common(around, page) >= SHARE * size.prod(axis=1))
    return ~seen


def _common(around: NDArray[np.float64], box: Rect) -> NDArray[np.float64]:
    """The area that each of the rectangles shares with a box."""
    import numpy as np

    sides = np.minimum(around[:, 2:], box[2:]) - np.maximum(around[:, :2], box[:2])
    area: NDArray[np.float64] = np.maximum(sides, 0).prod(axis=1)
    return area


def _under(quads: NDArray[np.float64], around: NDArray[np.float64], boxes: Places, *, whole: bool) -> Rows:
    """Which glyphs lie under a box with the middle of their room or a fair share of it."""
    import numpy as np

    found = np.zeros(len(quads), bool)
    if not boxes:
        return found
    upright = bool((abs(quads[0, 0] - quads[0, 1]).min() < 1e-9) and (abs(quads[0, 0] - quads[0, 3]).min() < 1e-9))
    middle, area = quads.mean(axis=1), (around[:, 2:] - around[:, :2]).prod(axis=1)
    hull = Rect(*around[:, :2].min(axis=0).tolist(), *around[:, 2:].max(axis=0).tolist())
    for box in dict.fromkeys(boxes.near(hull)):
        held = ((middle >= box[:2]) & (middle <= box[2:])).all(axis=1)
        measure = np.minimum(area, box.area) if whole else area
        if upright:
            found |= held | ((measure > 0) & (_common(around, box) >= SHARE * measure))
            continue
        for row in np.flatnonzero(~found & (held | (_common(around, box) > 0))).tolist():
            found[row] = held[row] or _is_covered([(x, y) for x, y in quads[row].tolist()], box, whole=whole)
    return found


def covered(room: Rect, matrix: Matrix, box: Rect, *, whole: bool = False) -> bool:
    """Whether the box covers enough of a (perhaps turned) room that what stands in it must go."""
    return _is_covered(list(corners(room, matrix)), box, whole=whole)


def _is_tiny(around: Rect) -> bool:
    return around.right - around.left < _TINY or around.top - around.bottom < _TINY


def _is_covered(quad: list[Point], box: Rect, *, whole: bool) -> bool:
    x, y = (sum(axis) / 4 for axis in zip(*quad, strict=True))
    if box.holds(x, y):
        return True
    area = abs(_area(quad))
    measure = min(area, box.area) if whole else area
    return measure > 0 and abs(_area(list(_clipped(quad, box)))) >= SHARE * measure


def _area(polygon: list[Point]) -> float:
    following = polygon[1:] + polygon[:1]
    return sum(x * v - u * y for (x, y), (u, v) in zip(polygon, following, strict=True)) / 2


def _clipped(polygon: list[Point], box: Rect) -> Iterator[Point]:
    """The polygon inside the box, edge by edge (Sutherland and Hodgman)."""
    if polygon and box.covers(bounds(polygon)):
        return iter(polygon)
    for axis, limit, sign in ((0, box.left, 1), (0, box.right, -1), (1, box.bottom, 1), (1, box.top, -1)):
        polygon = list(_half(polygon, axis, limit, sign))
    return iter(polygon)


def _half(polygon: list[Point], axis: int, limit: float, sign: int) -> Iterator[Point]:
    for here, then in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        inside, next_inside = (here[axis] - limit) * sign >= 0, (then[axis] - limit) * sign >= 0
        if inside:
            yield here
        if inside != next_inside:
            share = (limit - here[axis]) / (then[axis] - here[axis])
            yield here[0] + share * (then[0] - here[0]), here[1] + share * (then[1] - here[1])
