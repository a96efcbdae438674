"""Physical places joined: the boxes of one line become one, ranges of sound with no pause between become one.

A box per word would tell how many words were hidden and how long each was.
"""

from __future__ import annotations

from collections.abc import Iterable

from redact.types import Box, Region, TimeRange


def joined_places(regions: Iterable[Region]) -> tuple[Region, ...]:
    """The same places with neighbours merged; order kept; text spans and tracks pass unchanged."""
    merged: list[Region] = []
    for region in regions:
        last = merged[-1] if merged else None
        together = _together(last, region)
        if together is None:
            merged.append(region)
        else:
            merged[-1] = together
    return tuple(merged)


def _together(first: Region | None, second: Region) -> Region | None:
    match first, second:
        case Box(), Box() if first.part == second.part and _on_one_line(first, second):
            return _around(first, second)
        case TimeRange(), TimeRange() if _in_one_sound(first, second) and second.start <= first.end:
            return TimeRange(first.part, min(first.start, second.start), max(first.end, second.end), first.channel)
        case _:
            return None


def _in_one_sound(first: TimeRange, second: TimeRange) -> bool:
    return first.part == second.part and first.channel == second.channel


def _on_one_line(first: Box, second: Box) -> bool:
    shared = min(first.bottom, second.bottom) - max(first.top, second.top)
    lower = min(first.bottom - first.top, second.bottom - second.top)
    gap = max(first.left, second.left) - min(first.right, second.right)
    return shared > lower / 2 and gap < 2 * max(first.bottom - first.top, second.bottom - second.top)


def _around(first: Box, second: Box) -> Box:
    return Box(
        first.part,
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
