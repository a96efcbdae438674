"""Covered places looked at in the written picture: each must show one colour, the one that was put there.

Blurred and pixelated places are not judged here: they are looked at by the detectors only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from redact.types import Box, Clip, Document, Edit, Fill, KeyFrame, Part, Picture, Track
from redact.verify.leaks import Kind, Leak

if TYPE_CHECKING:
    from redact.types import Pixels

_RIM = 2
_TYPICAL = 12
_WORST = 64
_TIME_SLACK = 0.001


def leaks_in_pixels(reopened: Document, edits: Iterable[Edit]) -> Iterator[Leak]:
    """Every solid fill that does not show as one colour in *reopened*. A part that is missing there is a leak too."""
    solid = [edit for edit in edits if isinstance(edit.replacement, Fill) and edit.replacement.style == "solid"]
    parts = {part.id: part for part in reopened.parts}
    for part_id in dict.fromkeys(edit.region.part for edit in solid):
        fills = [edit for edit in solid if edit.region.part == part_id]
        yield from _leaks_in_part(parts.get(part_id), part_id, fills)


def _leaks_in_part(part: Part | None, part_id: str, edits: list[Edit]) -> Iterator[Leak]:
    match part.content if part else None:
        case Picture(pixels=pixels):
            shown = pixels()
            bad = [edit for edit in edits if isinstance(edit.region, Box) and not _covered(shown, edit.region, edit)]
        case Clip() as clip:
            bad = _bad_in_film(clip, edits)
        case _:
            bad = edits
    for _ in bad:
        yield Leak(Kind.PIXELS, part.place if part else part_id, "")


def _covered(shown: Pixels, box: Box, edit: Edit) -> bool:
    import numpy as np

    fill = edit.replacement
    if not isinstance(fill, Fill):
        return True
    inner = _inside(shown, box)
    if inner.size == 0:
        return True
    off = np.abs(inner.astype(np.int16) - np.array(fill.colour, dtype=np.int16)).max(axis=2)
    return bool(np.median(off) <= _TYPICAL and np.percentile(off, 99) <= _WORST)


def _inside(shown: Pixels, box: Box) -> Pixels:
    """The covered pixels without their rim, where compression blends them with what stands beside."""
    top, bottom = max(0, round(box.top + _RIM)), max(0, round(box.bottom - _RIM))
    left, right = max(0, round(box.left + _RIM)), max(0, round(box.right - _RIM))
    return shown[top:bottom, left:right]


def _bad_in_film(clip: Clip, edits: list[Edit]) -> list[Edit]:
    bad: dict[int, Edit] = {}
    for time, shown in clip.frames():
        for number, edit in enumerate(edits):
            box = box_at(edit.region, time)
            if number not in bad and box and not _covered(shown, box, edit):
                bad[number] = edit
    return list(bad.values())


def box_at(region: object, time: float) -> Box | None:
    """Where a box or a track stands at *time*, between key frames in a straight line; ``None`` outside its time."""
    if isinstance(region, Box):
        return region
    if not isinstance(region, Track):
        return None
    if not region.keys[0].time - _TIME_SLACK <= time <= region.keys[-1].time + _TIME_SLACK:
        return None
    before = max((key for key in region.keys if key.time <= time + _TIME_SLACK), key=_time, default=region.keys[0])
    after = min((key for key in region.keys if key.time >= time - _TIME_SLACK), key=_time, default=region.keys[-1])
    return _between(before, after, time)


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
