"""Things followed through a film: looked for every few frames, and carried along the motion in between.

Source of the method: detection on every Nth frame, at both ends of every shot, and pyramidal Lucas–Kanade flow from
each look forwards, put right by what the next one sees, and backwards from where something is seen first, which
measured fewer missed frames than looking at every one. A thing that one look misses is held where the motion takes it,
and one that appears is carried back to before it was seen. What has not changed since it was looked at is not looked at
again; where little has, only that. Frames are read once, in order; in memory are two, and a few small grey ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from redact.sight.pace import Find, Pace
from redact.sight.shot import Followed, Shot
from redact.sight.shots import Shown, alike, shown
from redact.types import Box, Clip, KeyFrame, Track

__all__ = ["Find", "Followed", "Pace", "follow"]
_FLASH = 4
"""How many frames may stand between two that belong together."""


def follow(clip: Clip, part: str, find: Find, pace: Pace, glance: Find | None = None) -> Iterator[Followed]:
    """Everything that *find* sees in the film, as tracks with one key frame for each frame, shot by shot.

    *glance* is a cheaper *find* that may miss more. A track may begin before its thing was first seen and end after it
    was last seen, by at most ``pace.hold`` frames or one interval. What shows only between two looks is missed.
    """
    new = partial(Shot.of, part, (find, glance), pace, (clip.width, clip.height))
    shot, past = new(), _Past()
    for frame in shown(clip):
        if frame.first:
            past.next(shot)
            shot = new()
        shot.take(frame)
        if frame.first:
            yield from past.bridged(shot)
        yield from shot.ended(everything=frame.last)


@dataclass(slots=True)
class _Past:
    """The last shots: where a flash has cut one in two, what was there before it and after is there in it as well."""

    before: Shown | None = None
    boxes: list[tuple[Box, float]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    last: tuple[Shown | None, list[tuple[Box, float]]] = (None, [])

    def next(self, shot: Shot) -> None:
        """A shot is over, and the one before it is the last but one."""
        (self.before, self.boxes), self.last = self.last, (shot.ends[1], shot.standing)
        self.times = sorted(shot.times.shown.values()) if shot.count <= _FLASH else []

    def bridged(self, shot: Shot) -> Iterator[Followed]:
        """Tracks through the short shot before this one, where this one goes on with the one before that."""
        after = shot.ends[0]
        if self.before and after and self.times and alike(self.before.thumb, after.thumb):
            now = [(Box(shot.part, *path.boxes[0]), path.score) for path in shot.paths]
            for box, score in (*self.boxes, *now):
                keys = tuple(KeyFrame(time, box, seen=False) for time in self.times)
                yield Followed(Track(shot.part, keys), score)
