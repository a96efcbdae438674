"""Film through OpenCV: the second way to open a written film, for verification."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.containers import DAMAGED
from redact.types import Clip, Frame


def reopened(path: Path, begin: float) -> Clip:
    """The pictures of a film as OpenCV decodes them; it counts time from the first picture, which stands at *begin*."""
    import cv2

    with _Capture(path) as capture:
        width, height = int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)), int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT))
        rate = capture.get(cv2.CAP_PROP_FPS) or 25.0
        duration = capture.get(cv2.CAP_PROP_FRAME_COUNT) / rate

    def frames() -> Iterator[Frame]:
        with _Capture(path) as capture:
            while True:
                there, picture = capture.read()
                if not there:
                    return
                time = begin + capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
                yield Frame.of(time, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))

    return Clip(width, height, begin + max(duration, 0.0), frames)


class _Capture:
    """An open film that is closed again on every way out."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:
        import cv2

        self._capture = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG)
        if not self._capture.isOpened():
            raise UnreadableError(DAMAGED)
        return self._capture

    def __exit__(self, *_: object) -> None:
        self._capture.release()
