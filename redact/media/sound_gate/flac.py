"""FLAC: blocks of information before the sound (RFC 9639), and tags of other formats at its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from redact.media import checklist
from redact.media.sound_gate import comments, frames
from redact.media.video.anatomy.blocks import BEHIND, FILLER, PLACE
from redact.types import Unseen

PRIVATE = Unseen("private data of a program", PLACE, check=checklist.CUSTOM_DATA)
FOUND = {
    2: PRIVATE,
    5: Unseen("chapters", PLACE, check=checklist.CHAPTERS),
    6: Unseen("a cover picture", PLACE, check=checklist.THUMBNAILS),
}
_SYNC = re.compile(rb"(?=\xff[\xf8\xf9])")
_LARGEST_FRAME_AT = 4 + 4 + 7
"""Where, from the mark of the format, the size of the largest frame stands."""
_FURTHEST = 1 << 17
_FORM, _PADDING, _SEEKING, _COMMENTS = 0, 1, 3, 4


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """The blocks that hold something beside the sound's form, and what stands before and behind the whole."""
    position = frames.tag_before(file)
    if position:
        yield from frames.unseen_in(file, position, ())
    tags = list(frames.tags_behind(file, size))
    yield from tags
    if not tags and not _ends_with_a_frame(file, position, size):
        yield BEHIND
    last, position = False, position + 4
    while not last and position + 4 <= size:
        file.seek(position)
        head = file.read(4)
        last, length = bool(head[0] & 128), int.from_bytes(head[1:], "big")
        yield from block(head[0] & 127, file.read(length))
        position += 4 + length


def _ends_with_a_frame(file: BinaryIO, start: int, size: int) -> bool:
    """Whether the check sum of a frame comes out at the very end of the file."""
    file.seek(start + _LARGEST_FRAME_AT)
    reach = int.from_bytes(file.read(3), "big") or _FURTHEST
    file.seek(max(size - reach, start))
    tail = file.read()
    found = (match.start() for match in _SYNC.finditer(tail))
    return any(_sum(tail[at:]) == 0 for at in found)


def _sum(data: bytes) -> int:
    """The cyclic sum of 16 bits of a frame: nothing, where its own is at its end."""
    table, total = _table(), 0
    for byte in data:
        total = (total << 8 & 0xFFFF) ^ table[total >> 8 ^ byte]
    return total


@cache
def _table() -> tuple[int, ...]:
    rows = []
    for value in range(256):
        total = value << 8
        for _ in range(8):
            total = (total << 1 ^ (0x8005 if total & 0x8000 else 0)) & 0xFFFF
        rows.append(total)
    return tuple(rows)


def block(kind: int, content: bytes) -> Iterator[Unseen]:
    """What one block holds beside the sound's form."""
    if kind == _PADDING:
        yield from (FILLER,) if content.strip(b"\0") else ()
    elif kind == _COMMENTS:
        yield from comments.unseen_in(content)
    elif kind not in {_FORM, _SEEKING}:
        yield FOUND.get(kind, PRIVATE)
