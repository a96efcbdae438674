"""The names that a TrueType font gives its glyphs: its ``post`` table, cut down to glyphs in use."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache

_ALL = 258  # names that every such font knows


def glyphs_named(table: bytes, names: set[str]) -> set[int]:
    """The glyphs that have one of these names."""
    return {glyph for glyph, name in _names(table).items() if name in names}


def names_table(table: bytes, places: Mapping[int, int]) -> bytes:
    """The table with the names of these glyphs only, at their new places; fonts without names stay without."""
    head = table[:16].ljust(16, b"\0") + bytes(16)
    names = _names(table)
    if not names:
        return b"\0\3\0\0" + head[4:]
    own = [".notdef"] * (max(places.values()) + 1)
    for glyph, place in places.items():
        own[place] = names.get(glyph, ".notdef")
    strings: dict[str, int] = {}
    numbers = [
        _standard()[name] if name in _standard() else _ALL + strings.setdefault(name, len(strings)) for name in own
    ]
    words = b"".join(bytes((len(name),)) + name.encode("latin-1") for name in strings)
    return b"\0\2\0\0" + head[4:] + struct.pack(f">{len(own) + 1}H", len(own), *numbers) + words


def _names(table: bytes) -> dict[int, str]:
    if table[:4] == b"\0\1\0\0":
        return {glyph: name for name, glyph in _standard().items()}
    if table[:4] != b"\0\2\0\0" or len(table) < 34:
        return {}
    count = min(struct.unpack_from(">H", table, 32)[0], (len(table) - 34) // 2)
    places = struct.unpack_from(f">{count}H", table, 34)
    strings = _strings(table[34 + 2 * count :])
    standard = {place: name for name, place in _standard().items()}
    named = ((glyph, standard.get(at) if at < _ALL else strings.get(at - _ALL)) for glyph, at in enumerate(places))
    return {glyph: name for glyph, name in named if name}


def _strings(data: bytes) -> dict[int, str]:
    """Strings with their length before them, numbered."""
    strings: dict[int, str] = {}
    at = 0
    while at < len(data):
        strings[len(strings)] = data[at + 1 : at + 1 + data[at]].decode("latin-1")
        at += 1 + data[at]
    return strings


@cache
def _standard() -> dict[str, int]:
    from fontTools.ttLib.standardGlyphOrder import standardGlyphOrder

    return {name: place for place, name in reversed(list(enumerate(standardGlyphOrder)))}
