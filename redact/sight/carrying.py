"""Boxes carried along the motion: forwards from one look to the next, backwards from where something is seen first."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from redact.sight.flow import Corners, Going, Motion
from redact.sight.paths import Path

if TYPE_CHECKING:
    from redact.types import Grey


@dataclass(slots=True)
class Carrying:
    """The small grey frames of the last moments by number, and how wide the film is.

    Of a film with very many frames a second not every one is needed: in between a box moves in a straight line.
    """

    width: int
    greys: deque[tuple[int, Grey, bool]] = field(default_factory=deque)

    def add(self, number: int, grey: Grey, *, needed: bool) -> None:
        """Remember a frame."""
        self.greys.append((number, grey, needed))

    def forget(self, before: int) -> None:
        """Forget all frames before that number."""
        while self.greys and self.greys[0][0] < before:
            self.greys.popleft()

    def forth(self, paths: Sequence[Path], since: int, number: int) -> None:
        """Move every box from the one frame to the other."""
        for (at, before), (to, after) in pairwise(self._steps(since, number) if paths else ()):
            moved = self._motion(before, after).carry([path.going for path in paths])
            for path, going in zip(paths, moved, strict=True):
                for between, box in _straight(at, path.going.box, to, going.box):
                    path.boxes[between] = box
                path.go(to, going)

    def back(self, paths: Sequence[Path], number: int, earliest: int, until: int) -> None:
        """Move every box back from that frame: to *until* in any case, to *earliest* as long as it can be seen."""
        on_the_way = [(path, Going(path.boxes[number])) for path in paths]
        for (at, after), (to, before) in pairwise([*self._steps(earliest, number)][::-1] if paths else ()):
            moved = self._motion(after, before).carry([going for _, going in on_the_way])
            both = list(zip(on_the_way, moved, strict=True))
            on_the_way = [(path, going) for (path, _), going in both if to >= until or not going.lost]
            for (path, came), going in both:
                if to >= until or not going.lost:
                    for between, box in (*_straight(at, came.box, to, going.box), (to, going.box)):
                        path.widen(between, box)

    def _steps(self, first: int, last: int) -> Iterator[tuple[int, Grey]]:
        for at, grey, needed in self.greys:
            if first <= at <= last and (needed or at in {first, last}):
                yield at, grey

    def _motion(self, one: Grey, other: Grey) -> Motion:
        return Motion(one, other, one.shape[1] / self.width)


def _straight(at: int, box: Corners, to: int, other: Corners) -> Iterator[tuple[int, Corners]]:
    """The boxes of the frames between two."""
    step = 1 if to > at else -1
    for number in range(at + step, to, step):
        share = (number - at) / (to - at)
        left, top, right, bottom = (one + share * (two - one) for one, two in zip(box, other, strict=True))
        yield number, (left, top, right, bottom)
