"""CenterFace: a small network that marks the middle of every face and says how large the face is.

Source of the method: Xu et al., CenterFace: Joint Face Detection and Alignment Using Face as Point (2019). The network
gives, for every fourth pixel: how likely a face is centred there, the logarithm of its size, and a fraction of a cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.detect.graphs import session
from redact.sight.sightings import Sighting, surest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

_STRIDE = 4
_BLOCK = 32


def faces_in(pixels: Pixels, *, model: Path, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every face at or above *threshold* in one look at the picture, shrunk or enlarged by *scale*.

    *pixels* is RGB. Overlapping sightings of one face have been reduced to the surest.
    """
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    across, down = _blocks(width * scale), _blocks(height * scale)
    method = cv2.INTER_AREA if across < width else cv2.INTER_LINEAR
    resized = pixels if (across, down) == (width, height) else cv2.resize(pixels, (across, down), interpolation=method)
    batch = np.ascontiguousarray(resized.transpose(2, 0, 1)[None], np.float32)
    network = session(model, threads)
    heat, size, offset, _ = network.run(None, {network.get_inputs()[0].name: batch})
    found = _boxes(heat[0, 0], size[0], offset[0], threshold)
    found[:, :4] *= np.array([width / across, height / down] * 2, np.float32)
    found[:, [0, 2]] = found[:, [0, 2]].clip(0, width)
    found[:, [1, 3]] = found[:, [1, 3]].clip(0, height)
    return surest([Sighting(*map(float, row)) for row in found])


def _blocks(length: float) -> int:
    return max(_BLOCK, -(-round(length) // _BLOCK) * _BLOCK)


def _boxes(
    heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32], threshold: float
) -> NDArray[np.float32]:
    import numpy as np

    rows, columns = np.nonzero(heat >= threshold)
    tall, wide = np.exp(size[:, rows, columns]) * _STRIDE
    middle_y = (rows + offset[0, rows, columns] + 0.5) * _STRIDE
    middle_x = (columns + offset[1, rows, columns] + 0.5) * _STRIDE
    edges = (middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2, heat[rows, columns])
    return np.stack(edges, axis=1).astype(np.float32)
