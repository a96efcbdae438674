"""What an author hid on the sheets of a workbook, in the copy: left out, shown, or left as it is.

What is left out takes everything with it that read it: formulas become the results that they had, rules, names, links
and charts go. Rows and columns stay, empty and hidden, so that nothing moves. Cells whose letters have the colour of
their ground or are very small are shown wherever hidden things are not kept: that they cannot be seen is a guess, and
what a reader may see is not left out on a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from redact.errors import UnreadableError
from redact.media.ooxml.package import ROOT
from redact.media.ooxml.xml import q
from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.faint import Faint, faint_in
from redact.media.xlsx.formulas import Place
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.grid import Grid, Row
from redact.media.xlsx.hiding import Hiding, Rectangle, hiding_of
from redact.media.xlsx.readers import readers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.media.ooxml.xml import Element

HIDDEN = frozenset({"hidden", "veryHidden"})
OWN_NAMES = ("_xlnm.", "_xlfn.", "_xlchart.", "_xlws.", "_xlpm.")
"""How the names begin that Excel itself hides."""
_TRUE = frozenset({"1", "true"})
_MARK = re.compile(rb' ([\w:]+)="([^"]*)"')


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """What is hidden in a workbook and what is done about it, worked out before anything is changed.

    By number of sheet: what it hides, its hidden rows, the numbers of its hidden cells, of the cells in faint styles,
    and of those whose formulas read what is left out. ``spared`` are the places of those that only count or sum it up:
    their results stay, whatever has become of the cells behind them.
    """

    what: Literal["drop", "show", "keep"]
    sheets: frozenset[int] = frozenset()
    hiding: Mapping[int, Hiding] = field(default_factory=dict)
    rows: Mapping[int, frozenset[int]] = field(default_factory=dict)
    cells: Mapping[int, Sequence[int]] = field(default_factory=dict)
    faint: Mapping[int, Sequence[int]] = field(default_factory=dict)
    naming: Naming = field(default_factory=Naming)
    reading: Mapping[int, Sequence[int]] = field(default_factory=dict)
    spared: frozenset[Place] = frozenset()

    def __repr__(self) -> str:
        return f"Plan({self.what}, {len(self.sheets)} sheets)"


NOTHING = Plan("keep")


def planned(book: Book, what: Literal["drop", "show", "keep"]) -> Plan:
    """Look at a workbook that was just cleaned and not changed yet."""
    if what == "keep":
        return NOTHING
    hidden = frozenset(sheet.number for sheet in book.sheets if sheet.entry.get("state") in HIDDEN)
    faint, shown = _faint(book), [sheet.number for sheet in book.sheets if sheet.number not in hidden]
    if not shown:
        raise UnreadableError("a workbook whose sheets are all hidden", "show one and run once more")
    hiding = {s.number: hiding_of(book.package.xml(s.member), _tables(book, s), faint) for s in book.sheets}
    rows = {n: frozenset(hidden_rows(book.cells[n].grid, hiding[n])) for n in shown}
    cells = {n: _hidden_cells(book.cells[n].grid, hiding[n], rows[n]) for n in shown}
    pale = {n: _faint_cells(book.cells[n].grid, hiding[n], cells[n]) for n in shown} if faint.reasons else {}
    plan = Plan(what, hidden, hiding, rows, cells, pale, _naming(book, hidden))
    is_any = hidden or any(cells.values()) or plan.naming.names
    if what != "drop" or not is_any:
        return plan
    reading, spared = readers(book, plan)
    return replace(plan, reading=reading, spared=spared)


def styles_of(book: Book) -> Element | None:
    """The styles of a workbook, if it has any."""
    return _first_of(book, "styles")


def _first_of(book: Book, kind: str) -> Element | None:
    mains = book.package.targets(ROOT, "officeDocument")
    names = book.package.targets(mains[0], kind) if mains else []
    return book.package.xml(names[0]) if names else None


def _tables(book: Book, sheet: Sheet) -> list[Element]:
    return [table for home, table in book.tables() if home is sheet]


def _faint(book: Book) -> Faint:
    return faint_in(styles_of(book), _first_of(book, "theme"))


def _naming(book: Book, hidden: frozenset[int]) -> Naming:
    names = {sheet.number: sheet.entry.get("name", "").casefold() for sheet in book.sheets}
    entries = [entry for entry in book.root.iter(q("x:definedName")) if not entry.get("name", "").startswith(OWN_NAMES)]
    veiled = frozenset(entry.get("name", "").casefold() for entry in entries if entry.get("hidden") in _TRUE)
    naming = Naming(tuple(names.values()), frozenset(names[n] for n in hidden), veiled)
    return naming.with_names((entry.get("name", ""), entry.text or "") for entry in entries)


def _hidden_cells(grid: Grid, hiding: Hiding, hidden: frozenset[int]) -> list[int]:
    """The numbers of the cells that are surely not shown: by their row, column, format, or a merged cell over them."""
    import numpy as np

    if not len(grid):
        return []
    rows, columns = np.asarray(grid.rows), np.asarray(grid.columns)
    doomed = np.isin(rows, list(hidden)) | np.isin(columns, list(hiding.columns))
    doomed |= _covered(rows, columns, hiding)
    if hiding.faint.sections:
        doomed |= np.isin(np.asarray(grid.looks), _masked_looks(grid, hiding.faint))
    numbers: list[int] = np.flatnonzero(doomed).tolist()
    return numbers


def hidden_rows(grid: Grid, hiding: Hiding) -> list[int]:
    """The numbers of the rows that are not shown."""
    return [line.number for line in grid.lines if _is_hidden(line, hiding)]


def _is_hidden(line: Row, hiding: Hiding) -> bool:
    if not (hiding.low_rows or b"hidden=" in line.marks or b" ht=" in line.marks):
        return False
    marks = {name.decode(): value.decode() for name, value in _MARK.findall(line.marks)}
    return hiding.hides_row(marks.get)


def _covered(rows: NDArray[np.uint32], columns: NDArray[np.uint16], hiding: Hiding) -> NDArray[np.bool_]:
    import numpy as np

    doomed = np.zeros(len(rows), bool)
    areas: set[Rectangle] = {area for group in hiding.covered.values() for area in group} | set(hiding.tall)
    for top, left, bottom, right in areas:
        inside = (rows >= top) & (rows <= bottom) & (columns >= left) & (columns <= right)
        doomed |= inside & ((rows != top) | (columns != left))
    return doomed


def _masked_looks(grid: Grid, faint: Faint) -> list[int]:
    """The looks whose format shows nothing of them."""
    found = []
    for look, mark in enumerate(grid.marked):
        marks = grid.marks[mark]
        if marks.style in faint.sections:
            value = grid.bodies[look][3:-4].decode("utf-8", "replace")
            if faint.why(marks.style, marks.kind, value) and marks.style not in faint.reasons:
                found.append(look)
    return found


def _faint_cells(grid: Grid, hiding: Hiding, unseen: Sequence[int]) -> list[int]:
    """The numbers of the cells in styles whose letters cannot be seen."""
    import numpy as np

    looks = [look for look, mark in enumerate(grid.marked) if grid.marks[mark].style in hiding.faint.reasons]
    found = np.setdiff1d(np.flatnonzero(np.isin(np.asarray(grid.looks), looks)), unseen).tolist()
    return [cell for cell in found if not hiding.is_dressed(grid.rows[cell], grid.columns[cell])]
