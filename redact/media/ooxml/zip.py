"""The zip around an Office file: opened warily, written the same way every time.

Only names and contents survive a round trip: no time stamps, comments, extra fields, or bytes between the members.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping

from redact.errors import UnreadableError

LARGEST_TOTAL = 1 << 30
"""Bytes that all members together may have once they are unpacked."""
MOST_MEMBERS = 20_000
_SMALL = 16 << 20
_STEEPEST = 400
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError)


def unpacked(data: bytes) -> dict[str, bytes]:
    """The members of an Office archive by name, without folders.

    Raises ``UnreadableError`` for what is no zip, is encrypted, damaged, or would grow beyond reason, and for names
    that are doubled, absolute or lead upwards.
    """
    _check_signature(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries)
            return {_name(entry): archive.read(entry) for entry in entries}
    except UnreadableError:
        raise
    except _BROKEN as error:
        raise UnreadableError(f"damaged archive ({type(error).__name__})") from None


def packed(members: Mapping[str, bytes]) -> bytes:
    """An archive with these members, in this order; the same input gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, data)
    return buffer.getvalue()


def _check_signature(data: bytes) -> None:
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableError("protected by a password", "save it without a password and run once more")
        raise UnreadableError("an Office file of before 2007", "save it in today's format and run once more")
    if not data.startswith(b"PK"):
        raise UnreadableError("not an Office file, whatever its name says", "check what it is and name it accordingly")


def _check_entries(entries: Iterable[zipfile.ZipInfo]) -> None:
    total, seen = 0, set[str]()
    for entry in entries:
        name = _name(entry).casefold()
        if name in seen or name.startswith("/") or re.match(r"[a-z]:", name) or ".." in name.split("/"):
            raise UnreadableError(
                "an archive with doubled or misleading names inside", "save it again and run once more"
            )
        seen.add(name)
        if entry.flag_bits & 1:
            raise UnreadableError("protected by a password", "save it without a password and run once more")
        total += entry.file_size
        steep = entry.file_size > _SMALL and entry.file_size > _STEEPEST * max(entry.compress_size, 1)
        if total > LARGEST_TOTAL or steep or len(seen) > MOST_MEMBERS:
            raise UnreadableError("an archive that grows beyond reason when it is opened", "check where it came from")


def _name(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")
