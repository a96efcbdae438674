"""The stretches of a file in which words may stand as they are: all of it, but for what is deflated in an archive.

Deflated data holds a value as it is by chance alone, and whoever writes a zip offers what its members say as texts.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_AT_ONCE = 1 << 22
"""Bytes of a file that are looked through at once."""
_HEAD = 30
_BROKEN = (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some bytes of a file; whether nothing stands before them that belongs to them, and nothing behind."""

    data: bytes = field(repr=False)
    begins: bool
    ends: bool

    def shows(self, start: int, end: int, beside: int) -> bool:
        """Whether so many bytes *beside* a place are in the stretch too, as far as there are any."""
        return (self.begins or start >= beside) and (self.ends or end + beside <= len(self.data))


def stretches(target: Path, overlap: int) -> Iterator[Stretch]:
    """What is to be looked through; of two pieces of one stretch the second begins with the end of the first."""
    with target.open("rb") as file:
        for start, end in _plain(file, target.stat().st_size):
            yield from _pieces(file, start, end, overlap)


def _pieces(file: IO[bytes], start: int, end: int, overlap: int) -> Iterator[Stretch]:
    file.seek(start)
    before, at = b"", start
    while at < end:
        data = file.read(min(_AT_ONCE, end - at))
        if not data:
            return
        at += len(data)
        yield Stretch(before + data, len(before) < overlap, at >= end)
        before = (before + data)[-overlap:]


def _plain(file: IO[bytes], size: int) -> list[tuple[int, int]]:
    """Where a file is not deflated."""
    if file.read(4) != b"PK\x03\x04":
        return [(0, size)]
    try:
        deflated = sorted(_deflated(file))
    except _BROKEN:
        return [(0, size)]
    edges = [0, *(edge for stretch in deflated for edge in stretch), size]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _deflated(file: IO[bytes]) -> Iterator[tuple[int, int]]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            if entry.compress_type == zipfile.ZIP_DEFLATED:
                file.seek(entry.header_offset)
                head = file.read(_HEAD)
                names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
                start = entry.header_offset + _HEAD + names
                yield start, start + entry.compress_size
