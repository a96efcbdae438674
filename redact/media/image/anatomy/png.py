"""PNG files, moving ones too, cut into chunks. Source: the PNG specification, third edition."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redact.media.image.anatomy.exif import exif_pieces
from redact.media.image.anatomy.things import Piece, Thing

_LONGEST = {
    b"IHDR": 13, b"PLTE": 768, b"tRNS": 256, b"IEND": 0, b"acTL": 8, b"fcTL": 26, b"pHYs": 9, b"gAMA": 4, b"cHRM": 32,
    b"sRGB": 1, b"cICP": 4, b"sBIT": 4, b"bKGD": 6, b"hIST": 512, b"mDCV": 24, b"cLLI": 8, b"sTER": 1,
}  # fmt: skip
"""Chunks of numbers, and how many bytes each has at most."""
_NAMED = {
    b"IDAT": Thing.PIXELS,
    b"fdAT": Thing.PIXELS,
    b"iCCP": Thing.PROFILE,
    b"eXIf": Thing.EXIF,
    b"tEXt": Thing.COMMENT,
    b"zTXt": Thing.COMMENT,
    b"iTXt": Thing.COMMENT,
    b"tIME": Thing.COMMENT,
    b"caBX": Thing.C2PA,
}
_TEXTS = (
    (b"XML:com.adobe.xmp", Thing.XMP),
    (b"Raw profile type xmp", Thing.XMP),
    (b"Raw profile type iptc", Thing.IPTC),
    (b"Raw profile type 8bim", Thing.IPTC),
    (b"Raw profile type exif", Thing.EXIF),
    (b"Raw profile type APP1", Thing.EXIF),
    (b"Raw profile type icc", Thing.PROFILE),
)


def chunks(data: bytes, position: int = 8) -> Iterator[tuple[bytes, int, int]]:
    """Each chunk as its kind, its start and its end. Raises ``struct.error`` where the last is cut."""
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        yield kind, position, position + 12 + length
        position += 12 + length
        if kind == b"IEND":
            return


def pieces(data: bytes) -> Iterator[Piece]:
    """Every chunk to the last, and what follows it."""
    yield Piece(Thing.STRUCTURE, 0, 8)
    stop = 8
    for kind, start, stop in chunks(data):
        thing = _thing(kind, data[start + 8 : min(start + 40, stop)], stop - start - 12)
        yield Piece(thing, start, stop)
        if kind == b"eXIf":
            yield from exif_pieces(data, start + 8, stop - 4)
    if stop < len(data):
        yield Piece(Thing.TRAILING, stop, len(data))


def _thing(kind: bytes, head: bytes, length: int) -> Thing:
    if kind in _LONGEST:
        return Thing.STRUCTURE if length <= _LONGEST[kind] else Thing.PRIVATE
    named = next((thing for name, thing in _TEXTS if head.startswith(name)), None)
    if named is not None and kind in {b"tEXt", b"zTXt", b"iTXt"}:
        return named
    return _NAMED.get(kind, Thing.PRIVATE)
