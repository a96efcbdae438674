"""SCRFD: a network that tells for every eighth, sixteenth and thirty-second pixel how far the edges of a face are.

Source of the method: Guo et al., Sample and Computation Redistribution for Efficient Face Detection (2021). Two anchors
stand on each cell of a grid. For each the network gives how likely it is the middle of a face and the distances to the
four edges of the box, in steps of the grid. Its outputs are told apart by shape: those with one column are
likelihoods, those with four distances, and of each the longest belongs to the finest grid.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from redact.detect.faces.looking import fitted, sightings
from redact.detect.graphs import session
from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.sight.sightings import Sighting
    from redact.types import Pixels

_STEPS = (8, 16, 32)
_BLOCK = 32
_MEAN, _SPREAD = 127.5, 128.0


def faces_in(pixels: Pixels, *, model: Path, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every face at or above *threshold* in one look at the picture, shrunk or enlarged by *scale*.

    *pixels* is RGB. Overlapping sightings of one face have been reduced to the surest. Raises ``MissingError`` where
    the network answers as none of this kind does.
    """
    import numpy as np

    resized = fitted(pixels, scale, _BLOCK)
    batch = np.ascontiguousarray(((resized.astype(np.float32) - _MEAN) / _SPREAD).transpose(2, 0, 1)[None])
    network = session(model, threads)
    told = network.run(None, {network.get_inputs()[0].name: batch})
    height, width = resized.shape[:2]
    sure, reach = _by_grid(told, 1), _by_grid(told, 4)
    rows = []
    for number, step in enumerate(_STEPS):
        cells = (height // step) * (width // step)
        if len(sure[number]) != len(reach[number]) or not cells or len(sure[number]) % cells:
            raise MissingError(f"the model file {model.name} does not answer as SCRFD does")
        rows.append(
            _boxes(sure[number][:, 0], reach[number], step, (width // step, len(sure[number]) // cells, threshold))
        )
    return sightings(np.concatenate(rows), resized, pixels)


def _by_grid(told: Sequence[NDArray[np.float32]], columns: int) -> list[NDArray[np.float32]]:
    """The outputs with so many columns, that of the finest grid first; raises nothing where there are too few."""
    import numpy as np

    flat = [each.reshape(-1, columns) for each in told if each.shape[-1] == columns]
    found = sorted(flat, key=lambda each: -len(each))[: len(_STEPS)]
    return found + [np.zeros((0, columns), np.float32)] * (len(_STEPS) - len(found))


def _boxes(
    sure: NDArray[np.float32], reach: NDArray[np.float32], step: int, grid: tuple[int, int, float]
) -> NDArray[np.float32]:
    import numpy as np

    columns, anchors, threshold = grid
    chosen = np.nonzero(sure >= threshold)[0]
    cell = chosen // anchors
    middle = np.stack((cell % columns, cell // columns), axis=1) * step
    edges = reach[chosen] * step
    return np.concatenate((middle - edges[:, :2], middle + edges[:, 2:], sure[chosen, None]), axis=1).astype(np.float32)
