"""One shot of a film: when it is looked at and at what, and the ways of the things that are seen in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from redact.sight.carrying import Carrying
from redact.sight.pace import EARLY, Find, Pace, Times
from redact.sight.paths import SAME, Path
from redact.sight.shots import Known, Shown
from redact.sight.sightings import Sighting
from redact.sight.windows import WHOLE, Window, area, both, cropped, roomy, touch
from redact.types import Box, Track

_MOST = 0.6
"""Up to what share of the picture a look looks at the changed part alone."""
_DENSE = 0.75
"""Motion is not measured from frame to frame where those are less than so many of a pace's frames apart."""


class Followed(NamedTuple):
    """One thing's way through a shot, and how sure the surest look at it was."""

    track: Track
    score: float


@dataclass(slots=True)
class Shot:
    """A stretch of film without a cut, *size* its width and height."""

    part: str
    find: Find
    pace: Pace
    glance: Find | None
    size: tuple[int, int]
    times: Times
    moved: Carrying
    count: int = 0
    looked: int = 0
    close: int | None = None
    measured: int | None = None
    paths: list[Path] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    glanced: Known = field(default_factory=Known)
    ends: tuple[Shown | None, Shown | None] = (None, None)
    standing: list[tuple[Box, float]] = field(default_factory=list)
    """What is there in the last frame."""

    @classmethod
    def of(cls, part: str, looks: tuple[Find, Find | None], pace: Pace, size: tuple[int, int]) -> Shot:
        """One of which nothing was shown yet."""
        return cls(part, looks[0], pace, looks[1], size, Times(pace.rate), Carrying(size[0]))

    def take(self, frame: Shown) -> None:
        """Remember one frame, and look at it when it is time."""
        number = self.count
        self.count += 1
        self.times.shown[number] = frame.frame.time
        needed = self.pace.rate is None or self._since(number, self.measured) >= _DENSE
        self.measured = number if needed else self.measured
        self.moved.add(number, frame.grey, needed=needed)
        self.ends = (self.ends[0] or frame, frame)
        glances = self.glance is not None and self.pace.between > 0 and self._is_time(number, frame)
        if self._is_due(number, frame, soon=glances):
            self._look_closely(number, frame)
        elif self.glance and glances:
            self._glance(number, frame, self.glance)
        self.moved.forget(self.times.back(number, self.pace.hold + self.pace.every + 1))

    def _since(self, number: int, then: int | None) -> float:
        return float("inf") if then is None else self.times.age(number, then) + EARLY

    def _is_due(self, number: int, frame: Shown, *, soon: bool) -> bool:
        """Whether it is time for a close look; *soon*: instead of a glance shortly before it would be."""
        pace, half = self.pace, self.pace.every // 2
        if self.close is None:
            return pace.ends or self._since(number, 0) >= half
        if self._since(number, self.close) >= pace.every - (pace.between / 2 if soon else 0):
            return True
        fresh = self.glance is not None and self.times.age(number, self.close) <= half
        return frame.last and pace.ends and not fresh

    def _is_time(self, number: int, frame: Shown) -> bool:
        surprise = frame.first or frame.sudden or (frame.last and self.pace.ends)
        return surprise or self._since(number, self.looked) >= self.pace.between

    def _look_closely(self, number: int, frame: Shown) -> None:
        before, self.close = self.close or 0, number
        self._carry(number)
        window = self._window(self.known.changed(frame.thumb))
        self._saw(number, self._seen(frame, window, self.find), before)
        self._judge(number, window, (True, True))
        for path in self.paths:
            if path.seen[-1] != number:
                path.miss(number)

    def _glance(self, number: int, frame: Shown, glance: Find) -> None:
        self._carry(number)
        window = self._window(self.glanced.changed(frame.thumb))
        find = self.find if window is None or area(window) <= self.pace.share else glance
        self._saw(number, self._seen(frame, window, find), self.close or 0)
        self._judge(number, window, (False, find is self.find))

    def _seen(self, frame: Shown, window: Window | None, find: Find) -> list[Sighting]:
        """What *find* sees in that part of the frame."""
        if window is None:
            return []
        if find is self.find:
            self.known.looked(frame.thumb, window)
        self.glanced.looked(frame.thumb, window)
        piece, left, top = cropped(frame.frame.pixels(), window)
        return [Sighting(a + left, b + top, c + left, d + top, score) for a, b, c, d, score in find(piece)]

    def _window(self, changed: Window | None) -> Window | None:
        """What is to be looked at: what has changed, with the whole of everything that reaches into it."""
        if changed is None:
            return None
        for path in self.paths:
            box = roomy(path.going.box, self.size)
            if touch(box, changed):
                changed = both(box, changed)
        return changed if area(changed) <= _MOST else WHOLE

    def _saw(self, number: int, sightings: list[Sighting], close: int) -> None:
        unknown = self._recognised(number, sightings)
        new = [Path.of(number, sighting) for sighting in unknown if sighting.score >= self.pace.sure]
        self.moved.back(new, number, self.times.back(number, self.pace.hold), close)
        self.paths += new
        self.looked = number

    def _judge(self, number: int, window: Window | None, how: tuple[bool, bool]) -> None:
        """Each path was seen now or not; or, where nothing has changed, what the look before said of it still holds.

        *how*: whether it is time for a close look, and whether the look was a close one.
        """
        for path in self.paths:
            if path.seen[-1] == number or (window and touch(roomy(path.going.box, self.size), window)):
                path.judge(seen=path.seen[-1] == number, closely=how[1])
            else:
                path.rest(number, closely=how[0])

    def _carry(self, number: int) -> None:
        """Move every box along from the last look to this one."""
        self.moved.forth(self.paths, self.looked, number)

    def _recognised(self, number: int, sightings: list[Sighting]) -> list[Sighting]:
        """Give each sighting to the path that leads to it. The rest is new."""
        pairs = sorted(
            (
                (path.leads_to(sighting), at, where)
                for at, path in enumerate(self.paths)
                for where, sighting in enumerate(sightings)
            ),
            reverse=True,
        )
        taken: dict[int, int] = {}
        for fit, at, where in pairs:
            if fit >= SAME and at not in taken and where not in taken.values():
                taken[at] = where
        for at, where in taken.items():
            since = self.paths[at].seen[-1]
            if number > since and self.paths[at].see(number, sightings[where]):
                self.moved.back([self.paths[at]], number, since, since)
        return [sighting for where, sighting in enumerate(sightings) if where not in taken.values()]

    def ended(self, *, everything: bool) -> Iterator[Followed]:
        """The tracks of what has been lost for good, or of all when the shot is over."""
        if self.looked != self.count - 1 and not everything:
            return
        self._carry(self.count - 1)
        self.looked = last = self.count - 1
        patience = max(self.pace.hold, 2 * self.pace.every)
        gone = [path for path in self.paths if everything or self.times.age(last, path.seen[-1]) > patience]
        self.paths = [path for path in self.paths if path not in gone]
        if everything:
            self.standing = [(Box(self.part, *path.boxes[last]), path.score) for path in gone]
        yield from (Followed(self._track(path), path.score) for path in gone)
        first = min((min(path.boxes) for path in self.paths), default=last)
        needed = (first, self.times.back(last, self.pace.hold), self.close or 0)
        self.times.forget(min(needed))

    def _track(self, path: Path) -> Track:
        """All of its way; only a little of it where it is hardly sure that anything was there at all."""
        times, brief = self.times, self.pace.between or self.pace.every
        if len(path.seen) == 1 and path.score < self.pace.sure + self.pace.doubt:
            seen = path.seen[0]
            return path.between(times.back(seen, brief), times.ahead(seen, brief), self.part, times.shown)
        return path.track(self.part, times.shown, times.ahead(path.seen[-1], self.pace.hold))
