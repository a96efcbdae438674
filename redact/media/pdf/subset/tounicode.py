"""The table of which letters a font's codes stand for, written anew for the codes in use. PDF 32000-1, 9.10.3."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from redact.media.pdf.objects import CannotEditError

Entry: TypeAlias = tuple[int, bytes, bytes]
"""A code as a number, as it is written, and the letters it stands for as hexadecimal digits."""

_SECTION = re.compile(rb"beginbf(char|range)(.*?)(?=endbf|beginbf|$)", re.DOTALL)
_SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>")
_ROW = re.compile(rb"<([0-9A-Fa-f\s]*)>\s*<([0-9A-Fa-f\s]*)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_BASE = re.compile(rb"/(Adobe-(?:Korea1|Japan1|CNS1|GB1)-UCS2)\b")
_EACH = 100  # entries of one section at most
_MOST = 300_000  # entries of a table; there are 65,536 codes of two bytes


def cut_map(data: bytes, codes: set[int]) -> bytes:
    """The table with these codes only, in their order. What a code stands for is kept as it was said.

    Where the old table said several things of one code they are kept, one after another, because programs disagree on
    which counts.
    """
    entries = sorted(dict.fromkeys(_told(data, sorted(codes))), key=lambda entry: entry[0])
    spaces = _spaces(data) or [b"<0000> <FFFF>"]
    base = _BASE.search(data)
    lines = [b"/CIDInit /ProcSet findresource begin", b"12 dict begin", b"begincmap"]
    lines += [b"/%s usecmap" % base[1]] if base else []
    lines += [b"/CMapName /Adobe-Identity-UCS def", b"/CMapType 2 def"]
    lines += [b"%d begincodespacerange" % len(spaces), *spaces, b"endcodespacerange"]
    for at in range(0, len(entries), _EACH):
        some = entries[at : at + _EACH]
        lines.append(b"%d beginbfchar" % len(some))
        lines += [b"<%s> <%s>" % (written, letters) for _, written, letters in some]
        lines.append(b"endbfchar")
    lines += [b"endcmap", b"CMapName currentdict /CMap defineresource pop", b"end", b"end", b""]
    return b"\n".join(lines)


def blanks_in(data: bytes, codes: range) -> set[int]:
    """The codes, of these, that stand for a blank."""
    return {code for code, _, letters in _told(data, codes) if letters == b"0020"}


def _spaces(data: bytes) -> list[bytes]:
    pairs = [pair for body in _SPACE.findall(data) for pair in _PAIR.findall(body)]
    return [b"<%s> <%s>" % (_digits(low), _digits(high)) for low, high in pairs]


def _told(data: bytes, codes: Sequence[int]) -> list[Entry]:
    """The entries for these codes. Raises ``CannotEditError`` where the table repeats itself without end."""
    entries = list(islice(_entries(data, codes), _MOST + 1))
    if len(entries) > _MOST:
        raise CannotEditError("a table of letters that repeats itself")
    return entries


def _entries(data: bytes, codes: Sequence[int]) -> Iterator[Entry]:
    for kind, body in _SECTION.findall(data):
        if kind == b"char":
            for written, letters in _PAIR.findall(body):
                yield from _counted(written, written, [_digits(letters)], codes)
        else:
            for first, last, letters, listed in _ROW.findall(body):
                each = [_digits(member) for member in _HEX.findall(listed)]
                yield from _counted(first, last, each or _digits(letters), codes)


def _counted(first: bytes, last: bytes, letters: list[bytes] | bytes, codes: Sequence[int]) -> Iterator[Entry]:
    """The entries of a range: letters from a list, or counted up from the first."""
    first, last = _digits(first), _digits(last)
    if not first or not last:
        return
    start, end = int(first, 16), int(last, 16)
    for code in codes[bisect_left(codes, start) : bisect_right(codes, end)]:
        if isinstance(letters, bytes):
            yield code, b"%0*X" % (len(first), code), _after(letters, code - start)
        elif code - start < len(letters):
            yield code, b"%0*X" % (len(first), code), letters[code - start]


def _after(letters: bytes, count: int) -> bytes:
    """The letters that many places further on: only the last four bytes count."""
    head, tail = letters[:-8], letters[-8:]
    if not count or not tail:
        return letters
    return head + b"%0*X" % (len(tail), (int(tail, 16) + count) % 16 ** len(tail))


def _digits(token: bytes) -> bytes:
    return b"".join(token.split())
