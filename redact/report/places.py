"""Where something stood, as it goes on record: offsets, pixels or seconds, and the id of the part.

Tracks are thinned on record: a key frame that the line between its neighbours tells to within half a pixel is left out.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from redact.report.thinning import Stretch, thinned, unseen
from redact.types import Box, KeyFrame, Region, TextSpan, TimeRange, Track


class TextPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="text"):
    """Code points in a text part, half-open."""

    part: str
    start: int
    end: int


class BoxPlace(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="box"):
    """Pixels of a picture, half-open; origin top left."""

    part: str
    left: float
    top: float
    right: float
    bottom: float


class TimePlace(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="time"
):
    """Seconds of sound or film, half-open; ``channel``, from 0, where it is one channel of the sound alone."""

    part: str
    start: float
    end: float
    channel: int | None = None


class TrackPlace(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind", tag="track"
):
    """A box that moves, in straight lines between its keys: each is (seconds, left, top, right, bottom).

    ``unseen`` are stretches of a second or more through which it was carried along without being seen.
    """

    part: str
    keys: tuple[tuple[float, float, float, float, float], ...]
    unseen: tuple[Stretch, ...] = ()


Place: TypeAlias = TextPlace | BoxPlace | TimePlace | TrackPlace


def place_of(region: Region) -> Place:
    """A region as it goes on record; pixels to a tenth, seconds to a thousandth."""
    match region:
        case TextSpan(part, start, end):
            return TextPlace(part, start, end)
        case TimeRange(part, start, end, channel):
            return TimePlace(part, round(start, 3), round(end, 3), channel)
        case Box(part=part):
            return BoxPlace(part, *_corners(region))
        case Track(part, keys):
            return TrackPlace(part, tuple((round(key.time, 3), *_corners(key.box)) for key in keys))


def on_record(region: Region) -> Place:
    """The same in as few key frames as tell it to within half a pixel, and where it was not seen."""
    place = place_of(region)
    if not isinstance(region, Track) or not isinstance(place, TrackPlace):
        return place
    return TrackPlace(place.part, thinned(place.keys), unseen(region.keys))


def _corners(box: Box) -> tuple[float, float, float, float]:
    return round(box.left, 1), round(box.top, 1), round(box.right, 1), round(box.bottom, 1)


def region_of(place: Place) -> Region:
    """The region that a place on record speaks of."""
    match place:
        case TextPlace(part=part, start=start, end=end):
            return TextSpan(part, start, end)
        case TimePlace(part=part, start=begin, end=until, channel=channel):
            return TimeRange(part, begin, until, channel)
        case BoxPlace(part=part, left=left, top=top, right=right, bottom=bottom):
            return Box(part, left, top, right, bottom)
        case TrackPlace(part=part, keys=keys):
            return Track(part, tuple(KeyFrame(time, Box(part, *corners)) for time, *corners in keys))


def times_of(place: Place) -> tuple[float, float] | None:
    """From when to when, in seconds, for what has a time."""
    match place:
        case TimePlace(start=start, end=end):
            return start, end
        case TrackPlace(keys=keys):
            return keys[0][0], keys[-1][0]
        case _:
            return None


def clock(seconds: float) -> str:
    """Seconds as a person reads them off a player: ``1:02:03.4``."""
    tenths = round(seconds * 10)
    minutes, tenths = divmod(tenths, 600)
    hours, minutes = divmod(minutes, 60)
    tail = f"{tenths // 10:02d}.{tenths % 10}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def told(place: Place) -> str:
    """Where something stood, in a few words."""
    match place:
        case TextPlace(start=start, end=end):
            return f"characters {start}–{end}"
        case BoxPlace(left=left, top=top, right=right, bottom=bottom):
            return f"box {left:.0f},{top:.0f}–{right:.0f},{bottom:.0f}"
        case TimePlace(start=start, end=end, channel=channel):
            return f"{clock(start)}–{clock(end)}" + ("" if channel is None else f", channel {channel + 1}")
        case TrackPlace(keys=keys):
            return f"{clock(keys[0][0])}–{clock(keys[-1][0])}, moving"
