"""The table of a TrueType font that leads from codes to glyphs, cut down to the codes in use.

Which of its maps a program asks, and with what, depends on the program; PDF 32000-1, 9.6.6.4 says what it should do and
PDFium does more. Every way that a code may take is kept, and no other.
"""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.subset.encodings import Row, letters_of, published

Lookup: TypeAlias = Callable[[int], int]
"""From a key of a map to a glyph; 0 where there is none."""

_PREFIXES = (0x0000, 0xF000, 0xF100, 0xF200)
"""Where a map of symbols may keep the codes of a font of one byte."""
_UNREAD = (2, 8, 10, 13)
_MOST = 32  # maps of a font; a dozen kinds are known


@dataclass(frozen=True, slots=True)
class Charmap:
    """One map of a font: for which platform and encoding, and what it says."""

    platform: int
    encoding: int
    glyph: Lookup

    @property
    def is_unicode(self) -> bool:
        """Whether its keys are letters."""
        return self.platform == 0 or (self.platform == 3 and self.encoding in (1, 10))


def charmaps_of(table: bytes) -> list[Charmap]:
    """The maps of a ``cmap`` table. Raises ``CannotEditError`` for formats that are not read; ``struct.error``."""
    maps: list[Charmap] = []
    for at in range(min(_MOST, struct.unpack_from(">H", table, 2)[0])):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * at)
        lookup = _lookup(table[offset:])
        if lookup is not None:
            maps.append(Charmap(platform, encoding, lookup))
    return maps


def _lookup(data: bytes) -> Lookup | None:
    kind = struct.unpack_from(">H", data)[0]
    if kind in _UNREAD:
        raise CannotEditError("a font with a map of codes that is not read")
    readers: dict[int, Callable[[bytes], Lookup]] = {0: _bytes, 4: _segments, 6: _trimmed, 12: _groups}
    return readers[kind](data) if kind in readers else None


def _bytes(data: bytes) -> Lookup:
    glyphs = data[6:262]
    return lambda key: glyphs[key] if key < len(glyphs) else 0


def _trimmed(data: bytes) -> Lookup:
    first, count = struct.unpack_from(">HH", data, 6)
    glyphs = struct.unpack_from(f">{min(count, (len(data) - 10) // 2)}H", data, 10)
    return lambda key: glyphs[key - first] if 0 <= key - first < len(glyphs) else 0


def _groups(data: bytes) -> Lookup:
    count = min(struct.unpack_from(">L", data, 12)[0], (len(data) - 16) // 12)
    flat = struct.unpack_from(f">{3 * count}L", data, 16)
    ends = flat[1::3]

    def glyph(key: int) -> int:
        at = bisect_left(ends, key)
        inside = at < count and flat[3 * at] <= key
        return int(flat[3 * at + 2] + key - flat[3 * at]) & 0xFFFF if inside else 0

    return glyph


def _segments(data: bytes) -> Lookup:
    count = min(struct.unpack_from(">H", data, 6)[0] // 2, (len(data) - 16) // 8)
    ends = struct.unpack_from(f">{count}H", data, 14)
    starts, deltas, offsets = (struct.unpack_from(f">{count}H", data, 16 + 2 * count * n) for n in (1, 2, 3))
    base = 16 + 6 * count

    def glyph(key: int) -> int:
        at = bisect_left(ends, key)
        if at == count or starts[at] > key:
            return 0
        if offsets[at] in (0, 0xFFFF):
            return int(key + deltas[at]) & 0xFFFF
        where = base + 2 * at + offsets[at] + 2 * (key - starts[at])
        found = int(struct.unpack_from(">H", data, where)[0]) if where + 2 <= len(data) else 0
        return int(found + deltas[at]) & 0xFFFF if found else 0

    return glyph


# --- What codes ask ---------------------------------------------------------------------------------------


def asked(maps: list[Charmap], rows: Iterable[Row]) -> tuple[list[dict[int, int]], set[str]]:
    """Of each map what the rows may ask it, keys and glyphs; and the names of rows that no map answers."""
    kept: list[dict[int, int]] = [{} for _ in maps]
    unanswered: set[str] = set()
    for row in rows:
        answered = False
        for own, charmap in sorted(zip(kept, maps, strict=True), key=lambda pair: pair[1].is_unicode):
            if answered and charmap.is_unicode and row.symbolic and not row.name:
                continue  # a letter of the same number is another glyph, which nobody asks for
            found = {key: glyph for key in _keys(row, charmap) if (glyph := charmap.glyph(key))}
            own.update(found)
            answered = answered or bool(found)
        if row.name and not answered:
            unanswered.add(row.name)
    return kept, unanswered


def told(charmap: Charmap, glyphs: frozenset[int]) -> dict[int, int]:
    """What a map says of letters whose glyphs these are."""
    if not charmap.is_unicode:
        return {}
    return {key: glyph for key in range(0x10000) if (glyph := charmap.glyph(key)) in glyphs and glyph}


def _keys(row: Row, charmap: Charmap) -> set[int]:
    by_code = {prefix + row.code for prefix in _PREFIXES}
    if charmap.is_unicode:
        letters = letters_of(row.name or published("StandardEncoding").get(row.code, ""))
        named = {ord(letters)} if len(letters) == 1 else set()
        return named if row.name and named else named | by_code
    if charmap.platform == 3:
        return by_code
    place = _mac_codes().get(row.name)
    return {row.code} if place is None else {place, row.code} if row.symbolic else {place}


@cache
def _mac_codes() -> dict[str, int]:
    from fontTools.encodings.MacRoman import MacRoman

    return {name: code for code, name in reversed(list(enumerate(MacRoman)))}


# --- Writing ----------------------------------------------------------------------------------------------


def charmap_table(maps: list[tuple[Charmap, dict[int, int]]]) -> bytes:
    """A ``cmap`` table of the same maps with only these keys and glyphs."""
    head, body = struct.pack(">HH", 0, len(maps)), b""
    for charmap, glyphs in maps:
        head += struct.pack(">HHL", charmap.platform, charmap.encoding, 4 + 8 * len(maps) + len(body))
        body += _packed(charmap, glyphs)
    return head + body


def _packed(charmap: Charmap, glyphs: dict[int, int]) -> bytes:
    if (charmap.platform == 3 and charmap.encoding == 10) or any(key > 0xFFFE for key in glyphs):
        rows = b"".join(struct.pack(">LLL", key, key, glyphs[key]) for key in sorted(glyphs))
        return struct.pack(">HHLLL", 12, 0, 16 + len(rows), 0, len(glyphs)) + rows
    if charmap.platform == 1:
        first, last = min(glyphs, default=0), max(glyphs, default=-1)
        found = [glyphs.get(key, 0) for key in range(first, last + 1)]
        return struct.pack(f">5H{len(found)}H", 6, 10 + 2 * len(found), 0, first, len(found), *found)
    keys = [*sorted(glyphs), 0xFFFF]
    deltas = [(glyphs.get(key, 0) - key) & 0xFFFF for key in keys]
    reach = 1 << (len(keys).bit_length() - 1)
    length, sizes = 16 + 8 * len(keys), (2 * len(keys), 2 * reach, reach.bit_length() - 1, 2 * (len(keys) - reach))
    columns = (*keys, 0, *keys, *deltas, *(0 for _ in keys))
    return struct.pack(f">7H{4 * len(keys) + 1}H", 4, length, 0, *sizes, *columns)
