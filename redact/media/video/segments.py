"""Pieces of an encoded film kept on disk until all are there, so that a job that was stopped goes on where it was.

They lie in a hidden folder beside the target that only its owner may read, named by a digest of everything that they
are made from: the same job finds them again, another does not. A piece is there as a whole or not at all. Form of a
piece: one msgpack record a packet.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from redact.errors import RedactError

if TYPE_CHECKING:
    from av import Packet

PREFIX = ".redact-film-"
"""How the folders are called; ``steps.draft.sweep`` clears old ones away."""


class Piece(msgspec.Struct, frozen=True):
    """An encoded picture: when it is shown and for how long, in ticks of its encoder."""

    tick: int
    duration: int
    key: bool
    data: bytes


class Told(msgspec.Struct, frozen=True):
    """What is known of a finished segment: its last tick, its damaged stretches in seconds, whether it is the last."""

    last: int
    damaged: tuple[tuple[float, float], ...] = ()
    end: bool = False


class Store:
    """The segments of one job, by number from 0."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def done(self) -> list[Told]:
        """What is known of the segments that are finished, without a gap from the first."""
        found: list[Told] = []
        while (path := self._told(len(found))).is_file():
            found.append(msgspec.msgpack.decode(path.read_bytes(), type=Told))
        return found

    def begin(self, number: int) -> BinaryIO:
        """The segment, empty, to be written."""
        return self._pieces(number).open("wb")

    def finish(self, number: int, told: Told) -> None:
        """Says that the segment is whole."""
        made = self._told(number).with_suffix(".new")
        made.write_bytes(msgspec.msgpack.encode(told))
        made.replace(self._told(number))

    def pieces(self) -> Iterator[Piece]:
        """Everything in all segments, in order."""
        for number in range(len(self.done())):
            with self._pieces(number).open("rb") as file:
                while size := file.read(4):
                    yield msgspec.msgpack.decode(file.read(int.from_bytes(size, "big")), type=Piece)

    def _pieces(self, number: int) -> Path:
        return self.folder / f"{number:06}.pieces"

    def _told(self, number: int) -> Path:
        return self.folder / f"{number:06}.told"


def put(file: BinaryIO, packets: Iterable[Packet[Any]]) -> None:
    """Adds encoded pictures to a segment."""
    for packet in packets:
        piece = Piece(packet.pts or 0, packet.duration or 0, packet.is_keyframe, bytes(packet))
        record = msgspec.msgpack.encode(piece)
        file.write(len(record).to_bytes(4, "big") + record)


@contextmanager
def store(target: Path, made_from: Iterable[object] | None) -> Iterator[Store]:
    """A folder for segments beside *target*; it goes when the work is done or refused, and stays when it is killed.

    *made_from* is everything that the segments depend on; ``None`` where they are not worth finding again.
    """
    key = secrets.token_hex(8) if made_from is None else _digest(made_from)
    folder = target.with_name(f"{PREFIX}{key}")
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        yield Store(folder)
    except (RedactError, ValueError, OSError):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except BaseException:
        if made_from is None:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _digest(made_from: Iterable[object]) -> str:
    digest = hashlib.blake2b(digest_size=16)
    for part in made_from:
        if isinstance(part, Path):
            with part.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        digest.update(repr(part.resolve() if isinstance(part, Path) else part).encode() + b"\0")
    return digest.hexdigest()
