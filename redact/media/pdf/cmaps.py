"""How a composite font cuts strings into codes, and which character identifiers they mean. PDF 32000-1, 9.7.5."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from redact.media.pdf.objects import CannotEditError, is_stream, name_of, number


@dataclass(frozen=True, slots=True)
class Codes:
    """``split`` cuts a string into ``(code, character identifier)``."""

    split: Callable[[bytes], Iterator[tuple[bytes, int]]]
    vertical: bool = False
    is_identity: bool = False
    """Two bytes a code, which is the identifier."""


def codes_of(encoding: Any) -> Codes:
    """The codes of a composite font's ``/Encoding``: a well-known name or a stream. Raises ``CannotEditError``."""
    if is_stream(encoding):
        return _embedded(encoding)
    name = name_of(encoding)[1:]
    if name in ("Identity-H", "Identity-V"):
        return Codes(_pairs, name.endswith("V"), is_identity=True)
    return _published(name)


def _pairs(data: bytes) -> Iterator[tuple[bytes, int]]:
    return ((data[i : i + 2], int.from_bytes(data[i : i + 2].ljust(2, b"\0"))) for i in range(0, len(data), 2))


def _published(name: str) -> Codes:
    """One of Adobe's character maps, which pdfminer carries as nested tables from byte to byte to identifier."""
    from pdfminer.cmapdb import CMapDB

    try:
        table: Any = CMapDB.get_cmap(name)
    except CMapDB.CMapNotFound:
        raise CannotEditError("a character map that is not known") from None

    def split(data: bytes) -> Iterator[tuple[bytes, int]]:
        start, step = 0, table.code2cid
        for at, byte in enumerate(data):
            step = step.get(byte, 0)
            if isinstance(step, int):
                yield data[start : at + 1], step
                start, step = at + 1, table.code2cid
        if start < len(data):
            raise CannotEditError("a string that ends within a character")

    return Codes(split, bool(table.is_vertical()))


# --- Character maps inside the file ----------------------------------------------------------------------

_SECTION = re.compile(rb"begin(codespacerange|cidrange|cidchar)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\d+)")


def _embedded(stream: Any) -> Codes:
    data = stream.read_bytes()
    if b"usecmap" in data or "/UseCMap" in stream:
        raise CannotEditError("a character map that builds on another")
    spaces: list[tuple[bytes, bytes]] = []
    ranges: list[tuple[int, int, int, int]] = []
    for kind, body in _SECTION.findall(data):
        tokens: list[Any] = [
            bytes.fromhex(code.decode()) if code or not value else int(value) for code, value in _TOKEN.findall(body)
        ]
        if kind == b"codespacerange":
            spaces += [
                (low, high) for low, high in zip(tokens[::2], tokens[1::2], strict=False) if _is_space(low, high)
            ]
        else:
            ranges += _ranges(tokens, 2 if kind == b"cidrange" else 1)
    if not spaces:
        raise CannotEditError("a character map without codes")
    vertical = number(stream.get("/WMode")) == 1 or re.search(rb"/WMode\s+1\b", data) is not None
    return Codes(_splitter(spaces, sorted(ranges)), vertical)


def _is_space(low: Any, high: Any) -> bool:
    return isinstance(low, bytes) and isinstance(high, bytes) and 0 < len(low) == len(high) <= 4


def _ranges(tokens: list[Any], codes: int) -> list[tuple[int, int, int, int]]:
    """Rows of ``(length of code, first, last, identifier)``."""
    rows = [tokens[i : i + codes + 1] for i in range(0, len(tokens) - codes, codes + 1)]
    return [
        (len(row[0]), int.from_bytes(row[0]), int.from_bytes(row[codes - 1]), row[codes])
        for row in rows
        if isinstance(row[0], bytes) and isinstance(row[codes - 1], bytes) and isinstance(row[codes], int)
    ]


def _splitter(
    spaces: list[tuple[bytes, bytes]], ranges: list[tuple[int, int, int, int]]
) -> Callable[[bytes], Iterator[tuple[bytes, int]]]:
    if any(a[0] == b[0] and a[2] >= b[1] for a, b in pairwise(ranges)):
        raise CannotEditError("a character map that contradicts itself")

    def identifier(code: bytes) -> int:
        value = int.from_bytes(code)
        at = bisect_right(ranges, (len(code), value, 1 << 32, 0)) - 1
        if at < 0:
            return 0
        length, first, last, cid = ranges[at]
        return cid + value - first if length == len(code) and first <= value <= last else 0

    def split(data: bytes) -> Iterator[tuple[bytes, int]]:
        at = 0
        while at < len(data):
            code = _next_code(data, at, spaces)
            yield code, identifier(code)
            at += len(code)

    return split


def _next_code(data: bytes, at: int, spaces: list[tuple[bytes, bytes]]) -> bytes:
    for low, high in spaces:
        code = data[at : at + len(low)]
        if len(code) == len(low) and all(a <= c <= b for a, c, b in zip(low, code, high, strict=True)):
            return code
    raise CannotEditError("a string outside its character map")
