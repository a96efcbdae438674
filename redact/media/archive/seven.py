"""7z, by py7zr: opened within bounds, written without times."""

from __future__ import annotations

import io
import lzma
import struct
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.archive.members import Limits, Member, bomb, checked, damaged, linked, locked
from redact.types import Unseen

if TYPE_CHECKING:
    from py7zr import SevenZipFile

_MAGIC = b"7z\xbc\xaf\x27\x1c"
_HEAD = 32
_TIMES = ("creationtime", "lastwritetime", "lastaccesstime")
_BROKEN = (lzma.LZMAError, EOFError, ValueError, TypeError, OSError, LookupError, AttributeError, struct.error)
"""What py7zr raises for damage beside its own errors."""
_FIRST_DAY = 119_600_064_000_000_000
"""1980-01-01 in tenths of microseconds since 1601, as the format counts."""


def unpacked(data: bytes, limits: Limits) -> list[Member]:
    """The files of a 7z archive. Raises ``UnreadableError``."""
    from py7zr import SevenZipFile
    from py7zr.exceptions import ArchiveError, PasswordRequired
    from py7zr.io import BufferOverflow, BytesIOFactory

    try:
        with SevenZipFile(io.BytesIO(data)) as archive:
            names = _names(archive, limits)
            paths, factory = checked(names, limits), BytesIOFactory(limits.largest)
            archive.extractall(factory=factory)
    except PasswordRequired:
        raise locked() from None
    except (BufferOverflow, MemoryError):
        raise bomb() from None
    except (
        ArchiveError,
        lzma.LZMAError,
        EOFError,
        ValueError,
        TypeError,
        OSError,
        LookupError,
        AttributeError,
    ) as error:
        raise damaged(error) from None
    found = [(path, factory.products.get(name)) for path, name in zip(paths, names, strict=True)]
    return [Member(path, product.read() if product else b"") for path, product in found]


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive with these files."""
    from py7zr import SevenZipFile
    from py7zr.helpers import ArchiveTimestamp

    buffer = io.BytesIO()
    with SevenZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writef(io.BytesIO(data), name)
        for entry in archive.header.files_info.files:
            entry.update(
                dict.fromkeys(("creationtime", "lastwritetime", "lastaccesstime"), ArchiveTimestamp(_FIRST_DAY))
            )
    return buffer.getvalue()


def unseen(data: bytes) -> Iterator[Unseen]:
    """What the archive itself holds beside its files."""
    if not data.startswith(_MAGIC):
        raise UnreadableError("not a 7z archive, whatever its name says", "check what it is and name it accordingly")
    offset, size = (int.from_bytes(data[at : at + 8], "little") for at in (12, 20))
    behind = len(data) - (_HEAD + offset + size)
    if behind > 0:
        yield Unseen("bytes behind the files", "the archive", behind, check=checklist.TRAILING)


def _names(archive: SevenZipFile, limits: Limits) -> list[str]:
    if archive.needs_password():
        raise locked()
    files = [entry for entry in archive.files if not entry.is_directory]
    if any(entry.is_symlink or entry.is_junction or entry.is_socket for entry in archive.files):
        raise linked()
    if sum(entry.uncompressed for entry in files) > limits.largest:
        raise bomb()
    return [entry.filename for entry in files]
