"""A written film opened again for verification: by OpenCV, which counts its own frames and times.

What it does not decode, or gives up before the end, is not taken for seen. It knows no AV1, and shows colours of a
wide gamut or a high dynamic range as others: such films are decoded afresh as they were when they were loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED, opened
from redact.media.video.decoder import Film
from redact.media.video.frames import clip_of
from redact.types import Clip, Frame, Grey, Pixels

if TYPE_CHECKING:
    from numpy.typing import NDArray

WIDE, BRIGHT = frozenset({9, 10, 11, 12, 22}), frozenset({16, 18})
"""Primaries of a wide gamut and transfer functions of a high dynamic range (ITU-T H.273)."""
UNKNOWN = frozenset({"av1", "libdav1d"})


def reopened(film: Film) -> Clip:
    """The pictures of a film as OpenCV decodes them. It counts time from the first picture, which stands at its begin.

    Raises ``UnreadableError`` while they are being read, where fewer come out than are in the file.
    """
    track = film.track
    colours = track.colours
    if colours.primaries in WIDE or colours.transfer in BRIGHT or _codec(film) in UNKNOWN:
        return clip_of(film)

    def frames() -> Iterator[Frame]:
        import cv2

        count = 0
        with _Capture(film.path) as capture:
            while True:
                there, picture = capture.read()
                if not there:
                    break
                count += 1
                yield _frame(track.begin + capture.get(cv2.CAP_PROP_POS_MSEC) / 1000, picture)
        if count < track.packets:
            raise UnreadableError(DAMAGED)

    return Clip(track.width, track.height, track.end, frames)


def _codec(film: Film) -> str:
    with opened(film.path) as source:
        return str(source.streams[film.track.index].codec_context.name)


def _frame(time: float, picture: NDArray[Any]) -> Frame:
    return Frame(time, partial(_rgb, picture), partial(_grey, picture))


def _rgb(picture: NDArray[Any]) -> Pixels:
    import cv2
    import numpy as np

    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), np.uint8)


def _grey(picture: NDArray[Any], width: int, height: int) -> Grey:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return np.asarray(cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


class _Capture:
    """An open film that is closed again on every way out."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        import cv2

        threads = [cv2.CAP_PROP_N_THREADS, 1]
        self._capture = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG, threads)
        if not self._capture.isOpened():
            raise UnreadableError(DAMAGED)
        return self._capture

    def __exit__(self, *_: object) -> None:
        self._capture.release()
