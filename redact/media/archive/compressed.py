"""One file, compressed: gzip, bzip2, xz. Only the stream is kept, no name, no time, no comment."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, Any

from redact.media import checklist
from redact.media.archive.members import Budget, Limits, damaged
from redact.types import Unseen

_BROKEN = (EOFError, zlib.error, lzma.LZMAError, ValueError, OSError)
_NAMED, _NOTED, _EXTRA = 8, 16, 4


@dataclass(frozen=True, slots=True)
class Packing:
    """How one file is compressed."""

    opened: Callable[[IO[bytes]], AbstractContextManager[Any]]
    pack: Callable[[bytes], bytes]


def _gzipped(data: bytes) -> bytes:
    return gzip.compress(data, 6, mtime=0)


GZIP = Packing(gzip.open, _gzipped)
BZIP2 = Packing(bz2.open, bz2.compress)
XZ = Packing(lzma.open, lzma.compress)


def unpacked(data: bytes, packing: Packing, limits: Limits) -> bytes:
    """What was compressed. Raises ``UnreadableError``."""
    try:
        with packing.opened(io.BytesIO(data)) as stream:
            return Budget(limits.largest).spend(stream)
    except _BROKEN as error:
        raise damaged(error) from None


def unseen(data: bytes) -> Iterator[Unseen]:
    """What the head of a gzip file says of the file that it was made of."""
    if data[:2] == b"\x1f\x8b" and len(data) > 9:
        flags, time = data[3], int.from_bytes(data[4:8], "little")
        if flags & (_NAMED | _NOTED | _EXTRA):
            yield Unseen("name or comment of the file", "the archive", check=checklist.METADATA)
        if time:
            yield Unseen("time of the file", "the archive", serious=False, check=checklist.METADATA)
