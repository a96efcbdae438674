"""Print on paper or a screen, which is no number plate: around it lies the same plain ground as between its letters.

A plate has edges, a rim or at least its own brightness; a photograph of one is nowhere so even. Only pictures that are
for the greater part of one plain colour, as pages and screens are, are judged so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    from redact.types import Pixels

_PLAIN, _EVEN = 0.5, 0.97
"""What share of a page is of its colour, and what share of the ring around something printed."""
_OFF, _SCANNED = 6, 14
"""How many levels a page's colour may be off, and the ground around print."""
_RING = 0.3
"""How wide the ring is, as a share of the height of what it lies around."""
_SAMPLES = 400


def is_page(pixels: Pixels) -> bool:
    """Whether the picture is for the greater part of one plain colour."""
    import numpy as np

    step = max(1, max(pixels.shape[:2]) // _SAMPLES)
    levels = pixels[::step, ::step].mean(axis=2).astype(np.int64)
    most = int(np.bincount(levels.ravel(), minlength=256).argmax())
    return bool((np.abs(levels - most) <= _OFF).mean() >= _PLAIN)


def is_printed(pixels: Pixels, place: Sighting) -> bool:
    """Whether what is seen there has no edge: the ring around it is as its own ground is."""
    import numpy as np

    height, width = pixels.shape[:2]
    wide = max(round(_RING * (place.bottom - place.top)), 2)
    left, top, right, bottom = (round(edge) for edge in place[:4])
    outer = (max(top - wide, 0), min(bottom + wide, height), max(left - wide, 0), min(right + wide, width))
    piece = pixels[outer[0] : outer[1], outer[2] : outer[3]].mean(axis=2)
    inner = np.zeros(piece.shape, np.bool_)
    inner[max(top - outer[0], 0) : bottom - outer[0], max(left - outer[2], 0) : right - outer[2]] = True
    if inner.all() or not inner.any():
        return False
    ground = float(np.percentile(piece[inner], 75))
    return bool((np.abs(piece[~inner] - ground) <= _SCANNED).mean() >= _EVEN)
