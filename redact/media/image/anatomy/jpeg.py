"""JPEG files cut into segments. Sources: ITU-T T.81 annex B, JFIF 1.02, Exif 2.32, CIPA DC-007 (MPF), ISO 22144."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from redact.media.image.anatomy.exif import exif_pieces
from redact.media.image.anatomy.things import Piece, Thing

_APPLICATIONS = (
    (0xE1, b"Exif\0", Thing.EXIF),
    (0xE1, b"http://ns.adobe.com/", Thing.XMP),
    (0xE2, b"ICC_PROFILE\0", Thing.PROFILE),
    (0xE2, b"MPF\0", Thing.SECOND),
    (0xEB, b"JP", Thing.C2PA),
    (0xED, b"", Thing.IPTC),
)
_LONE = frozenset({0x01, *range(0xD0, 0xD9)})


def pieces(data: bytes) -> Iterator[Piece]:
    """Every segment from the start to the end mark, and whatever follows it."""
    position = 0
    while position < len(data):
        start = position
        while data[position] == 0xFF and data[position + 1] == 0xFF:
            position += 1
        if data[position] != 0xFF:
            return
        kind = data[position + 1]
        if kind == 0xD9:
            yield Piece(Thing.STRUCTURE, start, position + 2)
            yield from _behind(data, position + 2)
            return
        if kind in _LONE:
            position += 2
            yield Piece(Thing.STRUCTURE, start, position)
            continue
        (length,) = struct.unpack_from(">H", data, position + 2)
        stop = position + 2 + length
        if kind == 0xDA:
            stop = scan_end(data, stop)
        yield from _segment(data, kind, start, stop)
        position = stop


def scan_end(data: bytes, start: int) -> int:
    """Where the entropy-coded data that begins at *start* ends."""
    end = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, start)
    return end.start() if end else len(data)


def _segment(data: bytes, kind: int, start: int, stop: int) -> Iterator[Piece]:
    body = data[start + 4 : min(start + 40, stop)]
    if kind == 0xFE:
        yield Piece(Thing.COMMENT, start, stop)
    elif not 0xE0 <= kind <= 0xEF:
        yield Piece(Thing.PIXELS if kind == 0xDA else Thing.STRUCTURE, start, stop)
    else:
        thing = _application(kind, body, stop - start)
        yield Piece(thing, start, stop)
        if thing is Thing.EXIF:
            yield from exif_pieces(data, start + 10, stop)


def _application(kind: int, body: bytes, size: int) -> Thing:
    if kind == 0xE0 and body.startswith((b"JFIF\0", b"JFXX\0")):
        return Thing.STRUCTURE if size == 18 and body.startswith(b"JFIF") else Thing.THUMBNAIL
    if kind == 0xEE and body.startswith(b"Adobe") and size == 16:
        return Thing.STRUCTURE
    found = (thing for mark, head, thing in _APPLICATIONS if mark == kind and body.startswith(head))
    return next(found, Thing.PRIVATE)


def _behind(data: bytes, start: int) -> Iterator[Piece]:
    """What follows the end: cameras put previews, the other eye's view and films there."""
    if start == len(data):
        return
    yield Piece(Thing.TRAILING, start, len(data))
    if data.find(b"\xff\xd8\xff", start) >= 0:
        yield Piece(Thing.SECOND, start, len(data))
    if re.compile(rb"ftyp(?:mp4|isom|iso2|avc1|qt  |MSNV)|MotionPhoto_Data|moov").search(data, start):
        yield Piece(Thing.FILM, start, len(data))
