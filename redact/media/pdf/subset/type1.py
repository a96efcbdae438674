"""A Type 1 program with wanted glyphs only. Adobe Type 1 Font Format.

Outlines of other glyphs, the subroutines that only they called and their places in the encoding are gone. What is kept
stays enciphered as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.eexec import OUTLINE, PRIVATE, decrypted, encrypted
from redact.media.pdf.subset.encodings import Wanted, published
from redact.media.pdf.subset.naming import named_by
from redact.media.pdf.subset.type1_calls import called_by

_EEXEC = re.compile(rb"currentfile\s+eexec(?:\r\n|[ \t\r\n])")
_SUBRS = re.compile(rb"/Subrs\s+(\d+)\s+array")
_GLYPHS = re.compile(rb"/CharStrings\s+(\d+)\s+dict\s+dup\s+begin")
_SUBR = re.compile(rb"\s*dup\s+(\d+)\s+(\d+)\s+(\S+) ")
_GLYPH = re.compile(rb"\s*/(\S+)\s+(\d+)\s+(\S+) ")
_AFTER = re.compile(rb"\s*(?:noaccess\s+put|noaccess\s+def|readonly\s+put|readonly\s+def|[^\s/]+)")
_CODE = re.compile(rb"dup\s+(?:(\d+)#)?(\w+)\s*/(\S+)\s+put\s*")
_TAG = re.compile(rb"\b[A-Z]{6}\+")
_TRAILER = (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
_RETURN = b"\x0b"


@dataclass(frozen=True, slots=True)
class Program:
    """A Type 1 program taken apart: its clear part, and the private part around two tables."""

    clear: bytes
    private: bytes
    subrs: Table
    glyphs: Table
    skipped: int
    """Bytes that only fill at the front of each outline."""


@dataclass(frozen=True, slots=True)
class Table:
    """A run of enciphered pieces by name, and where it stands in the private part, its heading included."""

    start: int
    end: int
    pieces: dict[bytes, bytes]
    before: bytes = b"RD"
    after: bytes = b"ND"


def cut_type1(data: bytes, wanted: Wanted) -> tuple[bytes, int, int]:
    """The program cut down, and the lengths of its clear and its enciphered part. Raises ``CannotEditError``."""
    if wanted.cids:
        raise CannotEditError("a Type 1 font used by number")
    program = opened(data)
    names = {name.decode("latin-1") for name in program.glyphs.pieces}
    kept = {".notdef"} | named_by(wanted.rows, names, _encoding(program.clear))
    glyphs, subrs = called_by(program.glyphs.pieces, program.subrs.pieces, kept & names, program.skipped)
    clear = _clear(program.clear, {row.code for row in wanted.rows})
    private = encrypted(bytes(4) + _private(program, glyphs, subrs), PRIVATE)
    return clear + private + _TRAILER, len(clear), len(private)


# --- Reading ----------------------------------------------------------------------------------------------


def opened(data: bytes) -> Program:
    """A program taken apart. Raises ``CannotEditError``."""
    data = _without_segments(data)
    place = _EEXEC.search(data)
    if place is None:
        raise CannotEditError("a Type 1 font without a private part")
    cipher = data[place.end() :]
    if not cipher[:4].strip(b"0123456789abcdefABCDEF \t\r\n"):
        digits = re.match(rb"[0-9a-fA-F\s]*", cipher)
        packed = b"".join(digits[0].split()) if digits else b""
        cipher = bytes.fromhex(packed[: len(packed) // 2 * 2].decode())
    private = decrypted(cipher, PRIVATE)[4:]
    end = private.rfind(b"closefile")
    if end < 0:
        raise CannotEditError("a Type 1 font without an end")
    private = private[: end + 9] + b"\n"
    length = re.search(rb"/lenIV\s+(-?\d+)", private)
    subrs, glyphs = _table(private, _SUBRS, _SUBR), _table(private, _GLYPHS, _GLYPH)
    return Program(data[: place.end()], private, subrs, glyphs, int(length[1]) if length else 4)


def _without_segments(data: bytes) -> bytes:
    """The bytes of a file that says before each part how long it is."""
    parts = b""
    while data[:1] == b"\x80" and data[1:2] in (b"\1", b"\2"):
        length = int.from_bytes(data[2:6], "little")
        parts, data = parts + data[6 : 6 + length], data[6 + length :]
    return parts or data


def _table(private: bytes, heading: re.Pattern[bytes], each: re.Pattern[bytes]) -> Table:
    headings = list(heading.finditer(private))
    if not headings and heading is _SUBRS:
        return Table(-1, -1, {})
    if len(headings) != 1:
        raise CannotEditError("a Type 1 font with several sets of outlines")
    at, pieces, before, after = headings[0].end(), {}, b"RD", b"ND"
    while found := each.match(private, at):
        end = found.end() + int(found[2])
        tail = _AFTER.match(private, end)
        if tail is None or found[1] in pieces:
            raise CannotEditError("a Type 1 font that is broken")
        pieces[found[1]] = private[found.end() : end]
        before, after, at = found[3], tail[0].strip(), tail.end()
    return Table(headings[0].start(), at, pieces, before, after)


def _encoding(clear: bytes) -> dict[int, str]:
    if re.search(rb"/Encoding\s+StandardEncoding", clear):
        return published("StandardEncoding")
    if re.search(rb"/Encoding\s*\[", clear):
        raise CannotEditError("a Type 1 font with its codes in a row")
    return {_code(found): found[3].decode("latin-1") for found in _CODE.finditer(clear)}


def _code(found: re.Match[bytes]) -> int:
    try:
        return int(found[2], int(found[1] or 10))
    except ValueError:
        raise CannotEditError("a Type 1 font whose codes are no numbers") from None


# --- Writing ----------------------------------------------------------------------------------------------


def _clear(clear: bytes, codes: set[int]) -> bytes:
    """The clear part with the codes in use, in their order, and without the tag of the old subset."""
    rows = list(_CODE.finditer(clear))
    if rows:
        kept = b"".join(sorted(b"dup %3d /%s put\n" % (_code(row), row[3]) for row in rows if _code(row) in codes))
        clear = clear[: rows[0].start()] + kept + clear[rows[-1].end() :]
    return _TAG.sub(b"", clear)


def _private(program: Program, glyphs: set[bytes], subrs: set[int]) -> bytes:
    """The private part with these glyphs and subroutines; one that is gone keeps its number and does nothing."""
    empty = encrypted(bytes(max(0, program.skipped)) + _RETURN, OUTLINE) if program.skipped >= 0 else _RETURN
    pieces, last = program.subrs.pieces, max(subrs, default=-1)
    numbered = [pieces.get(b"%d" % n, empty) if n in subrs else empty for n in range(last + 1)]
    calls = _written(program.subrs, ((b"dup %d" % n, piece) for n, piece in enumerate(numbered)))
    drawn = _written(program.glyphs, ((b"/" + name, program.glyphs.pieces[name]) for name in sorted(glyphs)))
    rows = [(program.glyphs, b"/CharStrings %d dict dup begin\n" % len(glyphs) + drawn)]
    if program.subrs.start >= 0:
        rows.append((program.subrs, b"/Subrs %d array\n" % len(numbered) + calls))
    out, at = b"", 0
    for table, text in sorted(rows, key=lambda row: row[0].start):
        out += program.private[at : table.start] + text
        at = table.end
    return out + program.private[at:]


def _written(table: Table, rows: Iterable[tuple[bytes, bytes]]) -> bytes:
    return b"\n".join(b"%s %d %s %s %s" % (name, len(piece), table.before, piece, table.after) for name, piece in rows)
