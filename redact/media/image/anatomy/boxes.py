"""Files made of boxes cut into them: HEIC, AVIF and JPEG 2000.

Sources: ISO/IEC 14496-12 (boxes), 23008-12 (HEIF), AV1 Image File Format 1.1, ISO/IEC 15444-1 annexes A and I (JP2).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redact.media.image.anatomy.items import items
from redact.media.image.anatomy.samples import samples
from redact.media.image.anatomy.things import Piece, Thing
from redact.media.image.anatomy.walk import Box, boxes

_HOLDERS = frozenset(
    b"meta iprp ipco dinf moov trak mdia minf stbl edts jp2h res  tref iref grpl stsd av01 hvc1 auxv".split()
) | {b"res "}
_SKIP = {b"meta": 4, b"iref": 4, b"grpl": 0, b"stsd": 8, b"av01": 78, b"hvc1": 78}
_STRUCTURE = frozenset(
    b"ftyp hdlr pitm iloc iinf infe ipma ispe pixi av1C hvcC av1l a1op a1lx lsel irot imir clap pasp auxC auxi clli "
    b"mdcv idat dref url  mvhd tkhd mdhd vmhd nmhd elst stts stsc stsz stco co64 stss ccst auxl thmb dimg cdsc prem "
    b"altr ihdr bpcc pclr cmap cdef resc resd jP   sgpd sbgp ctts sdtp ccst colr smhd rloc".split()
) | {b"url ", b"jP  ", b"\0\0\0\0"}
_NAMED = {
    b"xml ": Thing.XMP,
    b"uuid": Thing.PRIVATE,
    b"jumb": Thing.C2PA,
    b"asoc": Thing.COMMENT,
    b"lbl ": Thing.COMMENT,
    b"udta": Thing.COMMENT,
    b"jp2i": Thing.COMMENT,
}
_HANDLERS = frozenset({b"", b"libavif", b"PictureHandler", b"VideoHandler"})
"""Names of handlers that libraries give, and no person."""
_NUMBERED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
"""Boxes of a sequence that tell when it was made."""


def pieces(data: bytes) -> Iterator[Piece]:
    """Every box, at any depth; what an index says of the pixels and of other items; the rest of the media."""
    for box in boxes(data, 0, len(data)):
        yield from _box(data, box)
    meta = next((box for box in boxes(data, 0, len(data)) if box[0] == b"meta"), None)
    if meta is not None:
        yield from items(data, list(boxes(data, meta[2] + 4, meta[3])))
    yield from samples(data)


def _box(data: bytes, box: Box) -> Iterator[Piece]:
    kind, start, body, stop = box
    if kind == b"jp2c":
        yield Piece(Thing.STRUCTURE, start, body)
        yield from codestream(data, body, stop)
    elif kind == b"mdat":
        yield Piece(Thing.STRUCTURE, start, body)
    elif kind in _HOLDERS:
        yield Piece(Thing.STRUCTURE, start, body + _SKIP.get(kind, 0))
        for inner in boxes(data, body + _SKIP.get(kind, 0), stop):
            yield from _box(data, inner)
    else:
        yield Piece(_thing(data, box), start, stop)


def _thing(data: bytes, box: Box) -> Thing:
    kind, _, body, stop = box
    if kind in {b"free", b"skip"}:
        return Thing.PRIVATE if data[body:stop].strip(b"\0") else Thing.STRUCTURE
    if kind == b"colr":
        named = data[body : body + 4] in {b"prof", b"rICC"} or data[body : body + 1] in {b"\2", b"\3"}
        return Thing.PROFILE if named else Thing.STRUCTURE
    if kind == b"hdlr":
        return Thing.STRUCTURE if data[body + 24 : stop].strip(b"\0") in _HANDLERS else Thing.COMMENT
    if kind in _NUMBERED:
        wide = data[body] == 1
        return Thing.COMMENT if data[body + 4 : body + (20 if wide else 12)].strip(b"\0") else Thing.STRUCTURE
    return _NAMED.get(kind, Thing.STRUCTURE if kind in _STRUCTURE else Thing.PRIVATE)


def codestream(data: bytes, start: int, stop: int) -> Iterator[Piece]:
    """The codestream of a JPEG 2000 picture: comments stand in its header, between marks."""
    position = start + 2
    yield Piece(Thing.STRUCTURE, start, position)
    while position < stop:
        mark, length = struct.unpack_from(">HH", data, position)
        if mark == 0xFF90:  # the first tile: pixels from here to the end mark
            end = data.rfind(b"\xff\xd9", position, stop)
            end = stop if end < 0 else end + 2
            yield Piece(Thing.PIXELS, position, end)
            if end < stop:
                yield Piece(Thing.TRAILING, end, stop)
            return
        yield Piece(Thing.COMMENT if mark == 0xFF64 else Thing.STRUCTURE, position, position + 2 + length)
        position += 2 + length
