"""The words that say what a cell is: the head of its column, or what stands to its left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, TypeAlias

from redact.media.xlsx.grid import Grid

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Areas: TypeAlias = Sequence[tuple[int, int, int, int]]
"""Tables with a row of heads: first row, first column, last row, last column."""
_TEXTUAL = frozenset({"s", "str", "inlineStr"})
_COLUMNS = 1 << 16
_FIRST_ROWS = 10
_LONGEST = 120
_NONE: Mapping[int, str] = {}


class Heads:
    """The heads of one sheet's columns. *texts* gives what each look of the grid shows."""

    def __init__(self, grid: Grid, texts: Sequence[str], tables: Areas = ()) -> None:
        self._grid, self._texts, self._tables = grid, texts, tables
        textual = [marks.kind in _TEXTUAL for marks in grid.marks]
        self._is_text = [textual[mark] for mark in grid.marked]
        self.row, self._heads = self._head_row()
        tops = {top for top, _, _, _ in tables}
        self._in_tables = {(row, grid.columns[cell]): self._short(cell) for row in tops for cell in grid.in_row(row)}

    def __repr__(self) -> str:
        return f"Heads({len(self._heads)} columns, {len(self._tables)} tables)"

    def told(self) -> tuple[NDArray[np.int64], Sequence[str]]:
        """What is known of each cell, in their order: its number in the list of words that is given as well."""
        import numpy as np

        grid, words, heads = self._grid, {"": 0}, np.zeros(_COLUMNS, np.int64)
        rows, columns = np.asarray(grid.rows, np.int64), np.asarray(grid.columns, np.int64)
        for column, word in self._heads.items():
            heads[column] = words.setdefault(word, len(words))
        numbers = np.where(rows > self.row, heads[columns], 0)
        for area in self._tables:
            inside = (area[0] < rows) & (rows <= area[2]) & (area[1] <= columns) & (columns <= area[3])
            for cell in np.flatnonzero(inside).tolist():
                word = self._in_tables.get((area[0], grid.columns[cell]), "")
                numbers[cell] = words.setdefault(word, len(words))
        alone = (numbers == 0) & (rows != self.row)
        for cell, word in self._beside(np.isin(rows, np.unique(rows[alone])), alone):
            numbers[cell] = words.setdefault(word, len(words))
        return numbers, list(words)

    def _beside(self, near: NDArray[np.bool_], alone: NDArray[np.bool_]) -> Iterator[tuple[int, str]]:
        """For each cell that is *alone*, without a head, the words to its left; only cells that are *near* count."""
        grid, last, beside = self._grid, 0, ""
        for cell in near.nonzero()[0].tolist():
            if grid.rows[cell] != last:
                last, beside = grid.rows[cell], ""
            if beside and alone[cell]:
                yield cell, beside
            if self._is_text[grid.looks[cell]]:
                beside = self._short(cell)

    def is_head(self, cell: int) -> bool:
        """Whether a cell stands in a row of heads or above it."""
        row, column = self._grid.rows[cell], self._grid.columns[cell]
        return row <= self.row or (
            bool(self._tables) and any(top == row and left <= column <= right for top, left, _, right in self._tables)
        )

    def _short(self, cell: int) -> str:
        return self._texts[self._grid.looks[cell]][:_LONGEST]

    def _head_row(self) -> tuple[int, Mapping[int, str]]:
        """The first row of two or more cells that are all words, among the first rows: its number and its words."""
        grid = self._grid
        for row, group in islice(groupby(range(len(grid)), key=grid.rows.__getitem__), _FIRST_ROWS):
            cells = list(group)
            if len(cells) > 1 and all(self._is_text[grid.looks[cell]] for cell in cells):
                return row, {grid.columns[cell]: self._short(cell) for cell in cells}
        return self._only_column()

    def _only_column(self) -> tuple[int, Mapping[int, str]]:
        """The head of a sheet of one column: its first cell."""
        grid = self._grid
        if len(grid) > 1 and len(set(grid.columns)) == 1 and self._is_text[grid.looks[0]]:
            return grid.rows[0], {grid.columns[0]: self._short(0)}
        return 0, _NONE
