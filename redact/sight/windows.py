"""Parts of a picture, as rectangles in shares of its width and height."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from redact.types import Pixels

Window: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, from 0 to 1."""
WHOLE: Window = (0.0, 0.0, 1.0, 1.0)
_AROUND = 0.3
"""How much room there is around a thing in a window, as a share of its size."""


def roomy(box: tuple[float, float, float, float], size: tuple[int, int]) -> Window:
    """A box in a picture of that width and height, with room around it. It may reach out of the picture."""
    width, height = size
    across, down = (box[2] - box[0]) * _AROUND, (box[3] - box[1]) * _AROUND
    return (box[0] - across) / width, (box[1] - down) / height, (box[2] + across) / width, (box[3] + down) / height


def area(window: Window) -> float:
    """What share of the picture it is."""
    return (window[2] - window[0]) * (window[3] - window[1])


def touch(one: Window, other: Window) -> bool:
    """Whether the two have anything in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def both(one: Window, other: Window) -> Window:
    """The smallest window with the two in it."""
    left, top = max(min(one[0], other[0]), 0.0), max(min(one[1], other[1]), 0.0)
    return left, top, min(max(one[2], other[2]), 1.0), min(max(one[3], other[3]), 1.0)


def cropped(pixels: Pixels, window: Window) -> tuple[Pixels, int, int]:
    """The part of the picture in a rectangle given in shares of it, and where that part's corner is."""
    height, width = pixels.shape[:2]
    left, top = int(window[0] * width), int(window[1] * height)
    return pixels[top : math.ceil(window[3] * height), left : math.ceil(window[2] * width)], left, top
