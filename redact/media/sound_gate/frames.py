"""MP3, AAC, AC-3 and the like: frames one behind the other, and what stands before, between and behind them.

Sources: id3.org (ID3v1, ID3v2.2 to 2.4, Lyrics3), the Hydrogenaudio description of APEv2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from redact.media import checklist
from redact.media.video.anatomy.blocks import PLACE, is_empty
from redact.types import Unseen

TAGS = Unseen("tags", PLACE, check=checklist.METADATA)
LYRICS = Unseen("lyrics", PLACE, check=checklist.SUBTITLES)
BETWEEN = "bytes before, between or behind the frames"
FOUND = {
    b"APIC": Unseen("a cover picture", PLACE, check=checklist.THUMBNAILS),
    b"PIC": Unseen("a cover picture", PLACE, check=checklist.THUMBNAILS),
    b"USLT": LYRICS,
    b"ULT": LYRICS,
    b"SYLT": LYRICS,
    b"SLT": LYRICS,
    b"CHAP": Unseen("chapters", PLACE, check=checklist.CHAPTERS),
    b"CTOC": Unseen("chapters", PLACE, check=checklist.CHAPTERS),
    b"GEOB": Unseen("an attached file", PLACE, check=checklist.EMBEDDED),
    b"GEO": Unseen("an attached file", PLACE, check=checklist.EMBEDDED),
    b"PRIV": Unseen("private data of a program", PLACE, check=checklist.CUSTOM_DATA),
}
FEW = 64
"""Bytes outside of frames that are told of no kind; fewer may be what an encoder left."""
LARGEST = 1 << 22
"""Bytes of a gap that are looked at."""
_APE = b"APETAGEX"
_TAGS = (
    (TAGS, re.compile(rb"TAG.{125}\Z", re.DOTALL)),
    (LYRICS, re.compile(rb"LYRICSBEGIN.*?LYRICS(?:END|200)", re.DOTALL)),
    (TAGS, re.compile(_APE)),
)
_NAME = re.compile(rb"[A-Z][A-Z0-9]{2,3}")


def unseen_in(file: BinaryIO, size: int, used: Sequence[tuple[int, int]]) -> Iterator[Unseen]:
    """What stands outside of the frames, which lie at *used*, in bytes."""
    position = 0
    for start, end in [*used, (size, size)]:
        if start > position:
            yield from _gap(file, position, min(start, size))
        position = max(position, end)


def tag_before(file: BinaryIO) -> int:
    """How many bytes an ID3v2 tag takes at the beginning of a file."""
    file.seek(0)
    head = file.read(10)
    return 10 + _sevens(head[6:10]) if head.startswith(b"ID3") and len(head) == 10 else 0


def tags_behind(file: BinaryIO, size: int) -> Iterator[Unseen]:
    """Tags that stand at the end of a file."""
    file.seek(max(size - 128, 0))
    tail = file.read(128)
    if tail.startswith(b"TAG"):
        yield TAGS
    end = size - 128 if tail.startswith(b"TAG") else size
    file.seek(max(end - 32, 0))
    foot = file.read(32)
    if foot.startswith(b"APETAGEX"):
        yield TAGS
    elif foot[-9:] == b"LYRICS200" or b"LYRICSEND" in foot:
        yield LYRICS


def idle_within(file: BinaryIO, start: int, end: int, used: Sequence[tuple[int, int]]) -> int:
    """Bytes of a stretch that no packet uses, but for zeros."""
    idle, position = 0, start
    for first, last in [*(run for run in used if start <= run[0] < end), (end, end)]:
        idle += max(first - position, 0) if not is_empty(file, position, first) else 0
        position = max(position, last)
    return idle


def _gap(file: BinaryIO, start: int, end: int) -> Iterator[Unseen]:
    file.seek(start)
    data = file.read(min(end - start, LARGEST))
    if data.startswith(b"ID3") and len(data) >= 10:
        length = min(10 + _sevens(data[6:10]), len(data))
        yield from _id3(data[10:length], data[3])
        data = data[length:]
    for known, pattern in _TAGS:
        if found := pattern.search(data):
            yield known
            start, end = _extent(data, found)
            data = data[:start] + data[end:]
    if len(data.strip(b"\0")) > FEW:
        yield Unseen(BETWEEN, PLACE, len(data), check=checklist.TRAILING)


def _extent(data: bytes, found: re.Match[bytes]) -> tuple[int, int]:
    """From where to where a tag reaches: APE tells how long it is, at its beginning or at its end."""
    if found[0] != _APE:
        return found.span()
    at, length = found.start(), int.from_bytes(data[found.start() + 12 : found.start() + 16], "little")
    stands_first = int.from_bytes(data[at + 20 : at + 24], "little") >> 29 & 1
    return (at, at + 32 + length) if stands_first else (max(at + 32 - length, 0), at + 32)


def _sevens(data: bytes) -> int:
    """A number of which every byte holds seven bits."""
    return sum((byte & 127) << 7 * (len(data) - 1 - place) for place, byte in enumerate(data))


def _id3(data: bytes, version: int) -> Iterator[Unseen]:
    """The frames of an ID3v2 tag; one that only says which program wrote the file is no finding."""
    wide, head = (3, 6) if version == 2 else (4, 10)
    position = 0
    while position + head <= len(data) and (name := data[position : position + wide]).strip(b"\0"):
        if not _NAME.fullmatch(name):
            yield TAGS
            return
        raw = data[position + wide : position + 2 * wide]
        length = _sevens(raw) if version == 4 else int.from_bytes(raw, "big")
        body = data[position + head : position + head + length]
        is_ours = name in {b"TSSE", b"TENC"} and body.strip(b"\0\x01\x03\xff\xfe").startswith(b"Lav")
        if not is_ours:
            yield FOUND.get(name, TAGS)
        position += head + length
