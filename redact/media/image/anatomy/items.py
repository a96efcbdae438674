"""The items of a HEIC or AVIF file: pictures, and what is told of them. Source: ISO/IEC 23008-12, ISO/IEC 14496-12."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from redact.media.image.anatomy.exif import exif_pieces
from redact.media.image.anatomy.things import Piece, Thing
from redact.media.image.anatomy.walk import Box, boxes

_NAMED = {b"Exif": Thing.EXIF, b"mime": Thing.XMP, b"uri ": Thing.PRIVATE, b"jumb": Thing.C2PA}
_ALPHA = (b"auxid:1\0", b"auxiliary:alpha\0")
_KNOWN = frozenset({b"", b"Color", b"Alpha"})
"""Names of items that libraries give, and no person."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its kind, its name, and where in the file its bytes stand."""

    number: int
    kind: bytes
    name: bytes
    row: tuple[int, int]


def items(data: bytes, meta: list[Box]) -> Iterator[Piece]:
    """What each item of a file is, by the boxes of its index. Raises ``struct.error``."""
    inside = {box[0]: box for box in meta}
    if b"iinf" not in inside or b"iloc" not in inside:
        return
    listed = list(_listed(data, inside[b"iinf"]))
    places = _places(data, inside[b"iloc"], inside.get(b"idat"))
    role = _roles(data, inside, {item.number for item in listed})
    for item in listed:
        thing = _NAMED.get(item.kind) or role.get(item.number, Thing.PIXELS)
        if item.name not in _KNOWN:
            yield Piece(Thing.COMMENT, *item.row)
        for start, stop in places.get(item.number, ()):
            yield Piece(thing, start, stop)
            if thing is Thing.EXIF:
                (skip,) = struct.unpack_from(">I", data, start)
                yield from exif_pieces(data, start + 4 + skip, stop)


def _listed(data: bytes, box: Box) -> Iterator[Item]:
    start = box[2] + (6 if data[box[2]] == 0 else 8)
    for _, begin, body, stop in boxes(data, start, box[3]):
        version = data[body]
        number, kind = struct.unpack_from(">H2x4s" if version == 2 else ">I2x4s", data, body + 4)
        name = data[body + (12 if version == 2 else 14) : stop].split(b"\0")[0]
        yield Item(number, kind, name, (begin, stop))


def _roles(data: bytes, inside: Mapping[bytes, Box], numbers: set[int]) -> dict[int, Thing]:
    """Of pictures that are not the one that is shown: what they are."""
    roles: dict[int, Thing] = dict.fromkeys(numbers, Thing.SECOND)
    pitm = inside.get(b"pitm")
    if pitm:
        (primary,) = struct.unpack_from(">I" if data[pitm[2]] else ">H", data, pitm[2] + 4)
        roles[primary] = Thing.PIXELS
    only_alpha = all(any(mark in data[box[2] : box[3]] for mark in _ALPHA) for box in _auxiliary(data, inside))
    for kind, source, targets in _references(data, inside.get(b"iref")):
        if kind == b"dimg" and roles.get(source) is Thing.PIXELS:
            roles |= dict.fromkeys(targets, Thing.PIXELS)
        elif kind == b"thmb":
            roles[source] = Thing.THUMBNAIL
        elif kind == b"auxl":
            roles[source] = Thing.PIXELS if only_alpha else Thing.SECOND
    return roles


def _auxiliary(data: bytes, inside: Mapping[bytes, Box]) -> Iterator[Box]:
    properties = inside.get(b"iprp")
    if properties:
        for box in boxes(data, properties[2], properties[3]):
            if box[0] == b"ipco":
                yield from (each for each in boxes(data, box[2], box[3]) if each[0] == b"auxC")


def _references(data: bytes, box: Box | None) -> Iterator[tuple[bytes, int, tuple[int, ...]]]:
    if box is None:
        return
    form = "I" if data[box[2]] else "H"
    size = struct.calcsize(form)
    for kind, _, body, _ in boxes(data, box[2] + 4, box[3]):
        source, count = struct.unpack_from(f">{form}H", data, body)
        yield kind, source, struct.unpack_from(f">{count}{form}", data, body + size + 2)


def _places(data: bytes, box: Box, idat: Box | None) -> dict[int, list[tuple[int, int]]]:
    """Where the bytes of each item stand in the file."""
    reader = _Reader(data, box[2])
    version = reader.number(1)
    reader.number(3)
    sizes, more = reader.number(1), reader.number(1)
    offset, length, base, index = sizes >> 4, sizes & 15, more >> 4, (more & 15 if version else 0)
    found: dict[int, list[tuple[int, int]]] = {}
    for _ in range(reader.number(4 if version == 2 else 2)):
        number = reader.number(4 if version == 2 else 2)
        method = reader.number(2) & 15 if version else 0
        reader.number(2)
        start = reader.number(base) + (idat[2] if method == 1 and idat else 0)
        for _ in range(reader.number(2)):
            reader.number(index)
            begin, size = start + reader.number(offset), reader.number(length)
            found.setdefault(number, []).append((begin, begin + (size or len(data) - begin)))
    return found


class _Reader:
    """Reads whole numbers one behind another."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position

    def number(self, size: int) -> int:
        piece = self._data[self._position : self._position + size]
        if len(piece) < size:
            raise struct.error
        self._position += size
        return int.from_bytes(piece, "big")
