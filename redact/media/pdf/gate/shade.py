"""The characters of a page that something is drawn over: told by points in a grid, however many of both there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_FINE = 2.0  # cells of the grid to a point
_LARGEST = 16_000_000  # cells
_FAR = 1e6  # points
_POINTS = (0.15, 0.5, 0.85)  # of a character's ink, across and up: half of it cannot be covered without one of them


def shaded(inks: Numbers, covers: Numbers, page: Rect) -> Flags:
    """Which inks have a point in one of the covers; both are left, bottom, right, top in points, one a row."""
    import numpy as np

    fine = min(_FINE, (_LARGEST / max(page.area, 1.0)) ** 0.5)
    width, height = int((page.right - page.left) * fine) + 2, int((page.top - page.bottom) * fine) + 2
    grid = np.zeros((height, width), dtype=bool)
    edges = np.rint((np.nan_to_num(covers) - np.array([page.left, page.bottom] * 2)) * fine)
    edges = np.clip(edges, 0, np.array([width, height] * 2)).astype(int)
    for left, bottom, right, top in edges.tolist():
        grid[bottom:top, left:right] = True
    inks = np.clip(np.nan_to_num(inks, nan=-_FAR), -_FAR, _FAR)
    found = np.zeros(len(inks), dtype=bool)
    for across in _POINTS:
        x = ((inks[:, 0] + across * (inks[:, 2] - inks[:, 0]) - page.left) * fine).astype(int)
        for up in _POINTS:
            y = ((inks[:, 1] + up * (inks[:, 3] - inks[:, 1]) - page.bottom) * fine).astype(int)
            within = (x >= 0) & (y >= 0) & (x < width) & (y < height)
            found |= within & grid[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)]
    return found
