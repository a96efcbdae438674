"""What a sheet hides: columns, rows, cells that a merged one covers, and cells whose style shows nothing.

All of it is read from what stands around the rows of a sheet, and from the tag of each row.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.media.ooxml.xml import q
from redact.media.xlsx.faint import MASKED, Faint
from redact.media.xlsx.formulas import column_number

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

Rectangle: TypeAlias = tuple[int, int, int, int]
"""First row, first column, last row, last column."""
COVERED = "covered by a merged cell"
LAST_COLUMN = 16_384
_LOWEST, _NARROWEST = 1.0, 0.1
"""A row of so many points, a column of so many letters, cannot be seen."""
_TRUE = frozenset({"1", "true"})
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?")
_TALL = 1_000


@dataclass(frozen=True, slots=True)
class Hiding:
    """What one sheet hides. ``dressed`` are areas whose ground a table's style paints, so that pale letters show."""

    columns: frozenset[int] = frozenset()
    low_rows: bool = False
    filters: Sequence[Rectangle] = ()
    dressed: Sequence[Rectangle] = ()
    faint: Faint = field(default_factory=Faint)
    covered: Mapping[int, Sequence[Rectangle]] = field(default_factory=dict)
    tall: Sequence[Rectangle] = ()

    def hides_row(self, mark: Callable[[str], str | None]) -> bool:
        """Whether a row with these attributes (asked for by name) is not shown."""
        if mark("hidden") in _TRUE:
            return True
        height = mark("ht")
        return self.low_rows if height is None else _number(height, 15.0) <= _LOWEST

    def why(self, row: int, column: int, style: int, look: tuple[str, str]) -> str:
        """Why a cell in a row and a column that are shown is not; empty where it is. *look* is its kind and value."""
        if self.is_covered(row, column):
            return COVERED
        reason = self.faint.why(style, *look) if self.faint else ""
        return "" if reason and self.is_dressed(row, column) and reason != MASKED else reason

    def is_dressed(self, row: int, column: int) -> bool:
        """Whether a table's style paints the ground of a cell."""
        return any(is_within(area, row, column) for area in self.dressed)

    def is_light(self, row: int, column: int, style: int) -> bool:
        """Whether a cell stands on white."""
        return style not in self.faint.dark and not self.is_dressed(row, column)

    def is_covered(self, row: int, column: int) -> bool:
        """Whether a merged cell lies over this one."""
        areas = (*self.covered.get(row, ()), *self.tall)
        return any(is_within(area, row, column) and (row, column) != area[:2] for area in areas)

    def is_filtered(self, row: int) -> bool:
        """Whether a filter may have hidden a row."""
        return any(top < row <= bottom for top, _, bottom, _ in self.filters)


def hiding_of(sheet: Element, tables: Iterable[Element], faint: Faint) -> Hiding:
    """Read what a *sheet* hides; *tables* are those on it."""
    listed = list(tables)
    covered, tall = _merged(sheet)
    filters = [e.get("ref", "") for root in (sheet, *listed) for e in root.iter(q("x:autoFilter"))]
    form = sheet.find(q("x:sheetFormatPr"))
    low = form is not None and _number(form.get("defaultRowHeight"), 15.0) <= _LOWEST
    dressed = tuple(area for table in listed for area in _dressed(table))
    return Hiding(_columns(sheet), low, _areas(filters), dressed, faint, covered, tall)


def area_of(reference: str) -> Rectangle | None:
    """The rectangle that "A1:B2" or "A1" names."""
    match = _AREA.fullmatch(reference)
    if match is None:
        return None
    top, left = int(match[2]), column_number(match[1])
    bottom, right = (int(match[4]), column_number(match[3])) if match[4] else (top, left)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _areas(references: Iterable[str]) -> tuple[Rectangle, ...]:
    return tuple(area for reference in references if (area := area_of(reference)))


def _columns(sheet: Element) -> frozenset[int]:
    """The numbers of the columns that are hidden or have no width."""
    hidden, told = set[int](), set[int]()
    for entry in sheet.iterfind(f"{q('x:cols')}/{q('x:col')}"):
        numbers = range(_whole(entry.get("min"), 1), min(_whole(entry.get("max"), LAST_COLUMN), LAST_COLUMN) + 1)
        told.update(numbers)
        if is_hidden_column(entry):
            hidden.update(numbers)
    form = sheet.find(q("x:sheetFormatPr"))
    if form is not None and _number(form.get("defaultColWidth"), 9.0) <= _NARROWEST:
        hidden.update(set(range(1, LAST_COLUMN + 1)) - told)
    return frozenset(hidden)


def is_hidden_column(entry: Element) -> bool:
    """Whether columns with this entry cannot be seen."""
    return entry.get("hidden") in _TRUE or _number(entry.get("width"), 9.0) <= _NARROWEST


def _merged(sheet: Element) -> tuple[dict[int, list[Rectangle]], tuple[Rectangle, ...]]:
    """The areas of merged cells by row, and those of very many rows."""
    rows, tall = defaultdict[int, list[Rectangle]](list), []
    for area in _areas(entry.get("ref", "") for entry in sheet.iter(q("x:mergeCell"))):
        if area[2] - area[0] > _TALL:
            tall.append(area)
            continue
        for row in range(area[0], area[2] + 1):
            rows[row].append(area)
    return dict(rows), tuple(tall)


def _dressed(table: Element) -> Iterator[Rectangle]:
    """What a table's style paints: the head and the totals, or, where the style is dark, everything."""
    area, style = area_of(table.get("ref", "")), table.find(q("x:tableStyleInfo"))
    if area is None or style is None or not style.get("name"):
        return
    top, left, bottom, right = area
    if "Dark" in style.get("name", ""):
        yield area
    if table.get("headerRowCount") != "0":
        yield top, left, top, right
    if table.get("totalsRowCount", "0") != "0":
        yield bottom, left, bottom, right


def is_within(area: Rectangle, row: int, column: int) -> bool:
    """Whether a cell lies in an area."""
    return area[0] <= row <= area[2] and area[1] <= column <= area[3]


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise


def _number(text: str | None, otherwise: float) -> float:
    try:
        return float(text) if text else otherwise
    except ValueError:
        return otherwise
