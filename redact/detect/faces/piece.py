"""What may be a face, cut out with what stands around it, turned upright and brought to one size for a closer look.

Fog, glare and dusk leave a face little contrast, and networks have seen few such faces: contrast is raised where it is
low. Noise is smoothed away where that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redact.detect.faces.turning import Face, turned

if TYPE_CHECKING:
    from redact.detect.faces.layers import Layers
    from redact.types import Pixels

ROOM = 2.4
"""How large a piece is, in sizes of the face."""
ROW = 8
"""How many pieces stand side by side."""
_GREY = 110
_FLAT, _RAISED, _MIDDLE, _MOST = 150.0, 210.0, 120.0, 4.0
"""Of 255: the span between dark and bright under which a face is flat, what it is raised to, around which grey; and by
which factor at most, for what is flatter shows nothing but noise."""
_SMOOTH = 0.5
"""How far smoothing reaches (standard deviation), in pixels of the picture."""


def piece_of(layers: Layers, face: Face, cell: int, *, smooth: bool = False) -> Pixels:
    """The face with what stands around it, upright, in a square of that side; grey beyond the picture's edge."""
    import cv2
    import numpy as np

    square = _square(layers, face, cell)
    method = cv2.INTER_AREA if len(square) > cell else cv2.INTER_CUBIC
    piece = np.asarray(cv2.resize(square, (cell, cell), interpolation=method), np.uint8)
    if smooth and len(square) < cell:
        piece = np.asarray(cv2.GaussianBlur(piece, (0, 0), _SMOOTH * cell / len(square)), np.uint8)
    return turned(_raised(piece), face.quarters)


def _square(layers: Layers, face: Face, cell: int) -> Pixels:
    """The square of the picture that is shown, from the layer that has it hardly larger than it is wanted."""
    import numpy as np

    left, top, right, bottom = face.seen[:4]
    layer = layers.at(cell / max(max(right - left, bottom - top) * ROOM, 1.0))
    scale = layer.shape[1] / layers.pixels.shape[1]
    side = max(1, round(max(right - left, bottom - top) * ROOM * scale))
    first, above = round(((left + right) * scale - side) / 2), round(((top + bottom) * scale - side) / 2)
    shown = layer[max(above, 0) : max(above + side, 0), max(first, 0) : max(first + side, 0)]
    square = np.full((side, side, 3), _GREY, np.uint8)
    down, across = max(-above, 0), max(-first, 0)
    square[down : down + shown.shape[0], across : across + shown.shape[1]] = shown
    return square


def _raised(piece: Pixels) -> Pixels:
    """The piece with more contrast, where its middle has little."""
    import cv2
    import numpy as np

    rim = len(piece) // 4
    dark, bright = _span(piece[rim:-rim, rim:-rim])
    if bright - dark >= _FLAT:
        return piece
    gain = min(_RAISED / max(bright - dark, 1.0), _MOST)
    shades = ((np.arange(256) - (dark + bright) / 2) * gain + _MIDDLE).clip(0, 255)
    return np.asarray(cv2.LUT(piece, shades.astype(np.uint8)), np.uint8)


def _span(pixels: Pixels) -> tuple[float, float]:
    """How dark the darkest fiftieth is at most, and how bright the brightest at least."""
    import numpy as np

    share = np.cumsum(np.bincount(pixels.ravel(), minlength=256)) / max(pixels.size, 1)
    return float(np.searchsorted(share, 0.02)), float(np.searchsorted(share, 0.98))


def side_by_side(pieces: Sequence[Pixels]) -> Pixels:
    """The pieces, all of one size, in rows, as one picture."""
    import numpy as np

    cell, across = len(pieces[0]), min(len(pieces), ROW)
    sheet = np.full((-(-len(pieces) // ROW) * cell, across * cell, 3), _GREY, np.uint8)
    for number, piece in enumerate(pieces):
        top, left = number // ROW * cell, number % ROW * cell
        sheet[top : top + cell, left : left + cell] = piece
    return sheet
