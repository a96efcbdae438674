"""YuNet: a very small network that tells for every eighth, sixteenth and thirty-second pixel whether a face is there.

Source of the method: Wu, Peng and Yu, YuNet: A Tiny Millisecond-level Face Detector (2023). For each cell of a grid the
network gives how likely it is a face, how well a box fits one, and the box: its middle from the cell's corner and the
logarithm of its size, both in steps of the grid. The score is the geometric mean of the two likelihoods.
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

_STEPS = (8, 16, 32)
_BLOCK = 32


def faces_in(pixels: Pixels, *, model: Path, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every face at or above *threshold* in one look at the picture, shrunk or enlarged by *scale*.

    *pixels* is RGB. Overlapping sightings of one face have been reduced to the surest.
    """
    import numpy as np

    resized = fitted(pixels, scale, _BLOCK)
    batch = np.ascontiguousarray(resized[..., ::-1].transpose(2, 0, 1)[None], np.float32)
    network = session(model, threads)
    wanted = [f"{kind}_{step}" for step in _STEPS for kind in ("cls", "obj", "bbox")]
    told = network.run(wanted, {network.get_inputs()[0].name: batch})
    rows = [
        _boxes(told[3 * number : 3 * number + 3], step, resized.shape[1] // step, threshold)
        for number, step in enumerate(_STEPS)
    ]
    return sightings(np.concatenate(rows), resized, pixels)


def _boxes(told: list[NDArray[np.float32]], step: int, columns: int, threshold: float) -> NDArray[np.float32]:
    import numpy as np

    face, fits, places = told[0].reshape(-1), told[1].reshape(-1), told[2].reshape(-1, 4)
    sure = np.sqrt(face.clip(0, 1) * fits.clip(0, 1))
    chosen = np.nonzero(sure >= threshold)[0]
    corner = np.stack((chosen % columns, chosen // columns), axis=1)
    middle = (corner + places[chosen, :2]) * step
    half = np.exp(places[chosen, 2:]) * step / 2
    return np.concatenate((middle - half, middle + half, sure[chosen, None]), axis=1).astype(np.float32)
