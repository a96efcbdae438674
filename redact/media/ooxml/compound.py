"""Files packed into a compound file, as Office packs what it has no member of its own for: taken out, packed again.

The layout is that of [MS-CFB] (512-byte sectors, no short ones: the one stream is filled up to where none are used)
and, inside it, of the native data of the Packager ([MS-OLEDS] 2.3.6 and what Windows writes into it).
"""

from __future__ import annotations

import io
import struct

from redact.media.ooxml.listing import suffix_of

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_NATIVE = "\x01Ole10Native"
_STREAMS = ("Package", "CONTENTS", "Contents")
"""Streams that are the file itself."""
_SECTOR = 512
_SHORTEST = 4096
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PACKAGER = bytes.fromhex("0c00030000000000c000000000000046")


def taken_out(data: bytes) -> tuple[str, bytes] | None:
    """The ending (from its name, where it has one) and the bytes of the file in a compound file; ``None`` if none."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for name in _STREAMS:
                if ole.exists(name):
                    return "", ole.openstream(name).read()
            return _native(ole.openstream(_NATIVE).read()) if ole.exists(_NATIVE) else None
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, struct.error, RecursionError):
        return None  # its reader raises whatever a damaged file leads it to


def packed_in(name: str, data: bytes) -> bytes:
    """A compound file with one file in it, called *name*."""
    stream = _native_of(name.encode("ascii", "replace"), data)
    stream += bytes(-len(stream) % _SECTOR if len(stream) >= _SHORTEST else _SHORTEST - len(stream))
    return _compound(stream)


def _native(stream: bytes) -> tuple[str, bytes] | None:
    """The file in a stream of the Packager: its label, its path, a path for a copy, then the bytes."""
    at = 6
    _, at = _string(stream, at)
    path, at = _string(stream, at)
    at += 4
    (length,) = struct.unpack_from("<I", stream, at)
    at += 4 + length
    (size,) = struct.unpack_from("<I", stream, at)
    data = stream[at + 4 : at + 4 + size]
    return (suffix_of(path.decode("latin-1").replace("\\", "/")), data) if len(data) == size else None


def _string(stream: bytes, at: int) -> tuple[bytes, int]:
    end = stream.index(b"\0", at)
    return stream[at:end], end + 1


def _native_of(name: bytes, data: bytes) -> bytes:
    text = name + b"\0"
    inner = b"\x02\0" + text + text + b"\0\0\x03\0" + struct.pack("<I", len(text)) + text
    inner += struct.pack("<I", len(data)) + data
    return struct.pack("<I", len(inner)) + inner


def _compound(stream: bytes) -> bytes:
    """Header, table of sectors, directory, stream, in this order; the table lists itself first."""
    used = len(stream) // _SECTOR
    tables = 1
    while tables * (_SECTOR // 4) < tables + 1 + used + _lists(tables):
        tables += 1
    lists = _lists(tables)
    first = tables + lists + 1
    chain = [_TABLE] * tables + [_FREE - 3] * lists + [_END]
    chain += [*range(first + 1, first + used), _END]
    chain += [_FREE] * (tables * (_SECTOR // 4) - len(chain))
    header = _header(tables, lists, directory=tables + lists)
    body = struct.pack(f"<{len(chain)}I", *chain) + _list_sectors(tables, lists) + _directory(first, len(stream))
    return header + body + stream


def _lists(tables: int) -> int:
    """How many more sectors it takes to list the sectors of the table: the header lists 109 of them."""
    return -(-max(tables - 109, 0) // 127)


def _header(tables: int, lists: int, *, directory: int) -> bytes:
    head = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, _SHORTEST, _END, 0, tables if lists else _END, lists)
    listed = [*range(min(tables, 109))]
    return head + struct.pack("<109I", *listed, *[_FREE] * (109 - len(listed)))


def _list_sectors(tables: int, lists: int) -> bytes:
    rest, made = list(range(109, tables)), b""
    for number in range(lists):
        here = rest[number * 127 : number * 127 + 127]
        following = tables + number + 1 if number + 1 < lists else _END
        made += struct.pack("<128I", *here, *[_FREE] * (127 - len(here)), following)
    return made


def _directory(first: int, size: int) -> bytes:
    root = _entry("Root Entry", kind=5, child=1, start=_END, size=0)
    return root + _entry(_NATIVE, kind=2, child=_FREE, start=first, size=size) + _unused() * 2


def _entry(name: str, *, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    identity = _PACKAGER if kind == 5 else bytes(16)
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, child)
    return (
        text.ljust(64, b"\0")
        + struct.pack("<H", len(text))
        + links
        + identity
        + bytes(20)
        + struct.pack("<IQ", start, size)
    )


def _unused() -> bytes:
    return bytes(66) + struct.pack("<BBIII", 0, 0, _FREE, _FREE, _FREE) + bytes(48)
