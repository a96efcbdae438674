"""What a picture file holds beside its pixels, as text: tags, comments, profiles, and whatever trails the end.

Written for verification, so it shares nothing with the code that writes: the file is cut into pixel data, which is
known to be pixels, and the rest, which is everything else. Where a file stops making sense, all that follows is rest.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from redact.media.image.anatomy import beside, gif, png

LONGEST = 1 << 24
"""How far compressed text is unpacked: beyond it is no caption."""


def words_beside_pixels(data: bytes, kind: str) -> list[str]:
    """Every segment of a picture file that is not pixels, read as text in each encoding that tags use.

    Compressed text is unpacked, and text that is cut into blocks is joined.
    """
    return [_words(segment) for segment in [*beside(data, kind), *_unpacked(data, kind)]]


def _words(segment: bytes) -> str:
    readings = [segment.decode("latin-1"), segment.decode("utf-8", "ignore")]
    if len(segment) > 3:
        wide = ("utf-16-le", "utf-16-be")
        readings += [segment[skip:].decode(codec, "ignore") for codec in wide for skip in (0, 1)]
    return "\n".join(dict.fromkeys(readings))


def _unpacked(data: bytes, kind: str) -> Iterator[bytes]:
    try:
        if kind == "png":
            yield from _unpacked_png(data)
        elif kind == "gif":
            yield from _joined_gif(data)
    except (struct.error, IndexError):
        return  # the cut file's own bytes have been given as they are


def _unpacked_png(data: bytes) -> Iterator[bytes]:
    for kind, start, stop in png.chunks(data):
        if kind in {b"zTXt", b"iTXt", b"iCCP"}:
            body = data[start + 8 : stop - 4]
            yield from (_inflated(body[match.start() :]) for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body))


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, LONGEST)
    except zlib.error:
        return b""


def _joined_gif(data: bytes) -> Iterator[bytes]:
    for kind, _, body, stop in gif.blocks(data):
        if kind != 0x2C:
            pieces, position = [], body
            while position < stop - 1:
                pieces.append(data[position + 1 : position + 1 + data[position]])
                position += data[position] + 1
            yield b"".join(pieces)
