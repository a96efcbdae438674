"""AMR: a mark, then frames of fixed lengths (RFC 4867, section 5), and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from redact.media.video.anatomy.blocks import BEHIND
from redact.types import Unseen

NARROW = b"#!AMR\n"
WIDE = b"#!AMR-WB\n"
LENGTHS = {
    NARROW: (13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1),
    WIDE: (18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1),
}
"""Bytes of a frame of each type, its first byte included; no frame has a length of 0."""


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """Bytes that are no frame."""
    file.seek(0)
    head = file.read(len(WIDE))
    mark = WIDE if head == WIDE else NARROW
    if not head.startswith(mark):
        yield BEHIND
        return
    file.seek(len(mark))
    while file.tell() < size:
        first = file.read(1)
        length = LENGTHS[mark][first[0] >> 3 & 15]
        if first[0] & 0x83 or not length or len(file.read(length - 1)) < length - 1:
            yield BEHIND
            return
