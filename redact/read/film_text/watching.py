"""A film watched for text: when it is looked at, which lines are new, and each followed until it is gone.

Frames are read once, in order. A look finds and reads lines; between looks each is carried along, and one that is new
is carried back through the frames that are still remembered. A look is due at the first frame, at cuts, every second or
so where the picture has changed, and at once where strokes like those of letters appear or a line changes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from redact.read.film_text.changes import Shades, is_cut, news, shades_of
from redact.read.film_text.lines import Line, Place, in_its_row, share_inside, sharpness_of, uncovered
from redact.read.film_text.looking import Looking
from redact.read.film_text.motion import Trail, carry
from redact.types import Clip

if TYPE_CHECKING:
    from redact.read.film_text.patches import Quad
    from redact.types import Frame, Grey, Pixels

_WIDTH = 960
"""Lines are followed on frames of at most this width."""
_REMEMBERED = 0.5
_MOST = 120
"""Frames are remembered for one interval between looks and half a second more, but never more than these."""
_EXTRA = 3
_KNOWN, _PART = 0.3, 0.6
_CHANGED, _NEW = 0.7, 0.6
_SURE, _TRIES, _VERSIONS = 0.9, 4, 6


class Pace(NamedTuple):
    """Seconds between looks, and for how many seconds a line is covered before and after it can be followed."""

    every: float
    hold: float


class _Shown(NamedTuple):
    time: float
    grey: Grey


@dataclass(slots=True)
class Watch:
    """What is known of a film at one moment."""

    looking: Looking
    pace: Pace
    size: tuple[int, int]
    scale: float
    shown: deque[_Shown] = field(default_factory=deque)
    lines: list[Line] = field(default_factory=list)
    going: list[Line] = field(default_factory=list)
    last: float = float("-inf")
    looks: int = 0
    spare: float = float(_EXTRA)
    seen: Shades | None = None

    @classmethod
    def of(cls, clip: Clip, looking: Looking, pace: Pace) -> Watch:
        """The beginning."""
        scale = min(1.0, _WIDTH / clip.width)
        return cls(looking, pace, (max(round(clip.width * scale), 1), max(round(clip.height * scale), 1)), scale)

    def watch(self, clip: Clip) -> Iterator[Line]:
        """Every line of the film, when it has ended."""
        for frame in clip.frames():
            yield from self._take(frame)
        yield from (*self.lines, *self.going)

    def _take(self, frame: Frame) -> Iterator[Line]:
        grey = frame.grey(*self.size)
        cut = not self.shown or is_cut(self.shown[-1].grey, grey)
        if cut:
            self.shown.clear()
        self._follow(frame.time, grey, cut=cut)
        shades = shades_of(grey)
        if self._is_due(frame.time, shades, cut=cut):
            self._look(frame, grey)
            self.seen = shades
        self._remember(_Shown(frame.time, grey))
        yield from self._ended(frame.time)

    def _follow(self, time: float, grey: Grey, *, cut: bool) -> None:
        gone = {id(trail) for trail in carry([line.trail for line in self.lines], grey)}
        for line in self.lines:
            if id(line.trail) in gone:
                line.ends = time if cut else time + self.pace.hold
                self.going.append(line)
            else:
                line.stand(time)
        self.lines = [line for line in self.lines if line.ends is None]
        for line in self.going:
            if line.ends is not None and time < line.ends:
                line.stand(time)

    def _ended(self, time: float) -> Iterator[Line]:
        yield from (line for line in self.going if line.ends is not None and time >= line.ends)
        self.going = [line for line in self.going if line.ends is not None and time < line.ends]

    def _remember(self, shown: _Shown) -> None:
        self.shown.append(shown)
        oldest = shown.time - self.pace.every - _REMEMBERED
        while self.shown[0].time < oldest or len(self.shown) > _MOST:
            self.shown.popleft()

    def _is_due(self, time: float, shades: Shades, *, cut: bool) -> bool:
        if cut or self.seen is None:
            return True
        new = news(self.seen, shades)
        changed = any(line.trail.share < _NEW and not line.noted for line in self.lines)
        if time - self.last >= self.pace.every and (new.anything or changed):
            return True
        if not (new.strokes or changed) or self.spare < 1:
            return False
        self.spare -= 1
        return True

    def _look(self, frame: Frame, grey: Grey) -> None:
        """Find the lines of this frame: those that are known go on, the others begin here."""
        import numpy as np

        self.spare = min(_EXTRA, self.spare + min((frame.time - self.last) / self.pace.every * 2, _EXTRA))
        self.last, self.looks = frame.time, self.looks + 1
        pixels = frame.pixels()
        found = [np.asarray(quad * self.scale, np.float32) for quad in self.looking.find(pixels)]
        fresh = [quad for quad in found if not self._knows(quad, pixels, grey)]
        for line in self.lines:
            line.noted = line.trail.share < _NEW
        self._begin(fresh, frame.time, pixels, grey)

    def _knows(self, quad: Quad, pixels: Pixels, grey: Grey) -> bool:
        """Whether a line that is followed already stands there; if it has changed or can be read better, it is."""
        row = [line for line in self.lines if in_its_row(line.trail.quad, quad)]
        row = [line for line in row if share_inside(line.trail.quad, quad) > 0]
        if not row or uncovered(quad, [line.trail.quad for line in row]) > _KNOWN:
            return False
        if any(line.trail.share < _NEW or len(line.readings) >= _VERSIONS for line in row):
            return False
        for line in row:
            self._read_again(line, pixels, grey)
        return True

    def _read_again(self, line: Line, pixels: Pixels, grey: Grey) -> None:
        sharpness = sharpness_of(grey, line.trail.quad)
        changed = bool((line.trail.held < _CHANGED).any())
        unsure = line.readings[0].score < _SURE and line.tries < _TRIES and line.is_clearer(sharpness)
        if changed or unsure:
            (reading,) = self.looking.read(pixels, [line.trail.quad / self.scale])
            line.learn(reading, sharpness)
            line.renew(grey)

    def _begin(self, quads: list[Quad], time: float, pixels: Pixels, grey: Grey) -> None:
        readings = self.looking.read(pixels, [quad / self.scale for quad in quads])
        for quad, reading in zip(quads, readings, strict=True):
            line = Line(self.looks, quad, Trail.at(grey, quad), [], [reading], sharpness_of(grey, quad))
            line.stand(time)
            self._replace_by(quad, time)
            self._carry_back(line, quad, grey)
            self.lines.append(line)

    def _replace_by(self, quad: Quad, time: float) -> None:
        """Lines that lie mostly in a new one have become it: they end, and are held like others that are gone."""
        for line in self.lines:
            beside = line.look < self.looks and in_its_row(line.trail.quad, quad)
            if beside and share_inside(line.trail.quad, quad) > _PART:
                line.ends = time + self.pace.hold
        self.going += [line for line in self.lines if line.ends is not None]
        self.lines = [line for line in self.lines if line.ends is None]

    def _carry_back(self, line: Line, quad: Quad, grey: Grey) -> None:
        """Follow the line back to where it came from, and hold it a little before that."""
        trail, places = Trail.at(grey, quad), list[Place]()
        begins = float("-inf")
        for shown in reversed(self.shown):
            if begins == float("-inf") and carry([trail], shown.grey):
                begins = shown.time - self.pace.hold
            if shown.time < begins:
                break
            places.append(Place(shown.time, trail.quad))
        line.stood(places)
