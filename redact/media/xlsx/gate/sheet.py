"""What the rows of one sheet hold without showing it, counted in one pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media import checklist
from redact.media.ooxml.xml import q
from redact.media.xlsx.faint import MASKED, PALE, SMALL, run_reason
from redact.media.xlsx.formulas import column_number, leads_elsewhere
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.gate.quick import quick
from redact.media.xlsx.gate.rows import rows_of
from redact.media.xlsx.hiding import COVERED, Hiding, Rectangle, is_within
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_CELL, _VALUE, _FORMULA, _INLINE, _RUN, _FORM = map(q, "x:c x:v x:f x:is x:r x:rPr".split())
_DIGITS = "0123456789"
_MADE_UP = re.compile(r"Column\d+(?: \d+)?")
"""What heads of tables are called that were emptied: a table must have some."""
RUNS = "letters"
_WHY = {
    PALE: "cells in the colour of their ground",
    SMALL: "cells in letters too small to read",
    MASKED: "cells behind a format that shows nothing",
    COVERED: "cells that a merged one covers",
    RUNS: "cells with letters that cannot be seen",
}
_GAP_ROWS, _GAP_COLUMNS = 1_000, 100
"""Cells behind so many empty rows or columns lie where nobody scrolls."""


@dataclass(slots=True)
class Seen:
    """What was counted on one sheet, and the numbers of the shared texts that it shows."""

    hidden_rows: int = 0
    filtered_rows: int = 0
    empty_rows: int = 0
    far: int = 0
    below: int = 0
    outside_formulas: int = 0
    naming_hidden: int = 0
    columns: set[int] = field(default_factory=set)
    faint: Counter[str] = field(default_factory=Counter)
    shared: set[int] = field(default_factory=set)
    on_white: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    """The hidden rows."""


def look_at(data: bytes, hiding: Hiding, naming: Naming, drawn: Sequence[Rectangle] = ()) -> Seen:
    """Count what the rows of a member hold. *naming* tells formulas that read what is hidden.

    *drawn* are the cells that drawings lie over.
    """
    return _Look(hiding, naming, drawn).at(data)


def told(seen: Seen, hiding: Hiding, place: str) -> Iterator[Unseen]:
    """What is to be said of one sheet."""
    rows, columns = checklist.HIDDEN_ROWS, checklist.HIDDEN_COLUMNS
    yield from _some("hidden rows", place, seen.hidden_rows, rows)
    yield from _some("rows that a filter hides", place, seen.filtered_rows, checklist.FILTERS)
    yield from _some("hidden rows with nothing in them", place, seen.empty_rows, rows, serious=False)
    yield from _some("hidden columns", place, len(seen.columns), columns)
    bare = len(hiding.columns - seen.columns)
    yield from _some("hidden columns with nothing in them", place, bare, columns, serious=False)
    for reason, count in seen.faint.items():
        yield from _some(_WHY[reason], place, count, checklist.INVISIBLE)
    yield from _some("cells far away from the others", place, seen.far, checklist.OUTSIDE, serious=False)
    below = "cells below a picture, a chart or a shape"
    yield from _some(below, place, seen.below, checklist.HIDDEN_CONTENT, serious=False)
    yield from _some("formulas on other files", place, seen.outside_formulas, checklist.LINKED)
    yield from _some("formulas that read what is hidden", place, seen.naming_hidden, checklist.FORMULAS)


class _Look:
    """One pass over a sheet."""

    def __init__(self, hiding: Hiding, naming: Naming, drawn: Sequence[Rectangle]) -> None:
        self.hiding, self.naming, self.seen = hiding, naming, Seen()
        self._last_row = self._widest = 0
        self._columns, self._drawn = _Columns(), drawn
        self._simple = not (hiding.covered or hiding.tall or hiding.dressed)
        self._faint = hiding.faint.reasons.keys() | hiding.faint.sections.keys() | hiding.faint.dark

    def at(self, data: bytes) -> Seen:
        if (found := self._quick(data)) is not None:
            return found
        number = 0
        for row in rows_of(data):
            named = row.get("r", "")
            number = int(named) if named.isascii() and named.isdigit() and len(named) < 9 else number + 1
            self._row(row, number)
        return self.seen

    def _quick(self, data: bytes) -> Seen | None:
        """The same without looking at any cell, where the sheet cannot hide one."""
        hiding = self.hiding
        if hiding.columns or hiding.low_rows or self._drawn or not self._simple:
            return None
        found = quick(data, frozenset(self._faint))
        if found is None:
            return None
        seen = Seen(shared=set(found.shared), on_white=set(found.shared))
        seen.outside_formulas = sum(times for text, times in found.formulas.items() if leads_elsewhere(text))
        seen.naming_hidden = sum(times for text, times in found.formulas.items() if self.naming.names_hidden(text))
        return seen

    def _row(self, row: Element, number: int) -> None:
        is_hidden = self.hiding.hides_row(row.get)
        column = filled = 0
        for cell in row:
            if cell.tag != _CELL:
                continue
            column = self._columns[cell.get("r", "").rstrip(_DIGITS)] or column + 1
            if len(cell) and self._cell(cell, number, column, is_hidden=is_hidden):
                filled += 1
        if is_hidden:
            self.seen.rows.add(number)
            self._hidden_row(number, filled)
        if filled:
            self._last_row = number

    def _hidden_row(self, number: int, filled: int) -> None:
        if not filled:
            self.seen.empty_rows += 1
        elif self.hiding.is_filtered(number):
            self.seen.filtered_rows += 1
        else:
            self.seen.hidden_rows += 1

    def _cell(self, cell: Element, row: int, column: int, *, is_hidden: bool) -> bool:
        """Count one cell; tells whether it holds anything."""
        seen, (value, formula, inside) = self.seen, _inside(cell)
        if formula is not None:
            self._formula(formula.text or "")
        elif not value and (inside is None or _MADE_UP.fullmatch("".join(map(str, inside.itertext())))):
            return inside is not None and not is_hidden and column not in self.hiding.columns
        look = (cell.get("t", "n"), value)
        if look[0] == "s":
            seen.shared.add(_whole(value))
        if column in self.hiding.columns:
            seen.columns.add(column)
        elif not is_hidden:
            self._shown((row, column, _whole(cell.get("s", "0"))), look, inside)
        self._distance(row, column)
        return True

    def _shown(self, place: tuple[int, int, int], look: tuple[str, str], inside: Element | None) -> None:
        """Count a cell whose row and column are shown, if it is not. *place* is its row, column and style."""
        if self._drawn and any(is_within(area, *place[:2]) for area in self._drawn):
            self.seen.below += 1
        seen, is_plain = self.seen, self._simple and place[2] not in self._faint
        if not is_plain and (reason := self.hiding.why(*place, look)):
            seen.faint[reason] += 1
        elif is_plain or self.hiding.is_light(*place):
            if look[0] == "s":
                seen.on_white.add(_whole(look[1]))
            runs = inside.findall(_RUN) if inside is not None else ()
            seen.faint[RUNS] += any(run_reason(run.find(_FORM)) for run in runs)

    def _formula(self, text: str) -> None:
        self.seen.outside_formulas += leads_elsewhere(text)
        self.seen.naming_hidden += self.naming.names_hidden(text)

    def _distance(self, row: int, column: int) -> None:
        is_far = row > self._last_row + _GAP_ROWS and self._last_row
        is_far = is_far or (self._widest and column > self._widest + _GAP_COLUMNS)
        self.seen.far += bool(is_far)
        if not is_far:
            self._widest = max(self._widest, column)


def _inside(cell: Element) -> tuple[str, Element | None, Element | None]:
    """The value of a cell, its formula, and the text that it holds itself."""
    value, formula, inside = "", None, None
    for child in cell:
        tag = child.tag
        if tag == _VALUE:
            value = child.text or ""
        elif tag == _FORMULA:
            formula = child
        elif tag == _INLINE:
            inside = child
    return value, formula, inside


class _Columns(dict[str, int]):
    """The numbers of columns by their letters; 0 where these are none."""

    def __missing__(self, letters: str) -> int:
        is_plain = 0 < len(letters) < 4 and letters.isascii() and letters.isupper()
        self[letters] = column_number(letters) if is_plain else 0
        return self[letters]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _some(kind: str, place: str, amount: int, check: str, *, serious: bool = True) -> Iterator[Unseen]:
    if amount:
        yield Unseen(kind, place, amount, serious=serious, check=check)
