"""Film as frames on one clock: upright pictures with their times, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any

from redact.media.tracks import PictureTrack
from redact.media.video.ahead import ahead
from redact.media.video.decoder import Film, Shot
from redact.media.video.decoding import shots
from redact.types import Clip, Frame, Grey, Pixels

if TYPE_CHECKING:
    from av import VideoFrame
    from av.video.plane import VideoPlane

_WHOLE = 2
"""The code of a range from 0 to the highest number."""
WAITING = 4
"""How many decoded pictures may wait for whoever looks at them."""
_LUMA_FIRST = ("yuv4", "yuvj4", "yuva4", "nv12", "nv21")
"""How names of forms begin that keep brightness in a plane of its own, the first."""


def clip_of(film: Film) -> Clip:
    """The picture track as a handle that decodes when it is asked, a few frames in memory at a time."""

    def frames(since: float = 0.0) -> Iterator[Frame]:
        with closing(ahead(shots(film, since), WAITING)) as made:
            for shot in made:
                yield frame_of(shot, film)

    return Clip(film.track.width, film.track.height, film.track.end, frames, frames)


def frame_of(shot: Shot, film: Film) -> Frame:
    """The picture as it is shown; black where it is damaged, unless that is to be shown."""
    track = film.track
    time = float(shot.tick * track.time_base)
    if shot.broken and not film.show_damaged:
        return Frame(time, lambda: _black(track.height, track.width, 3), lambda width, height: _black(height, width))
    return Frame(time, partial(upright, shot.frame, track), partial(_grey, shot.frame, track))


def _black(*shape: int) -> Pixels:
    import numpy as np

    return np.zeros(shape, np.uint8)


def upright(frame: VideoFrame, track: PictureTrack) -> Pixels:
    """The frame as RGB, turned the way it is shown, at the size of the track."""
    import numpy as np

    width, height = lying(track, track.width, track.height)
    flat = np.asarray(frame.to_ndarray(format="rgb24", width=width, height=height), np.uint8)
    return turned(flat, track)


def lying(track: PictureTrack, width: int, height: int) -> tuple[int, int]:
    """A size as it is before pictures are turned upright."""
    return (height, width) if track.rotation % 180 == 90 else (width, height)


def turned(pixels: Pixels, track: PictureTrack) -> Pixels:
    """Pixels of a frame, or of one of its planes, turned the way it is shown."""
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, track.rotation // 90)) if track.rotation else pixels


def _grey(frame: VideoFrame, track: PictureTrack, width: int, height: int) -> Grey:
    """How bright the picture is, at that size: from its plane of brightness where it has one, without any colour."""
    import numpy as np

    size = lying(track, width, height)
    make: Callable[[VideoFrame, int, int], Grey] = _shrunk if _has_luma(frame) else _converted
    return turned(np.asarray(make(frame, *size), np.uint8), track)


def _has_luma(frame: VideoFrame) -> bool:
    form = frame.format
    return form.name.startswith(_LUMA_FIRST) and not form.is_big_endian and frame.width > 1 and frame.height > 1


def _shrunk(frame: VideoFrame, width: int, height: int) -> Grey:
    """By averaging; brightness from 16 to 235 is spread over the whole range, as in RGB."""
    import cv2
    import numpy as np

    bits = frame.format.components[0].bits
    lines = lines_of(frame.planes[0])
    flat = (lines if bits <= 8 else lines.view("<u2"))[: frame.height, : frame.width]
    small = cv2.resize(flat, (width, height), interpolation=cv2.INTER_AREA)
    whole = frame.color_range == _WHOLE or frame.format.name.startswith("yuvj")
    low, high = (0, (1 << bits) - 1) if whole else (16 << bits - 8, 235 << bits - 8)
    scale = 255 / (high - low)
    return np.asarray(cv2.convertScaleAbs(np.maximum(small, low), alpha=scale, beta=-low * scale), np.uint8)


def lines_of(plane: VideoPlane) -> Grey:
    """A plane as an array that shares its memory, with what pads its lines."""
    import numpy as np

    memory: Any = plane
    return np.frombuffer(memory, np.uint8).reshape(-1, plane.line_size)


def _converted(frame: VideoFrame, width: int, height: int) -> Grey:
    import numpy as np

    return np.asarray(frame.to_ndarray(format="gray", width=width, height=height), np.uint8)
