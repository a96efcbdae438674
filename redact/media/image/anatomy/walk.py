"""Boxes as they stand one behind another and inside one another. Source: ISO/IEC 14496-12."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TypeAlias

Box: TypeAlias = tuple[bytes, int, int, int]
"""Its kind, its start, the start of what it holds, and its end."""


def boxes(data: bytes, position: int, end: int) -> Iterator[Box]:
    """The boxes that stand one behind another there. Raises ``struct.error`` where they make no sense."""
    while position < end:
        size, kind = struct.unpack_from(">I4s", data, position)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, position + 8)
            head = 16
        size = size or end - position
        if size < head or position + size > len(data):
            raise struct.error
        yield kind, position, position + head, position + size
        position += size


def within(data: bytes, box: Box, *path: bytes) -> Iterator[Box]:
    """The boxes that a path leads to, from inside *box*."""
    for inner in boxes(data, box[2], box[3]):
        if inner[0] == path[0]:
            if path[1:]:
                yield from within(data, inner, *path[1:])
            else:
                yield inner
