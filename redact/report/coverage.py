"""How much of a film is covered, and by how many things, moment by moment: worked out from the places on record."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from redact.report.places import BoxPlace, Place, TimePlace, TrackPlace
from redact.report.record import Entry, PartRecord
from redact.report.sorts import SORTS, sort_of
from redact.types import Effect

COLUMNS = 240
"""How many moments of a film are looked at, evenly."""

USUAL = 0.04
"""Seconds for which a frame stands where nothing better is known."""

Rectangle: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Frame: TypeAlias = tuple[float, float, float]
"""Width, height, and for how many seconds one stands."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """At each of some moments the share of the frame that is covered, in [0, 1], and how many things of each sort.

    Margins that an operator adds to a box are not in it.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    counts: dict[str, tuple[int, ...]]


def coverage_of(part: PartRecord, entries: Iterable[Entry], frames: int = 0) -> Coverage:
    """What covers a film part, over its time. Each of its *frames*, where known, stands until the next one is shown."""
    width, height, seconds = (*part.extent, 0.0, 0.0, 0.0)[:3]
    stands = seconds / frames if frames else USUAL
    times = [seconds * (column + 0.5) / COLUMNS for column in range(COLUMNS)]
    boxes: list[list[Rectangle]] = [[] for _ in times]
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(times))
    for entry in (entry for entry in entries if entry.effect is not Effect.KEPT):
        for column, shown in _columns(entry, part.id, times, (width, height, stands)).items():
            boxes[column] += shown
            counts[sort_of(entry.entity_type)][column] += 1
    whole = width * height or 1.0
    shares = tuple(area([_clipped(box, width, height) for box in each]) / whole for each in boxes)
    return Coverage(tuple(times), shares, {sort: tuple(counts[sort]) for sort in SORTS if sort in counts})


def _columns(entry: Entry, part: str, times: Sequence[float], frame: Frame) -> dict[int, list[Rectangle]]:
    """By moment the rectangles that one finding covers."""
    columns: dict[int, list[Rectangle]] = defaultdict(list)
    for place in entry.places:
        if place.part == part:
            for column, box in _shown(place, times, frame):
                columns[column].append(box)
    return columns


def _shown(place: Place, times: Sequence[float], frame: Frame) -> Iterator[tuple[int, Rectangle]]:
    match place:
        case BoxPlace(left=left, top=top, right=right, bottom=bottom):
            yield from ((column, (left, top, right, bottom)) for column in range(len(times)))
        case TimePlace(start=start, end=end):
            yield from ((column, (0.0, 0.0, *frame[:2])) for column in _between(start, end, times))
        case TrackPlace(keys=keys):
            yield from (
                (column, at(keys, times[column])) for column in _between(keys[0][0], keys[-1][0] + frame[2], times)
            )


def _between(start: float, end: float, times: Sequence[float]) -> Iterable[int]:
    """The moments in a stretch; at least the one that lies nearest, so that nothing short is left out."""
    first, past = bisect_left(times, start), bisect_right(times, end)
    return range(first, past) if first < past else (min(first, len(times) - 1),)


def at(keys: Sequence[tuple[float, float, float, float, float]], time: float) -> Rectangle:
    """Where a track stands at *time*; before its first key and after its last, where that is."""
    after = bisect_right(keys, time, key=lambda key: key[0])
    if after in (0, len(keys)):
        _, *edges = keys[max(after - 1, 0)]
        return (edges[0], edges[1], edges[2], edges[3])
    low, high = keys[after - 1], keys[after]
    share = (time - low[0]) / (high[0] - low[0])
    left, top, right, bottom = (a + share * (b - a) for a, b in zip(low[1:], high[1:], strict=True))
    return (left, top, right, bottom)


def _clipped(box: Rectangle, width: float, height: float) -> Rectangle:
    left, top, right, bottom = box
    return max(left, 0.0), max(top, 0.0), min(right, width), min(bottom, height)


def area(boxes: Iterable[Rectangle]) -> float:
    """The area that rectangles cover together, overlaps counted once."""
    shaped = [box for box in boxes if box[0] < box[2] and box[1] < box[3]]
    edges = sorted({edge for box in shaped for edge in (box[0], box[2])})
    total = 0.0
    for left, right in pairwise(edges):
        upright = sorted((box[1], box[3]) for box in shaped if box[0] <= left and box[2] >= right)
        total += (right - left) * _length(upright)
    return total


def _length(stretches: Iterable[tuple[float, float]]) -> float:
    """The length that stretches, sorted by their starts, cover together."""
    total, until = 0.0, float("-inf")
    for start, end in stretches:
        total += max(0.0, end - max(start, until))
        until = max(until, end)
    return total
