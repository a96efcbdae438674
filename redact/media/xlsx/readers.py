"""The formulas that read what is left out of a copy: they become the results that they had."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.xlsx.book import Book
from redact.media.xlsx.cells import Cells
from redact.media.xlsx.formulas import Formula, Place, without_strings
from redact.media.xlsx.grid import Grid
from redact.media.xlsx.hiding import Hiding
from redact.media.xlsx.reading import formulas_of

if TYPE_CHECKING:
    from redact.media.xlsx.hidden import Plan

_GROUP = re.compile(rb' t="shared".*? si="(\d+)"')
_CALLS = re.compile(r"(?:_xl\w+\.)*([A-Za-z][A-Za-z0-9.]*)\(")
_TALLIES = frozenset(
    "COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS SUM SUMIF SUMIFS SUMPRODUCT AVERAGE AVERAGEIF AVERAGEIFS MEDIAN SUBTOTAL "
    "ROWS COLUMNS ROUND".split()
)
"""Functions that make one number of many cells."""


def readers(book: Book, plan: Plan) -> tuple[dict[int, list[int]], frozenset[Place]]:
    """The formulas on shown sheets that read what is left out, or of which it cannot be told.

    By number of sheet the numbers of their cells, and the places of those that only count or sum up.
    """
    sheets = {sheet.entry.get("name", "").casefold(): sheet.number for sheet in book.sheets}
    gone = _Gone.of(book, plan)
    reading, spared = dict[int, list[int]](), set[Place]()
    for number in plan.cells:
        grid, reading[number] = book.cells[number].grid, []
        for formula, text, cell in _with_texts(book.cells[number], sheets):
            if formula.opaque or any(gone.touches(area) for area in formula.areas):
                reading[number].append(cell)
                if is_tally(text) and grid.marks[grid.marked[grid.looks[cell]]].kind == "n":
                    spared.add(formula.place)
    return reading, frozenset(spared)


def _with_texts(cells: Cells, sheets: Mapping[str, int]) -> Iterator[tuple[Formula, str, int]]:
    """Each formula with its letters, those of a shared one too, and the number of its cell."""
    shared: dict[bytes, str] = {}
    for spelled, formula in zip(cells.grid.formulas(), formulas_of(cells, sheets), strict=True):
        group, text = _GROUP.match(spelled.marks) if spelled.marks else None, spelled.text
        if group:
            text = shared.setdefault(group[1], text) if text else shared.get(group[1], "")
        yield formula, text, spelled.cell


def is_tally(formula: str) -> bool:
    """Whether a formula does nothing but count, sum up or average many cells."""
    bare = without_strings(formula)
    calls = {call.upper() for call in _CALLS.findall(bare)}
    is_many = ":" in bare or "[" in bare or any(call.startswith("COUNT") for call in calls)
    return bool(calls) and calls <= _TALLIES and is_many


@dataclass(frozen=True, slots=True, repr=False)
class _Gone:
    """Where something is left out: sheets, and on the others rows and columns of cells.

    Cells in hidden columns are kept apart from those in hidden rows, so that the two together are not taken for all.
    """

    sheets: frozenset[int]
    edges: Mapping[int, Sequence[tuple[list[int], list[int]]]]

    @classmethod
    def of(cls, book: Book, plan: Plan) -> _Gone:
        edges = {n: tuple(_edges(book.cells[n].grid, plan.hiding[n], cells)) for n, cells in plan.cells.items()}
        return cls(plan.sheets, edges)

    def touches(self, area: tuple[int, int, int, int, int]) -> bool:
        """Whether something in an area may be left out."""
        sheet, top, left, bottom, right = area
        if sheet in self.sheets:
            return True
        groups = self.edges.get(sheet, ())
        return any(_is_between(rows, top, bottom) and _is_between(columns, left, right) for rows, columns in groups)


def _edges(grid: Grid, hiding: Hiding, cells: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    import numpy as np

    chosen = np.asarray(cells, np.int64)
    rows, columns = np.asarray(grid.rows)[chosen], np.asarray(grid.columns)[chosen]
    in_columns = np.isin(columns, list(hiding.columns))
    for group in (in_columns, ~in_columns):
        yield np.unique(rows[group]).tolist(), np.unique(columns[group]).tolist()


def _is_between(numbers: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] <= last
