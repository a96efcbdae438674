"""A line of text in a film: where it stands in each frame, and what it was read as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from redact.read.film_text.motion import Trail
from redact.read.film_text.patches import Quad, height_of, length_of, patch_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from redact.read.film_text.looking import Reading
    from redact.types import Grey

_BESIDE, _LOWER, _HIGHER = 0.35, 0.6, 1.7
_LEVEL = 0.9
_SHARPER = 1.25


class Place(NamedTuple):
    """Where a line stands at one moment, in pixels of the small grey frame."""

    time: float
    quad: Quad


@dataclass(slots=True)
class Line:
    """One line on its way.

    ``look`` is the number of the look that found it, ``born`` where it stood then. ``ends`` is the moment to which it
    is held, once it is gone. ``readings`` are all that differ: what was read best first, then what
    it said when it had changed.
    """

    look: int
    born: Quad
    trail: Trail
    places: list[Place]
    readings: list[Reading]
    sharpness: float
    tries: int = 1
    ends: float | None = None
    noted: bool = False

    def stand(self, time: float) -> None:
        """It stands where its trail is at that moment, later than all before."""
        _append(self.places, Place(time, self.trail.quad))

    def stood(self, places: Sequence[Place]) -> None:
        """It stood there before it was found; *places* lead back in time."""
        earlier: list[Place] = []
        for place in reversed(places):
            _append(earlier, place)
        self.places = earlier + self.places

    def renew(self, grey: Grey) -> None:
        """From now on it looks as it does in this frame."""
        self.trail.known = patch_of(grey, self.trail.quad)

    def learn(self, reading: Reading, sharpness: float) -> None:
        """Another reading of the line; where both say the same, the surer one stays."""
        self.tries += 1
        for at, known in enumerate(self.readings):
            if known.text == reading.text:
                self.readings[at] = max(known, reading, key=lambda each: each.score)
                break
        else:
            self.readings.append(reading)
        self.readings.sort(key=lambda each: -each.score)
        self.sharpness = max(self.sharpness, sharpness)

    def is_clearer(self, sharpness: float) -> bool:
        """Whether a look at it now would show clearly more than any before."""
        return sharpness > _SHARPER * self.sharpness


def _append(places: list[Place], place: Place) -> None:
    """A line that stands still has two places: the first and the last."""
    if len(places) >= 2 and places[-1].quad is place.quad and places[-2].quad is place.quad:
        places[-1] = place
    else:
        places.append(place)


def sharpness_of(grey: Grey, quad: Quad) -> float:
    """How much there is to read: the line's height times how steep its edges are."""
    import cv2

    patch = patch_of(grey, quad)
    return height_of(quad) * float(cv2.Laplacian(patch, cv2.CV_32F).std())


def uncovered(seen: Quad, known: Sequence[Quad]) -> float:
    """The longest stretch of a line just *seen* that no known line of its row covers, in heights of the line."""
    height = max(height_of(seen), 1.0)
    stretches = sorted(_stretch(each, seen) for each in known)
    reached, most = 0.0, 0.0
    for start, end in stretches:
        most, reached = max(most, start - reached), max(reached, end)
    return max(most, length_of(seen) - reached) / height


def in_its_row(one: Quad, other: Quad) -> bool:
    """Whether two lines run along each other, at one height and of about one size."""
    along = (other[1] - other[0]) / max(length_of(other), 1e-6)
    if float((one[1] - one[0]) @ along) < _LEVEL * length_of(one):
        return False
    height = height_of(other)
    down = (other[3] - other[0]) / max(height, 1e-6)
    off = abs(float((one.mean(axis=0) - other.mean(axis=0)) @ down))
    return off < _BESIDE * height and _LOWER < height_of(one) / max(height, 1e-6) < _HIGHER


def share_inside(one: Quad, other: Quad) -> float:
    """The share of the length of *one* that lies between the ends of *other*, of the same row."""
    start, end = _stretch(one, other)
    return max(min(end, length_of(other)) - max(start, 0.0), 0.0) / max(end - start, 1e-6)


def _stretch(quad: Quad, along: Quad) -> tuple[float, float]:
    """From where to where a line reaches along another."""
    way = (along[1] - along[0]) / max(length_of(along), 1e-6)
    ends = [float((corner - along[0]) @ way) for corner in quad]
    return min(ends), max(ends)
