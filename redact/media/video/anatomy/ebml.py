"""Matroska and WebM: elements within elements (RFC 8794, RFC 9559)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from redact.media import checklist
from redact.media.video.anatomy.blocks import FILLER, PLACE, Block, behind, is_empty
from redact.types import Unseen

SEGMENT, CLUSTER, INFO, TRACKS, GROUP = (
    bytes.fromhex(name) for name in ("18538067", "1f43b675", "1549a966", "1654ae6b", "a0")
)
HOLDERS = frozenset({SEGMENT, CLUSTER, INFO, TRACKS, GROUP})
_VOID, _CHECKSUM = b"\xec", b"\xbf"
_TAGS = bytes.fromhex("1254c367")
PLAIN = frozenset(
    bytes.fromhex(name)
    for name in (
        "1a45dfa3 114d9b74 1c53bb6b ae e7 a3 a1 9b fb fd a7 ab 5854 75a2 "  # head, index, blocks and their times
        "2ad7b1 4489 4d80 5741"  # of the information: scale, duration, and by which program (looked at as tags)
    ).split()
)
FOUND = {
    bytes.fromhex("1941a469"): Unseen("attached files", PLACE, check=checklist.EMBEDDED),
    bytes.fromhex("1043a770"): Unseen("chapters", PLACE, check=checklist.CHAPTERS),
    bytes.fromhex("7ba9"): Unseen("a title", PLACE, check=checklist.METADATA),
    bytes.fromhex("4461"): Unseen("when it was made", PLACE, check=checklist.METADATA),
    bytes.fromhex("7384"): Unseen("a name of a file", PLACE, check=checklist.METADATA),
    bytes.fromhex("73a4"): Unseen("a number of the file alone", PLACE, serious=False, check=checklist.METADATA),
}
PRIVATE = Unseen("a private or unknown element", PLACE, check=checklist.CUSTOM_DATA)


def unseen_in(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """The elements that hold something beside pictures and sound, and what stands behind them."""
    yield from _within(file, Block(b"", 0, size))


def _elements(file: BinaryIO, holder: Block) -> Iterator[Block]:
    position = holder.start
    while position < holder.end:
        file.seek(position)
        head = file.read(12)
        width = 9 - head[0].bit_length() if head else 9
        if width > 4 or len(head) <= width or (wide := 9 - head[width].bit_length()) > 8:
            break
        name, begin = head[:width], position + width + wide
        length = int.from_bytes(head[width : width + wide], "big") & ~(1 << 7 * wide)
        unknown = length == (1 << 7 * wide) - 1  # what it holds follows it, and is looked at in its place
        end = begin if unknown and name in HOLDERS else begin + length
        if end > holder.end:
            break
        yield Block(name, begin, end)
        position = end
    if position < holder.end:
        yield Block(b"", position, holder.end)


def _within(file: BinaryIO, holder: Block) -> Iterator[Unseen]:
    for element in _elements(file, holder):
        if element.name in HOLDERS:
            yield from _within(file, element)
        elif element.name == b"":
            yield from behind(file, element.start, element.end)
        elif element.name == _VOID:
            yield from () if is_empty(file, element.start, element.end) else (FILLER,)
        elif element.name in FOUND:
            yield FOUND[element.name]
        elif element.name not in PLAIN | {_CHECKSUM, _TAGS}:
            yield PRIVATE
