"""What libraries put into picture files of their own accord, taken out again: their names, and the time of writing.

Sources: ISO/IEC 15444-1 annex A (JPEG 2000), ISO/IEC 14496-12 (boxes), Truevision TGA 2.0.
"""

from __future__ import annotations

import struct

from redact.media.image.anatomy.walk import Box, boxes, within

_TIMES = ((b"mvhd",), (b"trak", b"tkhd"), (b"trak", b"mdia", b"mdhd"))


def tidied(data: bytes, kind: str) -> bytes:
    """The same picture file without them."""
    if kind == "j2k":
        return _without_comments(data)
    if kind == "jpeg2000":
        return _with_tidy_codestream(data)
    return _without_times(data) if kind == "avif" else data


def _without_comments(stream: bytes) -> bytes:
    """A codestream of JPEG 2000 whose header has no comments."""
    kept, position = bytearray(stream[:2]), 2
    while stream[position : position + 2] != b"\xff\x90":
        mark, length = struct.unpack_from(">HH", stream, position)
        if mark != 0xFF64:
            kept += stream[position : position + 2 + length]
        position += 2 + length
    return bytes(kept) + stream[position:]


def _with_tidy_codestream(data: bytes) -> bytes:
    whole = bytearray()
    for kind, start, body, stop in boxes(data, 0, len(data)):
        if kind == b"jp2c":
            stream = _without_comments(data[body:stop])
            whole += struct.pack(">I4s", 8 + len(stream), kind) + stream
        else:
            whole += data[start:stop]
    return bytes(whole)


def _without_times(data: bytes) -> bytes:
    """A sequence whose boxes do not say when it was made."""
    cleared = bytearray(data)
    for movie in (box for box in boxes(data, 0, len(data)) if box[0] == b"moov"):
        for path in _TIMES:
            for box in within(data, movie, *path):
                _clear(cleared, box)
    return bytes(cleared)


def _clear(data: bytearray, box: Box) -> None:
    size = 16 if data[box[2]] == 1 else 8
    data[box[2] + 4 : box[2] + 4 + size] = bytes(size)
