"""Everything in a PDF's bytes that could be read as text, whoever was meant to read it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from redact.media.pdf.layout import mended
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, is_string, key_of, name_of

_PRINTABLE = frozenset((*range(32, 127), 9, 10, 13))
_NUMBERS = frozenset((int, float, bool, Decimal))
"""Most operands are of these, and the rest takes ten times as long to look at."""
_LETTER = 2  # bytes of a code or a letter: a table of them says nothing
_CODE = 5  # a slash and the few letters of a resource called "Im12"
_DRAWN = ("/FontFile", "/FontFile2", "/FontFile3")


def readings(data: bytes) -> tuple[str, ...]:
    """A string of bytes as text in each of the ways that PDF has: one byte a letter, two, or Unicode."""
    found = [data.decode("latin-1")]
    if len(data) > 3 and b"\0" in data:
        found.append(data.removeprefix(b"\xfe\xff").decode("utf-16-be", "replace"))
        found.append(data.removeprefix(b"\xff\xfe").decode("utf-16-le", "replace"))
    if not data.isascii():
        found.append(data.decode("utf-8", "replace"))
    return tuple(found)


def shown_by(operands: Iterable[Iterable[Any]]) -> list[str]:
    """The strings of a content stream in each of their readings, those of one operator joined, a line for each."""
    strings = [b"".join([_strings(operand) for operand in each if type(operand) not in _NUMBERS]) for each in operands]
    return _read([string for string in strings if string])


def _strings(operand: Any) -> bytes:
    if type(operand) in _NUMBERS:
        return b""
    if is_string(operand):
        return bytes(operand)
    members = as_list(operand) or list(as_dictionary(operand).values())
    return b"".join(_strings(member) for member in members)


def _read(strings: list[bytes]) -> list[str]:
    columns = [readings(string) for string in strings]
    rows = [[column[i] if i < len(column) else column[0] for column in columns] for i in range(3)]
    return list(dict.fromkeys("\n".join(row) for row in rows))


def in_lines(texts: Iterable[str]) -> str:
    """Texts that are the same but for spaces once, each with its line breaks and without: letters may stand alone."""
    told: dict[str, str] = {}
    for text in texts:
        told.setdefault(text.replace(" ", ""), mended(text))
    return "\n".join(dict.fromkeys(each for text in told.values() for each in (text, text.replace("\n", ""))))


def strings_in(pdf: Any) -> str:
    """Every string of an open PDF and every longer key of a dictionary, wherever it hangs, one reading a line."""
    found: list[bytes] = []
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    seen: set[Any] = set()
    while waiting:
        value = waiting.pop()
        key = key_of(value)
        if key in seen and key is not None:
            continue
        seen.add(key)
        if is_string(value):
            found.append(bytes(value))
        found += [key[1:].encode("utf-8", "surrogateescape") for key in as_dictionary(value) if len(key) > _CODE]
        waiting += [*as_list(value), *as_dictionary(value).values()]
    return "\n".join(dict.fromkeys(text for string in found for text in readings(string)))


_LITERAL = re.compile(rb"<([0-9A-Fa-f\s]{2,})>|%([^\r\n]*)|\(((?:\\.|[^()\\])*)\)", re.DOTALL)


def said_in(data: bytes) -> str:
    """The text that a decoded stream could hold: all of it where it is text, its strings and comments otherwise."""
    if data.lstrip()[:1] == b"<" or not _LITERAL.search(data):
        return "\n".join(readings(data))
    pieces = [_unhexed(code) if code else comment or literal for code, comment, literal in _LITERAL.findall(data)]
    return "\n".join(text for piece in pieces if len(piece) > _LETTER for text in readings(piece))


def _unhexed(code: bytes) -> bytes:
    digits = b"".join(code.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def text_streams(pdf: Any) -> Iterator[tuple[int, Any]]:
    """The numbered streams that could hold text: all but pictures, fonts, what pages draw, and what looks like none."""
    import pikepdf

    drawing = {key_of(value[name]) for value in pdf.objects for name in _DRAWN if name in as_dictionary(value)}
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        drawing |= {key_of(stream) for stream in (*as_list(contents), contents)}
    for value in pdf.objects:
        if not is_stream(value) or name_of(value.get("/Subtype")) in ("/Image", "/Form") or key_of(value) in drawing:
            continue
        if name_of(value.get("/Type")) in ("/ObjStm", "/XRef"):
            continue
        try:
            data = value.read_bytes()
        except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
            data = value.read_raw_bytes()
        if sum(byte in _PRINTABLE for byte in data[:4096]) > 0.8 * len(data[:4096]):
            yield value.objgen[0], data
