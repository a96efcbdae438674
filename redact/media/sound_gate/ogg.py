"""Ogg: pages of packets (RFC 3533), the comments in their first packets, further streams, and what no page holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from redact.media import checklist
from redact.media.sound_gate import comments, flac
from redact.media.video.anatomy.blocks import PLACE, behind
from redact.types import Unseen

BETWEEN = Unseen("bytes between the pages", PLACE, check=checklist.TRAILING)
FURTHER = Unseen("a further stream", PLACE, check=checklist.MORE_TRACKS)
COMMENTS = (b"\x03vorbis", b"OpusTags")
"""How packets begin that hold comments."""
FLAC = b"\x7fFLAC"
SOUNDS = (b"\x01vorbis", b"OpusHead", FLAC, b"Speex   ")
_SETUP = b"\x05vorbis"
"""How the packet begins that follows the comments of Vorbis."""
_FIRST_OF_FLAC = 51
_LARGEST = 1 << 24
_NOT_SOUND = frozenset({bytes(8), b"\xff" * 8})
"""Time stamps of pages in which no sound ends: those of headers."""


@dataclass(frozen=True, slots=True)
class _Page:
    stream: bytes
    first: bool
    header: bool
    start: int
    end: int


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """What the headers tell beside the form, streams that hold no sound, and bytes between and behind pages."""
    heads: defaultdict[bytes, bytes] = defaultdict(bytes)
    position = 0
    while (page := _page(file, position, size)) is not None:
        if page.header and len(heads[page.stream]) < _LARGEST:
            file.seek(page.start)
            heads[page.stream] += file.read(page.end - page.start)
        position = page.end
    yield from behind(file, position, size)
    for head in heads.values():
        yield from _head(head)


def _head(head: bytes) -> Iterator[Unseen]:
    if not head.startswith(SOUNDS):
        yield FURTHER
    elif head.startswith(FLAC):
        yield from _flac_blocks(head)
    for mark in COMMENTS:
        place = head.find(mark, 8)
        if place >= 0 and not head.startswith(FLAC):
            end = head.find(_SETUP, place)
            yield from comments.unseen_in(head[place + len(mark) : end if end >= 0 else len(head)])


def _flac_blocks(head: bytes) -> Iterator[Unseen]:
    """FLAC's blocks, one a packet, after its first packet."""
    position = _FIRST_OF_FLAC
    while position + 4 <= len(head):
        length = int.from_bytes(head[position + 1 : position + 4], "big")
        yield from flac.block(head[position] & 127, head[position + 4 : position + 4 + length])
        position += 4 + length


def _page(file: BinaryIO, position: int, size: int) -> _Page | None:
    file.seek(position)
    head = file.read(27)
    if len(head) < 27 or not head.startswith(b"OggS"):
        return None
    table = file.read(head[26])
    start = position + 27 + len(table)
    end = start + sum(table)
    if end > size:
        return None
    return _Page(head[14:18], bool(head[5] & 2), head[6:14] in _NOT_SOUND, start, end)
