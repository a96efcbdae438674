"""Which glyphs of a string must go, and the string without them, its neighbours where they were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from redact.media.pdf.fonts import Font
from redact.media.pdf.geometry import Matrix, Point, Rect, apply, bounds, carried, corners, times
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.walk import GraphicsState, Target, Walk

Items: TypeAlias = list[bytes | float]
"""Operands of ``TJ``: strings, and thousandths of the font size by which the pen goes back."""

SHARE = 0.15
"""A glyph goes when a box covers this share of its room. Kerning makes neighbours share less than a tenth."""
_TINY = 0.02  # points; PDFium reads nothing smaller, and nobody sees it
_NEAR = 0.3  # points between PDFium's origin of a character and ours
_GUESS = 1.5  # ems that a glyph of unknown width may take


@dataclass(frozen=True, slots=True)
class _Glyph:
    code: bytes
    start: float
    width: float
    step: float


def show(walk: Walk, items: Items) -> Items | None:
    """Move the pen over the strings; what is left of them where glyphs must go, else ``None``."""
    state, font = walk.state, walk.state.font
    if font is None or not state.size:
        return _blind(walk, items)
    matrix = times((state.size * state.scale, 0.0, 0.0, state.size, 0.0, state.rise), times(walk.text, state.ctm))
    if not walk.placed or not font.known:
        _refuse_unknown(walk, items, font, matrix)
        walk.placed = False
    try:
        rows = _laid_out(items, font, state)
    except CannotEditError:
        return _uncut(walk)
    total = _total(rows)
    kept = None if _untouched(rows, total, font, matrix, walk) else _kept(rows, font, matrix, walk)
    _move(walk, total, font)
    return kept


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


def _refuse_unknown(walk: Walk, items: Items, font: Font, matrix: Matrix) -> None:
    length = _GUESS * sum(len(item) for item in items if isinstance(item, bytes))
    reach = _room(font, -length, 2 * length)
    if walk.target.boxes.any_near(carried(reach, matrix)):
        raise CannotEditError("glyphs whose place is not known")


def _laid_out(items: Items, font: Font, state: GraphicsState) -> list[_Glyph | float]:
    """Each glyph with the pen where it stands, in ems; numbers as they are."""
    rows: list[_Glyph | float] = []
    pen, each, blank = 0.0, state.char_spacing / state.size, state.word_spacing / state.size
    for item in items:
        if not isinstance(item, bytes):
            rows.append(item)
            pen -= item / 1000
            continue
        for code, width in font.codes(item):
            step = width + each + (blank if code == b" " else 0.0)
            rows.append(_Glyph(code, pen, width, step))
            pen += step
    return rows


def _total(rows: list[_Glyph | float]) -> float:
    return sum(row.step if isinstance(row, _Glyph) else -row / 1000 for row in rows)


def _move(walk: Walk, ems: float, font: Font) -> None:
    state = walk.state
    along = ems * state.size
    shift = (0.0, along) if font.vertical else (along * state.scale, 0.0)
    walk.text = times((1.0, 0.0, 0.0, 1.0, *shift), walk.text)


def _room(font: Font, start: float, end: float) -> Rect:
    low, high = font.room
    start, end = min(start, end), max(start, end)
    return Rect(low, start, high, end) if font.vertical else Rect(start, low, end, high)


def _untouched(rows: list[_Glyph | float], total: float, font: Font, matrix: Matrix, walk: Walk) -> bool:
    """Whether the string as a whole is far from everything that must go: the common case, decided at once."""
    target = walk.target
    if walk.is_hidden or not walk.placed:
        return not walk.is_hidden
    edges = [edge for row in rows if isinstance(row, _Glyph) for edge in (row.start, row.start + row.width)]
    if not edges:
        return True
    hull = carried(_room(font, min(*edges, total), max(*edges, total)), matrix)
    if target.page is not None and (not target.page.covers(hull) or _is_tiny(hull)):
        return False
    near = Rect(hull.left - 1, hull.bottom - 1, hull.right + 1, hull.top + 1)
    return not target.boxes.any_near(near) and not target.points.any_near(near)


def _kept(rows: list[_Glyph | float], font: Font, matrix: Matrix, walk: Walk) -> Items | None:
    """The string without the glyphs that must go: a move of the pen stands in for each."""
    kept: Items = []
    gone = False
    for row in rows:
        if not isinstance(row, _Glyph):
            _append(kept, row)
        elif walk.is_hidden or _goes(row, font, matrix, walk.target):
            gone = True
            _append(kept, -1000 * row.step)
        else:
            _append(kept, row.code)
    return kept if gone else None


def _append(items: Items, item: bytes | float) -> None:
    last = items[-1] if items else None
    if isinstance(item, bytes) and isinstance(last, bytes):
        items[-1] = last + item
    elif items and not isinstance(item, bytes) and not isinstance(last, bytes):
        items[-1] = (last or 0.0) + item
    else:
        items.append(item)


def _goes(glyph: _Glyph, font: Font, matrix: Matrix, target: Target) -> bool:
    room = _room(font, glyph.start, glyph.start + glyph.width)
    if not glyph.width:  # a mark that is drawn over the letter before it
        room = _room(font, glyph.start - 0.4, glyph.start + 0.1)
    around = carried(room, matrix)
    if target.page is not None and (_is_tiny(around) or around.common(target.page).area < SHARE * around.area):
        return True
    x, y = apply(matrix, *((0.0, glyph.start) if font.vertical else (glyph.start, 0.0)))
    origin = Rect(x - _NEAR, y - _NEAR, x + _NEAR, y + _NEAR)
    if target.points.any_near(origin):
        return True
    if not any(covered(room, matrix, box, whole=font.whole) for box in target.boxes.near(around)):
        return False
    return not target.spared.any_near(origin)


def _is_tiny(around: Rect) -> bool:
    return around.right - around.left < _TINY or around.top - around.bottom < _TINY


def covered(room: Rect, matrix: Matrix, box: Rect, *, whole: bool = False) -> bool:
    """Whether the box covers enough of a (perhaps turned) room that what stands in it must go."""
    quad = list(corners(room, matrix))
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
