"""The cells of a sheet by row and column; one element may stand for many cells that are alike."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from redact.errors import UnreadableError
from redact.media.odf.xml import forget, q, qs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ROW, _COLUMN = q("table:table-row"), q("table:table-column")
CELLS = qs("table:table-cell table:covered-table-cell")
_COLUMNS, _ROWS = q("table:number-columns-repeated"), q("table:number-rows-repeated")
_VISIBILITY, _DISPLAY = q("table:visibility"), q("table:display")
_FORM = qs("table:number-columns-repeated table:number-columns-spanned table:number-rows-spanned table:style-name")
_MOST = 1 << 24
_TABLE = q("table:table")


@dataclass(frozen=True, slots=True)
class Spot:
    """One element of cells: rows and columns from 0, half-open."""

    element: Element = field(repr=False)
    top: int
    bottom: int
    left: int
    right: int

    @property
    def name(self) -> str:
        """The first cell in letters and figures: "B4"."""
        return f"{letters(self.left)}{self.top + 1}"


class Grid:
    """The rows, columns and cells of one sheet."""

    def __init__(self, sheet: Element) -> None:
        self._sheet = sheet

    def spots(self) -> Iterator[Spot]:
        """Every element of cells, row by row."""
        top = 0
        for row in self._own(_ROW):
            bottom, left = top + _times(row, _ROWS), 0
            for cell in row:
                if cell.tag in CELLS:
                    right = left + _times(cell, _COLUMNS)
                    yield Spot(cell, top, bottom, left, right)
                    left = right
            top = bottom

    def hidden_columns(self) -> list[tuple[int, int]]:
        """The runs of columns that are not shown, from 0, half-open."""
        left, runs = 0, list[tuple[int, int]]()
        for column in self._own(_COLUMN):
            right = left + _times(column, _COLUMNS)
            if _is_hidden(column):
                runs.append((left, right))
            left = right
        return runs

    def in_hidden_columns(self) -> list[Spot]:
        """The elements of cells that hold something, of which any stands in a column that is not shown."""
        runs = self.hidden_columns()
        spots = self.spots() if runs else ()
        return [s for s in spots if len(s.element) and any(s.left < right and s.right > left for left, right in runs)]

    def settle_columns(self, how: Literal["drop", "show"]) -> int:
        """Empty hidden columns, or show them; how many runs there were."""
        runs = self.hidden_columns()
        if how == "drop":
            for spot in self.in_hidden_columns():
                for run in runs:
                    _empty_part(spot, *run)
        for column in list(self._own(_COLUMN)) if how == "show" else ():
            forget(column, _VISIBILITY)
            for group in column.iterancestors(q("table:table-column-group")):
                forget(group, _DISPLAY)
        return len(runs)

    def _own(self, tag: str) -> Iterator[Element]:
        """Rows or columns of this sheet, and not of tables in its cells."""
        return (e for e in self._sheet.iter(tag) if next(e.iterancestors(_TABLE), None) is self._sheet)


def empty(row: Element) -> None:
    """Leave the cells of a row without anything in them."""
    for cell in row:
        empty_cell(cell)


def empty_cell(cell: Element) -> None:
    """Leave a cell without anything in it."""
    cell.text = None
    cell[:] = []
    for key in cell.keys():  # noqa: SIM118 - the list of names, so that they may be deleted
        if key not in _FORM:
            del cell.attrib[key]


def _empty_part(spot: Spot, left: int, right: int) -> None:
    """Empty those cells of an element that stand in columns from *left* to *right*, the others stay."""
    cell, parent = spot.element, spot.element.getparent()
    start, end = max(spot.left, left), min(spot.right, right)
    if start >= end or parent is None:
        return
    at = parent.index(cell)
    before, behind = deepcopy(cell), deepcopy(cell)
    empty_cell(cell)
    _repeat(cell, end - start)
    for copy, count, place in ((behind, spot.right - end, at + 1), (before, start - spot.left, at)):
        if count:
            _repeat(copy, count)
            parent.insert(place, copy)


def _repeat(cell: Element, count: int) -> None:
    if count > 1:
        cell.set(_COLUMNS, str(count))
    else:
        forget(cell, _COLUMNS)


def _is_hidden(column: Element) -> bool:
    groups = column.iterancestors(q("table:table-column-group"))
    return column.get(_VISIBILITY) in {"collapse", "filter"} or any(g.get(_DISPLAY) == "false" for g in groups)


def _times(element: Element, key: str) -> int:
    value = element.get(key, "1")
    if not (value.isascii() and value.isdigit() and len(value) < 10) or int(value) > _MOST:
        raise UnreadableError("damaged inside: a row or column is repeated an impossible number of times")
    return max(int(value), 1)


def letters(column: int) -> str:
    """The letters of a column, from 0: "A", "Z", "AA"."""
    name = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        name = chr(65 + digit) + name
    return name
