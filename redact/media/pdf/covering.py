"""Whether a box covers enough of a room on the page, which may be turned, that what stands in it must go."""

from __future__ import annotations

from collections.abc import Iterator

from redact.media.pdf.geometry import Matrix, Point, Rect, bounds, corners

SHARE = 0.15
"""A glyph goes when a box covers this share of its room. Kerning makes neighbours share less than a tenth."""


def covered(room: Rect, matrix: Matrix, box: Rect, *, whole: bool = False) -> bool:
    """Whether the box covers enough of a (perhaps turned) room that what stands in it must go."""
    return is_covered(list(corners(room, matrix)), box, whole=whole)


def is_covered(quad: list[Point], box: Rect, *, whole: bool) -> bool:
    """The same of a room by its corners, going round."""
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
