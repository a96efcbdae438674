"""One shot of a film: when it is looked at and at what, and the ways of the things that are seen in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from redact.sight.flow import Going, Motion
from redact.sight.paths import SAME, Path
from redact.sight.shots import Known, Shown
from redact.sight.sightings import Sighting
from redact.sight.windows import WHOLE, Window, area, both, cropped, roomy, touch
from redact.types import Box, Track

if TYPE_CHECKING:
    from redact.types import Grey, Pixels

Find: TypeAlias = Callable[["Pixels"], Sequence[Sighting]]
_MOST = 0.6
"""Up to what share of the picture a look looks at the changed part alone."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a film is looked at: closely every so many frames, at a glance every *between*, where there is a glance.

    A thing is held for *hold* frames without being seen. Sightings less sure than *sure* only keep up what has been
    seen before; what is surer by less than *doubt*, and seen only once, is held for as long as between two looks.
    A glance costs that *share* of a close look, and is enough for the end of a shot soon after one.
    Without *ends* the ends of a shot are not looked at, and the first close look comes halfway.
    """

    every: int = 5
    hold: int = 12
    between: int = 0
    sure: float = 0.0
    doubt: float = 0.0
    share: float = 0.25
    ends: bool = True


class Followed(NamedTuple):
    """One thing's way through a shot, and how sure the surest look at it was."""

    track: Track
    score: float


@dataclass(slots=True)
class Shot:
    """A stretch of film without a cut."""

    part: str
    find: Find
    pace: Pace
    glance: Find | None
    count: int = 0
    looked: int = 0
    close: int | None = None
    size: tuple[int, int] = (0, 0)
    times: dict[int, float] = field(default_factory=dict)
    greys: deque[tuple[int, Grey]] = field(default_factory=deque)
    paths: list[Path] = field(default_factory=list)
    known: Known = field(default_factory=Known)
    glanced: Known = field(default_factory=Known)
    ends: tuple[Shown | None, Shown | None] = (None, None)
    standing: list[tuple[Box, float]] = field(default_factory=list)
    """What is there in the last frame."""

    def take(self, frame: Shown, size: tuple[int, int]) -> None:
        """Remember one frame, and look at it when it is time."""
        number, self.size = self.count, size
        self.count += 1
        self.times[number] = frame.frame.time
        self.greys.append((number, frame.grey))
        self.ends = (self.ends[0] or frame, frame)
        if self._is_due(number, frame):
            self._look_closely(number, frame)
        elif self.glance and self.pace.between and self._is_time(number, frame):
            self._glance(number, frame, self.glance)
        while len(self.greys) > self.pace.hold + self.pace.every + 1:
            self.greys.popleft()

    def _is_due(self, number: int, frame: Shown) -> bool:
        if self.pace.ends and (self.close is None or (frame.last and not self._is_fresh(number))):
            return True
        last = -(self.pace.every // 2) - 1 if self.close is None else self.close
        return number - last >= self.pace.every

    def _is_fresh(self, number: int) -> bool:
        return self.glance is not None and self.close is not None and number - self.close <= self.pace.every // 2

    def _is_time(self, number: int, frame: Shown) -> bool:
        surprise = frame.first or frame.sudden or (frame.last and self.pace.ends)
        return surprise or number - self.looked >= self.pace.between

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
        self._carry_back(new, number, number - self.pace.hold, close)
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
        steps = [grey for at, grey in self.greys if self.looked <= at <= number]
        for at, (before, after) in enumerate(pairwise(steps), start=self.looked + 1):
            moved = Motion(before, after, self._scale(before)).carry([path.going for path in self.paths])
            for path, going in zip(self.paths, moved, strict=True):
                path.go(at, going)

    def _scale(self, grey: Grey) -> float:
        return float(grey.shape[1] / self.size[0])

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
                self._carry_back([self.paths[at]], number, since, since)
        return [sighting for where, sighting in enumerate(sightings) if where not in taken.values()]

    def _carry_back(self, paths: Sequence[Path], number: int, earliest: int, until: int) -> None:
        """Move every box back from this look: to *until* in any case, to *earliest* as long as it can be seen."""
        steps = [(at, grey) for at, grey in self.greys if earliest <= at <= number][::-1]
        on_the_way = [(path, Going(path.boxes[number])) for path in paths]
        for (_, after), (at, before) in pairwise(steps):
            moved = Motion(after, before, self._scale(after)).carry([going for _, going in on_the_way])
            back = zip((path for path, _ in on_the_way), moved, strict=True)
            on_the_way = [(path, going) for path, going in back if at >= until or not going.lost]
            for path, going in on_the_way:
                path.widen(at, going.box)

    def ended(self, *, everything: bool) -> Iterator[Followed]:
        """The tracks of what has been lost for good, or of all when the shot is over."""
        if self.looked != self.count - 1 and not everything:
            return
        self._carry(self.count - 1)
        self.looked = self.count - 1
        patience = max(self.pace.hold, 2 * self.pace.every)
        gone = [path for path in self.paths if everything or self.looked - path.seen[-1] > patience]
        self.paths = [path for path in self.paths if path not in gone]
        if everything:
            self.standing = [(Box(self.part, *path.boxes[self.looked]), path.score) for path in gone]
        yield from (Followed(self._track(path), path.score) for path in gone)
        first = min((min(path.boxes) for path in self.paths), default=self.looked)
        self.times = {at: time for at, time in self.times.items() if at >= min(first, self.looked - self.pace.hold)}

    def _track(self, path: Path) -> Track:
        """All of its way; only a little of it where it is hardly sure that anything was there at all."""
        if len(path.seen) == 1 and path.score < self.pace.sure + self.pace.doubt:
            return path.glimpse(self.part, self.times, self.pace.between or self.pace.every)
        return path.track(self.part, self.times, self.pace.hold)
