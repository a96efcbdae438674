"""Pictures turned by quarters so that heads which lie on their side, or hang down, stand upright for a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    from redact.types import Pixels

UPRIGHT, AROUND = 0, (1, 2, 3)


class Face(NamedTuple):
    """A face in a picture, and by how many quarters to the left the picture must be turned for it to stand upright."""

    seen: Sighting
    quarters: int = UPRIGHT


def turned(pixels: Pixels, quarters: int) -> Pixels:
    """The picture turned to the left by so many quarters."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, quarters))


def back(seen: Sighting, quarters: int, size: tuple[float, float]) -> Sighting:
    """Where in a picture of that width and height something stands that was seen in the turned one."""
    (width, height), (left, top, right, bottom, score) = size, seen
    match quarters:
        case 1:
            return Sighting(width - bottom, left, width - top, right, score)
        case 2:
            return Sighting(width - right, height - bottom, width - left, height - top, score)
        case 3:
            return Sighting(top, height - right, bottom, height - left, score)
        case _:
            return seen
