"""Whether a character can be seen: the page is drawn with its text and without, and what does not differ is not seen.

So it does not matter why: a box, a picture, the same colour, a clip, a layer. And nothing that can be seen is missed,
however pale or small it is, as long as it changes a pixel. Two things are asked beyond that: that its colour differs
enough from what lies behind it for an eye, and of a letter that a box covers for the most part, that more than a
sliver of it is left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.media.pdf.gate.calls import call
from redact.media.pdf.geometry import Matrix, Rect, carried, frame_of, times

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Bytes = NDArray[np.uint8]

_FINEST, _COARSEST = 288.0, 100.0  # dots an inch
_TALL = 8.0  # pixels that the smallest letter should be high
_LARGEST = 12_000_000  # pixels
_EDGE = 2  # pixels around what is looked at


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a page as pixels: the matrix from points, its size, and the size of the whole page it is cut from."""

    matrix: Matrix
    width: int
    height: int
    left: int
    top: int
    whole: tuple[int, int]

    def cells(self, rects: Numbers) -> NDArray[np.intp]:
        """Rectangles in points (left, bottom, right, top) as whole pixels (left, top, right, bottom), half-open.

        Half a pixel is left away on each side where that leaves enough: it may be a neighbour's.
        """
        import numpy as np

        a, b, c, d, e, f = self.matrix
        x = np.stack([rects[:, 0] * a + rects[:, 1] * c + e, rects[:, 2] * a + rects[:, 3] * c + e], axis=1)
        y = np.stack([rects[:, 0] * b + rects[:, 1] * d + f, rects[:, 2] * b + rects[:, 3] * d + f], axis=1)
        (left, right), (top, bottom) = _trimmed(x, self.width), _trimmed(y, self.height)
        return np.stack([left, top, right, bottom], axis=1)


def _trimmed(edges: Numbers, limit: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    import numpy as np

    low, high = edges.min(axis=1), edges.max(axis=1)
    wide = high - low > 5
    low, high = np.where(wide, low + 0.5, low), np.where(wide, high - 0.5, high)
    first = np.clip(np.floor(low), 0, limit).astype(np.intp)
    last = np.clip(np.maximum(np.ceil(high), np.floor(low) + 1), 0, limit).astype(np.intp)
    return first, np.maximum(last, first)


def window_of(page: Rect, rotation: int, wanted: Rect, smallest: float) -> Window | None:
    """The pixels around *wanted*, fine enough for letters *smallest* points high; ``None`` if that is off the page."""
    seen = wanted.common(page)
    if not seen.area:
        return None
    frame = frame_of(page, rotation)
    dots = min(max(_TALL * 72 / max(smallest, 0.1), _COARSEST), _FINEST)
    scale = dots / 200
    pixels = carried(seen, frame.matrix)
    scale *= min(1.0, math.sqrt(_LARGEST / max(pixels.area * scale * scale, 1.0)))
    width, height = max(1, round(frame.width * scale)), max(1, round(frame.height * scale))
    matrix = times(frame.matrix, (width / frame.width, 0.0, 0.0, height / frame.height, 0.0, 0.0))
    left, top, right, bottom = carried(seen, matrix)
    x, y = max(math.floor(left) - _EDGE, 0), max(math.floor(top) - _EDGE, 0)
    u, v = min(math.ceil(right) + _EDGE, width), min(math.ceil(bottom) + _EDGE, height)
    return Window(times(matrix, (1.0, 0.0, 0.0, 1.0, -x, -y)), u - x, v - y, x, y, (width, height))


def drawn(page: Any, window: Window, *, notes: bool = True) -> Bytes:
    """What an open page of pypdfium2 looks like in a window, with its annotations or not: height x width x 3."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    bitmap = pypdfium2.PdfBitmap.new_native(window.width, window.height, pdfium.FPDFBitmap_BGR)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, window.width, window.height)
    place = (-window.left, -window.top, *window.whole)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, *place, 0, pdfium.FPDF_ANNOT if notes else 0)
    pixels: Bytes = bitmap.to_numpy()[:, :, ::-1].copy()
    bitmap.close()
    return pixels


@contextmanager
def without(handles: Iterable[int]) -> Iterator[None]:
    """Objects of an open page are left out of what is drawn meanwhile."""
    switch, taken = call("FPDFPageObj_SetIsActive"), list(handles)
    for handle in taken:
        switch(handle, 0)
    try:
        yield
    finally:
        for handle in taken:
            switch(handle, 1)


# --- Counting in many boxes at once -----------------------------------------------------------------------


class Counted:
    """Sums over boxes of a plane of numbers, whichever and however many."""

    def __init__(self, plane: NDArray[Any]) -> None:
        import numpy as np

        self._sums = np.zeros((plane.shape[0] + 1, plane.shape[1] + 1), dtype=np.int32)
        np.cumsum(plane, axis=0, dtype=np.int32, out=self._sums[1:, 1:])
        np.cumsum(self._sums[1:, 1:], axis=1, out=self._sums[1:, 1:])

    def within(self, cells: NDArray[np.intp]) -> NDArray[np.int32]:
        """The sum in each box (left, top, right, bottom)."""
        left, top, right, bottom = cells.T
        sums = self._sums
        counts: NDArray[np.int32] = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return counts


def area_of(cells: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many pixels each box has."""
    area: NDArray[np.intp] = (cells[:, 2] - cells[:, 0]) * (cells[:, 3] - cells[:, 1])
    return area


def strips(cells: NDArray[np.intp], axis: int) -> Iterator[NDArray[np.intp]]:
    """Each box cut into four, across (0) or from top to bottom (1)."""
    import numpy as np

    low, high = cells[:, axis], cells[:, axis + 2]
    for n in range(4):
        part = cells.copy()
        part[:, axis] = low + (high - low) * n // 4
        part[:, axis + 2] = np.maximum(low + (high - low) * (n + 1) // 4, part[:, axis])
        yield part
