"""Faces of films that are to stay: each track is judged by several of its clearest looks, and kept or not as a whole.

Where it touches another track, the two may have changed places: what comes before and what comes after must each be
told for itself. Most looks must be sure, and none may clearly be at somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from redact.detect.faces.keeping import SMALLEST, distances
from redact.sight.sightings import Sighting
from redact.types import Box, Clip, KeyFrame, Track

if TYPE_CHECKING:
    from redact.detect.faces.options import FaceOptions

_OTHER = 0.6
"""From which distance on a clear look is at somebody else, and the most by which two looks at one person differ."""
_SLACK = 0.05
_OFTEN, _FEWEST, _MOST = 0.6, 3, 40
"""Every how many seconds, and how often at least and at most, a stretch of a track is looked at."""


class _Stretch(NamedTuple):
    """What lies of a track between two moments in which it touches another, and the keys that it is judged by."""

    track: int
    looks: tuple[KeyFrame, ...]


def known_tracks(clip: Clip, tracks: Sequence[Track], options: FaceOptions, *, again: bool = False) -> list[bool]:
    """Whether each track is of somebody whom the policy keeps. They are as a network sees faces, without hair.

    Reads the film once more where there is somebody to keep. *again* is less strict, so that who was kept is not taken
    for a stranger in the written copy, which is a little blurred: one look must be sure there, not most of them. Faces
    under 40 pixels tell nothing. Raises as ``keeping.known`` does.
    """
    if not options.keep or not tracks:
        return [False] * len(tracks)
    stretches = list(_stretches(tracks))
    told = _told(clip, stretches, options)
    sure = _Sure(options.stranger + _SLACK, _OTHER + _SLACK, 0.0) if again else _Sure(options.stranger, _OTHER, 0.5)
    strange = {each.track for at, each in enumerate(stretches) if not _is_known(told.get(at, ()), sure)}
    return [at not in strange for at in range(len(tracks))]


class _Sure(NamedTuple):
    """From which distance on a look is not sure, and at somebody else; and more than which share must be sure."""

    unsure: float
    other: float
    most: float


def _is_known(far: Sequence[float], sure: _Sure) -> bool:
    return bool(far) and max(far) < sure.other and sum(each < sure.unsure for each in far) > sure.most * len(far)


def _stretches(tracks: Sequence[Track]) -> Iterator[_Stretch]:
    """Those of all tracks; one that touches another all the time has one without looks."""
    touched = _touched(tracks)
    for at, track in enumerate(tracks):
        runs: list[list[KeyFrame]] = [[]]
        for key in track.keys:
            if (at, key.time) not in touched:
                runs[-1].append(key)
            elif runs[-1]:
                runs.append([])
        for run in [run for run in runs if run] or [[]]:
            yield _Stretch(at, tuple(_clearest(run)))


def _touched(tracks: Sequence[Track]) -> set[tuple[int, float]]:
    """Which tracks touch another, and when."""
    there: dict[float, list[tuple[int, Box]]] = defaultdict(list)
    for at, track in enumerate(tracks):
        for key in track.keys:
            there[key.time].append((at, key.box))
    return {
        (at, time)
        for time, boxes in there.items()
        for (one, first), (other, second) in combinations(boxes, 2)
        if _touch(first, second)
        for at in (one, other)
    }


def _touch(one: Box, other: Box) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def _clearest(run: Sequence[KeyFrame]) -> Iterator[KeyFrame]:
    """The largest that were seen, one of every interval, from the beginning to the end."""
    seen = [key for key in run if key.seen and _size(key) >= SMALLEST]
    count = min(max(int((run[-1].time - run[0].time) / _OFTEN), _FEWEST), _MOST, len(seen)) if seen else 0
    for number in range(count):
        yield max(seen[number * len(seen) // count : (number + 1) * len(seen) // count], key=_size)


def _size(key: KeyFrame) -> float:
    return min(key.box.right - key.box.left, key.box.bottom - key.box.top)


def _told(clip: Clip, stretches: Sequence[_Stretch], options: FaceOptions) -> Mapping[int, list[float]]:
    """How far what is seen in each stretch is from the nearest of those who are kept, look by look."""
    wanted: dict[float, list[tuple[int, Box]]] = defaultdict(list)
    for at, stretch in enumerate(stretches):
        for key in stretch.looks:
            wanted[key.time].append((at, key.box))
    told: dict[int, list[float]] = defaultdict(list)
    for frame in clip.frames() if wanted else ():
        if frame.time in wanted:
            asked = wanted[frame.time]
            faces = [Sighting(box.left, box.top, box.right, box.bottom, 1.0) for _, box in asked]
            for (at, _), far in zip(asked, distances(frame.pixels(), faces, options), strict=True):
                told[at].append(far)
    return told
