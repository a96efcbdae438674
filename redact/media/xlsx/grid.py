"""The cells of one sheet: where each stands, in the bytes that the sheet's XML has for them, and what looks alike.

Nothing here is a tree. A cell costs some twenty bytes, and what is written the same way for many cells (a number, a
name, a formula's result) is kept once, as a look.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, compress
from operator import lt
from typing import NamedTuple

from redact.errors import UnreadableError
from redact.media.xlsx.formulas import Place, column_letters, column_number, leads_elsewhere
from redact.media.xlsx.markup import CELL, ROW, unescaped

_END = b"</row>"
_BODIES = {"inlineStr": b"<is"}
_ROW_NUMBER = re.compile(rb' r="(\d{1,7})"')
_CELL_NUMBER = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"')
ANY = re.compile(b"")
_OUTWARD = re.compile(rb"[\[|]|&#")
_STYLE, _KIND = re.compile(rb' s="(\d+)"'), re.compile(rb' t="(\w+)"')
_SHARED = re.compile(rb"<v>\d{1,9}</v>")


class NotPlainError(Exception):
    """The rows are not written as most programs write them."""


class Marks(NamedTuple):
    """How cells are marked: their kind ("s", "n"), the number of their style."""

    kind: str
    style: int


class Spelled(NamedTuple):
    """The formula of one cell: the number of the cell, its marks as XML (`` t="shared" si="0"``), its letters."""

    cell: int
    marks: bytes
    text: str

    def __repr__(self) -> str:
        return f"Spelled(cell {self.cell})"


class Row(NamedTuple):
    """Where a row's tag stands in the bytes, and where the row ends; its number, its attributes."""

    number: int
    start: int
    end: int
    marks: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Grid:
    """What was read of one sheet: its bytes, by cell its place, its stretch of the bytes and its look, and the rest.

    A look is the value or text, as XML (``bodies``), and the number of how that is marked (``marked``). ``spelled``
    gives the cells that have a formula, with its XML. Cells that hold nothing are none.
    """

    data: bytes
    rows: array[int] = field(default_factory=lambda: array("I"))
    columns: array[int] = field(default_factory=lambda: array("H"))
    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))
    looks: array[int] = field(default_factory=lambda: array("I"))
    bodies: list[bytes] = field(default_factory=list)
    marked: array[int] = field(default_factory=lambda: array("I"))
    marks: list[Marks] = field(default_factory=list)
    spelled: list[tuple[int, bytes]] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.columns)

    def __repr__(self) -> str:
        return f"Grid({len(self)} cells)"

    def reference(self, cell: int) -> str:
        """As a person calls a cell: "B4"."""
        return f"{column_letters(self.columns[cell])}{self.rows[cell]}"

    def formulas(self, signs: re.Pattern[bytes] = ANY) -> Iterator[Spelled]:
        """The formulas of cells whose XML has one of these *signs*."""
        for cell, formula in self.spelled:
            if signs is ANY or signs.search(formula):
                tag, _, rest = formula.removeprefix(b"<f").partition(b">")
                yield Spelled(cell, tag.rstrip(b" /"), unescaped(rest.removesuffix(b"</f>")))

    def in_row(self, row: int) -> Iterator[int]:
        """The numbers of the cells in one row."""
        import numpy as np

        yield from np.flatnonzero(np.asarray(self.rows) == row).tolist()

    def places(self, sheet: int) -> Iterator[Place]:
        """The place of every cell."""
        return ((sheet, row, column) for row, column in zip(self.rows, self.columns, strict=True))


def grid_of(data: bytes) -> Grid:
    """Read rows. Raises ``NotPlainError`` where they are written in an unusual way."""
    reader = _Reader(Grid(data))
    at = number = 0
    for tag in ROW.finditer(data):
        stop = tag.end() if tag[2] else data.find(_END, tag.end())
        if tag.start() != at or stop < 0:
            raise NotPlainError
        number = reader.row(tag, stop, number)
        at = stop if tag[2] else stop + len(_END)
    if at != len(data):
        raise NotPlainError
    reader.check()
    return reader.grid


class _Reader:
    """Fills a grid, row by row."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self._looks = _LooksByMarks(grid)
        self._numbers = _Columns()
        self._in_order = True

    def row(self, tag: re.Match[bytes], stop: int, before: int) -> int:
        """Read one row, which ends at *stop*, and give its number; the one *before* it had that number."""
        grid, looks, numbers = self.grid, self._looks, self._numbers
        number = self._number(tag, stop, before)
        grid.lines.append(Row(number, tag.start(), stop, tag[1]))
        found = CELL.findall(grid.data, tag.end(), stop)
        if not found:
            if tag.end() != stop:
                raise NotPlainError
            return number
        whole, letters, digits, marks, formulas, bodies = zip(*found, strict=True)
        starts = list(accumulate(map(len, whole), initial=tag.end()))
        ends = starts[1:]
        if starts.pop() != stop or not set(digits) <= {str(number).encode(), b""}:
            raise NotPlainError
        columns = [numbers[name] for name in letters] if all(letters) else _counted(letters, numbers)
        if not all(map(lt, columns, columns[1:])):
            self._in_order = False
        worn = [looks[mark][body] for mark, body in zip(marks, bodies, strict=True)]
        if not all(bodies):
            is_filled = [bool(form or body) for form, body in zip(formulas, bodies, strict=True)]
            columns, worn = (list(compress(row, is_filled)) for row in (columns, worn))
            formulas = tuple(compress(formulas, is_filled))
            starts, ends = (list(compress(row, is_filled)) for row in (starts, ends))
        if any(formulas):
            first = len(grid.columns)
            grid.spelled.extend((first + at, formula) for at, formula in enumerate(formulas) if formula)
        grid.rows.extend([number] * len(columns))
        grid.columns.extend(columns)
        grid.starts.extend(starts)
        grid.ends.extend(ends)
        grid.looks.extend(worn)
        return number

    def check(self) -> None:
        """Raises ``UnreadableError`` where two cells stand in one place."""
        if any(leads_elsewhere(each.text) for each in self.grid.formulas(_OUTWARD)):
            raise NotPlainError  # such a formula goes where rows are tidied
        rows, columns = self.grid.rows, self.grid.columns
        if not self._in_order and len(set(zip(rows, columns, strict=True))) != len(rows):
            raise UnreadableError("a workbook in which two cells stand in one place")

    def _number(self, tag: re.Match[bytes], stop: int, before: int) -> int:
        named = _ROW_NUMBER.search(tag[1]) or _CELL_NUMBER.match(self.grid.data, tag.end(), stop)
        number = int(named[1]) if named else before + 1
        if number <= before:
            self._in_order = False
        return number


class _Looks(dict[bytes, int]):
    """The numbers of looks with the same marks, by their bodies; new ones are added to the grid."""

    def __init__(self, number: int, grid: Grid) -> None:
        kind = grid.marks[number].kind
        self._number, self._start = number, _BODIES.get(kind, b"<v")
        self._is_shared = kind == "s"
        self._bodies, self._marked = grid.bodies, grid.marked

    def __missing__(self, body: bytes) -> int:
        if body and not body.startswith(self._start):
            raise NotPlainError
        if self._is_shared and body and not _SHARED.fullmatch(body):
            raise NotPlainError
        number = self[body] = len(self._bodies)
        self._bodies.append(body)
        self._marked.append(self._number)
        return number


class _LooksByMarks(dict[bytes, _Looks]):
    """A table of looks for each way of marking a cell with its style and kind."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def __missing__(self, marks: bytes) -> _Looks:
        style, kind = _STYLE.search(marks), _KIND.search(marks)
        self._grid.marks.append(Marks(kind[1].decode() if kind else "n", int(style[1]) if style else 0))
        self[marks] = _Looks(len(self._grid.marks) - 1, self._grid)
        return self[marks]


class _Columns(dict[bytes, int]):
    """The numbers of columns by their letters."""

    def __missing__(self, letters: bytes) -> int:
        self[letters] = column_number(letters.decode())
        return self[letters]


def _counted(letters: Iterable[bytes], numbers: dict[bytes, int]) -> list[int]:
    """The columns of the cells of a row, of which one without a place follows the one before it."""
    columns = [0]
    for name in letters:
        columns.append(numbers[name] if name else columns[-1] + 1)
    return columns[1:]
