"""A written picture opened again by OpenCV, which had no hand in writing it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.types import Picture

if TYPE_CHECKING:
    from redact.types import Pixels

HEADS = {
    b"\x89PNG": "png",
    b"\xff\xd8": "jpeg",
    b"GIF8": "gif",
    b"RIFF": "webp",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
}


def kind_of(data: bytes) -> str:
    """The kind of picture file, by its first bytes. Raises ``UnreadableError``."""
    for head, kind in HEADS.items():
        if data.startswith(head):
            return kind
    raise UnreadableError("the picture is not of a kind that can be checked")


def frames_of(data: bytes) -> list[Picture]:
    """Every frame or page as it is stored: not turned, alpha left out. Raises ``UnreadableError``.

    Each is decoded once to see that it can be. Those of a GIF are kept, for OpenCV gives them only all at once.
    """
    moving = kind_of(data) == "gif"
    found = []
    for index, frame in enumerate(_decoded(data, None) if moving else _in_turn(data)):
        pixels = partial(_same, frame) if moving else partial(_again, data, index)
        found.append(Picture(frame.shape[1], frame.shape[0], pixels))
    if not found:
        raise UnreadableError("the picture cannot be opened again")
    return found


def _in_turn(data: bytes) -> Iterator[Pixels]:
    for index in count():
        frames = _decoded(data, index)
        if not frames:
            return
        yield frames[0]


def _same(frame: Pixels) -> Pixels:
    return frame


def _again(data: bytes, index: int) -> Pixels:
    return _decoded(data, index)[0]


def _decoded(data: bytes, index: int | None) -> list[Pixels]:
    """The frame of that number, or all of them; empty where there is none."""
    import cv2
    import numpy as np

    log = cv2.utils.logging
    log.setLogLevel(log.LOG_LEVEL_SILENT)  # it prints what it thinks of tags
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    buffer = np.frombuffer(data, np.uint8)
    try:
        if index is None:
            frames = list(cv2.imdecodemulti(buffer, flags)[1])
        elif kind_of(data) == "tiff":
            frames = list(cv2.imdecodemulti(buffer, flags, range=(index, index + 1))[1])
        else:
            frame = cv2.imdecode(buffer, flags) if index == 0 else None
            frames = [] if frame is None else [frame]
    except cv2.error:
        return []
    return [np.ascontiguousarray(frame[..., 2::-1], np.uint8) for frame in frames]
