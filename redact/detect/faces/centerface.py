"""CenterFace: a small network that marks the middle of every face and says how large the face is.

Source of the method: Xu et al., CenterFace: Joint Face Detection and Alignment Using Face as Point (2019). The network
gives, for every fourth pixel: how likely a face is centred there, the logarithm of its size, and a fraction of a cell.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from redact.detect.faces.looking import fitted, sightings
from redact.detect.graphs import session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.sight.sightings import Sighting
    from redact.types import Pixels

_STRIDE = 4
_BLOCK = 32


def faces_in(pixels: Pixels, *, model: Path, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every face at or above *threshold* in one look at the picture, shrunk or enlarged by *scale*.

    *pixels* is RGB. Overlapping sightings of one face have been reduced to the surest.
    """
    import numpy as np

    resized = fitted(pixels, scale, _BLOCK)
    batch = np.ascontiguousarray(resized.transpose(2, 0, 1)[None], np.float32)
    network = session(model, threads)
    heat, size, offset, _ = network.run(None, {network.get_inputs()[0].name: batch})
    return sightings(boxes_from(heat[0, 0], size[0], offset[0], threshold), resized, pixels)


def boxes_from(
    heat: NDArray[np.float32], size: NDArray[np.float32], offset: NDArray[np.float32], threshold: float
) -> NDArray[np.float32]:
    """What the network's maps tell, as rows of left, top, right, bottom and score, in pixels of what it looked at."""
    import cv2
    import numpy as np

    highest = cv2.dilate(heat, np.ones((3, 3), np.uint8))  # a face is centred where no neighbour is likelier
    rows, columns = np.nonzero((heat >= threshold) & (heat >= highest))
    tall, wide = np.exp(size[:, rows, columns]) * _STRIDE
    middle_y = (rows + offset[0, rows, columns] + 0.5) * _STRIDE
    middle_x = (columns + offset[1, rows, columns] + 0.5) * _STRIDE
    edges = (middle_x - wide / 2, middle_y - tall / 2, middle_x + wide / 2, middle_y + tall / 2, heat[rows, columns])
    return np.stack(edges, axis=1).astype(np.float32)
