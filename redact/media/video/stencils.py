"""Which places of a film's three planes a fill covers: of the coarse ones, those that belong to any covered pixel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.media.pixels import stencil
from redact.types import Fill

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.media.pixels import Window

    Mask: TypeAlias = NDArray[np.bool_]
else:
    Mask = Window = Any


@dataclass(frozen=True, slots=True)
class Stencil:
    """Where a fill goes: the window around it, and which of its pixels, in the fine plane and in the coarse ones."""

    outer: Window
    fine: Mask
    coarse: Mask


def stencil_of(window: Window, shape: str, width: int, height: int) -> Stencil:
    """Most are as others before, elsewhere: those that the picture's edge does not cut are kept for a while."""
    left, top, right, bottom = window
    across, down = right - left, bottom - top
    x, y = left - left % 2, top - top % 2
    aside, above = across // 4 + 2, down // 4 + 2  # an ellipse reaches less far beyond its window
    if x >= aside and y >= above and right + aside <= width and bottom + above <= height:
        kept = _free_stencil(across, down, (left % 2, top % 2), shape)
        at = (kept.outer[0] + x, kept.outer[1] + y, kept.outer[2] + x, kept.outer[3] + y)
        return replace(kept, outer=at)
    outer, fine = stencil(window, Fill(shape=shape), width=width, height=height)
    return Stencil(outer, fine, _coarsened(fine, outer))


@lru_cache(maxsize=256)
def _free_stencil(across: int, down: int, odd: tuple[int, int], shape: str) -> Stencil:
    """That of a window of this size near the origin, as far into the negative as it reaches."""
    x, y = 2 * across + odd[0], 2 * down + odd[1]
    window = (x, y, x + across, y + down)
    outer, fine = stencil(window, Fill(shape=shape), width=5 * across + 2, height=5 * down + 2)
    moved = (outer[0] - 2 * across, outer[1] - 2 * down, outer[2] - 2 * across, outer[3] - 2 * down)
    return Stencil(moved, fine, _coarsened(fine, outer))


def _coarsened(mask: Mask, window: Window) -> Mask:
    """The same for planes of half the width and height: wherever any of four pixels is covered."""
    import numpy as np

    left, top, right, bottom = window
    across, down = (right + 1) // 2 - left // 2, (bottom + 1) // 2 - top // 2
    even = np.zeros((2 * down, 2 * across), np.bool_)
    even[top % 2 : top % 2 + bottom - top, left % 2 : left % 2 + right - left] = mask
    return np.asarray(even.reshape(down, 2, across, 2).any(axis=(1, 3)), np.bool_)
