"""The files inside a PDF's pictures, JPEG and JPEG 2000, cut down to what draws: no camera data, comments, tail."""

from __future__ import annotations

import struct

_BOXES = frozenset((b"jP  ", b"ftyp", b"jp2h", b"jp2c"))


def bare_jpeg(data: bytes) -> bytes:
    """The JPEG without application segments and comments, but for Adobe's, which says how colours are meant."""
    start = data.find(b"\xff\xd8\xff")
    end = data.rfind(b"\xff\xd9")
    if start < 0 or end < start:
        return data
    kept, at = [b"\xff\xd8"], start + 2
    while at + 4 <= end and data[at] == 0xFF:
        kind = data[at + 1]
        if kind == 0xFF:  # padding
            at += 1
            continue
        if kind == 0xDA:
            return b"".join(kept) + data[at : end + 2]
        length = 2 + struct.unpack_from(">H", data, at + 2)[0]
        if not (0xE0 <= kind <= 0xEF and kind != 0xEE) and kind != 0xFE:
            kept.append(data[at : at + length])
        at += length
    return data


def bare_jpx(data: bytes) -> bytes:
    """The JPEG 2000 file without the boxes that hold text."""
    if data[4:8] != b"jP  ":
        return data
    kept, at = [], 0
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        if length == 1 and at + 16 <= len(data):
            length = struct.unpack_from(">Q", data, at + 8)[0]
        length = length or len(data) - at
        if length < 8:
            return data
        if kind in _BOXES:
            kept.append(data[at : at + length])
        at += length
    return b"".join(kept)
