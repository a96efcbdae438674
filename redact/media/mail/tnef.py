"""winmail.dat: the file into which Outlook packs a message that it sends in its own way (MS-OXTNEF)."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from redact.errors import UnreadableError
from redact.media.mail.charsets import text_in
from redact.media.mail.mapi import DATA, File, Item, Value, charset

_HEAD = 6
_SIGNATURE = b"\x78\x9f\x3e\x22"
_CODE_PAGE, _SUBJECT, _BODY = 0x9007, 0x8004, 0x800C
_PROPERTIES, _RECIPIENTS = 0x9003, 0x9004
_NEW_FILE, _FILE_DATA, _FILE_TITLE, _FILE_PROPERTIES = 0x9002, 0x800F, 0x8010, 0x9005
_OF_FILES = 2
_FIXED = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8,
          0x0040: 8, 0x0048: 16}  # fmt: skip
_WORDS_8, _WORDS_16, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_SEVERAL, _NAMED = 0x1000, 0x8000
_MESSAGE = bytes.fromhex("0703020000000000c000000000000046")
_DEEPEST, _MOST = 20, 20_000


def is_one(data: bytes) -> bool:
    """Whether bytes begin as such a file does."""
    return data.startswith(_SIGNATURE)


def opened(data: bytes, depth: int = 0) -> Item:
    """The message that it holds. Raises ``UnreadableError`` for one that is damaged or cut short."""
    if not is_one(data) or len(data) <= _HEAD or depth > _DEEPEST:
        raise _damaged()
    try:
        attributes = list(_attributes(data))
        return _item(attributes, depth)
    except (struct.error, IndexError, OverflowError):
        raise _damaged() from None


def _attributes(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """``(level, number, content)`` of each attribute in order; their check sums must hold."""
    at = _HEAD
    while at < len(data):
        level, number, _kind, length = struct.unpack_from("<BHHI", data, at)
        content = data[at + 9 : at + 9 + length]
        (check,) = struct.unpack_from("<H", data, at + 9 + length)
        if level not in {1, _OF_FILES} or len(content) < length or sum(content) & 0xFFFF != check:
            raise _damaged()
        yield level, number, content
        at += 11 + length


def _item(attributes: list[tuple[int, int, bytes]], depth: int) -> Item:
    page = next((content for _, number, content in attributes if number == _CODE_PAGE), b"")
    letters = charset(int.from_bytes(page[:4], "little")) or "cp1252"
    properties: dict[int, Value] = {}
    recipients: tuple[Mapping[int, Value], ...] = ()
    files: list[list[tuple[int, bytes]]] = []
    for level, number, content in attributes:
        if level == _OF_FILES:
            if number == _NEW_FILE or not files:
                files.append([])
            files[-1].append((number, content))
        elif number == _PROPERTIES:
            properties |= _Reader(content, letters, depth).properties()
        elif number == _RECIPIENTS:
            recipients = tuple(_Reader(content, letters, depth).rows())
        elif number in {_SUBJECT, _BODY}:
            properties.setdefault(0x0037 if number == _SUBJECT else 0x1000, _words(content, letters))
    return Item(properties, recipients, tuple(_file(rows, letters, depth) for rows in files))


def _file(rows: list[tuple[int, bytes]], letters: str, depth: int) -> File:
    properties: dict[int, Value] = {}
    data = b""
    reader = None
    for number, content in rows:
        if number == _FILE_DATA:
            data = content
        elif number == _FILE_TITLE:
            properties[0x3704] = _words(content, letters)
        elif number == _FILE_PROPERTIES:
            reader = _Reader(content, letters, depth)
            properties |= reader.properties()
    inner = reader.inner if reader else None
    packed = properties.pop(DATA, b"")
    return File(properties, b"" if inner else data or (packed if isinstance(packed, bytes) else b""), inner)


def _words(content: bytes, letters: str) -> str:
    return text_in(content.rstrip(b"\x00"), letters)


@dataclass(slots=True)
class _Reader:
    """Reads properties one after the other. ``inner`` is the message that one of them held."""

    data: bytes = field(repr=False)
    letters: str
    depth: int
    at: int = 0
    inner: Item | None = None

    def rows(self) -> Iterator[dict[int, Value]]:
        for _ in range(self._count()):
            yield self.properties()

    def properties(self) -> dict[int, Value]:
        found: dict[int, Value] = {}
        for _ in range(self._count()):
            kind, number = struct.unpack("<HH", self._take(4))
            if number >= _NAMED:
                self._name()
            value = self._value(kind)
            if value is not None:
                found[number] = value
        return found

    def _name(self) -> None:
        self._take(16)
        if self._number() == 0:
            self._take(4)
        else:
            self._padded(self._number())

    def _value(self, kind: int) -> Value | None:
        if kind & ~_SEVERAL in _FIXED:
            size = _FIXED[kind & ~_SEVERAL]
            values = [self._take(size) for _ in range(self._count() if kind & _SEVERAL else 1)]
            return int.from_bytes(values[0][:8], "little") if values else None
        values = [self._padded(self._number()) for _ in range(self._count())]
        return self._read(kind & ~_SEVERAL, values[0]) if values else None

    def _read(self, kind: int, value: bytes) -> Value:
        if kind == _WORDS_16:
            return value.decode("utf-16-le", "replace").rstrip("\x00")
        if kind == _WORDS_8:
            return _words(value, self.letters)
        if kind == _OBJECT:
            if value.startswith(_MESSAGE):
                self.inner = opened(value[16:], self.depth + 1)
            return value[16:]
        return value

    def _count(self) -> int:
        count = self._number()
        if count > _MOST:
            raise _damaged()
        return count

    def _number(self) -> int:
        return int.from_bytes(self._take(4), "little")

    def _padded(self, length: int) -> bytes:
        value = self._take(length)
        self._take(min(-length % 4, len(self.data) - self.at))
        return value

    def _take(self, length: int) -> bytes:
        value = self.data[self.at : self.at + length]
        if len(value) < length:
            raise _damaged()
        self.at += length
        return value


def _damaged() -> UnreadableError:
    return UnreadableError("a damaged winmail.dat", "ask the sender for the files themselves")
