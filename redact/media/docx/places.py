"""Where a paragraph of a Word file stands, in words for a person, and what the table around it says that it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_CELL, _ROW, _TABLE = q("w:tc"), q("w:tr"), q("w:tbl")
_CONTEXT = 80


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: which table, row and column, from 1, and the words of its row's and column's heads."""

    table: int
    row: int
    column: int
    context: str = field(default="", repr=False)

    @property
    def place(self) -> str:
        """In words for a person."""
        return f"table {self.table}, row {self.row}, column {self.column}"


def cells(root: Element) -> dict[Element, Cell]:
    """Every table cell of a member."""
    found: dict[Element, Cell] = {}
    for number, rows in enumerate(_tables(root), 1):
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                heads = [rows[0][c]] if r and c < len(rows[0]) else []
                context = " ".join(map(_words, [*heads, *row[: min(c, 1)]]))
                found[cell] = Cell(number, r + 1, c + 1, context)
    return found


def _tables(root: Element) -> list[list[list[Element]]]:
    tables: dict[Element, list[list[Element]]] = {table: [] for table in root.iter(_TABLE)}
    rows: dict[Element, list[Element]] = {}
    for row in root.iter(_ROW):
        rows[row] = []
        tables[next(row.iterancestors(_TABLE))].append(rows[row])
    for cell in root.iter(_CELL):
        rows[next(cell.iterancestors(_ROW))].append(cell)
    return list(tables.values())


def _words(cell: Element) -> str:
    return "".join(text.text or "" for text in cell.iter(q("w:t")))[:_CONTEXT]
