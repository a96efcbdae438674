"""WebP files cut into chunks. Source: RFC 9649."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redact.media.image.anatomy.exif import exif_pieces
from redact.media.image.anatomy.things import Piece, Thing

_NAMED = {
    b"VP8 ": Thing.PIXELS,
    b"VP8L": Thing.PIXELS,
    b"ALPH": Thing.PIXELS,
    b"ICCP": Thing.PROFILE,
    b"EXIF": Thing.EXIF,
    b"XMP ": Thing.XMP,
    b"C2PA": Thing.C2PA,
}
_LONGEST = {b"VP8X": 10, b"ANIM": 6}


def pieces(data: bytes) -> Iterator[Piece]:
    """Every chunk, those inside of a moving picture's frames too, and what follows the end."""
    end = min(8 + struct.unpack_from("<I", data, 4)[0], len(data))
    yield Piece(Thing.STRUCTURE, 0, 12)
    yield from _chunks(data, 12, end)
    if end + end % 2 < len(data):
        yield Piece(Thing.TRAILING, end + end % 2, len(data))


def _chunks(data: bytes, position: int, end: int) -> Iterator[Piece]:
    while position < end:
        kind, length = struct.unpack_from("<4sI", data, position)
        stop = position + 8 + length + length % 2
        if kind == b"ANMF":
            yield Piece(Thing.STRUCTURE, position, position + 24)
            yield from _chunks(data, position + 24, min(stop, end))
        elif kind in _LONGEST:
            yield Piece(Thing.STRUCTURE if length <= _LONGEST[kind] else Thing.PRIVATE, position, stop)
        else:
            yield Piece(_NAMED.get(kind, Thing.PRIVATE), position, stop)
        if kind == b"EXIF":
            skip = 6 if data[position + 8 : position + 14] == b"Exif\0\0" else 0
            yield from exif_pieces(data, position + 8 + skip, stop)
        position = stop
