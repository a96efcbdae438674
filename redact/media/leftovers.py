"""What a file of sound or film holds beside its sound and pictures: tags, and every readable run of bytes.

For verification only. The bytes that belong to packets are skipped; headers, indexes, tags and anything after the end
are read as Latin-1 and UTF-16, whatever the container.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.media import checklist
from redact.media.containers import opened
from redact.types import Modality, Part

if TYPE_CHECKING:
    from av.container import InputContainer

SHORTEST = 4
MP4 = "mov,mp4,m4a,3gp,3g2,mj2"
"""What FFmpeg calls the family of MP4."""
FURTHER_TRACKS = {
    "subtitle": ("subtitles", checklist.SUBTITLES),
    "data": ("a track of data", checklist.DATA_TRACKS),
    "attachment": ("an attached file", checklist.EMBEDDED),
}
COVER = ("a cover picture", checklist.THUMBNAILS)
"""What other tracks and stills in a file are called, and the items of the checklist that they belong to."""
SCRAPS = 64
"""Bytes between the samples of tracks that may be there for no reason."""
_READABLE = re.compile(rb"[\x20-\x7e\xa0-\xff]{%d,}" % SHORTEST)
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00){%d,}" % SHORTEST)
_LETTER = rb"[\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_UTF8 = re.compile(rb"(?:%b){%d,}" % (_LETTER, SHORTEST))
STEP = 1 << 20


def leftovers(path: Path) -> tuple[Part, ...]:
    """The tags and the readable bytes as raw text parts, "raw.tags" and "raw.bytes"."""
    with opened(path) as source:
        tags = "\n".join(_tags(source))
        payload = _pages(path) if source.format.name == "ogg" else packets_in(source)
    strings = "\n".join(_strings(path, payload))
    return _raw("raw.tags", tags, "tags"), _raw("raw.bytes", strings, "bytes outside the tracks")


def _raw(part: str, text: str, place: str) -> Part:
    return Part(part, Modality.TEXT, text, place=place, raw=True)


def _tags(source: InputContainer) -> Iterator[str]:
    holders: list[Any] = [source, *source.streams]
    for holder in holders:
        yield from _lines(holder.metadata)
    for chapter in source.chapters():
        yield from _lines(chapter["metadata"])


def _lines(tags: dict[str, str]) -> Iterator[str]:
    for name, value in tags.items():
        yield f"{name}={value}"


def packets_in(source: InputContainer) -> list[tuple[int, int]]:
    """Where the packets lie, in bytes; joined where they touch."""
    runs: list[tuple[int, int]] = []
    for packet in source.demux():
        if packet.pos is None or packet.pos < 0 or not packet.size:
            continue
        start, end = packet.pos, packet.pos + packet.size
        if runs and start <= runs[-1][1] and start >= runs[-1][0]:
            start, end = runs[-1][0], max(end, runs.pop()[1])
        runs.append((start, end))
    return sorted(runs)


def _pages(path: Path) -> list[tuple[int, int]]:
    """Where the sound lies in an Ogg file: the bodies of its pages, except those that hold headers (RFC 3533)."""
    runs = []
    with path.open("rb") as file:
        position = 0
        while len(head := file.read(27)) == 27 and head.startswith(b"OggS"):
            table = file.read(head[26])
            body = position + 27 + len(table)
            if head[6:14] not in {bytes(8), b"\xff" * 8}:  # the time stamp of a page without finished sound
                runs.append((body, body + sum(table)))
            position = body + sum(table)
            file.seek(position)
    return runs


def _strings(path: Path, payload: Iterable[tuple[int, int]]) -> Iterator[str]:
    with path.open("rb") as file:
        position = 0
        for start, end in [*payload, (path.stat().st_size, 0)]:
            if start > position:
                file.seek(position)
                yield from _readable(file.read(start - position))
            position = max(position, end)


def _readable(data: bytes) -> Iterator[str]:
    for match in _READABLE.finditer(data):
        yield match.group().decode("latin-1")
    for match in _UTF8.finditer(data):
        if not match.group().isascii():
            yield match.group().decode("utf-8", errors="replace")
    for match in _WIDE.finditer(data):
        yield match.group().decode("utf-16-le")
