"""Where things stand on a page: points of the PDF, pixels of its picture, and the way between them.

A PDF measures in points from the lower left, whatever its box begins with; a picture in pixels from the top left,
after the page has been turned upright. Matrices are six numbers that act on row vectors, as in PDF 32000-1, 8.3.3.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from redact.types import Box

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DPI = 200
"""Resolution of a page's picture: what the reader of pictures was measured at."""
MAX_PIXELS = 25_000_000
"""Pages larger than this at ``DPI`` are drawn more coarsely."""


class Rect(NamedTuple):
    """An upright rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Square points; nought for a rectangle that is turned inside out."""
        return max(self.right - self.left, 0.0) * max(self.top - self.bottom, 0.0)

    def holds(self, x: float, y: float) -> bool:
        """Whether the point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def covers(self, other: Rect, slack: float = 0.0) -> bool:
        """Whether the other lies wholly in it, give or take *slack* points."""
        return (
            self.left - slack <= other.left
            and self.bottom - slack <= other.bottom
            and other.right <= self.right + slack
            and other.top <= self.top + slack
        )

    def meets(self, other: Rect) -> bool:
        """Whether the two share a point."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.bottom <= other.top
            and other.bottom <= self.top
        )

    def common(self, other: Rect) -> Rect:
        """What the two share; turned inside out where they share nothing."""
        return Rect(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )


def times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does *first* and then *second*."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Where the matrix takes a point."""
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def inverse(matrix: Matrix) -> Matrix | None:
    """The way back, or ``None`` where the matrix flattens everything."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    if not math.isfinite(det) or abs(det) < 1e-18:
        return None
    return (d / det, -b / det, -c / det, a / det, (c * f - d * e) / det, (b * e - a * f) / det)


def corners(rect: Rect, matrix: Matrix) -> tuple[Point, Point, Point, Point]:
    """The four corners after the matrix, going round."""
    left, bottom, right, top = rect
    return (
        apply(matrix, left, bottom),
        apply(matrix, right, bottom),
        apply(matrix, right, top),
        apply(matrix, left, top),
    )


def bounds(points: Iterable[Point]) -> Rect:
    """The smallest upright rectangle around the points."""
    xs, ys = zip(*points, strict=True)
    return Rect(min(xs), min(ys), max(xs), max(ys))


def carried(rect: Rect, matrix: Matrix) -> Rect:
    """The upright rectangle around *rect* after the matrix."""
    a, b, c, d, e, f = matrix
    left, bottom, right, top = rect
    if not b and not c:
        x, u, y, v = left * a + e, right * a + e, bottom * d + f, top * d + f
    elif not a and not d:
        x, u, y, v = bottom * c + e, top * c + e, left * b + f, right * b + f
    else:
        return bounds(corners(rect, matrix))
    return Rect(x if x < u else u, y if y < v else v, u if x < u else x, v if y < v else y)


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture of a page: its size in pixels and the matrix from points to pixels."""

    width: int
    height: int
    matrix: Matrix

    def box(self, part: str, rect: Rect) -> Box:
        """A rectangle in points as a box of the picture, cut off at the picture's edge."""
        left, top, right, bottom = carried(rect, self.matrix)
        return Box(
            part,
            _within(left, self.width),
            _within(top, self.height),
            _within(right, self.width),
            _within(bottom, self.height),
        )

    def rect(self, box: Box) -> Rect:
        """A box of the picture in points."""
        return self._back(Rect(box.left, box.top, box.right, box.bottom))

    def whole(self, box: Box) -> Rect:
        """A box of the picture in points, widened to whole pixels so that no edge of it shines through."""
        return self._back(Rect(math.floor(box.left), math.floor(box.top), math.ceil(box.right), math.ceil(box.bottom)))

    def _back(self, pixels: Rect) -> Rect:
        back = inverse(self.matrix)
        if back is None:
            raise ValueError("a page without an area has no boxes")
        return carried(pixels, back)


def _within(value: float, limit: int) -> float:
    return min(max(value, 0.0), float(limit))


def frame_of(page: Rect, rotation: int, unit: float = 1.0) -> Frame:
    """The frame of a page with that visible box, turned clockwise by *rotation* degrees; a point is *unit*/72 inch."""
    across, up = page.right - page.left, page.top - page.bottom
    if rotation in (90, 270):
        across, up = up, across
    scale = unit * DPI / 72
    scale *= min(1.0, math.sqrt(MAX_PIXELS / (across * up * scale * scale)))
    width, height = max(1, round(across * scale)), max(1, round(up * scale))
    return Frame(width, height, times(_upright(page, rotation), (width / across, 0.0, 0.0, height / up, 0.0, 0.0)))


def _upright(page: Rect, rotation: int) -> Matrix:
    """Points of the PDF to points from the top left of the page as it is shown."""
    left, bottom, right, top = page
    return {
        0: (1.0, 0.0, 0.0, -1.0, -left, top),
        90: (0.0, 1.0, 1.0, 0.0, -bottom, -left),
        180: (-1.0, 0.0, 0.0, 1.0, right, -bottom),
        270: (0.0, -1.0, -1.0, 0.0, top, right),
    }[rotation]
