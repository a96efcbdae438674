"""A line of text laid level and cut out, so that it can be compared with itself in another frame.

It is compared window by window, each as wide as the line is high: of a line that somebody walks past some windows still
look the same, and of a clock all but one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey

    Quad = NDArray[np.float32]
    Patch = NDArray[np.float32]
    Shares = NDArray[np.float32]
else:
    Quad = Patch = Shares = Any

_HIGH, _MOST = 16, 40
"""Rows of a patch, and the most windows that a line is cut into."""
_FLAT, _BUSY = 4.0, 16.0
"""A window whose shades spread less shows background; one that did, and in which they spread so much, has changed."""


def length_of(quad: Quad) -> float:
    """How long the line is, in pixels."""
    import numpy as np

    return float(np.linalg.norm(quad[1] - quad[0]))


def height_of(quad: Quad) -> float:
    """How high the line is, in pixels."""
    import numpy as np

    return float(np.linalg.norm(quad[3] - quad[0]))


def patch_of(grey: Grey, quad: Quad, windows: int = 0) -> Patch:
    """The line with corners *quad* (4 x 2, from the start above clockwise), level: 16 rows, 16 columns a window.

    *windows* 0 takes as many as the line is longer than high.
    """
    import cv2
    import numpy as np

    windows = windows or min(max(round(length_of(quad) / max(height_of(quad), 1.0)), 1), _MOST)
    near, corners = _around(grey, quad)
    return _level(np.asarray(cv2.GaussianBlur(near, (3, 3), 0), np.uint8), corners, windows)


def _around(grey: Grey, quad: Quad) -> tuple[Grey, Quad]:
    """The neighbourhood of the line and its corners there."""
    import numpy as np

    height, width = grey.shape
    left, top = np.clip(np.floor(quad.min(axis=0)).astype(int) - 2, 0, [width - 1, height - 1])
    right, bottom = np.clip(np.ceil(quad.max(axis=0)).astype(int) + 3, [left + 1, top + 1], [width, height])
    return grey[top:bottom, left:right], (quad - [left, top]).astype(np.float32)


def _level(grey: Grey, quad: Quad, windows: int) -> Patch:
    import cv2
    import numpy as np

    columns = windows * _HIGH
    flat = np.array([[0, 0], [columns, 0], [columns, _HIGH], [0, _HIGH]], np.float32)
    way = cv2.getPerspectiveTransform(quad, flat)
    level = cv2.warpPerspective(grey, way, (columns, _HIGH), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, np.float32)


def alike(known: Patch, grey: Grey, quad: Quad) -> Shares:
    """How much each window of a line, if it shows something, correlates with what stands at *quad* in a frame.

    Windows outside the frame are left out.
    """
    import numpy as np

    one = _windows(known)
    other, size = _windows(patch_of(grey, quad, len(one))), (grey.shape[1], grey.shape[0])
    one, other = one - one.mean(axis=1, keepdims=True), other - other.mean(axis=1, keepdims=True)
    spread, there = one.std(axis=1), other.std(axis=1)
    shares = (one * other).mean(axis=1) / (spread * there + 4.0)
    tells = (spread > _FLAT) | (there > _BUSY)
    tells = tells if tells.any() else np.ones(len(spread), bool)
    return np.asarray(shares[tells & _inside(quad, len(shares), size)], np.float32)


def _windows(patch: Patch) -> Patch:
    return patch.reshape(_HIGH, -1, _HIGH).transpose(1, 0, 2).reshape(-1, _HIGH * _HIGH)


def _inside(quad: Quad, windows: int, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which windows have their middle in the picture."""
    import numpy as np

    along = (np.arange(windows)[:, None] + 0.5) / windows
    middles = (quad[0] + quad[3]) / 2 * (1 - along) + (quad[1] + quad[2]) / 2 * along
    return np.asarray(((middles >= 0) & (middles < np.asarray(size))).all(axis=1))
