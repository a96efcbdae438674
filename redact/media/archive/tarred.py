"""TAR: files alone, without owners, times, rights and everything that is no plain file."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator, Mapping

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.archive.members import Budget, Limits, Member, checked, damaged, linked
from redact.types import Unseen

_BROKEN = (tarfile.TarError, EOFError, ValueError, OSError, OverflowError)
_BLOCK = 512


def unpacked(data: bytes, limits: Limits) -> list[Member]:
    """The files of a TAR archive that is not compressed. Raises ``UnreadableError``."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            entries = list(_files(archive, limits))
            paths, budget = checked((entry.name for entry in entries), limits), Budget(limits.largest)
            return [Member(path, _read(archive, entry, budget)) for path, entry in zip(paths, entries, strict=True)]
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise damaged(error) from None


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive with these files."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


def unseen(data: bytes) -> Iterator[Unseen]:
    """What the archive itself holds beside its files."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            entries, end = archive.getmembers(), archive.offset
    except _BROKEN as error:
        raise damaged(error) from None
    owned = sum(bool(entry.uname or entry.gname or entry.uid or entry.gid) for entry in entries)
    if owned:
        yield Unseen("owners of files", "the archive", owned, check=checklist.METADATA)
    dated = sum(entry.mtime > 0 for entry in entries)
    if dated:
        yield Unseen("times of files", "the archive", dated, serious=False, check=checklist.METADATA)
    notes = sum(bool(set(entry.pax_headers) - {"path", "size"}) for entry in entries)
    if notes:
        yield Unseen("private notes on files", "the archive", notes, check=checklist.METADATA)
    behind = len(data[end:].strip(b"\0"))
    if behind:
        yield Unseen("bytes behind the files", "the archive", behind, check=checklist.TRAILING)


def _files(archive: tarfile.TarFile, limits: Limits) -> Iterator[tarfile.TarInfo]:
    for number, entry in enumerate(archive):
        if number > limits.most:
            raise UnreadableError(f"an archive of more than {limits.most:,} files", "unpack it and run on the folder")
        if entry.isfile() and not entry.issparse():
            yield entry
        elif not entry.isdir():
            raise linked()


def _read(archive: tarfile.TarFile, entry: tarfile.TarInfo, budget: Budget) -> bytes:
    stream = archive.extractfile(entry)
    if stream is None:
        raise linked()
    with stream:
        data = budget.spend(stream)
    if len(data) != entry.size:
        raise UnreadableError("an archive that was cut short", "pack it again and run once more")
    return data
