"""What covers a film, and when: edits on tracks, boxes and stretches of time as boxes to paint on a given frame."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from redact.errors import PluginError
from redact.media.tracks import PictureTrack
from redact.types import Box, Drop, Edit, Fill, Keep, KeyFrame, Region, TimeRange, Track

NEAR = 0.002
"""Seconds: containers round time stamps to the millisecond, so a key frame holds for what is nearly its moment."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A fill from *start* to *end*, both included; ``keys`` says where, one key stands for all the time."""

    start: float
    end: float
    keys: tuple[KeyFrame, ...]
    fill: Fill

    def box(self, time: float) -> Box:
        """Where it lies at that time, between two keys in a straight line."""
        after = bisect_right(self.keys, time, key=lambda key: key.time)
        if after == 0 or after == len(self.keys):
            return self.keys[max(after - 1, 0)].box
        return _between(self.keys[after - 1], self.keys[after], time)


def _between(low: KeyFrame, high: KeyFrame, time: float) -> Box:
    share = (time - low.time) / (high.time - low.time)
    edges = zip(_edges(low.box), _edges(high.box), strict=True)
    return Box(low.box.part, *(a + share * (b - a) for a, b in edges))


def _edges(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


def shades(edits: Iterable[Edit], track: PictureTrack) -> tuple[Shade, ...]:
    """The edits of the film's pictures. Raises ``PluginError`` for a replacement that pictures cannot carry."""
    mine = [edit for edit in edits if edit.region.part == track.part and not isinstance(edit.replacement, Keep)]
    return tuple(_shade(edit, track) for edit in mine)


def _shade(edit: Edit, track: PictureTrack) -> Shade:
    match edit.replacement:
        case Fill() as fill:
            return Shade(*_when_and_where(edit.region, track), fill)
        case Drop():
            return Shade(*_when_and_where(edit.region, track), Fill())
    raise PluginError("a film can be covered, nothing else")


def _when_and_where(region: Region, track: PictureTrack) -> tuple[float, float, tuple[KeyFrame, ...]]:
    match region:
        case Track(keys=keys):
            return keys[0].time - NEAR, keys[-1].time + NEAR, keys
        case Box():
            return 0.0, float("inf"), (KeyFrame(0.0, region),)
        case TimeRange(part=part, start=start, end=end):
            whole = Box(part, 0, 0, track.width, track.height)
            shown_before = float(1 / Fraction(track.rate))  # the frame that is still on the screen when it begins
            return start - shown_before + NEAR, end, (KeyFrame(0.0, whole),)
    raise PluginError("a film has no text to replace")


def covering(all_shades: tuple[Shade, ...], time: float) -> list[tuple[Box, Fill]]:
    """What to paint on the frame of that time."""
    return [(shade.box(time), shade.fill) for shade in all_shades if shade.start <= time <= shade.end]
