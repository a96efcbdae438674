"""What a picture file holds beside its pixels: tags, comments, profiles, and whatever trails the end.

Written for verification, so it shares nothing with the code that writes: the file is cut into pixel data, which is
known to be pixels, and the rest, which is everything else. Where a file stops making sense, all that follows is rest.
Sources: PNG (ISO 15948), JPEG (ITU-T T.81 annex B), GIF89a, TIFF 6.0, WebP (RFC 9649), Windows bitmap headers.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import TypeAlias

Ranges: TypeAlias = Iterator[tuple[int, int]]
LONGEST = 1 << 24
"""How far compressed text is unpacked: beyond it is no caption."""


def words_beside_pixels(data: bytes) -> list[str]:
    """Every segment of a picture file that is not pixels, read as text in each encoding that tags use.

    Compressed text is unpacked, and text that is cut into blocks is joined.
    """
    segments = [*_complement(data, _pixel_ranges(data)), *_unpacked(data)]
    return [_words(segment) for segment in segments]


def _words(segment: bytes) -> str:
    readings = [segment.decode("latin-1"), segment.decode("utf-8", "ignore")]
    if len(segment) > 3:
        wide = ("utf-16-le", "utf-16-be")
        readings += [segment[skip:].decode(codec, "ignore") for codec in wide for skip in (0, 1)]
    return "\n".join(dict.fromkeys(readings))


def _complement(data: bytes, ranges: list[tuple[int, int]]) -> Iterator[bytes]:
    done = 0
    for start, stop in sorted(ranges):
        if start > done:
            yield data[done:start]
        done = max(done, stop)
    if done < len(data):
        yield data[done:]


def _pixel_ranges(data: bytes) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    try:
        for start, stop in _walker(data)(data):
            found.append((start, min(stop, len(data))))
    except (struct.error, IndexError, KeyError):
        pass  # what follows is rest, and is searched
    return found


def _walker(data: bytes) -> Callable[[bytes], Ranges]:
    heads = {b"\x89PNG": _png, b"\xff\xd8": _jpeg, b"GIF8": _gif, b"RIFF": _webp, b"BM": _bmp}
    tiffs = {b"II*\0": _tiff, b"MM\0*": _tiff}
    return next((walk for head, walk in (heads | tiffs).items() if data.startswith(head)), _nothing)


def _nothing(_data: bytes) -> Ranges:
    return iter(())


def _chunks(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    position = 8
    while position < len(data):
        length, kind = struct.unpack_from(">I4s", data, position)
        yield kind, position, position + 12 + length
        position += 12 + length


def _png(data: bytes) -> Ranges:
    for kind, start, stop in _chunks(data):
        if kind in {b"IDAT", b"fdAT", b"PLTE"}:
            yield start, stop
        if kind == b"IEND":
            return


def _jpeg(data: bytes) -> Ranges:
    position = 2
    while True:
        mark, kind = data[position], data[position + 1]
        if mark != 0xFF or kind == 0xD9:
            return
        (length,) = struct.unpack_from(">H", data, position + 2)
        stop = position + 2 + length
        if kind == 0xDA:
            stop = _scan_end(data, stop)
        if not (0xE0 <= kind <= 0xEF or kind == 0xFE):
            yield position, stop
        position = stop


def _scan_end(data: bytes, start: int) -> int:
    end = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]").search(data, start)
    return end.start() if end else len(data)


def _gif_blocks(data: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Each block as its kind ("image" or "extension"), start, start of its sub-blocks, and end."""
    position = 13 + (3 * (2 << (data[10] & 7)) if data[10] & 0x80 else 0)
    while data[position] in {0x21, 0x2C}:
        start, body = position, position + 2
        if data[start] == 0x2C:
            flags = data[start + 9]
            body = start + 11 + (3 * (2 << (flags & 7)) if flags & 0x80 else 0)
        position = body
        while data[position]:
            position += data[position] + 1
        position += 1
        yield "image" if data[start] == 0x2C else "extension", start, body, position


def _gif(data: bytes) -> Ranges:
    if data[10] & 0x80:
        yield 13, 13 + 3 * (2 << (data[10] & 7))
    for kind, start, _, stop in _gif_blocks(data):
        if kind == "image" or data[start + 1] == 0xF9:
            yield start, stop


def _webp(data: bytes) -> Ranges:
    position, end = 12, 8 + struct.unpack_from("<I", data, 4)[0]
    while position < min(end, len(data)):
        kind, length = struct.unpack_from("<4sI", data, position)
        stop = position + 8 + length + length % 2
        if kind in {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"}:
            yield position, stop
        position = stop


def _bmp(data: bytes) -> Ranges:
    start, _, width, height, _, bits, packing, size = struct.unpack_from("<IIiiHHII", data, 10)
    yield start, start + (size if packing else (width * bits + 31) // 32 * 4 * abs(height))


def _tiff(data: bytes) -> Ranges:
    order = "<" if data.startswith(b"II") else ">"
    (position,) = struct.unpack_from(order + "I", data, 4)
    seen: set[int] = set()
    while position and position not in seen:
        seen.add(position)
        (entries,) = struct.unpack_from(order + "H", data, position)
        tags = dict(_tiff_entry(data, order, position + 2 + 12 * index) for index in range(entries))
        for offsets, counts in ((273, 279), (324, 325)):
            for start, length in zip(tags.get(offsets, ()), tags.get(counts, ()), strict=False):
                yield start, start + length
        (position,) = struct.unpack_from(order + "I", data, position + 2 + 12 * entries)


def _tiff_entry(data: bytes, order: str, position: int) -> tuple[int, tuple[int, ...]]:
    tag, kind, count = struct.unpack_from(order + "HHI", data, position)
    if tag not in {273, 279, 324, 325} or kind not in {3, 4}:
        return tag, ()
    size, letter = (2, "H") if kind == 3 else (4, "I")
    place = position + 8 if count * size <= 4 else struct.unpack_from(order + "I", data, position + 8)[0]
    return tag, struct.unpack_from(f"{order}{min(count, len(data) // size)}{letter}", data, place)


def _unpacked(data: bytes) -> Iterator[bytes]:
    try:
        if data.startswith(b"\x89PNG"):
            yield from _unpacked_png(data)
        elif data.startswith(b"GIF8"):
            yield from _joined_gif(data)
    except (struct.error, IndexError):
        return  # the cut file's own bytes have been given as they are


def _unpacked_png(data: bytes) -> Iterator[bytes]:
    for kind, start, stop in _chunks(data):
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            body = data[start + 8 : stop - 4]
            yield from (_inflated(body[match.start() :]) for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body))


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST)
    except zlib.error:
        return b""


def _joined_gif(data: bytes) -> Iterator[bytes]:
    for kind, _, body, stop in _gif_blocks(data):
        if kind == "extension":
            pieces, position = [], body
            while position < stop - 1:
                pieces.append(data[position + 1 : position + 1 + data[position]])
                position += data[position] + 1
            yield b"".join(pieces)
