"""Formulas: what they refer to, and which results were worked out from a cell that has been changed.

References are read with patterns, not with a grammar: what is not recognised (a name, a table, INDIRECT, OFFSET)
counts as depending on everything.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from redact.media.ooxml.xml import q

Place: TypeAlias = tuple[int, int, int]
"""Sheet, row and column, each from 1."""
Area: TypeAlias = tuple[int, int, int, int, int]
"""Sheet, first row, first column, last row, last column."""
Edge: TypeAlias = tuple[int, bool]
"""The number of a row or a column, and whether it moves with the cell that reads it."""

_ELSEWHERE = re.compile(r"\[\d+\]|'[^']*\[[^\]']+\][^']*'!|\[[^\]]+\.xl\w+\]|\|.*!", re.IGNORECASE)
_STRING = re.compile(r'"(?:[^"]|"")*"')
_SHEET = r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
_REFERENCE = re.compile(
    _SHEET
    + r"(?<![\w.])(?:(?P<fc>\$?)(?P<c>[A-Z]{1,3})(?P<fr>\$?)(?P<r>\d{1,7})(?::(?P<fC>\$?)(?P<C>[A-Z]{1,3})(?P<fR>\$?)"
    r"(?P<R>\d{1,7}))?|\$?(?P<wc>[A-Z]{1,3}):\$?(?P<wC>[A-Z]{1,3})|\$?(?P<wr>\d{1,7}):\$?(?P<wR>\d{1,7}))(?![\w(.!])"
)
_ROWS = re.compile(r"(?<=[A-Z$])\d{1,7}(?!\w)")
_FUNCTION = re.compile(r"(?:_xl\w+\.)*[A-Za-z][A-Za-z0-9.]*\(")
_OPAQUE_FUNCTION = re.compile(r"\b(?:INDIRECT|OFFSET|CELL|GETPIVOTDATA|CUBE\w+|EVALUATE)\(", re.IGNORECASE)
_NAME_LEFT = re.compile(r"[^\W\d][\w.]*|[\[\]!]")
_SPECIAL, _QUOTED = r"(['\[\]#@])", r"'\1"
_LITERALS = re.compile(r"\b(?:TRUE|FALSE)\b|#[A-Z/0!?]+|\d+(?:\.\d+)?E[+-]?\d+", re.IGNORECASE)
FORMULAS = tuple(
    map(
        q,
        "x:f x:definedName x:formula x:formula1 x:formula2 x:calculatedColumnFormula x:totalsRowFormula c:f".split(),
    )
)
"""The elements whose text is a formula or names a range."""
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_MOST_SWEEPS = 50


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula, at its place, with the areas that it reads; ``opaque`` where not all of them could be told."""

    place: Place
    areas: tuple[Area, ...]
    opaque: bool


def leads_elsewhere(formula: str) -> bool:
    """Whether a formula reads another workbook or a running program."""
    return bool(_ELSEWHERE.search(without_strings(formula)))


def has_words(formula: str) -> bool:
    """Whether a formula holds words of its own: text between quotes."""
    return any(re.search(r"\w", literal) for literal in _STRING.findall(formula))


def form_of(formula: str) -> str:
    """A formula without the numbers of the rows that it reads: the same for all cells that it was filled down over."""
    pieces = re.split(r'("(?:[^"]|"")*")', formula)
    return "".join(piece if piece.startswith('"') else _ROWS.sub("#", piece) for piece in pieces)


def column_number(letters: str) -> int:
    """The number of a column: 1 for "A", 27 for "AA"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """The letters of a column: "A" for 1, "AA" for 27."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def read_formula(text: str, place: Place, sheets: Mapping[str, int], origin: Place | None = None) -> Formula:
    """What a formula at *place* reads. A shared formula was written for *origin*: its relative references move."""
    return pattern_of(text, origin or place, sheets, shared=origin is not None).at(place)


class Pattern(NamedTuple):
    """What a formula reads that was filled over many cells, as it stands at *origin*.

    Each area is a sheet, then its four edges, each with whether it moves along; an area of whole rows or columns grows
    instead.
    """

    origin: Place
    areas: tuple[tuple[int, Edge, Edge, Edge, Edge, bool], ...]
    opaque: bool

    def at(self, place: Place) -> Formula:
        """What it reads at another place."""
        down, across = place[1] - self.origin[1], place[2] - self.origin[2]
        return Formula(place, tuple(_moved(area, down, across) for area in self.areas), self.opaque)


def pattern_of(text: str, origin: Place, sheets: Mapping[str, int], *, shared: bool) -> Pattern:
    """What a formula reads. In a *shared* one relative references move; in others the numbers of its own row do."""
    bare = without_strings(text)
    areas, opaque = [], bool(_OPAQUE_FUNCTION.search(bare))
    for match in _REFERENCE.finditer(bare):
        name = (match["sheet"] or "").strip("'").replace("''", "'").casefold()
        sheet = sheets.get(name) if name else origin[0]
        opaque |= sheet is None
        areas.append((sheet or 0, *_edges(match, None if shared else origin[1])))
    left = _LITERALS.sub("", _FUNCTION.sub("", _REFERENCE.sub("", bare)))
    return Pattern(origin, tuple(areas), opaque or bool(_NAME_LEFT.search(left)))


def without_strings(formula: str) -> str:
    """A formula with nothing left between its quotes."""
    return _STRING.sub('""', formula) if '"' in formula else formula


def tainted(formulas: Iterable[Formula], changed: Iterable[Place]) -> set[Place]:
    """The places of all formulas whose results come, at any remove, from a changed cell."""
    marks = _Marks()
    for place in changed:
        marks.add(place)
    if not marks.places:
        return set()
    waiting, found = list(formulas), set[Place]()
    for _ in range(_MOST_SWEEPS):
        left = []
        for formula in waiting:
            if formula.opaque or any(marks.touches(area) for area in formula.areas):
                found.add(formula.place)
                marks.add(formula.place)
            else:
                left.append(formula)
        if len(left) == len(waiting):
            return found
        waiting = left
    return found | {formula.place for formula in waiting}


def with_sheet_names(text: str, new: Mapping[str, str]) -> str:
    """A formula in which sheets are called by their new names; *new* is keyed by the folded old ones."""

    def renamed(match: re.Match[str]) -> str:
        quoted = match.group(1)
        names = (quoted or match.group(2)).replace("''", "'").split(":")
        if not any(name.casefold() in new for name in names):
            return match.group()
        return "'" + ":".join(new.get(name.casefold(), name) for name in names).replace("'", "''") + "'!"

    pieces = re.split(r'("(?:[^"]|"")*")', text)
    pattern = re.compile(r"(?:'((?:[^']|'')+)'|((?:[^\W\d][\w.]*)(?::[^\W\d][\w.]*)?))!")
    return "".join(piece if piece.startswith('"') else pattern.sub(renamed, piece) for piece in pieces)


def with_names(text: str, new: Mapping[str, str]) -> str:
    """A formula in which tables are called by their new names."""
    folded = {old.casefold(): plain for old, plain in new.items()}
    pieces = re.split(r'("(?:[^"]|"")*")', text)
    words = re.compile(r"(?<![\w.!'\[])[^\W\d][\w.]*(?![\w.(!'])")
    renamed = (piece if piece.startswith('"') else words.sub(_looked_up(folded), piece) for piece in pieces)
    return "".join(renamed)


def with_columns(text: str, new: Mapping[str, str]) -> str:
    """A formula in which columns of tables, named in brackets, are called by their new names."""
    folded = {old.casefold(): name for old, name in new.items()}

    def renamed(match: re.Match[str]) -> str:
        name = folded.get(re.sub("'(.)", r"\1", match[2]).casefold())
        return match.group() if name is None else f"{match[1]}{re.sub(_SPECIAL, _QUOTED, name)}]"

    return re.sub(r"(\[@?)((?:'.|[^'\[\]])+)\]", renamed, text)


def _looked_up(folded: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda match: folded.get(match.group().casefold(), match.group())


@dataclass(slots=True)
class _Marks:
    """Places, found fast by area: for each sheet and column the sorted rows."""

    places: set[Place] = field(default_factory=set)
    rows: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(list))
    columns: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def add(self, place: Place) -> None:
        if place in self.places:
            return
        sheet, row, column = place
        self.places.add(place)
        rows = self.rows[sheet, column]
        rows.insert(bisect_left(rows, row), row)
        self.columns[sheet].add(column)

    def touches(self, area: Area) -> bool:
        sheet, top, left, bottom, right = area
        there = self.columns.get(sheet, ())
        columns = [c for c in there if left <= c <= right] if right - left > len(there) else range(left, right + 1)
        return any(self._in_column(sheet, column, top, bottom) for column in columns)

    def _in_column(self, sheet: int, column: int, top: int, bottom: int) -> bool:
        rows = self.rows.get((sheet, column), [])
        at = bisect_left(rows, top)
        return at < len(rows) and rows[at] <= bottom


def _edges(match: re.Match[str], own_row: int | None) -> tuple[Edge, Edge, Edge, Edge, bool]:
    """Top, left, bottom and right of a reference, and whether it is one of whole rows or columns."""
    shared = own_row is None
    if match["wc"]:
        first, last = sorted((column_number(match["wc"]), column_number(match["wC"])))
        return (1, False), (first, shared), (_LAST_ROW, False), (last, shared), True
    if match["wr"]:
        first, last = sorted((int(match["wr"]), int(match["wR"])))
        return (first, shared), (1, False), (last, shared), (_LAST_COLUMN, False), True
    row, column = _edge(match, "r", own_row), (column_number(match["c"]), shared and not match["fc"])
    if not match["R"]:
        return row, column, row, column, False
    return row, column, _edge(match, "R", own_row), (column_number(match["C"]), shared and not match["fC"]), False


def _edge(match: re.Match[str], row: str, own_row: int | None) -> Edge:
    number = int(match[row])
    return number, not match["f" + row] if own_row is None else number == own_row


def _moved(area: tuple[int, Edge, Edge, Edge, Edge, bool], down: int, across: int) -> Area:
    sheet, (top, top_moves), (left, left_moves), (bottom, bottom_moves), (right, right_moves), is_wide = area
    row, row2 = top + down if top_moves else top, bottom + down if bottom_moves else bottom
    column, column2 = left + across if left_moves else left, right + across if right_moves else right
    if is_wide:
        row, row2, column, column2 = min(top, row), max(bottom, row2), min(left, column), max(right, column2)
        return sheet, max(1, row), max(1, column), min(_LAST_ROW, row2), min(_LAST_COLUMN, column2)
    if row > row2 or column > column2:
        return sheet, min(row, row2), min(column, column2), max(row, row2), max(column, column2)
    return sheet, row, column, row2, column2
