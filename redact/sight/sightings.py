"""Rectangles that a detector sees in a picture, and how much two of them have in common."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Sighting(NamedTuple):
    """Something seen in a picture: a rectangle in its pixels, and how sure the detector is, in [0, 1]."""

    left: float
    top: float
    right: float
    bottom: float
    score: float


def surest(sightings: Sequence[Sighting], overlap: float = 0.3, inside: float = 0.8) -> list[Sighting]:
    """The sightings without those that a surer one makes needless.

    These share more than *overlap* of their union with it, or lie inside it with more than *inside* of their area.
    """
    kept: list[Sighting] = []
    for sighting in sorted(sightings, key=lambda each: -each.score):
        if all(shared(sighting, other) <= overlap and _within(sighting, other) <= inside for other in kept):
            kept.append(sighting)
    return kept


def shared(one: Sighting, other: Sighting) -> float:
    """The area that two rectangles share, as part of the area that they cover together."""
    both = _both(one, other)
    areas = _area(one) + _area(other)
    return both / (areas - both) if areas > both else 0.0


def _within(one: Sighting, other: Sighting) -> float:
    area = _area(one)
    return _both(one, other) / area if area > 0 else 1.0


def _both(one: Sighting, other: Sighting) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(across, 0.0) * max(down, 0.0)


def _area(one: Sighting) -> float:
    return (one.right - one.left) * (one.bottom - one.top)
