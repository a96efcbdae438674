"""The way of one thing through a shot: its box in every frame, put right by what each look sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from redact.sight.flow import Corners, Going
from redact.sight.sightings import Sighting, shared
from redact.types import Box, KeyFrame, Track

SAME = 0.2
"""How much of their union two boxes share at least when they are the same thing."""
_NEAR = 0.55
"""From what share on the motion has led to where the thing is seen so well that it needs no second opinion."""


@dataclass(slots=True, eq=False)
class Path:
    """A thing on its way: its box in every frame so far, by number, and the numbers of the looks that saw it."""

    boxes: dict[int, Corners]
    going: Going
    score: float
    seen: list[int] = field(default_factory=list)
    missed: int | None = None
    """The first close look since it was last seen that did not see it."""
    there: bool = True
    there_closely: bool = False
    """What the last look at its place, and the last close one, said of it."""

    @classmethod
    def of(cls, number: int, sighting: Sighting) -> Path:
        """One that was seen for the first time."""
        box = corners(sighting)
        return cls({number: box}, Going(box), sighting.score, [number])

    def go(self, number: int, going: Going) -> None:
        """One frame on."""
        self.going = going
        self.boxes[number] = going.box

    def leads_to(self, sighting: Sighting) -> float:
        """How well a sighting fits to where the motion has led."""
        return shared(sighting, Sighting(*self.going.box, 0.0))

    def see(self, number: int, sighting: Sighting) -> bool:
        """It is seen here: what the motion was off by is shared out among the frames since it was seen last.

        Says whether it was off by so much that the frames in between should be covered from this side as well.
        """
        since, led_to, box = self.seen[-1], self.going.box, corners(sighting)
        well = self.leads_to(sighting) >= _NEAR and not self.going.lost
        for at in range(since + 1, number + 1):
            share = (at - since) / (number - since)
            put_right = _off(self.boxes[at], led_to, box, share)
            self.boxes[at] = put_right if well else around(self.boxes[at], put_right)
        step = self.going.step if well else _step(self.boxes[since], box, number - since)
        self.boxes[number], self.going = box, Going(box, step)
        self.score = max(self.score, sighting.score)
        self.seen.append(number)
        self.missed = None
        return not well

    def judge(self, *, seen: bool, closely: bool) -> None:
        """A look at its place saw it or did not."""
        self.there = seen
        if closely:
            self.there_closely = seen

    def rest(self, number: int, *, closely: bool) -> None:
        """Nothing has changed where it is: it is still there if it was when that place was last looked at."""
        if self.there_closely if closely else self.there:
            self.seen.append(number)

    def widen(self, number: int, box: Corners) -> None:
        """Cover that frame from the other side as well."""
        known = self.boxes.get(number)
        self.boxes[number] = box if known is None else around(known, box)

    def miss(self, number: int) -> None:
        """A close look did not see it."""
        if self.missed is None:
            self.missed = number

    def track(self, part: str, times: Mapping[int, float], held: int) -> Track:
        """Its key frames, from before it was first seen until frame *held*, or the close look that did not see it."""
        last = max(held, self.missed if self.missed is not None else max(self.boxes))
        return self.between(min(self.boxes), last, part, times)

    def between(self, first: int, last: int, part: str, times: Mapping[int, float]) -> Track:
        """Its key frames in that stretch, both ends included."""
        seen = set(self.seen)
        numbers = [at for at in sorted(self.boxes) if first <= at <= last]
        return Track(part, tuple(KeyFrame(times[at], Box(part, *self.boxes[at]), at in seen) for at in numbers))


def corners(sighting: Sighting) -> Corners:
    """Its rectangle alone."""
    return sighting.left, sighting.top, sighting.right, sighting.bottom


def around(one: Corners, other: Corners) -> Corners:
    """The smallest box around both."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _step(one: Corners, other: Corners, frames: int) -> tuple[float, float]:
    """How far the middle has moved from frame to frame."""
    across, down = (other[0] + other[2] - one[0] - one[2]) / 2, (other[1] + other[3] - one[1] - one[3]) / 2
    return across / frames, down / frames


def _off(box: Corners, led_to: Corners, seen: Corners, share: float) -> Corners:
    """The box moved by that share of the way from where the motion led to where the thing is seen."""
    left, top, right, bottom = (
        edge + share * (there - led) for edge, there, led in zip(box, seen, led_to, strict=True)
    )
    return left, top, max(right, left + 1.0), max(bottom, top + 1.0)
