"""Stretches of a picture that are made of parallel bars, whichever way these run: where bar codes lie aslant.

A reader of bar codes looks along rows and columns and misses what lies between. Source of the method: the structure
tensor, whose coherence is high where all edges run one way (Bigün and Granlund, 1987).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey

    Quad = NDArray[np.float32]
else:
    Quad = Any

_SIDE = 1024
"""The longest side at which bars are looked for."""
_AROUND, _COHERENT, _STRONG = 15, 0.8, 18.0
"""Pixels over which edges are compared, how much of them must run one way, and how strong they are at least."""
_SHORTEST, _LONGEST, _FULL = 30, 0.9, 0.55
"""The longer side of a code in pixels, at most that share of the picture, and how much of its rectangle has bars."""
_UPRIGHT = 8.0
"""Degrees: what is less aslant is read as it is."""
_MOST = 40


def slanting_bars(grey: Grey) -> Iterator[Quad]:
    """The corners (4 x 2) of each stretch of bars that lie aslant: the first two in a line across the bars."""
    import cv2
    import numpy as np

    scale = min(_SIDE / max(grey.shape), 1.0)
    size = (max(round(grey.shape[1] * scale), 1), max(round(grey.shape[0] * scale), 1))
    small = np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8)
    across, cross, down = _tensor(small)
    coherence = np.hypot(across - down, 2 * cross) / np.maximum(across + down, 1e-6)
    bars = ((coherence > _COHERENT) & (across + down > _STRONG**2)).astype(np.uint8)
    bars = cv2.morphologyEx(bars, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    _, labels, rows, _ = cv2.connectedComponentsWithStats(bars, connectivity=8)
    largest = np.argsort(-rows[1:, cv2.CC_STAT_AREA])[:_MOST] + 1
    for number in (int(each) for each in largest if rows[each, cv2.CC_STAT_AREA] >= _SHORTEST**2 // 4):
        left, top, wide, high = (int(each) for each in rows[number, :4])
        place = slice(top, top + high), slice(left, left + wide)
        mask = labels[place] == number
        sums = [float(each[place][mask].sum()) for each in (across, cross, down)]
        way = 0.5 * float(np.arctan2(2 * sums[1], sums[0] - sums[2]))  # the direction across the bars
        quad = _quad(mask, way, _LONGEST * max(small.shape))
        if quad is not None and _is_aslant(way):
            yield ((quad + np.array([left, top], np.float32)) / np.float32(scale)).astype(np.float32)


def _tensor(small: Grey) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """How strongly brightness changes across, across and down together, and down, around each place."""
    import cv2
    import numpy as np

    right, below = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.25)
    products = (right * right, right * below, below * below)
    one, two, three = (np.asarray(cv2.blur(each, (_AROUND, _AROUND)), np.float32) for each in products)
    return one, two, three


def _is_aslant(way: float) -> bool:
    import math

    off = math.degrees(way) % 90
    return min(off, 90 - off) > _UPRIGHT


def _quad(mask: NDArray[np.bool_], way: float, longest: float) -> Quad | None:
    """The rectangle along *way* around the marked places; ``None`` where they fill little of it, or it is no code's."""
    import numpy as np

    rows, columns = np.nonzero(mask)
    axis, other = np.array([np.cos(way), np.sin(way)]), np.array([-np.sin(way), np.cos(way)])
    points = np.stack((columns, rows), axis=1)
    along, beside = points @ axis, points @ other
    (a, b), (c, d) = np.percentile(along, (0.5, 99.5)), np.percentile(beside, (0.5, 99.5))
    long, high = float(b - a), float(d - c)
    if not _SHORTEST <= max(long, high) <= longest or len(rows) < _FULL * long * high:
        return None
    return np.array(
        [a * axis + c * other, b * axis + c * other, b * axis + d * other, a * axis + d * other], np.float32
    )


def levelled(grey: Grey, quad: Quad, room: float = 0.15) -> tuple[Grey, NDArray[np.float32]]:
    """What is in the corners, with room around it, turned so that the bars stand upright, and the way back (2 x 3)."""
    import cv2
    import numpy as np

    across, down = quad[1] - quad[0], quad[3] - quad[0]
    rim = room * max(float(np.linalg.norm(across)), float(np.linalg.norm(down)))
    step, fall = (each / max(float(np.linalg.norm(each)), 1e-6) * rim for each in (across, down))
    corners = np.array([quad[0] - step - fall, quad[1] + step - fall, quad[3] - step + fall], np.float32)
    size = (round(float(np.linalg.norm(across)) + 2 * rim), round(float(np.linalg.norm(down)) + 2 * rim))
    flat = np.array([[0, 0], [size[0], 0], [0, size[1]]], np.float32)
    back = np.asarray(cv2.getAffineTransform(flat, corners), np.float32)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    shown = cv2.warpAffine(grey, back, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(shown, np.uint8), back
