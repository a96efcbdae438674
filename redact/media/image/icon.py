"""Icons: a list, and a PNG picture for each size. Source: Windows icon files, as Vista and later write them."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_ROW = struct.Struct("<BBBBHHII")


def icon(pictures: Iterable[tuple[tuple[int, int], bytes]]) -> bytes:
    """The bytes of an icon with pictures of these sizes, packed as PNG."""
    listed = list(pictures)
    start = 6 + _ROW.size * len(listed)
    rows, body = bytearray(), bytearray()
    for (width, height), packed in listed:
        rows += _ROW.pack(width & 255, height & 255, 0, 0, 1, 32, len(packed), start + len(body))
        body += packed
    return struct.pack("<HHH", 0, 1, len(listed)) + bytes(rows) + bytes(body)


def pictures_in(data: bytes) -> list[bytes]:
    """The packed pictures of an icon, in the order of its list. Raises ``struct.error``."""
    (count,) = struct.unpack_from("<H", data, 4)
    rows = (_ROW.unpack_from(data, 6 + _ROW.size * index) for index in range(count))
    return [data[row[7] : row[7] + row[6]] for row in rows]
