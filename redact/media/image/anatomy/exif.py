"""EXIF blocks and TIFF files cut into tags. Sources: TIFF 6.0, BigTIFF, Exif 2.32, DNG 1.7, TIFF/EP.

A tag that is needed to show the pixels is structure; every other is something that a camera or a program has told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from redact.media.image.anatomy.things import Piece, Thing

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_LETTERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_STRUCTURE = frozenset(
    {254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 282, 283, 284, 290, 291, 292, 293}
    | {296, 297, 301, 317, 318, 319, 320, 321, 322, 323, 324, 325, 330, 332, 338, 339, 340, 341, 347}
    | {512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532, 34665, 34853, 40965}
    | {36864, 37121, 37122, 40960, 40961, 40962, 40963}
)
"""Tags whose values are numbers that say how the pixels are packed, placed or measured."""
_NAMED = {
    700: Thing.XMP,
    33723: Thing.IPTC,
    34377: Thing.IPTC,
    37724: Thing.LAYERS,
    34675: Thing.PROFILE,
    34853: Thing.GPS,
    37500: Thing.MAKER,
    37510: Thing.COMMENT,
    50740: Thing.MAKER,
    50831: Thing.PROFILE,
    52545: Thing.C2PA,
    52897: Thing.C2PA,
}
_COMMENTS = frozenset({269, 270, 271, 272, 285, 305, 306, 315, 316, 333, 337, 33432, 36867, 36868, 42032, 42033, 42035})
_INSIDE = {330: "picture", 34665: "exif", 34853: "gps", 40965: "exif"}
_DATA = ((273, 279), (324, 325), (513, 514), (288, 289))
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag: its number, where it and its value stand, and its numbers where it has any."""

    number: int
    entry: tuple[int, int]
    value: tuple[int, int]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """One directory of tags. ``kind`` is "picture", "exif" or "gps"; ``depth`` 0 for those that follow one another."""

    kind: str
    depth: int
    place: int
    start: int
    stop: int
    tags: tuple[Tag, ...]

    def numbers(self, number: int) -> tuple[int, ...]:
        """The numbers of a tag, none where it is missing."""
        return next((tag.numbers for tag in self.tags if tag.number == number), ())


def exif_pieces(data: bytes, start: int, stop: int) -> Iterator[Piece]:
    """What an EXIF block tells beside how the pixels are packed: *start* is that of its own header."""
    block = data[start:stop]
    try:
        found = list(directories(block))
    except (struct.error, IndexError):
        return
    for directory in found:
        if directory.place and directory.kind == "picture":
            yield Piece(Thing.THUMBNAIL, start + directory.start, start + directory.stop)
        for tag in directory.tags:
            thing = thing_of(tag, directory)
            if thing not in {Thing.STRUCTURE, Thing.EXIF}:
                yield Piece(thing, start + tag.value[0], start + tag.value[1])


def thing_of(tag: Tag, directory: Directory) -> Thing:
    """What a tag tells."""
    if directory.kind == "gps":
        return Thing.GPS
    if tag.number in _NAMED:
        return _NAMED[tag.number]
    if tag.number in _STRUCTURE:
        return Thing.STRUCTURE
    if tag.number in _COMMENTS:
        return Thing.COMMENT
    return Thing.EXIF if directory.kind == "exif" else Thing.PRIVATE


def tiff_pieces(data: bytes) -> Iterator[Piece]:
    """A TIFF file: header, directories, values, pixels; what nothing refers to is left out."""
    yield Piece(Thing.STRUCTURE, 0, 16 if _is_big(data) else 8)
    for directory in directories(data):
        yield Piece(Thing.STRUCTURE, directory.start, directory.stop)
        hidden = _hidden(directory)
        if hidden:
            yield Piece(hidden, directory.start, directory.stop)
        for tag in directory.tags:
            thing = thing_of(tag, directory)
            yield Piece(thing, *tag.value)
            if thing is not Thing.STRUCTURE:
                yield Piece(thing, *tag.entry)
        yield from (Piece(Thing.PIXELS, *place) for place in _pixels(directory))


def _hidden(directory: Directory) -> Thing | None:
    """Whether a directory describes a picture that viewers do not show."""
    if directory.kind != "picture":
        return None
    flags = (*directory.numbers(254), 0)[0]
    if flags & 4:
        return Thing.LAYERS
    if flags & 1:
        return Thing.THUMBNAIL
    return Thing.SECOND if directory.depth else None


def _pixels(directory: Directory) -> Iterator[tuple[int, int]]:
    for offsets, counts in _DATA:
        for start, length in zip(directory.numbers(offsets), directory.numbers(counts), strict=False):
            yield start, start + length
    for start in (place for number in (519, 520, 521) for place in directory.numbers(number)):
        yield start, start + (64 if directory.numbers(519) and start in directory.numbers(519) else 272)


def _is_big(data: bytes) -> bool:
    return data[:4] in {b"II+\0", b"MM\0+"}


def directories(data: bytes) -> Iterator[Directory]:
    """Every directory that can be reached from the header. Raises ``struct.error`` where the file makes no sense."""
    order, big = "<" if data.startswith(b"II") else ">", _is_big(data)
    (first,) = struct.unpack_from(order + ("Q" if big else "I"), data, 8 if big else 4)
    waiting, seen = [("picture", 0, 0, first)], set[int]()
    while waiting and len(seen) < _MOST:
        kind, depth, place, position = waiting.pop(0)
        if not position or position in seen:
            continue
        seen.add(position)
        directory, following = _directory(data, order, big, (kind, depth, place, position))
        yield directory
        if kind == "picture":
            waiting.append((kind, depth, place + 1, following))
        for number, inner in _INSIDE.items():
            waiting += [(inner, depth + 1, 0, start) for start in directory.numbers(number)]


def _directory(data: bytes, order: str, big: bool, at: tuple[str, int, int, int]) -> tuple[Directory, int]:
    kind, depth, place, position = at
    (entries,) = struct.unpack_from(order + ("Q" if big else "H"), data, position)
    if entries > _MOST:
        raise struct.error
    start, size = position + (8 if big else 2), 20 if big else 12
    tags = tuple(_tag(data, order, big, start + size * index) for index in range(entries))
    stop = start + size * entries
    (following,) = struct.unpack_from(order + ("Q" if big else "I"), data, stop) if kind == "picture" else (0,)
    return Directory(kind, depth, place, position, stop + (8 if big else 4), tags), following


def _tag(data: bytes, order: str, big: bool, entry: int) -> Tag:
    number, kind, count = struct.unpack_from(order + ("HHQ" if big else "HHI"), data, entry)
    room = 8 if big else 4
    size, start = _SIZES.get(kind, 1) * count, entry + (12 if big else 8)
    if size > room:
        (start,) = struct.unpack_from(order + ("Q" if big else "I"), data, start)
    letter = _LETTERS.get(kind, "")
    fits = letter and start + size <= len(data)
    numbers = struct.unpack_from(f"{order}{count}{letter}", data, start) if fits else ()
    return Tag(number, (entry, entry + (20 if big else 12)), (start, start + size), numbers)
