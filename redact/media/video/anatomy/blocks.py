"""What walks over the blocks of a file share: where a block lies, and what is found in those that should not be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from redact.media import checklist
from redact.types import Unseen

PLACE = "file"
FILLER = Unseen("filler that is not empty", PLACE, check=checklist.TRAILING)
BEHIND = Unseen("bytes behind the end", PLACE, check=checklist.TRAILING)
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a file: its name, and where what is in it begins and ends, in bytes."""

    name: bytes
    start: int
    end: int


def is_empty(file: BinaryIO, start: int, end: int, few: int = 0) -> bool:
    """Whether there are zeros alone, but for so many bytes."""
    file.seek(start)
    while start < end and (data := file.read(min(_STEP, end - start))):
        few -= len(data) - data.count(0)
        if few < 0:
            return False
        start += len(data)
    return True


def behind(file: BinaryIO, start: int, end: int) -> Iterator[Unseen]:
    """What stands between the last block and the end."""
    if start < end and not is_empty(file, start, end):
        yield BEHIND
