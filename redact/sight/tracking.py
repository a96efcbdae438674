"""Things followed through a film: looked for every few frames, and carried along the motion in between.

Source of the method: detection on every Nth frame, at both ends of every shot, and pyramidal Lucas–Kanade flow from
each look forwards and backwards, which measured fewer missed frames than looking at every one. A thing that one look
misses is held where the motion takes it, and one that appears is carried back to before it was seen.
Frames are read once, in order; in memory there are never more than two in colour, and a few small grey ones.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from redact.sight.flow import Colours, Corners, carried, colours_of, differ, shrunk
from redact.sight.sightings import Sighting, shared
from redact.types import Box, Clip, Frame, KeyFrame, Track

if TYPE_CHECKING:
    from redact.types import Grey, Pixels

Find: TypeAlias = Callable[["Pixels"], Sequence[Sighting]]
_SAME = 0.2
"""How much of their union two boxes share at least when they are the same thing a few frames apart."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a film is looked at: every how many frames, and for how many frames a thing is held without being seen."""

    every: int = 5
    hold: int = 12


class Followed(NamedTuple):
    """One thing's way through a shot, and how sure the surest look at it was."""

    track: Track
    score: float


class _Shown(NamedTuple):
    frame: Frame
    pixels: Pixels
    grey: Grey
    colours: Colours
    first: bool
    last: bool


@dataclass(slots=True)
class _Path:
    """A thing on its way: its box in every frame so far, by number, and where it was last seen."""

    boxes: dict[int, Corners]
    seen: int
    score: float

    def add(self, number: int, box: Corners) -> None:
        """Widen what is known of that frame, so that both directions of the motion are covered."""
        known = self.boxes.get(number)
        self.boxes[number] = box if known is None else _around(known, box)


def follow(clip: Clip, part: str, find: Find, pace: Pace) -> Iterator[Followed]:
    """Everything that *find* sees in the film, as tracks with one key frame for each frame, shot by shot.

    A track may begin before its thing was first seen and end after it was last seen, by at most ``pace.hold`` frames
    and one interval. Frames without a face cost a look every ``pace.every`` frames.
    """
    shot = _Shot(part, find, pace)
    for frame in _frames(clip):
        if frame.first:
            shot = _Shot(part, find, pace)
        shot.take(frame)
        yield from shot.ended(everything=frame.last)


def _frames(clip: Clip) -> Iterator[_Shown]:
    """Each frame with whether a shot begins or ends with it, which takes one frame of foresight."""
    waiting: _Shown | None = None
    for frame in clip.frames():
        pixels = frame.pixels()
        grey, colours = shrunk(pixels), colours_of(pixels)
        cut = waiting is None or waiting.pixels.shape != pixels.shape or differ(waiting.colours, colours)
        if waiting is not None:
            yield waiting._replace(last=cut)
        waiting = _Shown(frame, pixels, grey, colours, cut, last=False)
    if waiting is not None:
        yield waiting._replace(last=True)


@dataclass(slots=True)
class _Shot:
    """A stretch of film without a cut."""

    part: str
    find: Find
    pace: Pace
    count: int = 0
    looked: int = 0
    times: dict[int, float] = field(default_factory=dict)
    greys: deque[tuple[int, Pixels]] = field(default_factory=deque)
    paths: list[_Path] = field(default_factory=list)
    size: tuple[int, int] = (0, 0)

    def take(self, frame: _Shown) -> None:
        """Remember one frame, and look at it when it is time."""
        number = self.count
        self.count += 1
        self.size = (frame.pixels.shape[1], frame.pixels.shape[0])
        self.times[number] = frame.frame.time
        self.greys.append((number, frame.grey))
        if frame.first or frame.last or number - self.looked >= self.pace.every:
            self._look(number, self.find(frame.pixels))
        while len(self.greys) > self.pace.hold + self.pace.every + 1:
            self.greys.popleft()

    def _look(self, number: int, sightings: Sequence[Sighting]) -> None:
        self._carry(number)
        unknown = self._recognised(number, list(sightings))
        new = [_Path({number: _corners(sighting)}, number, sighting.score) for sighting in unknown]
        self._carry_back(new, number, number - self.pace.hold)
        self.paths += new
        self.looked = number

    def _carry(self, number: int) -> None:
        """Move every box along from the last look to this one."""
        steps = [grey for at, grey in self.greys if self.looked <= at <= number]
        boxes = [path.boxes[self.looked] for path in self.paths]
        for at, (before, after) in enumerate(pairwise(steps), start=self.looked + 1):
            boxes = carried(before, after, boxes, self.size)
            for path, box in zip(self.paths, boxes, strict=True):
                path.add(at, box)

    def _recognised(self, number: int, sightings: list[Sighting]) -> list[Sighting]:
        """Give each sighting to a path that leads to it, and carry it back to the last look. The rest is new."""
        met = []
        for path in self.paths:
            if not sightings:
                break
            led_to = Sighting(*path.boxes[number], 0.0)
            best = max(sightings, key=lambda each, there=led_to: shared(each, there))  # type: ignore[misc]  # bound here
            if shared(best, led_to) >= _SAME:
                sightings.remove(best)
                path.boxes[number] = _corners(best)
                path.seen, path.score = number, max(path.score, best.score)
                met.append(path)
        self._carry_back(met, number, self.looked)
        return sightings

    def _carry_back(self, paths: list[_Path], number: int, earliest: int) -> None:
        """Move every box back from this look, as far as there are frames."""
        steps = [(at, grey) for at, grey in self.greys if earliest <= at <= number][::-1]
        boxes = [path.boxes[number] for path in paths]
        for (_, after), (at, before) in pairwise(steps):
            boxes = carried(after, before, boxes, self.size)
            for path, box in zip(paths, boxes, strict=True):
                path.add(at, box)

    def ended(self, *, everything: bool) -> Iterator[Followed]:
        """The tracks of what has been lost for good, or of all when the shot is over."""
        if self.looked != self.count - 1:
            return
        gone = [path for path in self.paths if everything or self.looked - path.seen > self.pace.hold]
        self.paths = [path for path in self.paths if path not in gone]
        yield from (Followed(self._track(path), path.score) for path in gone)
        first = min((min(path.boxes) for path in self.paths), default=self.looked)
        self.times = {at: time for at, time in self.times.items() if at >= min(first, self.looked - self.pace.hold)}

    def _track(self, path: _Path) -> Track:
        keys = (KeyFrame(self.times[at], Box(self.part, *box)) for at, box in sorted(path.boxes.items()))
        return Track(self.part, tuple(keys))


def _corners(sighting: Sighting) -> Corners:
    return sighting.left, sighting.top, sighting.right, sighting.bottom


def _around(one: Corners, other: Corners) -> Corners:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
