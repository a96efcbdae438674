"""What a font's dictionaries say of its codes, cut down to the codes in use: widths, names, glyph numbers.

Every value is made anew, because fonts share them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from redact.media.pdf.fonts import groups
from redact.media.pdf.objects import as_dictionary, as_list, is_stream, number
from redact.media.pdf.subset.encodings import differences

_UNUSED = 0


def cut_widths(font: Any, codes: set[int], *, embedded: bool) -> None:
    """``/Widths`` of a simple font: from the first code in use to the last, and nothing for those between.

    A font that is not in the file is chosen by its widths too: one whose widths are all the same is drawn as a
    typewriter's. Where only equal widths are left of unequal ones, a code that nobody uses is given another.
    """
    from pikepdf import Array

    widths = as_list(font.get("/Widths"))
    if not widths:
        return
    first = max(0, int(number(font.get("/FirstChar"))))
    used = sorted(code for code in codes if first <= code < first + len(widths))
    kept = {code: widths[code - first] for code in used} or {first: _UNUSED}
    if not embedded and _are_even(kept.values()) and not _are_even(widths):
        free = next(code for code in range(255, -1, -1) if code not in codes)
        kept[free] = 1
    font["/FirstChar"], font["/LastChar"] = min(kept), max(kept)
    font["/Widths"] = Array([kept.get(code, _UNUSED) for code in range(min(kept), max(kept) + 1)])


def _are_even(widths: Iterable[Any]) -> bool:
    return len({number(width) for width in widths} - {0.0}) <= 1


def cut_differences(font: Any, codes: set[int]) -> None:
    """The names that a font's ``/Encoding`` gives to single codes."""
    from pikepdf import Array, Dictionary, Name

    encoding = font.get("/Encoding")
    if not as_dictionary(encoding) or is_stream(encoding) or "/Differences" not in encoding:
        return
    kept = {code: name for code, name in differences(encoding) if code in codes}
    members: list[Any] = []
    for code in sorted(kept):
        members += [Name(f"/{kept[code]}")] if code - 1 in kept else [code, Name(f"/{kept[code]}")]
    # an empty list stays: PDFium reads a font otherwise that has none
    font["/Encoding"] = Dictionary({**dict(encoding.items()), "/Differences": Array(members)})


def cut_identifiers(font: Any, cids: set[int]) -> None:
    """``/W`` and ``/W2`` of a composite font's descendant."""
    from pikepdf import Array

    for key, each in (("/W", 1), ("/W2", 3)):
        rows = [(cid, values) for cid, values in _told(as_list(font.get(key)), each) if cid in cids]
        if key in font:
            font[key] = Array(list(_runs(sorted(rows, key=lambda row: row[0]))))


def _told(rows: list[Any], each: int) -> Iterator[tuple[int, tuple[float, ...]]]:
    for span, values in groups(rows, each):
        for at, cid in enumerate(span):
            yield cid, tuple(values[at * each : (at + 1) * each])


def _runs(rows: list[tuple[int, tuple[float, ...]]]) -> Iterator[Any]:
    """``first [values of first and those that follow it]``."""
    from pikepdf import Array

    for _, run in groupby(enumerate(rows), key=lambda pair: pair[1][0] - pair[0]):
        members = [row for _, row in run]
        yield members[0][0]
        yield Array([_plain(value) for _, values in members for value in values])


def _plain(value: float) -> Any:
    return int(value) if value == int(value) else round(value, 6)


def cut_glyph_numbers(pdf: Any, font: Any, cids: set[int]) -> None:
    """``/CIDToGIDMap``: from identifiers to glyphs."""
    table = font.get("/CIDToGIDMap")
    if is_stream(table):
        font["/CIDToGIDMap"] = pdf.make_stream(_only(table.read_bytes(), cids))


def _only(table: bytes, cids: set[int]) -> bytes:
    kept = sorted(cid for cid in cids if 2 * cid + 2 <= len(table))
    cut = bytearray(2 * kept[-1] + 2 if kept else 2)
    for cid in kept:
        cut[2 * cid : 2 * cid + 2] = table[2 * cid : 2 * cid + 2]
    return bytes(cut)


def glyph_numbers(font: Any) -> Callable[[int], int]:
    """From identifiers to the numbers of glyphs in a TrueType program."""
    table = font.get("/CIDToGIDMap")
    if not is_stream(table):
        return int
    data = table.read_bytes()
    return lambda cid: int.from_bytes(data[2 * cid : 2 * cid + 2])
