"""Film as frames on one clock: upright RGB pictures with their times, decoded one by one."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from redact.media.containers import opened
from redact.media.samples import Damage, moment, only
from redact.media.tracks import PictureTrack
from redact.types import Clip, Frame, Grey, Pixels

if TYPE_CHECKING:
    from av import VideoFrame


class FrameClock:
    """Gives each frame its tick: time stamps as they are, counted from the file's start, and always rising."""

    def __init__(self, track: PictureTrack, origin: Fraction) -> None:
        self._base = track.time_base
        self._origin = origin
        self._usual = max(round(1 / (track.rate * track.time_base)), 1)
        self._last = -1

    def tick(self, frame: VideoFrame) -> int:
        """The frame's time in units of the track's time base."""
        stamp = moment(frame)
        if stamp is None:
            tick = self._last + self._usual if self._last >= 0 else 0
        else:
            tick = round((stamp - self._origin) / self._base)
        self._last = max(tick, self._last + 1)
        return self._last

    def seconds(self, tick: int) -> float:
        """The same moment in seconds."""
        return float(tick * self._base)


def clip_of(path: Path, track: PictureTrack, origin: Fraction) -> Clip:
    """The picture track as a handle that decodes when it is asked, one frame in memory at a time."""

    def frames() -> Iterator[Frame]:
        clock, damage = FrameClock(track, origin), Damage()
        with opened(path) as source:
            only(source, {track.index})
            stream = source.streams[track.index]
            stream.codec_context.thread_type = "AUTO"
            for packet in source.demux(stream):
                for frame in damage.decode(packet):
                    yield _shown(clock.seconds(clock.tick(frame)), frame, track)
        damage.judge()

    return Clip(track.width, track.height, track.end, frames)


def _shown(time: float, frame: VideoFrame, track: PictureTrack) -> Frame:
    def grey(width: int, height: int) -> Grey:
        import numpy as np

        turned = frame.rotation % 180 == 90
        size = (height, width) if turned else (width, height)
        flat = np.asarray(frame.to_ndarray(format="gray", width=size[0], height=size[1]), np.uint8)
        return np.ascontiguousarray(np.rot90(flat, frame.rotation // 90)) if frame.rotation % 360 else flat

    return Frame(time, lambda: upright(frame, track), grey)


def exactly() -> int:
    """How colours are converted: rounded, not cut off, so that frames do not darken on the way to RGB and back."""
    from av.video.reformatter import Interpolation

    return Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


def upright(frame: VideoFrame, track: PictureTrack) -> Pixels:
    """The frame as RGB, turned the way it is shown, at the size of the track."""
    import numpy as np

    turned = frame.rotation % 180 == 90
    width, height = (track.height, track.width) if turned else (track.width, track.height)
    flat = np.asarray(frame.to_ndarray(format="rgb24", width=width, height=height, interpolation=exactly()), np.uint8)
    return np.ascontiguousarray(np.rot90(flat, frame.rotation // 90)) if frame.rotation % 360 else flat
