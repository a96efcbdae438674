"""RetinaFace on a small MobileNet: a network that asks, at many places and sizes, whether a face fills the frame there.

Source of the method: Deng et al., RetinaFace: Single-stage Dense Face Localisation in the Wild (2019). For each anchor
(a square of a known size on a grid) the network gives how likely a face is there and how far its box is from the
anchor: the middle in tenths of the anchor's side, the logarithm of the size in fifths.

The weights lie in their carrier as the text of a Python module that holds one long literal. It is read as data and
never run.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.detect.faces.looking import fitted, sightings
from redact.detect.graphs import opened
from redact.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.sight.sightings import Sighting
    from redact.types import Pixels

_ANCHORS = ((8, (16, 32)), (16, (64, 128)), (32, (256, 512)))
"""For each grid: its step in pixels, and the sides of the anchors on it."""
_MEAN = (127, 117, 104)
_BLOCK = 32


def faces_in(pixels: Pixels, *, model: Path, threshold: float, scale: float = 1.0, threads: int = 0) -> list[Sighting]:
    """Every face at or above *threshold* in one look at the picture, shrunk or enlarged by *scale*.

    *model* is the file that holds the weights. *pixels* is RGB. Overlapping sightings have been reduced to the surest.
    """
    import numpy as np

    resized = fitted(pixels, scale, _BLOCK)
    batch = (resized[..., ::-1].astype(np.float32) - np.array(_MEAN[::-1], np.float32)).transpose(2, 0, 1)[None]
    places, sure, _ = network(model, threads).run(None, {"input": np.ascontiguousarray(batch)})
    found = _boxes(places[0], sure[0, :, 1], (resized.shape[1], resized.shape[0]), threshold)
    return sightings(found, resized, pixels)


@lru_cache(maxsize=2)
def network(model: Path, threads: int = 0) -> Any:
    """The session of the graph in that file, one per process. Raises ``MissingError`` where the file holds none."""
    return opened(graph(model), model.name, threads)


def graph(model: Path) -> bytes:
    """The bytes of the graph, which stand in the file as ``WEIGHTS = b"..."``: one literal, read and never run."""
    try:
        name, _, literal = model.read_text("ascii").partition(" = ")
        held = ast.literal_eval(literal.strip()) if name == "WEIGHTS" else None
    except (UnicodeDecodeError, ValueError, SyntaxError, RecursionError, MemoryError):
        held = None
    if not isinstance(held, bytes):
        raise MissingError(f"the model file {model.name} cannot be opened")
    return held


def _boxes(
    places: NDArray[np.float32], sure: NDArray[np.float32], size: tuple[int, int], threshold: float
) -> NDArray[np.float32]:
    import numpy as np

    chosen = np.nonzero(sure >= threshold)[0]
    anchors = _anchors(*size)[chosen]
    middle = anchors[:, :2] + places[chosen, :2] * 0.1 * anchors[:, 2:]
    half = anchors[:, 2:] * np.exp(places[chosen, 2:] * 0.2) / 2
    return np.concatenate((middle - half, middle + half, sure[chosen, None]), axis=1).astype(np.float32)


@lru_cache(maxsize=4)
def _anchors(width: int, height: int) -> NDArray[np.float32]:
    """One row each: its middle, across and down, and its side twice; in the order in which the network answers."""
    import numpy as np

    rows = []
    for step, sides in _ANCHORS:
        down, across = np.mgrid[0 : -(-height // step), 0 : -(-width // step)]
        middles = (np.stack((across, down), axis=-1).reshape(-1, 1, 2) + 0.5) * step
        rows.append(
            np.concatenate(
                [np.broadcast_to(middles, (len(middles), len(sides), 2)), _squares(sides, len(middles))], axis=2
            ).reshape(-1, 4)
        )
    return np.concatenate(rows).astype(np.float32)


def _squares(sides: tuple[int, ...], count: int) -> NDArray[np.float64]:
    import numpy as np

    return np.broadcast_to(np.array(sides, np.float64)[None, :, None], (count, len(sides), 2))
