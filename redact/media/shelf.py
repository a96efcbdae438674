"""What of a long file is put away on disk while nobody asks for it: texts of pages, the file made ready.

What is on a shelf lies in one temporary file that has no name and is open to nobody else (mode 600). It is gone as soon
as the shelf is, or the process, however that ends. Where there is little of it, it stays in memory.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import TYPE_CHECKING, BinaryIO

from redact.errors import UnreadableError
from redact.types import Words

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

IN_MEMORY = 1 << 20
"""Bytes of a shelf that are held in memory before all of it goes to disk."""
_SHORT = 200
"""Characters; to remember where a text lies takes as much."""
_AT_ONCE = 1 << 16


class Shelf:
    """A place for bytes that are written once and read again, by any thread."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # open for as long as the shelf is there
        self._lock, self.end = Lock(), 0

    def __del__(self) -> None:
        self._file.close()

    def put(self, data: ReadableBuffer) -> Slip:
        """Put bytes away behind all others. Raises ``UnreadableError`` where there is no room on the disk."""
        with self._lock, _room():
            self._file.seek(self.end)
            length = self._file.write(data)
            start, self.end = self.end, self.end + length
        return Slip(self, start, length)

    def text(self, text: str) -> str | Words:
        """A text as what a part holds: put away, unless it is short."""
        if len(text) <= _SHORT:
            return text
        return Words(len(text), self.put(text.encode("utf-8", "surrogatepass")).text)

    def into(self, start: int, buffer: WriteableBuffer) -> int:
        """Fill a buffer with what lies from *start* on; how many bytes of it are filled."""
        with self._lock:
            self._file.seek(start)
            return self._file.readinto(buffer)

    def at(self, start: int, length: int) -> bytes:
        """So many bytes from *start* on."""
        with self._lock:
            self._file.seek(start)
            return self._file.read(length)


@dataclass(frozen=True, slots=True)
class Slip:
    """Says where on a shelf something lies."""

    shelf: Shelf = field(repr=False)
    start: int
    length: int

    def read(self) -> bytes:
        """What was put there."""
        return self.shelf.at(self.start, self.length)

    def text(self) -> str:
        """The same as a text."""
        return self.read().decode("utf-8", "surrogatepass")


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError:
        problem = "there is no room to put the pages of a long file away for a while"
        raise UnreadableError(problem, "free some on the disk for temporary files, or name another in TMPDIR") from None


class Stored:
    """A file on a shelf: what *fill* writes to it, from the beginning to the end. Nobody else may write there then."""

    def __init__(self, fill: Callable[[BinaryIO], None], shelf: Shelf | None = None) -> None:
        self._shelf = shelf or Shelf()
        self._start = self._shelf.end
        with io.BufferedWriter(_Reach(self._shelf, self._start), _AT_ONCE) as file:
            fill(file)
        self._length = self._shelf.end - self._start

    def reader(self) -> BinaryIO:
        """The file open to be read, at its beginning; each reader stands at its own place."""
        return io.BufferedReader(_Reach(self._shelf, self._start, self._length), _AT_ONCE)


class _Reach(io.RawIOBase):
    """A stretch of a shelf as a file that is written to its end, or read anywhere."""

    def __init__(self, shelf: Shelf, start: int, length: int = 0) -> None:
        self._shelf, self._start, self._length, self._at = shelf, start, length, 0

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: WriteableBuffer) -> int:
        whole = memoryview(buffer).cast("B")
        count = self._shelf.into(self._start + self._at, whole[: max(self._length - self._at, 0)])
        self._at += count
        return count

    def write(self, data: ReadableBuffer) -> int:
        slip = self._shelf.put(data)
        self._length = self._at = slip.start + slip.length - self._start
        return slip.length
