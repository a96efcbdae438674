"""Covered places looked at in every frame of a written film.

Each frame is asked first how bright it is: a covered place must be equally bright all over, about as what was put
there, and shapes show in brightness before they show in colour. Its colours are made for one frame in a second, and
wherever the brightness is not as it should be: then they decide.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.types import Box, Clip, Edit, Fill, Frame, KeyFrame, Track

if TYPE_CHECKING:
    from redact.types import Grey

    Judge = Callable[[Frame, Sequence[Edit]], Sequence[Edit]]

SLACK = 0.001
"""Seconds: a film rounds its times."""
_RIM, _TYPICAL, _WORST, _LEVEL = 2, 12, 64, 24
"""Pixels of the rim; levels that a covered place may be uneven by, in most and in nearly all of it; and be off by."""
_COLOURS = 1.0
"""Every how many seconds colours are looked at, whatever the brightness."""


def bad_in_film(clip: Clip, edits: Sequence[Edit], judge: Judge) -> list[Edit]:
    """The edits that do not show in some frame. *judge* says which of a frame's do not, by its colours."""
    bad: dict[int, Edit] = {}
    lasting = [_Lasting.of(edit) for edit in edits]
    coloured = float("-inf")
    for frame in clip.frames():
        there = [each.edit for each in lasting if each.is_there(frame.time)]
        if not there:
            continue
        in_colour = frame.time - coloured >= _COLOURS
        grey = None if in_colour else frame.grey(clip.width, clip.height)
        doubted = [edit for edit in there if grey is None or not _as_bright(grey, edit, frame.time)]
        coloured = frame.time if in_colour else coloured
        if doubted:
            bad |= {id(edit): edit for edit in judge(frame, there) if edit in doubted}
    return list(bad.values())


@dataclass(frozen=True, slots=True)
class _Lasting:
    """An edit and from when until when it is there."""

    edit: Edit
    start: float
    end: float

    @classmethod
    def of(cls, edit: Edit) -> _Lasting:
        keys = edit.region.keys if isinstance(edit.region, Track) else ()
        whole = float("-inf"), float("inf")
        return cls(edit, *((keys[0].time - SLACK, keys[-1].time + SLACK) if keys else whole))

    def is_there(self, time: float) -> bool:
        return self.start <= time <= self.end


def _as_bright(grey: Grey, edit: Edit, time: float) -> bool:
    """Whether the place is as bright as its fill, all over."""
    import numpy as np

    box, fill = box_at(edit.region, time), edit.replacement
    if box is None or not isinstance(fill, Fill):
        return True
    left, top, right, bottom = inner(box)
    shown = grey[top:bottom, left:right]
    if shown.size == 0:
        return True
    darkest, brightest = _brightness(fill) - _LEVEL, _brightness(fill) + _LEVEL
    least, most = int(shown.min()), int(shown.max())
    if most - least <= _TYPICAL:
        return darkest <= least and most <= brightest
    middle = np.median(shown)
    off = np.abs(shown.astype(np.int16) - middle)
    return bool(
        darkest <= middle <= brightest and np.percentile(off, 99) <= _WORST and np.percentile(off, 90) <= _TYPICAL
    )


def _brightness(fill: Fill) -> int:
    red, green, blue = fill.colour
    return round(0.299 * red + 0.587 * green + 0.114 * blue)


def inner(box: Box) -> tuple[int, int, int, int]:
    """The whole pixels of a box without its rim, where compression blends them with what stands beside."""
    left, right = max(0, round(box.left + _RIM)), max(0, round(box.right - _RIM))
    top, bottom = max(0, round(box.top + _RIM)), max(0, round(box.bottom - _RIM))
    return left, top, right, bottom


def box_at(region: object, time: float) -> Box | None:
    """Where a box or a track stands at *time*, between key frames in a straight line; ``None`` outside its time."""
    if isinstance(region, Box):
        return region
    if not isinstance(region, Track):
        return None
    keys = region.keys
    if not keys[0].time - SLACK <= time <= keys[-1].time + SLACK:
        return None
    before = bisect_right(keys, time + SLACK, key=_time) - 1
    after = bisect_left(keys, time - SLACK, key=_time)
    return _between(keys[max(before, 0)], keys[min(after, len(keys) - 1)], time)


def _time(key: KeyFrame) -> float:
    return key.time


def _between(before: KeyFrame, after: KeyFrame, time: float) -> Box:
    span = after.time - before.time
    share = (time - before.time) / span if span > 0 else 0.0
    first, last = before.box, after.box
    return Box(
        first.part,
        first.left + share * (last.left - first.left),
        first.top + share * (last.top - first.top),
        first.right + share * (last.right - first.right),
        first.bottom + share * (last.bottom - first.bottom),
    )
