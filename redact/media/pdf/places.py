"""Boxes and points of a page, found by where they are: a page may have thousands, and each glyph asks."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import chain

from redact.media.pdf.geometry import Point, Rect

_BAND = 16.0  # points: about a line of text
_MOST_BANDS = 1000  # a taller thing is kept for every line


class Places:
    """A set of rectangles (a point is one without size), cut into level bands."""

    def __init__(self, rects: Iterable[Rect]) -> None:
        self.all: tuple[Rect, ...] = tuple(rects)
        self._everywhere: list[Rect] = []
        self._bands: dict[int, list[Rect]] = {}
        for rect in self.all:
            first, last = _bands(rect)
            if last - first > _MOST_BANDS:
                self._everywhere.append(rect)
                continue
            for band in range(first, last + 1):
                self._bands.setdefault(band, []).append(rect)

    def __bool__(self) -> bool:
        return bool(self.all)

    def near(self, around: Rect) -> Iterator[Rect]:
        """Those that share a point with *around*; one may come twice."""
        first, last = _bands(around)
        if last - first > _MOST_BANDS:
            return (rect for rect in self.all if rect.meets(around))
        bands = [self._bands[band] for band in range(first, last + 1) if band in self._bands]
        if not bands and not self._everywhere:
            return iter(())
        return (rect for rect in chain(self._everywhere, *bands) if rect.meets(around))

    def any_near(self, around: Rect) -> bool:
        """Whether anything shares a point with *around*."""
        return next(self.near(around), None) is not None


class Points:
    """A set of points, cut into level bands. They are bare pairs, in which Python never looks for waste."""

    def __init__(self, points: Iterable[Iterable[float]]) -> None:
        self._bands: dict[int, list[Point]] = {}
        for x, y in points:
            self._bands.setdefault(math.floor(y / _BAND), []).append((x, y))

    def __bool__(self) -> bool:
        return bool(self._bands)

    def near(self, around: Rect) -> Iterator[Point]:
        """Those that lie in *around*, each once."""
        left, bottom, right, top = around
        first, last = _bands(around)
        bands = self._bands if last - first > _MOST_BANDS else range(first, last + 1)
        for band in bands:
            for point in self._bands.get(band, ()):
                if left <= point[0] <= right and bottom <= point[1] <= top:
                    yield point

    def any_near(self, around: Rect) -> bool:
        """Whether any lies in *around*."""
        return next(self.near(around), None) is not None


def _bands(rect: Rect) -> tuple[int, int]:
    return math.floor(rect.bottom / _BAND), math.floor(rect.top / _BAND)


def joined(rects: Iterable[Rect], gap: float = 0.05) -> list[Rect]:
    """Neighbours of one line as one: characters come with a rectangle each."""
    rows: list[Rect] = []
    for rect in sorted(rects, key=lambda r: (r.bottom, r.top, r.left)):
        last = rows[-1] if rows else None
        if last and _same_line(last, rect) and last.left <= rect.left <= last.right + gap:
            rows[-1] = Rect(last.left, last.bottom, max(last.right, rect.right), last.top)
        else:
            rows.append(rect)
    return rows


def _same_line(one: Rect, other: Rect) -> bool:
    return abs(one.bottom - other.bottom) < 1e-3 and abs(one.top - other.top) < 1e-3
