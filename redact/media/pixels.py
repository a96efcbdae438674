"""How pixels are covered: one function that pictures, pages and films share.

Source of the method: blur and pixelation shrink the box to a handful of cells by area averaging before it is spread
out again, so that their strength grows with the box and never with the resolution of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.media.labels import ink_on, lettering
from redact.types import Box, Fill

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Raster: TypeAlias = NDArray[np.uint8]
    """Height x width (grey), or x 3 (RGB), or x 4 (RGB and alpha), one byte a channel."""
else:
    Raster = Any

Window: TypeAlias = tuple[int, int, int, int]
"""Whole pixels: left, top, right, bottom; half-open and inside the picture."""

CELLS = 6
"""How many cells the longer side of a pixelated or blurred box keeps at most."""


def paint(pixels: Raster, fills: Sequence[tuple[Box, Fill]]) -> Raster:
    """A copy of the picture in which every given box is covered.

    *pixels* is height x width (grey), or x 3 (RGB), or x 4 (RGBA). Boxes are widened by their margin, rounded outward
    to whole pixels and clipped; what lies outside the picture is ignored. Alpha under a fill becomes opaque. Solid
    fills are laid last, so that no blur spreads over them. A label is written into its box.
    Raises ``ValueError`` for an unknown style or shape, or a box without numbers.
    """
    painted = pixels.copy()
    for box, fill in sorted(fills, key=lambda pair: pair[1].style == "solid"):
        window = window_of(box, fill, width=pixels.shape[1], height=pixels.shape[0])
        if window is not None:
            _cover(painted, window, fill)
    return painted


def window_of(box: Box, fill: Fill, *, width: int, height: int) -> Window | None:
    """The whole pixels that a fill covers at least, or ``None`` where it lies outside the picture.

    With the shape "ellipse" this is the box inside the ellipse: the ellipse is drawn through its corners.
    """
    if not all(map(math.isfinite, (box.left, box.top, box.right, box.bottom, fill.margin))):
        raise ValueError("a box to cover needs four numbers and a margin")
    across, down = (box.right - box.left) * fill.margin, (box.bottom - box.top) * fill.margin
    left, top = max(math.floor(box.left - across), 0), max(math.floor(box.top - down), 0)
    right, bottom = min(math.ceil(box.right + across), width), min(math.ceil(box.bottom + down), height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def stencil(window: Window, fill: Fill, *, width: int, height: int) -> tuple[Window, NDArray[np.bool_]]:
    """The whole pixels that a fill of that window changes: the window around them all, and which of it they are.

    Raises ``ValueError`` for an unknown shape.
    """
    import numpy as np

    if fill.shape not in {"box", "ellipse"}:
        raise ValueError("a fill's shape is 'box' or 'ellipse'")
    if fill.shape == "box":
        return window, np.ones((window[3] - window[1], window[2] - window[0]), np.bool_)
    outer = _around(window, width, height)
    return outer, _ellipse(window, outer)


def _cover(pixels: Raster, window: Window, fill: Fill) -> None:
    outer, mask = stencil(window, fill, width=pixels.shape[1], height=pixels.shape[0])
    left, top, right, bottom = outer
    patch = pixels[top:bottom, left:right]
    ink = _ink(patch, fill)
    if fill.shape == "ellipse":
        patch[mask] = ink[mask]
    else:
        patch[...] = ink
    if fill.label:
        _write(pixels[window[1] : window[3], window[0] : window[2]], fill)


def _write(room: Raster, fill: Fill) -> None:
    """Writes the label into the pixels of the box; into grey ones without half tones: a bilevel scan stays one."""
    import numpy as np

    letters = lettering(fill.label, room.shape[1], room.shape[0])
    if letters is None:
        return
    height, width = letters.mask.shape
    under = room[letters.top : letters.top + height, letters.left : letters.left + width]
    share = letters.mask / np.float32(255)
    share = (share > 0.5).astype(np.float32) if room.ndim == 2 else share[..., None]
    ink = _colour(room, ink_on(fill.colour)).astype(np.float32)
    under[...] = np.round(ink * share + under * (1 - share)).astype(np.uint8)


def _around(window: Window, width: int, height: int) -> Window:
    left, top, right, bottom = window
    across, down = math.ceil((right - left) * 0.2072), math.ceil((bottom - top) * 0.2072)  # (√2 − 1) / 2
    return max(left - across, 0), max(top - down, 0), min(right + across, width), min(bottom + down, height)


def _ellipse(window: Window, outer: Window) -> NDArray[np.bool_]:
    import numpy as np

    left, top, right, bottom = window
    across = (np.arange(outer[0], outer[2]) + 0.5 - (left + right) / 2) / ((right - left) / 2)
    down = (np.arange(outer[1], outer[3]) + 0.5 - (top + bottom) / 2) / ((bottom - top) / 2)
    inside: NDArray[np.bool_] = across[None, :] ** 2 + down[:, None] ** 2 <= 2.0
    return inside


def _ink(patch: Raster, fill: Fill) -> Raster:
    import numpy as np

    if fill.style == "solid":
        return np.broadcast_to(_colour(patch, fill.colour), patch.shape)
    if fill.style not in {"blur", "pixelate"}:
        raise ValueError("a fill's style is 'solid', 'blur' or 'pixelate'")
    return _coarse(patch, min(max(fill.cells, 1), CELLS), smooth=fill.style == "blur")


def _colour(patch: Raster, colour: tuple[int, int, int]) -> Raster:
    import numpy as np

    red, green, blue = colour
    if patch.ndim == 2:
        return np.array(round(0.299 * red + 0.587 * green + 0.114 * blue), np.uint8)
    return np.array([red, green, blue, 255][: patch.shape[2]], np.uint8)


def _coarse(patch: Raster, most: int, *, smooth: bool) -> Raster:
    import cv2
    import numpy as np

    height, width = patch.shape[:2]
    step = max(height, width) / most
    cells = (max(1, round(width / step)), max(1, round(height / step)))
    small = cv2.resize(np.ascontiguousarray(patch), cells, interpolation=cv2.INTER_AREA)
    spread = cv2.INTER_LINEAR if smooth else cv2.INTER_NEAREST
    ink: Raster = np.asarray(cv2.resize(small, (width, height), interpolation=spread), np.uint8).reshape(patch.shape)
    if patch.shape[2:] == (4,):
        ink[..., 3] = 255
    return ink
