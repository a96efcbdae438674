"""Formulas of workbooks: what they refer to, words inside them, and names of sheets in them and in addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?:[^"]|"")*"|\[(?:\'(?:[^\']|\'\')*\'|[^\]\'])*\]')
_SHEET = r"\$?(?:'(?:[^']|'')*'|[^\s.:'\[\]$;()\"#,]+)?"
_CELL = r"\$?([A-Z]{1,3})\$?(\d{1,7})"
_AREA = re.compile(rf"({_SHEET})\.{_CELL}(?::{_SHEET}\.{_CELL})?")
_WHOLE = re.compile(rf"({_SHEET})\.\$?([A-Z]{{1,3}}|\d{{1,7}}):(?:{_SHEET})\.\$?([A-Z]{{1,3}}|\d{{1,7}})")
_NAMED_SHEET = re.compile(
    r"(\$?)('(?:[^']|'')*'|[^\s.:'\[\]$;()\"#,]+)(?=\.\$?(?:[A-Z]{1,3}\b|[A-Z]{1,3}\$?\d|\d|#REF!))"
)
_WORD = re.compile(r"[^\W\d_]{2}")
_PLAIN = re.compile(r"[A-Za-z_]\w*")
_NAME = re.compile(r"[^\W\d][\w.]*(?!\()")
_ANYWHERE = re.compile(
    r"\b(?:INDIRECT|OFFSET|DDE|WEBSERVICE|FILTERXML|CELL|INFO|MULTIPLE\.OPERATIONS|COM\.\w+|ORG\.\w+)\b|#"
)
_LAST_ROW, _LAST_COLUMN = 1 << 24, 1 << 16


@dataclass(frozen=True, slots=True)
class Area:
    """A block of cells of one sheet, rows and columns from 0, half-open."""

    sheet: str = field(repr=False)
    top: int
    bottom: int
    left: int
    right: int

    def meets(self, other: Area) -> bool:
        """Whether they have a cell in common."""
        rows = self.top < other.bottom and other.top < self.bottom
        return self.sheet == other.sheet and rows and self.left < other.right and other.left < self.right


def leads_elsewhere(formula: str) -> bool:
    """Whether a formula reads another file, a service or a place that it works out, or is of an unknown kind."""
    inside = [token[1:-1] for token in _TOKEN.findall(formula) if token.startswith("[")]
    known = all(_AREA.fullmatch(text) or _WHOLE.fullmatch(text) or "#REF!" in text for text in inside)
    rest = _TOKEN.sub("", formula)
    return not known or not formula.startswith(("of:=", "oooc:=", "=")) or bool(_ANYWHERE.search(rest))


def has_words(formula: str) -> bool:
    """Whether a formula spells out a text."""
    return any(_WORD.search(token) for token in _TOKEN.findall(formula) if token.startswith('"'))


def areas_of(formula: str, home: str) -> Iterable[Area]:
    """The blocks of cells that a formula reads; *home* is the folded name of its sheet."""
    for token in _TOKEN.findall(formula):
        if token.startswith("["):
            yield from addresses(token[1:-1], home)


def addresses(text: str, home: str) -> Iterable[Area]:
    """The blocks of cells that an address names."""
    for match in _AREA.finditer(text):
        sheet, column, row, last_column, last_row = match.groups()
        left, top = number_of(column), int(row) - 1
        right, bottom = number_of(last_column or column), int(last_row or row) - 1
        yield _area(sheet, home, (top, bottom), (left, right))
    for match in _WHOLE.finditer(text):
        sheet, first, last = match.groups()
        if first.isdigit() and last.isdigit():
            yield _area(sheet, home, (int(first) - 1, int(last) - 1), (0, _LAST_COLUMN))
        elif first.isalpha() and last.isalpha():
            yield _area(sheet, home, (0, _LAST_ROW), (number_of(first), number_of(last)))


def names_in(formula: str) -> set[str]:
    """The folded names of ranges that a formula may read."""
    return {name.casefold() for name in _NAME.findall(_TOKEN.sub(" ", formula))}


def with_sheets(text: str, new: Mapping[str, str], *, bare: bool = False) -> str:
    """A formula, or a *bare* address, with sheets called otherwise; *new* gives names by the folded old ones."""
    if not bare:
        return _TOKEN.sub(lambda token: token[0] if token[0].startswith('"') else _renamed(token[0], new), text)
    return _renamed(text, new)


def _renamed(text: str, new: Mapping[str, str]) -> str:
    def rename(match: re.Match[str]) -> str:
        name = new.get(plain(match[2]))
        return match[0] if name is None else match[1] + quoted(name)

    return _NAMED_SHEET.sub(rename, text)


def plain(name: str) -> str:
    """The name of a sheet as it stands in an address, folded and without its marks."""
    name = name.removeprefix("$")
    if name.startswith("'") and name.endswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.casefold()


def quoted(name: str) -> str:
    """The name of a sheet as an address has it."""
    return name if _PLAIN.fullmatch(name) and name.isascii() else "'" + name.replace("'", "''") + "'"


def sheets_in(address: str) -> set[str]:
    """The folded names of the sheets that an address names."""
    return {plain(match[2]) for match in _NAMED_SHEET.finditer(address)}


def number_of(column: str) -> int:
    """The number of a column from 0."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(sheet: str, home: str, rows: tuple[int, int], columns: tuple[int, int]) -> Area:
    name = plain(sheet) if sheet and sheet != "$" else home
    return Area(name, min(rows), max(rows) + 1, min(columns), max(columns) + 1)
