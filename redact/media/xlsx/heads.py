"""The words that say what a cell is: the head of its column, or what stands to its left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from redact.media.xlsx.cells import Cell

_FIRST_ROWS = 10
_LONGEST = 120


class Heads:
    """The heads of one sheet's columns, and a way to ask for a cell's context."""

    def __init__(self, cells: Sequence[Cell], tables: Iterable[tuple[int, int, int, int]]) -> None:
        self._cells = cells
        self._tables = tuple(tables)
        self._row, self._heads = _head_row(cells)
        rows = {top for top, _, _, _ in self._tables}
        self._in_tables = {cell.place[1:]: text_of(cell) for cell in cells if cell.place[1] in rows}

    def contexts(self) -> Iterable[tuple[Cell, str]]:
        """Each cell with what is known of it."""
        for _, row in groupby(self._cells, key=lambda cell: cell.place[1]):
            beside = ""
            for cell in row:
                is_head = cell.place[1] == self._row
                yield cell, "" if is_head else self._of(cell) or beside
                beside = text_of(cell) if cell.is_text else beside

    def _of(self, cell: Cell) -> str:
        _, row, column = cell.place
        for top, left, bottom, right in self._tables:
            if top < row <= bottom and left <= column <= right:
                return self._in_tables.get((top, column), "")
        return self._heads.get(column, "") if row > self._row else ""


def text_of(cell: Cell) -> str:
    """What a cell shows, cut short."""
    return "".join(piece.text for piece in cell.pieces())[:_LONGEST]


def _head_row(cells: Sequence[Cell]) -> tuple[int, Mapping[int, str]]:
    """The first row of two or more cells that are all words, among the first rows: its number and its words."""
    for count, (row, group) in enumerate(groupby(cells, key=lambda cell: cell.place[1])):
        if count >= _FIRST_ROWS:
            break
        listed = list(group)
        if len(listed) > 1 and all(cell.is_text for cell in listed):
            return row, {cell.place[2]: text_of(cell) for cell in listed}
    return _only_column(cells)


def _only_column(cells: Sequence[Cell]) -> tuple[int, Mapping[int, str]]:
    """The head of a sheet of one column: its first cell."""
    if len({cell.place[2] for cell in cells}) == 1 and len(cells) > 1 and cells[0].is_text:
        return cells[0].place[1], {cells[0].place[2]: text_of(cells[0])}
    return 0, {}
