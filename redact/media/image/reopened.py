"""A written picture opened again by OpenCV or FFmpeg, which had no hand in writing it."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from itertools import count
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.image.icon import pictures_in
from redact.types import Picture

if TYPE_CHECKING:
    from redact.types import Pixels

_CANNOT = "the picture cannot be opened again"


def frames_of(data: bytes, kind: str) -> list[Picture]:
    """Every frame or page as it is stored: not turned, alpha left out. Raises ``UnreadableError``.

    Each is decoded once to see that it can be. Those of a moving picture are kept, for OpenCV gives them only all at
    once; of others the last one is.
    """
    found = _kept(_animated(data, kind)) if is_moving(data, kind) else _stills(data, kind)
    if not found:
        raise UnreadableError(_CANNOT)
    return found


def is_moving(data: bytes, kind: str) -> bool:
    """Whether a picture file says of itself that it moves."""
    match kind:
        case "gif":
            return True
        case "png":
            return b"acTL" in data[:4096].partition(b"IDAT")[0]
        case "webp":
            return data[12:16] == b"VP8X" and bool(data[20] & 2)
        case _:
            return kind == "avif" and data[8:12] == b"avis"


def _kept(frames: list[Pixels]) -> list[Picture]:
    return [Picture(frame.shape[1], frame.shape[0], partial(_same, frame)) for frame in frames]


def _stills(data: bytes, kind: str) -> list[Picture]:
    again = lru_cache(maxsize=2)(lambda index: _still(data, kind, index))  # the last one, and that there is no more
    found = []
    for index in count():
        frame = again(index)
        if frame is None:
            break
        found.append(Picture(frame.shape[1], frame.shape[0], partial(_there, again, index)))
    return found


def _there(again: Callable[[int], Pixels | None], index: int) -> Pixels:
    frame = again(index)
    if frame is None:
        raise UnreadableError(_CANNOT)
    return frame


def _same(frame: Pixels) -> Pixels:
    return frame


def _still(data: bytes, kind: str, index: int) -> Pixels | None:
    """The frame of that number; ``None`` where there is none."""
    if kind == "tiff":
        return next(_decoded(data, index), None)
    if kind == "ico":
        try:
            packed = pictures_in(data)
        except struct.error:
            return None
        return next(_decoded(packed[index], None), None) if index < len(packed) else None
    if index:
        return None
    return _by_ffmpeg(data) if kind == "tga" else next(_decoded(data, None), None)


def _decoded(data: bytes, page: int | None) -> Iterator[Pixels]:
    import cv2
    import numpy as np

    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    _hush()
    buffer = np.frombuffer(data, np.uint8)
    frames: list[Any] = []
    try:
        if page is None:
            frames.append(cv2.imdecode(buffer, flags))
        else:
            frames.extend(cv2.imdecodemulti(buffer, flags, range=(page, page + 1))[1])
    except cv2.error:
        return
    yield from (_red_first(frame) for frame in frames if frame is not None)


def _animated(data: bytes, kind: str) -> list[Pixels]:
    import cv2
    import numpy as np

    _hush()
    buffer = np.frombuffer(data, np.uint8)
    try:
        if kind == "gif":
            flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
            return [_red_first(frame) for frame in cv2.imdecodemulti(buffer, flags)[1]]
        return [_red_first(frame) for frame in cv2.imdecodeanimation(buffer)[1].frames]
    except cv2.error:
        return []


def _hush() -> None:
    import cv2

    log = cv2.utils.logging
    log.setLogLevel(log.LOG_LEVEL_SILENT)  # it prints what it thinks of tags


def _red_first(frame: Any) -> Pixels:
    import cv2
    import numpy as np

    turn = cv2.COLOR_BGRA2RGB if frame.shape[2] == 4 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(frame, turn), np.uint8)


def _by_ffmpeg(data: bytes) -> Pixels | None:
    import av
    import numpy as np

    try:
        frames = av.VideoCodecContext.create("targa", "r").decode(av.Packet(data))
        return np.asarray(frames[0].to_ndarray(format="rgb24"), np.uint8)
    except (av.FFmpegError, IndexError, ValueError):
        return None
