"""Strokes of a pen on a sheet of paper, told from print by their shape.

What ink hangs together is measured: how high and wide against the letters of the page, how thin, how bent, how much of
its room it fills.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from redact.sight.sheets import Mask, Sheet, sheet_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Rows = NDArray[np.int32]
else:
    Rows = Any

_SIDE = 1600
_SMALLEST = 24
_HIGH, _WIDE, _WIDE_IN_BLUE = 2.2, 3.0, 2.5
"""A pen's stroke is that much higher and wider than a letter."""
_HIGH_BESIDE, _WIDE_BESIDE, _FULL_BESIDE = 1.3, 0.5, 0.5
"""What stands beside one need not be so large to belong to it."""
_FULL, _THIN = 0.48, 0.14
_BENT, _WAYS, _DIRECTIONS = 0.33, 0.62, 18
"""How much of a pen's stroke slants, and how evenly it runs in all directions (entropy); a drawing has a few."""
_LARGEST, _HIGHEST = 0.6, 0.2
"""Larger parts of a whole page are drawings."""
_BARE = 0.6
"""How much of the room around a stroke is bare paper at least; the rest is other ink."""
_PAGE = 700
_NEAR = 1.5


class Scrawl(NamedTuple):
    """Something drawn by hand: its rectangle in pixels, how sure that is in [0, 1], whether the ink is blue."""

    left: float
    top: float
    right: float
    bottom: float
    score: float
    blue: bool


def scrawls_in(pixels: Pixels) -> list[Scrawl]:
    """Everything on the sheet that looks drawn with a pen; nothing where the picture is not a sheet of paper."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = min(1.0, _SIDE / max(height, width))
    if min(height, width) * scale < _SMALLEST:
        return []
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    sheet = sheet_of(small)
    return [] if sheet is None else [_grown(each, scale) for each in _joined(_candidates(sheet), sheet)]


def _candidates(sheet: Sheet) -> list[Scrawl]:
    """Pieces of ink that are large, thin and bent enough, and smaller ones beside those."""
    import cv2
    import numpy as np

    linked = cv2.dilate(sheet.ink, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(linked, connectivity=8)
    rows = np.asarray(stats, np.int32)
    pieces = _Pieces(sheet, np.asarray(labels, np.int32), rows)
    found = [each for number in np.flatnonzero(_large(rows, sheet)) if (each := pieces.judged(int(number)))]
    small = [int(number) for number in np.flatnonzero(_beside(rows, sheet))] if found else []
    for number in sorted(small, key=lambda each: int(rows[each, cv2.CC_STAT_LEFT])):
        piece = pieces.beside(number)
        if piece and any(_touch(piece, each, _NEAR * sheet.letter) for each in found):
            found.append(piece)
    return found


class _Pieces(NamedTuple):
    """The pieces of ink of a sheet, by number."""

    sheet: Sheet
    labels: Rows
    rows: Rows

    def judged(self, number: int) -> Scrawl | None:
        """The piece, if it looks like a pen's stroke by itself."""
        piece = self._ink(number)
        blue = self._is_blue(number, piece)
        wide = _WIDE_IN_BLUE if blue else _WIDE
        wanted = piece.shape[1] >= wide * self.sheet.letter and self._is_on_paper(number, piece)
        score = _score(piece, self.sheet.letter, blue=blue) if wanted else 0.0
        return self._scrawl(number, score, blue=blue) if score else None

    def beside(self, number: int) -> Scrawl | None:
        """The piece, if it may belong to a pen's stroke beside it."""
        import numpy as np

        piece = self._ink(number)
        thin = float(piece.mean()) <= _FULL_BESIDE and _bent(np.pad(piece, 1))[0] >= _BENT
        blue = self._is_blue(number, piece)
        return self._scrawl(number, 0.4, blue=blue) if thin or blue else None

    def _window(self, number: int) -> tuple[slice, slice]:
        left, top, width, height = (int(edge) for edge in self.rows[number, :4])
        return slice(top, top + height), slice(left, left + width)

    def _ink(self, number: int) -> Mask:
        import numpy as np

        window = self._window(number)
        return np.asarray((self.labels[window] == number) & (self.sheet.ink[window] > 0), np.uint8)

    def _is_on_paper(self, number: int, piece: Mask) -> bool:
        """Whether what it leaves free of its room is bare paper: a photograph on a page has strokes, too."""
        free = piece == 0
        bare = self.sheet.bare[self._window(number)]
        return float(bare[free].mean() if free.any() else 0.0) >= _BARE

    def _is_blue(self, number: int, piece: Mask) -> bool:
        return float((piece & self.sheet.blue[self._window(number)]).sum()) > 0.5 * float(piece.sum())

    def _scrawl(self, number: int, score: float, *, blue: bool) -> Scrawl:
        down, across = self._window(number)
        return Scrawl(across.start, down.start, across.stop, down.stop, score, blue)


def _beside(rows: Rows, sheet: Sheet) -> NDArray[np.bool_]:
    """Which pieces are at least as large as a tall letter, and not so large that they are judged by themselves."""
    import cv2
    import numpy as np

    width, height = rows[:, cv2.CC_STAT_WIDTH], rows[:, cv2.CC_STAT_HEIGHT]
    enough = (height >= _HIGH_BESIDE * sheet.letter) & (width >= _WIDE_BESIDE * sheet.letter)
    few = (width <= 12 * sheet.letter) & (height <= 8 * sheet.letter)
    enough = enough & few
    enough[0] = False
    return np.asarray(enough)


def _large(rows: Rows, sheet: Sheet) -> NDArray[np.bool_]:
    """Which pieces are larger than letters and smaller than drawings."""
    import cv2
    import numpy as np

    width, height = rows[:, cv2.CC_STAT_WIDTH], rows[:, cv2.CC_STAT_HEIGHT]
    whole = sheet.ink.shape
    page = min(whole) >= _PAGE
    large = (height >= _HIGH * sheet.letter) & (width >= _WIDE_IN_BLUE * sheet.letter)
    small = (width <= (_LARGEST if page else 1) * whole[1]) & (height <= (_HIGHEST if page else 1) * whole[0])
    large = large & small
    large[0] = False
    return np.asarray(large)


def _score(piece: Mask, letter: float, *, blue: bool) -> float:
    """How much a piece of ink looks like a pen's stroke, in [0, 1]; 0 where it does not."""
    import cv2
    import numpy as np

    height, width = piece.shape
    full = float(piece.mean())
    padded = np.pad(piece, 1)
    depth = cv2.distanceTransform(padded, cv2.DIST_L2, 3)
    stroke = 2 * float(np.percentile(depth[padded > 0], 80)) if piece.any() else 0.0
    bent, ways = _bent(padded)
    if full > _FULL or stroke > max(_THIN * height, 3.0) or bent < _BENT or ways < _WAYS or _is_ring(padded):
        return 0.0
    length = float(piece.sum()) / max(stroke, 1.0)
    windings = length / float(np.hypot(width, height))
    if windings < 0.9:
        return 0.0
    size = min(height / letter / 4, 1.0)
    return float(min(0.45 + 0.15 * size + 0.1 * min(windings / 3, 1.0) + 0.15 * blue, 0.9))


def _bent(piece: Mask) -> tuple[float, float]:
    """The share of a piece's edge that runs neither level nor upright, and how many ways it runs, in [0, 1]."""
    import cv2
    import numpy as np

    smooth = cv2.GaussianBlur(piece.astype(np.float32), (5, 5), 0)
    across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    strength, way = np.hypot(across, down), np.arctan2(down, across) % np.pi
    steep = way % (np.pi / 2)
    slanting = (steep > np.pi / 12) & (steep < np.pi * 5 / 12)
    counts, _ = np.histogram(way, _DIRECTIONS, (0, np.pi), weights=strength)
    shares = counts / max(float(counts.sum()), 1e-6)
    spread = -float((shares * np.log(shares + 1e-9)).sum()) / float(np.log(_DIRECTIONS))
    return float((strength * slanting).sum() / max(float(strength.sum()), 1e-6)), spread


def _is_ring(piece: Mask) -> bool:
    """Whether most of it lies on a circle, as the rim of a stamp does."""
    import cv2
    import numpy as np

    points = np.argwhere(piece)[:, ::-1].astype(np.float32)
    (x, y), radius = cv2.minEnclosingCircle(points)
    distance = np.hypot(points[:, 0] - x, points[:, 1] - y) / max(radius, 1.0)
    return bool((distance > 0.85).mean() > 0.6)


def _joined(found: list[Scrawl], sheet: Sheet) -> list[Scrawl]:
    """Pieces that lie close together as one: a signature is lifted from the paper now and then.

    What is far too high for a signature on a whole page is a drawing, and none of it counts.
    """
    near = _NEAR * sheet.letter
    joined: list[Scrawl] = []
    for one in sorted(found, key=lambda each: each.left):
        beside = [other for other in joined if _touch(one, other, near)]
        joined = [other for other in joined if other not in beside] + [_around([one, *beside])]
    height, width = sheet.ink.shape
    most = 1.25 * _HIGHEST * height if min(height, width) >= _PAGE else height
    return [each for each in joined if each.bottom - each.top <= most]


def _touch(one: Scrawl, other: Scrawl, near: float) -> bool:
    across = max(one.left, other.left) - min(one.right, other.right)
    return across < 2 * near and max(one.top, other.top) - min(one.bottom, other.bottom) < near


def _around(each: list[Scrawl]) -> Scrawl:
    left, top = min(one.left for one in each), min(one.top for one in each)
    right, bottom = max(one.right for one in each), max(one.bottom for one in each)
    return Scrawl(left, top, right, bottom, max(one.score for one in each), any(one.blue for one in each))


def _grown(scrawl: Scrawl, scale: float) -> Scrawl:
    """The same in pixels of the picture."""
    left, top, right, bottom = (edge / scale for edge in scrawl[:4])
    return Scrawl(left, top, right, bottom, scrawl.score, scrawl.blue)
