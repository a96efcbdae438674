"""Whether a picture file ends where it says that it ends: decoders take cut files if what they show is there."""

from __future__ import annotations

import struct

from redact.errors import UnreadableError, UnsupportedError
from redact.media.image.anatomy import exif

_BOXED = frozenset({"heif", "avif", "jpeg2000"})
_NEEDED = frozenset({b"ftyp", b"meta", b"mdat", b"moov", b"jp2h", b"jp2c"})
_CUT = "the picture has been cut short"


def check_whole(data: bytes, kind: str) -> None:
    """Raises ``UnreadableError`` for a file that ends before what it lists, ``struct.error`` for nonsense."""
    if kind in _BOXED:
        _check_boxes(data)
    elif kind == "tiff":
        _check_numbers(data)
    elif kind == "ico":
        (count,) = struct.unpack_from("<H", data, 4)
        for index in range(count):
            size, start = struct.unpack_from("<II", data, 6 + 16 * index + 8)
            if start + size > len(data):
                raise UnreadableError(_CUT)


def _check_numbers(data: bytes) -> None:
    """Colours that are written as fractions, as some scientific programs do, are shown by no viewer either."""
    for page in exif.directories(data):
        if 3 in page.numbers(339) and max((*page.numbers(277), 1)) > 1:
            raise UnsupportedError("the picture has colours in fractions", "save it with 8 or 16 bits a channel")


def _check_boxes(data: bytes) -> None:
    """The boxes that a picture needs must be whole; what a telephone has appended need not be made of boxes."""
    position = 0
    while position + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, position)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
        if size and position + size > len(data) and kind in _NEEDED:
            raise UnreadableError(_CUT)
        if size < 8:
            return
        position += size
