"""A closer look at what may be a number plate: cut out, brought to two sizes, and looked at again by the same network.

A plate looks like one in every size; a bush or a railing rarely does in three. What all looks say is averaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from redact.detect.plate_network import plates_seen
from redact.sight.sightings import Sighting, shared, surest

if TYPE_CHECKING:
    from redact.types import Pixels

_SIZES = (128, 64)
"""How wide the supposed plate is made, in pixels; the first tells more."""
_SIDE = 208
"""Of the piece that is looked at, in pixels."""
_FILLS, _WIDE = 0.3, 1.2
"""The share of a picture's shorter side from which on a plate must be so many times wider than high."""
_LEAST, _SAME = 0.02, 0.3
"""What is looked for at all, and how much of their union two looks at one plate share."""


def judged(pixels: Pixels, suspected: Sequence[Sighting], least: float, threads: int = 0) -> list[Sighting]:
    """Those of which the network is at least so sure on average over all looks, as sure as that; each plate once."""
    looked_at = (_closer(pixels, each, least, threads) for each in suspected)
    height, width = pixels.shape[:2]
    return surest([each for each in looked_at if each.score >= least and _can_be(each, min(height, width))])


def _can_be(plate: Sighting, side: float) -> bool:
    """Whether a plate may look so in a picture with that shorter side: one that fills it is wider than high."""
    across, down = plate.right - plate.left, plate.bottom - plate.top
    return min(across, down) <= _FILLS * side or across >= _WIDE * down


def _closer(pixels: Pixels, sighting: Sighting, least: float, threads: int) -> Sighting:
    """All that any look takes for the plate there (one in which it is too large sees a part of it); the mean score.

    It is 0 as soon as the looks that are left could not make it *least*.
    """
    looks, count = [sighting], 1 + len(_SIZES)
    for number, wide in enumerate(_SIZES, start=2):
        looks.append(_again(pixels, sighting, wide, threads))
        if (sum(each.score for each in looks) + count - number) / count < least:
            return sighting._replace(score=0.0)
    left, top = (min(each[at] for each in looks) for at in (0, 1))
    right, bottom = (max(each[at] for each in looks) for at in (2, 3))
    return Sighting(left, top, right, bottom, sum(each.score for each in looks) / count)


def _again(pixels: Pixels, sighting: Sighting, wide: int, threads: int) -> Sighting:
    """The plate as it is seen there when it is made so wide; the same place and 0 where none is."""
    import cv2
    import numpy as np

    scale = wide / max(sighting.right - sighting.left, 1.0)
    x, y = (sighting.left + sighting.right) / 2, (sighting.top + sighting.bottom) / 2
    half = _SIDE / 2 / scale
    height, width = pixels.shape[:2]
    left, top = max(int(x - half), 0), max(int(y - half), 0)
    piece = pixels[top : min(int(y + half) + 1, height), left : min(int(x + half) + 1, width)]
    size = (max(round(piece.shape[1] * scale), 1), max(round(piece.shape[0] * scale), 1))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    shown = np.asarray(cv2.resize(piece, size, interpolation=method), np.uint8)
    found = [
        Sighting(a / scale + left, b / scale + top, c / scale + left, d / scale + top, score)
        for a, b, c, d, score in plates_seen(shown, threshold=_LEAST, threads=threads)
    ]
    same = [each for each in found if shared(each, sighting) > _SAME]
    return max(same, key=lambda each: each.score, default=sighting._replace(score=0.0))
