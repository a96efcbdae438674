"""A picture that is the last one but for a few places: only these are looked at again, with what stands around them.

When verification finds a face in a copy, the next copy differs by what covers it. What is kept of a picture is a digest
of each of its squares and where faces were found, never its pixels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from redact.detect.faces.turning import Face
from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Squares = NDArray[np.uint64]
else:
    Squares = Pixels = Any

_SIDE = 64
_MOST = 0.1
"""The share of a picture that may differ; where more does, all of it is looked at."""

Faces: TypeAlias = Callable[[Pixels], Sequence[Face]]


class _Box(NamedTuple):
    """A rectangle in whole pixels, half-open."""

    left: int
    top: int
    right: int
    bottom: int


class _Seen(NamedTuple):
    squares: Squares
    size: tuple[int, ...]
    faces: tuple[Face, ...]


class Unchanged:
    """What was found in the last picture that was asked about."""

    def __init__(self) -> None:
        self._last: _Seen | None = None

    def faces(self, pixels: Pixels, look: Faces) -> list[Face]:
        """The faces that *look* finds in the picture, or in what has changed of it, and those of the last look."""
        squares, last = _squares(pixels), self._last
        places = _changed(squares, last.squares) if last and last.size == pixels.shape else None
        if places is None or last is None:
            found = list(look(pixels))
        else:
            found = list(last.faces) + [face for place in places for face in _in_place(pixels, place, look)]
        self._last = _Seen(squares, pixels.shape, tuple(found))
        return found


def _squares(pixels: Pixels) -> Squares:
    """A digest of each square, by place."""
    import numpy as np

    bands = (pixels[top : top + _SIDE] for top in range(0, len(pixels), _SIDE))
    rows = [[_digest(band[:, left : left + _SIDE]) for left in range(0, band.shape[1], _SIDE)] for band in bands]
    return np.array(rows, np.uint64)


def _digest(square: Pixels) -> int:
    return int.from_bytes(hashlib.blake2b(square.tobytes(), digest_size=8).digest(), "big")


def _changed(now: Squares, before: Squares) -> list[_Box] | None:
    """The rectangles of squares that differ, with those beside them, in pixels; ``None`` where they are too many."""
    import cv2
    import numpy as np

    differ = (now != before).astype(np.uint8)
    if float(differ.mean()) > _MOST:
        return None
    near = cv2.dilate(differ, np.ones((3, 3), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    edges = ((left, top, left + width, top + height) for left, top, width, height, _ in stats[1:].tolist())
    return [_Box(*(_SIDE * edge for edge in each)) for each in edges]


def _in_place(pixels: Pixels, place: _Box, look: Faces) -> Iterator[Face]:
    """The faces with their middle in that place, in which a look sees what stands around it, too."""
    import numpy as np

    room = max(place.right - place.left, place.bottom - place.top)
    left, top = max(place.left - room, 0), max(place.top - room, 0)
    shown = np.ascontiguousarray(pixels[top : place.bottom + room, left : place.right + room])
    for seen, quarters in look(shown):
        x, y = left + (seen.left + seen.right) / 2, top + (seen.top + seen.bottom) / 2
        if place.left <= x < place.right and place.top <= y < place.bottom:
            edges = (seen.left + left, seen.top + top, seen.right + left, seen.bottom + top)
            yield Face(Sighting(*edges, seen.score), quarters)
