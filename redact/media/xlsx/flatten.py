"""The sheets of a workbook one below the other, as a table of text (CSV): what the cells show, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple, TypeAlias

from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.cells import shown_now
from redact.media.xlsx.markup import value_of
from redact.media.xlsx.redone import Redone

Spot: TypeAlias = tuple[int, int]
"""Row and column."""
_WIDEST = 256
"""So many columns are written with those between them that are empty; of more, those that hold something."""
_TRUTH = {"1": "TRUE", "0": "FALSE"}
LOST = "flattened: formulas, formats, notes, headers, links, pictures and charts are not in the copy"


class Flat(NamedTuple):
    """A sheet as rows of text, all as long as the longest; rows that hold nothing are left out."""

    title: str
    rows: list[list[str]]

    def __repr__(self) -> str:
        return f"Flat({len(self.rows)} rows)"


def flat_sheets(book: Book) -> Iterator[Flat]:
    """Every sheet that is left in a workbook whose changes are settled, as it stands then."""
    for sheet in book.sheets:
        yield Flat(f"Sheet {sheet.number}: {sheet.entry.get('name', '')}", _rows(book, sheet))


def as_csv(book: Book) -> bytes:
    """All sheets in one table; where there are several, a line with number and name stands above each."""
    sheets, lines = list(flat_sheets(book)), io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    for number, sheet in enumerate(sheets):
        if len(sheets) > 1:
            writer.writerows([[], [sheet.title]] if number else [[sheet.title]])
        writer.writerows(sheet.rows)
    return lines.getvalue().encode() or b"\r\n"


def _rows(book: Book, sheet: Sheet) -> list[list[str]]:
    cells, redone = book.cells[sheet.number], book.redone[sheet.number]
    grid = redone.grid
    said = {
        (grid.rows[cell], grid.columns[cell]): text
        for cell in range(len(grid))
        if (text := shown_now(cells, redone, cell) or _sign(redone, cell))
    }
    used = sorted({column for _, column in said})
    columns = list(range(1, used[-1] + 1)) if used and used[-1] <= _WIDEST else used
    at = {column: number for number, column in enumerate(columns)}
    return [_row(row, group, said, at) for row, group in groupby(sorted(said), key=lambda place: place[0])]


def _sign(redone: Redone, cell: int) -> str:
    """What a cell shows that holds a truth value or an error."""
    written = redone.cell(cell)
    value = value_of(written.body)
    return _TRUTH.get(value, "") if b'"b"' in written.kind else value if b'"e"' in written.kind else ""


def _row(row: int, places: Iterator[Spot], said: dict[Spot, str], at: dict[int, int]) -> list[str]:
    line = [""] * len(at)
    for place in places:
        line[at[place[1]]] = said[row, place[1]]
    return line
