"""ZIP: opened warily, written with names and contents alone."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.archive.members import Budget, Limits, Member, bomb, checked, damaged, linked, locked
from redact.media.ooxml.zip import packed
from redact.types import Unseen

_SMALL = 16 << 20
_STEEPEST = 400
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)


def unpacked(data: bytes, limits: Limits) -> list[Member]:
    """The files of a ZIP archive. Raises ``UnreadableError``."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check(entries, limits)
            paths, budget = checked((entry.filename for entry in entries), limits), Budget(limits.largest)
            return [Member(path, _read(archive, entry, budget)) for path, entry in zip(paths, entries, strict=True)]
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise damaged(error) from None


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive with these files."""
    return packed(members)


def unseen(data: bytes) -> Iterator[Unseen]:
    """What the archive itself holds beside its files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries, comment = archive.infolist(), archive.comment
    except _BROKEN as error:
        raise damaged(error) from None
    if comment:
        yield Unseen("comment text", "the archive", len(comment), check=checklist.METADATA)
    noted = sum(bool(entry.comment) for entry in entries)
    if noted:
        yield Unseen("comments on files", "the archive", noted, check=checklist.METADATA)
    extra = sum(bool(entry.extra) for entry in entries)
    if extra:
        yield Unseen("times and owners of files", "the archive", extra, serious=False, check=checklist.METADATA)
    around = len(data) - _accounted(entries, data)
    if around > 0:
        yield Unseen("bytes beside the files", "the archive", around, check=checklist.TRAILING)


def _accounted(entries: list[zipfile.ZipInfo], data: bytes) -> int:
    """How many bytes belong to files and to the list of them."""
    directory = data.rfind(b"PK\x05\x06")
    listed = int.from_bytes(data[directory + 12 : directory + 16], "little")
    end = 22 + int.from_bytes(data[directory + 20 : directory + 22], "little")
    return listed + end + sum(_length(entry, data) for entry in entries)


def _length(entry: zipfile.ZipInfo, data: bytes) -> int:
    head = data[entry.header_offset : entry.header_offset + 30]
    names = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    described = (16 if data[_after(entry, names) :][:4] == b"PK\x07\x08" else 12) if entry.flag_bits & 8 else 0
    return 30 + names + entry.compress_size + described


def _after(entry: zipfile.ZipInfo, names: int) -> int:
    return entry.header_offset + 30 + names + entry.compress_size


def _check(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    for entry in entries:
        if entry.flag_bits & 1:
            raise locked()
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if entry.create_system == 3 and kind not in {0, stat.S_IFREG}:
            raise linked()
        if entry.file_size > _SMALL and entry.file_size > _STEEPEST * max(entry.compress_size, 1):
            raise bomb()
    if sum(entry.file_size for entry in entries) > limits.largest:
        raise bomb()


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> bytes:
    with archive.open(entry) as stream:
        return budget.spend(stream)
