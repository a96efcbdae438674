"""Where the pictures of a sequence of boxes (a moving AVIF) stand. Source: ISO/IEC 14496-12, sample tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from redact.media.image.anatomy.things import Piece, Thing
from redact.media.image.anatomy.walk import Box, boxes, within

_MOST = 1 << 17


def samples(data: bytes) -> Iterator[Piece]:
    """The pictures of every track, film tracks apart from others."""
    for movie in (box for box in boxes(data, 0, len(data)) if box[0] == b"moov"):
        for track in within(data, movie, b"trak"):
            thing = _thing(data, track)
            for table in within(data, track, b"mdia", b"minf", b"stbl"):
                yield from (Piece(thing, *place) for place in _places(data, table))


def _thing(data: bytes, track: Box) -> Thing:
    handler = next(within(data, track, b"mdia", b"hdlr"), None)
    kind = data[handler[2] + 8 : handler[2] + 12] if handler else b""
    return Thing.PIXELS if kind in {b"pict", b"auxv"} else Thing.FILM


def _places(data: bytes, table: Box) -> Iterator[tuple[int, int]]:
    inside = {box[0]: box[2] for box in boxes(data, table[2], table[3])}
    sizes = _sizes(data, inside[b"stsz"])
    runs = list(_rows(data, inside[b"stsc"], "III"))
    wide = b"co64" in inside
    chunks = [row[0] for row in _rows(data, inside[b"co64" if wide else b"stco"], "Q" if wide else "I")]
    number = 0
    for index, start in enumerate(chunks, 1):
        position = start
        for size in sizes[number : number + next(run[1] for run in reversed(runs) if run[0] <= index)]:
            yield position, position + size
            position += size
            number += 1


def _sizes(data: bytes, body: int) -> list[int]:
    same, count = struct.unpack_from(">II", data, body + 4)
    if count > _MOST:
        raise struct.error
    return [same] * count if same else list(struct.unpack_from(f">{count}I", data, body + 12))


def _rows(data: bytes, body: int, form: str) -> Iterator[tuple[int, ...]]:
    (count,) = struct.unpack_from(">I", data, body + 4)
    if count > _MOST:
        raise struct.error
    for index in range(count):
        yield struct.unpack_from(">" + form, data, body + 8 + index * struct.calcsize(">" + form))
