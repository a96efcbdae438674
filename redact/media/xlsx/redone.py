"""The cells of a sheet as they are to be written: what was read, and what has become of some of them.

Everything here changes single cells in their bytes. Cells of which nothing is said keep theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from redact.media.xlsx.grid import ANY, Grid, Spelled
from redact.media.xlsx.markup import CELL, escaped

_STYLE = re.compile(rb' s="\d+"')
_KIND = re.compile(rb' t="\w+"')
_HIDDEN = re.compile(rb' (?:(?:hidden|collapsed)="[^"]*"|ht="(?:0?(?:\.\d*)?|1(?:\.0*)?)")')
_IS_HIDDEN = re.compile(rb' hidden="(?:1|true)"')
_SHARED, _INLINE = b' t="s"', b' t="inlineStr"'


class Written(NamedTuple):
    """One cell as XML, in pieces: its place and style as they are written, its kind, formula, and value or text."""

    place: bytes
    style: bytes
    kind: bytes
    formula: bytes
    body: bytes

    def __repr__(self) -> str:
        return f"Written({self.place!r})"

    def xml(self) -> bytes:
        """The whole cell."""
        marks = b"<c%s%s%s" % (self.place, self.style, self.kind if self.body else b"")
        inside = self.formula + self.body
        return b"%s>%s</c>" % (marks, inside) if inside else marks + b"/>"


class Redone:
    """The cells of one sheet, with changes."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.cells: dict[int, Written] = {}
        self._spelled: dict[int, str] = {}
        self._lines: dict[int, bytes] = {}

    def __repr__(self) -> str:
        return f"Redone({len(self.cells)} of {len(self.grid)} cells)"

    @property
    def is_changed(self) -> bool:
        """Whether anything is different from what was read."""
        return bool(self.cells or self._lines)

    def cell(self, number: int) -> Written:
        """A cell as it stands now."""
        return self.cells.get(number) or _as_read(self.grid, number)

    def put(self, number: int, rich: bytes) -> None:
        """Give a cell a text of its own; its formula goes, for it could bring the old value back."""
        cell = self.cell(number)
        self.cells[number] = Written(cell.place, cell.style, _INLINE, b"", b"<is>%s</is>" % rich)

    def empty(self, number: int) -> None:
        """Leave nothing of a cell but its place and its style."""
        self.cells[number] = self.cell(number)._replace(formula=b"", body=b"")

    def forget(self, number: int) -> None:
        """Take the result of a formula out."""
        cell = self.cell(number)
        if cell.formula:
            self.cells[number] = cell._replace(body=b"", kind=b"")

    def settle_for_result(self, number: int) -> None:
        """Take a formula out, and leave its result."""
        self.cells[number] = self.cell(number)._replace(formula=b"")

    def formulas(self, signs: re.Pattern[bytes] = ANY) -> Iterator[Spelled]:
        """The formulas that cells have now, of those whose XML had one of these *signs* when it was read."""
        for each in self.grid.formulas(signs):
            if each.cell not in self.cells or self.cells[each.cell].formula:
                yield each._replace(text=self._spelled.get(each.cell, each.text))

    def respell(self, spelling: Callable[[str], str]) -> None:
        """Spell every formula in another way."""
        for number, marks, text in list(self.formulas()):
            if text and (new := spelling(text)) != text:
                self._spelled[number] = new
                self.cells[number] = self.cell(number)._replace(formula=b"<f%s>%s</f>" % (marks, escaped(new)))

    def hidden_rows(self) -> list[int]:
        """The numbers of the rows that are hidden."""
        return [line.number for line in self.grid.lines if _IS_HIDDEN.search(line.marks)]

    def show_rows(self) -> None:
        """Hide no row any more."""
        for at, line in enumerate(self.grid.lines):
            if _HIDDEN.search(line.marks):
                self._lines[at] = _HIDDEN.sub(b"", line.marks)

    def shared(self) -> set[int]:
        """The numbers of the shared texts that cells show now."""
        import numpy as np

        grid = self.grid
        as_read = np.ones(len(grid), bool)
        as_read[list(self.cells)] = False
        looks: list[int] = np.unique(np.asarray(grid.looks)[as_read]).tolist()
        kinds = [marks.kind == "s" for marks in grid.marks]
        bodies = [grid.bodies[look] for look in looks if kinds[grid.marked[look]]]
        bodies += [cell.body for cell in self.cells.values() if cell.kind == _SHARED]
        return {int(body[3:-4]) for body in bodies if body}

    def data(self) -> bytes:
        """The rows as they stand now."""
        grid, at = self.grid, 0
        pieces = []
        for start, end, new in sorted((*self._new_cells(), *self._new_lines())):
            pieces += [grid.data[at:start], new]
            at = end
        return b"".join([*pieces, grid.data[at:]])

    def _new_cells(self) -> Iterator[tuple[int, int, bytes]]:
        starts, ends = self.grid.starts, self.grid.ends
        return ((starts[number], ends[number], cell.xml()) for number, cell in self.cells.items())

    def _new_lines(self) -> Iterator[tuple[int, int, bytes]]:
        for at, marks in self._lines.items():
            start = self.grid.lines[at].start + len(b"<row")
            yield start, start + len(self.grid.lines[at].marks), marks


def _as_read(grid: Grid, number: int) -> Written:
    match = CELL.match(grid.data, grid.starts[number])
    if match is None:
        raise AssertionError("a cell stood there when the sheet was read")
    _, letters, digits, marks, formula, body = match.groups()
    place = b' r="%s%s"' % (letters, digits) if letters else b""
    return Written(place, *_style_and_kind(marks), formula or b"", body or b"")


@lru_cache
def _style_and_kind(marks: bytes) -> tuple[bytes, bytes]:
    style, kind = _STYLE.search(marks), _KIND.search(marks)
    return style[0] if style else b"", kind[0] if kind else b""
