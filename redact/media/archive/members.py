"""The members of an archive, whatever its kind: names that lead nowhere else, sizes that stay within bounds.

Whoever unpacks an archive trusts its names. One that is absolute, climbs upwards, stands there twice or is a link is
refused together with the archive: which of two files of one name is the real one, nobody can say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from redact.errors import UnreadableError

_SLICE = 1 << 20
_DRIVE = re.compile(r"[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_LONGEST_NAME = 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """``largest``: bytes that all members together may have unpacked. ``most``: how many there may be."""

    largest: int
    most: int


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive: where it stands in it, and its bytes."""

    path: PurePosixPath = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def name(self) -> str:
        """Without its folders."""
        return self.path.name

    @property
    def folder(self) -> str:
        """Its folders, empty for one that has none."""
        parent = self.path.parent.as_posix()
        return "" if parent == "." else parent


@dataclass(slots=True)
class Budget:
    """How many bytes may still be unpacked."""

    left: int

    def spend(self, stream: IO[bytes]) -> bytes:
        """All that *stream* holds. Raises ``UnreadableError`` as soon as that is more than is left."""
        pieces = []
        while piece := stream.read(_SLICE):
            self.left -= len(piece)
            if self.left < 0:
                raise bomb()
            pieces.append(piece)
        return b"".join(pieces)


def bomb() -> UnreadableError:
    """The refusal of what grows without reason."""
    return UnreadableError("an archive that grows beyond reason when it is opened", "check where it came from")


def locked() -> UnreadableError:
    """The refusal of what needs a password."""
    return UnreadableError("an archive protected by a password", "unpack it and run on the folder")


def linked() -> UnreadableError:
    """The refusal of what points to other files."""
    return UnreadableError("an archive with links or devices inside", "unpack it and run on the folder")


def damaged(error: Exception) -> UnreadableError:
    """The refusal of what no reader can follow."""
    return UnreadableError(f"a damaged archive ({type(error).__name__})", "pack it again and run once more")


def checked(names: Iterable[str], limits: Limits) -> list[PurePosixPath]:
    """The paths of members. Raises ``UnreadableError`` for names that mislead, stand there twice, or are too many."""
    paths = [_path(name) for name in names]
    if len(paths) > limits.most:
        raise UnreadableError(f"an archive of more than {limits.most:,} files", "unpack it and run on the folder")
    if len({path.as_posix().casefold() for path in paths}) < len(paths):
        raise UnreadableError("an archive in which two files have one name", "unpack it and run on the folder")
    return paths


def _path(name: str) -> PurePosixPath:
    name = name.replace("\\", "/")
    path = PurePosixPath(name)
    outside = path.is_absolute() or ".." in path.parts or _DRIVE.match(name) is not None
    if outside or not path.name or _CONTROL.search(name) or len(name) > _LONGEST_NAME:
        raise UnreadableError("an archive with names inside that lead out of it", "check where it came from")
    return path


def without_clashes(members: Iterable[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """Released members by path; one that came to bear the name of another gets a number behind its own."""
    settled: dict[str, bytes] = {}
    taken: set[str] = set()
    for name, data in members:
        free = next(each for each in _numbered(PurePosixPath(name)) if each.casefold() not in taken)
        taken.add(free.casefold())
        settled[free] = data
    return settled


def _numbered(path: PurePosixPath) -> Iterator[str]:
    yield path.as_posix()
    number = 2
    while True:
        yield path.with_name(f"{path.stem} ({number}){path.suffix}").as_posix()
        number += 1
