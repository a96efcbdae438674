"""Old and simple formats cut into header, pixels and what stands beside: BMP, PNM, TGA, ICO.

Sources: Windows bitmap headers, Netpbm's pages on its formats, Truevision TGA 2.0, Windows icon files.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from redact.media.image.anatomy import png
from redact.media.image.anatomy.things import Piece, Thing


def bmp(data: bytes) -> Iterator[Piece]:
    """A Windows bitmap."""
    start, head = struct.unpack_from("<II", data, 10)
    width, height, _, bits, packing, size, _, _, used = struct.unpack_from("<iiHHIIiiI", data, 18)
    table = 4 * (min(used or 1 << bits, 256) if bits <= 8 else 0) + (12 if packing == 3 and head == 40 else 0)
    stop = start + (size if packing in {1, 2, 4, 5} else (width * bits + 31) // 32 * 4 * abs(height))
    yield Piece(Thing.STRUCTURE, 0, min(14 + head + table, start))
    yield Piece(Thing.PIXELS, start, stop)
    if head >= 124 and struct.unpack_from("<I", data, 14 + 56)[0] in {0x4C494E4B, 0x4D424544}:
        place, length = struct.unpack_from("<II", data, 14 + 112)
        yield Piece(Thing.PROFILE, 14 + place, 14 + place + length)
    if stop < len(data):
        yield Piece(Thing.TRAILING, stop, len(data))


def pnm(data: bytes) -> Iterator[Piece]:
    """A portable bit, grey or pixel map: its header may hold comments."""
    numbers: list[int] = []
    kind, position = data[1] - 48, 2
    while len(numbers) < (2 if kind in {1, 4} else 3):
        match = re.compile(rb"\s*(#[^\n\r]*)|\s*(\d+)").match(data, position)
        if match is None:
            return
        if match[1] is not None:
            yield Piece(Thing.COMMENT, *match.span(1))
        else:
            numbers.append(int(match[2]))
        yield Piece(Thing.STRUCTURE, position, match.end())
        position = match.end()
    position += 1
    yield Piece(Thing.STRUCTURE, 0, 2)
    yield Piece(Thing.STRUCTURE, position - 1, position)
    width, height = numbers[:2]
    if kind <= 3:
        plain = re.compile(rb"[\s0-9]*").match(data, position)
        stop = plain.end() if plain else position
    else:
        row = {4: (width + 7) // 8, 5: width, 6: 3 * width}.get(kind, 0)
        stop = position + row * height * (2 if kind > 4 and numbers[2] > 255 else 1)
    yield Piece(Thing.PIXELS, position, stop)
    if stop < len(data):
        yield Piece(Thing.TRAILING, stop, len(data))


def tga(data: bytes) -> Iterator[Piece]:
    """A Targa picture: a caption before the pixels, and areas of notes, a stamp and a footer behind them."""
    caption, mapped, kind = data[0], data[1], data[2]
    (entries, depth) = struct.unpack_from("<HB", data, 5)
    width, height, bits = struct.unpack_from("<HHB", data, 12)
    start = 18 + caption
    yield Piece(Thing.STRUCTURE, 0, 18)
    if caption:
        yield Piece(Thing.COMMENT, 18, start)
    start += entries * ((depth + 7) // 8) if mapped else 0
    size = (bits + 7) // 8
    stop = _run_length_end(data, start, width * height, size) if kind & 8 else start + width * height * size
    yield Piece(Thing.PIXELS, 18 + caption, stop)
    footer = len(data) - 26
    plain = stop == footer and data[footer:] == bytes(8) + b"TRUEVISION-XFILE.\0"
    if stop < len(data):
        yield Piece(Thing.STRUCTURE if plain else Thing.TRAILING, stop, len(data))


def _run_length_end(data: bytes, position: int, pixels: int, size: int) -> int:
    while pixels > 0:
        count = (data[position] & 127) + 1
        position += 1 + size * (1 if data[position] & 128 else count)
        pixels -= count
    return position


def ico(data: bytes) -> Iterator[Piece]:
    """An icon: a list, and a picture for each size."""
    (count,) = struct.unpack_from("<H", data, 4)
    yield Piece(Thing.STRUCTURE, 0, 6 + 16 * count)
    last = 6 + 16 * count
    for index in range(count):
        size, start = struct.unpack_from("<II", data, 6 + 16 * index + 8)
        last = max(last, start + size)
        if data.startswith(b"\x89PNG", start):
            inner = data[start : start + size]
            yield from (Piece(each.thing, start + each.start, start + each.stop) for each in png.pieces(inner))
        else:
            yield Piece(Thing.PIXELS, start, start + size)
    if last < len(data):
        yield Piece(Thing.TRAILING, last, len(data))
