"""A sheet on which nothing can be hidden, told at once: most of the cells of a long workbook stand on such.

Where no row, column or cell is marked in any way that hides it, only the formulas and the shared texts that it shows
are of interest, and patterns find these without looking at a cell. Any doubt sends the sheet the long way.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.media.xlsx.formulas import column_number
from redact.media.xlsx.markup import is_odd, unescaped

_ROW = re.compile(rb'<row(?: r="(\d{1,7})")?([^<>]*)>')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})\d{1,7}"(?: s="(\d{1,6})")?(?: t="(?:s|str|n|b|e|d|inlineStr)")?(?: s="(\d{1,6})")?(?:/>|>)'
)
_SHARED = re.compile(rb't="s"[^<>]*><v>(\d{1,9})</v>')
_FORMULA = re.compile(rb"<f(?: [^<>]*)?(?:/>|>([^<]*)</f>)")
_PLAIN_ROW = re.compile(rb'(?: (?:spans|outlineLevel|x14ac:dyDescent)="[\d.: ]{0,400}")*/?')
_UNUSUAL = (b"<r>", b"<r ", b"<rPr", b"<v/>", b"<v></v>", b"<v ", b"<is/>", b"<is ")
_START, _STOP = b"<sheetData>", b"</sheetData>"
_GAP_ROWS, _GAP_COLUMNS = 1_000, 100


@dataclass(frozen=True, slots=True)
class Quick:
    """What such a sheet shows: the numbers of its shared texts, its formulas and how often each stands there."""

    shared: frozenset[int]
    formulas: Counter[str] = field(repr=False)


def quick(data: bytes, doubtful: frozenset[int]) -> Quick | None:
    """What a sheet shows; ``None`` where it must be looked at cell by cell. *doubtful* are styles that may hide."""
    start, stop = data.find(_START) + len(_START), data.rfind(_STOP)
    if start < len(_START) or stop < start:
        return None
    rows = data[start:stop]
    if is_odd(rows) or not _are_plain(rows) or not _are_near(rows):
        return None
    cells = Counter(_CELL.findall(rows))
    if cells.total() != rows.count(b"<c ") + rows.count(b"<c>") or not _are_shown(cells, doubtful):
        return None
    formulas = Counter(_FORMULA.findall(rows))
    texts: Counter[str] = Counter()
    for formula, times in formulas.items():
        texts[unescaped(formula)] += times
    return Quick(frozenset(map(int, set(_SHARED.findall(rows)))), texts)


def _are_plain(rows: bytes) -> bool:
    """Whether all rows and cells are written in the usual way, each with its place, and no letters differ in form."""
    if any(sign in rows for sign in _UNUSUAL):
        return False
    marks = _ROW.findall(rows)
    return len(marks) == rows.count(b"<row") and all(map(_PLAIN_ROW.fullmatch, {mark for _, mark in marks}))


def _are_shown(cells: Iterable[tuple[bytes, bytes, bytes]], doubtful: frozenset[int]) -> bool:
    """Whether no style may hide its cells, and no column lies far from the others."""
    letters, styles = set[bytes](), set[bytes]()
    for column, first, second in cells:
        letters.add(column)
        styles.add(first or second or b"0")
    widest = max((column_number(each.decode()) for each in letters), default=0)
    return not doubtful & set(map(int, styles)) and widest <= _GAP_COLUMNS


def _are_near(rows: bytes) -> bool:
    """Whether no cell can stand behind so many rows without any."""
    filled = sum(b"<v>" in row or b"<is>" in row for row in rows.split(b"</row>"))
    last = max((int(number or 0) for number, _ in _ROW.findall(rows)), default=0)
    return last - filled < _GAP_ROWS
