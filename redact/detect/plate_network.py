"""The network that looks for number plates: one look at a picture in one size.

It says of each 4x4 pixels how likely they are the core of a plate, and how far it is from there to the plate's edges.
What neighbouring places say of one plate is averaged. Trained by ``models/recipes/plates`` on made pictures.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact import weights
from redact.detect.graphs import opened
from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Rows = NDArray[np.float64]

MODEL = "redact-plates"
_STRIDE, _BLOCK, _UNIT = 4, 16, 32.0
_MOST = 3000
_SAME = 0.3
"""How much of their union two boxes of one plate share."""


def plates_seen(pixels: Pixels, *, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every plate at or above *threshold* in one look at the picture (RGB), shrunk or enlarged by *scale*.

    Each is there once, upright around the slanting plate, cut off at the picture's edges.
    """
    shown = sized(pixels, scale)
    cores, edges = _network(weights.folder(MODEL) / "plates.onnx", threads).run(None, {"pictures": _planes(shown)})
    height, width = pixels.shape[:2]
    rows = _boxes(cores[0, 0], edges[0], threshold)
    rows[:, [0, 2]] = (rows[:, [0, 2]] * (width / shown.shape[1])).clip(0, width)
    rows[:, [1, 3]] = (rows[:, [1, 3]] * (height / shown.shape[0])).clip(0, height)
    found = [Sighting(*map(float, row)) for row in averaged(rows)]
    return [each for each in found if each.left < each.right and each.top < each.bottom]


def sized(pixels: Pixels, scale: float) -> Pixels:
    """The picture shrunk or enlarged."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    across, down = max(round(width * scale), 1), max(round(height * scale), 1)
    if (across, down) == (width, height):
        return pixels
    method = cv2.INTER_AREA if across < width else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(pixels, (across, down), interpolation=method), np.uint8)


def _planes(shown: Pixels) -> NDArray[np.uint8]:
    """Red, green and blue one after the other, with grey on the right and below up to whole blocks."""
    import numpy as np

    height, width = (-(-side // _BLOCK) * _BLOCK for side in shown.shape[:2])
    planes = np.full((1, 3, height, width), 128, np.uint8)
    for channel in range(3):
        planes[0, channel, : shown.shape[0], : shown.shape[1]] = shown[..., channel]
    return planes


def _boxes(cores: NDArray[np.float32], edges: NDArray[np.float32], threshold: float) -> Rows:
    """Left, top, right, bottom, score of what every sure enough place says; pixels of what was looked at."""
    import numpy as np

    sure = 1 / (1 + np.exp(-cores.astype(np.float64)))
    down, across = np.nonzero(sure >= threshold)
    scores = sure[down, across]
    if len(scores) > _MOST:
        best = np.argsort(-scores, kind="stable")[:_MOST]
        down, across, scores = down[best], across[best], scores[best]
    reach = np.exp(edges[:, down, across].astype(np.float64).clip(-5, 4)) * _UNIT
    x, y = (across + 0.5) * _STRIDE, (down + 0.5) * _STRIDE
    return np.stack([x - reach[0], y - reach[1], x + reach[2], y + reach[3], scores], axis=1)


def averaged(rows: Rows) -> list[NDArray[np.float64]]:
    """One row for each plate, surest first: the mean of all that share enough with the surest, by how sure they are."""
    import numpy as np

    rows = rows[np.argsort(-rows[:, 4], kind="stable")]
    kept = []
    while len(rows):
        same = _alike(rows, rows[0])
        same[0] = True
        group = rows[same]
        mean = np.average(group, axis=0, weights=group[:, 4])
        mean[4] = group[0, 4]
        kept.append(mean)
        rows = rows[~same]
    return kept


def _alike(rows: Rows, one: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which of them show the same plate: they share enough of their union, or most of the smaller one."""
    import numpy as np

    sides = np.minimum(rows[:, 2:4], one[2:4]) - np.maximum(rows[:, :2], one[:2])
    both = sides.clip(0).prod(axis=1)
    areas, area = (rows[:, 2:4] - rows[:, :2]).prod(axis=1), (one[2:4] - one[:2]).prod()
    smaller = np.minimum(areas, area)
    alike: NDArray[np.bool_] = (both > _SAME * (areas + area - both)) | (both > 0.7 * smaller)
    return alike


@lru_cache(maxsize=2)
def _network(model: Path, threads: int) -> Any:
    return opened(model.read_bytes(), model.name, threads)
