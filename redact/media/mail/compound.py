"""The inside of an .msg file: storages and streams, read into messages whose properties have numbers (MS-OXMSG)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.mail.charsets import text_in
from redact.media.mail.mapi import DATA, FLAGS_CODE_PAGE, OBJECT_METHOD, File, Item, Value, charset

if TYPE_CHECKING:
    from olefile import OleFileIO

    Path_ = tuple[str, ...]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLE = "__properties_version1.0"
_RECIPIENT, _FILE, _VALUE = "__recip_version1.0_#", "__attach_version1.0_#", "__substg1.0_"
_HEAD_OF_FILE, _HEAD_OF_MESSAGE, _HEAD_OF_PART = 32, 24, 8
_FIXED = {0x0002: 2, 0x0003: 4, 0x000B: 2, 0x0014: 8, 0x0040: 8}
_WORDS_8, _WORDS_16, _BINARY = 0x001E, 0x001F, 0x0102
_WITH_MESSAGE = 5
_DEEPEST, _MOST = 20, 5000
_INSIDE = ("Package", "CONTENTS", "Contents")
_NATIVE = "\x01Ole10Native"
_ERRORS = (OSError, struct.error, IndexError, KeyError, ValueError, TypeError, OverflowError, AttributeError)


def opened(data: bytes) -> Item:
    """The message in a file. Raises ``UnreadableError`` for a file that is damaged, cut short, or holds none."""
    with _container(data) as ole:
        if not ole.exists(_TABLE):
            raise UnreadableError("not a message: no table of properties", "check that the file is what its name says")
        return _Reader(ole).item((), _HEAD_OF_FILE, 0)


@contextmanager
def _container(data: bytes) -> Iterator[OleFileIO]:
    import olefile

    if not data.startswith(MAGIC):
        raise UnreadableError("not an Outlook message", "check that the file is what its name says")
    try:
        with olefile.OleFileIO(io.BytesIO(data), raise_defects=olefile.DEFECT_INCORRECT) as ole:
            yield ole
    except (*_ERRORS, RecursionError):
        raise UnreadableError("a damaged Outlook message, or one that was cut short") from None


class _Reader:
    """Reads one file. The properties of each storage stand in a table, their text and bytes in streams beside it."""

    def __init__(self, ole: OleFileIO) -> None:
        self._ole = ole
        self._streams: dict[Path_, list[str]] = {}
        for path in ole.listdir(streams=True, storages=True):
            self._streams.setdefault(tuple(path[:-1]), []).append(path[-1])

    def item(self, at: Path_, head: int, depth: int) -> Item:
        """The message in a storage."""
        if depth > _DEEPEST:
            raise UnreadableError("messages nested too deeply", "take them out and run them on their own")
        letters = self._letters(at, head)
        names = sorted(self._streams.get(at, []))
        recipients = [name for name in names if name.startswith(_RECIPIENT)]
        files = [name for name in names if name.startswith(_FILE)]
        if len(recipients) + len(files) > _MOST:
            raise UnreadableError(f"more than {_MOST:,} recipients and files", "split it")
        return Item(
            self._properties(at, head, letters),
            tuple(self._properties((*at, name), _HEAD_OF_PART, letters) for name in recipients),
            tuple(self._file((*at, name), letters, depth) for name in files),
        )

    def _letters(self, at: Path_, head: int) -> str:
        fixed = self._fixed(at, head)
        return charset(fixed.get(FLAGS_CODE_PAGE, 0)) or "cp1252"

    def _properties(self, at: Path_, head: int, letters: str) -> dict[int, Value]:
        found: dict[int, Value] = dict(self._fixed(at, head))
        for name in self._streams.get(at, ()):
            tag = name[len(_VALUE) :]
            if not name.startswith(_VALUE) or len(tag) != 8:
                continue
            number, kind = int(tag[:4], 16), int(tag[4:], 16)
            value = self._value((*at, name), kind, letters)
            if value is not None:
                found[number] = value
        return found

    def _fixed(self, at: Path_, head: int) -> dict[int, int]:
        path = [*at, _TABLE]
        table = self._ole.openstream(path).read()[head:] if self._ole.exists(path) else b""
        found = {}
        for kind, number, _flags, value in struct.iter_unpack("<HHI8s", table[: len(table) // 16 * 16]):
            if kind in _FIXED:
                found[number] = int.from_bytes(value[: _FIXED[kind]], "little")
        return found

    def _value(self, path: Path_, kind: int, letters: str) -> Value | None:
        if kind not in {_WORDS_8, _WORDS_16, _BINARY}:
            return b"" if self._ole.get_type(list(path)) == _STREAM else None
        data: bytes = self._ole.openstream(list(path)).read()
        if kind == _BINARY:
            return data
        text = data.decode("utf-16-le", "replace") if kind == _WORDS_16 else text_in(data.rstrip(b"\x00"), letters)
        return text.rstrip("\x00")

    def _file(self, at: Path_, letters: str, depth: int) -> File:
        properties = self._properties(at, _HEAD_OF_PART, letters)
        inner = (*at, f"{_VALUE}{DATA:04X}000D")
        data = properties.pop(DATA, b"")
        if self._ole.get_type(list(inner)) == _STORAGE:
            if properties.get(OBJECT_METHOD) == _WITH_MESSAGE:
                return File(properties, item=self.item(inner, _HEAD_OF_MESSAGE, depth + 1))
            return File(properties, self._object(inner))
        return File(properties, data if isinstance(data, bytes) else b"")

    def _object(self, at: Path_) -> bytes:
        """The file inside an embedded object, where it holds one as it is; else nothing."""
        for name in _INSIDE:
            if self._ole.get_type([*at, name]) == _STREAM:
                data: bytes = self._ole.openstream([*at, name]).read()
                return data
        if self._ole.get_type([*at, _NATIVE]) == _STREAM:
            return _native(self._ole.openstream([*at, _NATIVE]).read())
        return b""


_STORAGE, _STREAM = 1, 2


def _native(data: bytes) -> bytes:
    """The file in an object that a packager made: behind three texts and some numbers."""
    at = 6
    for _ in range(2):
        at = data.index(b"\x00", at) + 1
    (length,) = struct.unpack_from("<I", data, at + 4)
    at += 8 + length
    (size,) = struct.unpack_from("<I", data, at)
    return data[at + 4 : at + 4 + size]
