"""One look of a network at a picture: the picture in a size that the network takes, and what it saw in the true one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

_OVERLAP, _INSIDE = 0.3, 0.8


class Look(Protocol):
    """Every face at or above *threshold* in an RGB picture, looked at shrunk or enlarged by *scale*."""

    def __call__(self, pixels: Pixels, *, threshold: float, scale: float = 1.0) -> list[Sighting]: ...


def fitted(pixels: Pixels, scale: float, block: int) -> Pixels:
    """The picture shrunk or enlarged by *scale*, its sides rounded up to whole blocks of so many pixels."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    across, down = _blocks(width * scale, block), _blocks(height * scale, block)
    if (across, down) == (width, height):
        return pixels
    method = cv2.INTER_AREA if across < width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (across, down), interpolation=method), np.uint8)


def sightings(boxes: NDArray[np.float32], looked_at: Pixels, picture: Pixels) -> list[Sighting]:
    """Boxes in the picture that was looked at (rows of left, top, right, bottom, score) as sightings in the true one.

    They are cut off at its edges. Overlapping sightings of one face are reduced to the surest, as ``surest`` does it.
    """
    import numpy as np

    height, width = picture.shape[:2]
    found = boxes.astype(np.float64)
    found[:, :4] *= np.array([width / looked_at.shape[1], height / looked_at.shape[0]] * 2)
    found[:, [0, 2]] = found[:, [0, 2]].clip(0, width)
    found[:, [1, 3]] = found[:, [1, 3]].clip(0, height)
    found = found[np.isfinite(found).all(axis=1)]
    return [Sighting(*map(float, row)) for row in _distinct(found[np.argsort(-found[:, 4], kind="stable")])]


def shares(boxes: NDArray[np.float64], place: Sequence[float]) -> NDArray[np.float64]:
    """How much of their union each of the boxes (rows of left, top, right, bottom) shares with one place."""
    import numpy as np

    first, last = np.array(place[:2]), np.array(place[2:4])
    both = (np.minimum(boxes[:, 2:4], last) - np.maximum(boxes[:, :2], first)).clip(0).prod(axis=1)
    areas = (boxes[:, 2:4] - boxes[:, :2]).prod(axis=1) + (last - first).prod()
    shared: NDArray[np.float64] = both / np.maximum(areas - both, 1e-9)
    return shared


def _distinct(rows: NDArray[np.float64]) -> list[NDArray[np.float64]]:
    """The rows, surest first, without those that overlap a surer one or lie inside it: for hundreds at a time."""
    import numpy as np

    kept = []
    areas = np.maximum((rows[:, 2:4] - rows[:, :2]).prod(axis=1), 1e-9)
    left = np.ones(len(rows), np.bool_)
    for number, row in enumerate(rows):
        if not left[number]:
            continue
        kept.append(row)
        both = (np.minimum(rows[:, 2:4], row[2:4]) - np.maximum(rows[:, :2], row[:2])).clip(0).prod(axis=1)
        left &= (both <= _OVERLAP * (areas + areas[number] - both)) & (both <= _INSIDE * areas)
    return kept


def _blocks(length: float, block: int) -> int:
    return max(block, -(-round(length) // block) * block)
