"""AVI: chunks within lists (RIFF, and OpenDML for long files)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE, Block, behind, is_empty
from redact.types import Unseen

HOLDERS = frozenset({b"RIFF", b"LIST"})
PLAIN = frozenset(b"avih strh strf indx dmlh idx1 vprp".split())
TAGS = Unseen("tags", PLACE, check=checklist.METADATA)
PRIVATE = Unseen("a private or unknown chunk", PLACE, check=checklist.CUSTOM_DATA)
RESERVED = 24
"""Bytes of the head of an index, for which room was left."""
_SAMPLES = (b"dc", b"db", b"wb", b"pc")
_DEEPEST = 6


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """The chunks that hold something beside pictures and sound, and what stands behind them."""
    yield from _within(file, Block(b"", 0, size), 0)


def _chunks(file: BinaryIO, holder: Block) -> Iterator[Block]:
    position = holder.start
    while position + 8 <= holder.end:
        file.seek(position)
        head = file.read(8)
        end = position + 8 + int.from_bytes(head[4:], "little")
        if end > holder.end or not head[:4].isalnum():
            break
        yield Block(head[:4], position + 8, end)
        position = end + end % 2
    if position < holder.end:
        yield Block(b"", position, holder.end)


def _within(file: BinaryIO, holder: Block, depth: int) -> Iterator[Unseen]:
    for chunk in _chunks(file, holder):
        if chunk.name in HOLDERS and depth < _DEEPEST:
            yield from _list(file, chunk, depth)
        elif chunk.name == b"":
            yield from behind(file, chunk.start, chunk.end)
        elif chunk.name == b"JUNK":
            yield from () if is_empty(file, chunk.start, chunk.end, RESERVED) else (FILLER,)
        elif chunk.name not in PLAIN and chunk.name[2:] not in _SAMPLES and not chunk.name.startswith(b"ix"):
            yield TAGS if chunk.name in {b"IDIT", b"strn", b"ISMP"} else PRIVATE


def _list(file: BinaryIO, chunk: Block, depth: int) -> Iterator[Unseen]:
    file.seek(chunk.start)
    if file.read(4) in {b"INFO", b"ncdt", b"exif"}:
        yield TAGS
    else:
        yield from _within(file, Block(chunk.name, chunk.start + 4, chunk.end), depth + 1)
