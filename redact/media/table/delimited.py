"""Where the cells of a delimited text stand, so that one can be changed and all others keep their characters.

Quoting follows RFC 4180: a quote is doubled inside a quoted cell. A cell whose quotes do not close is taken as it
stands, so no character is ever outside a cell, a delimiter or a line end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 60
_SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: row and column from 1, where it stands in the file, and what it says."""

    row: int
    column: int
    start: int
    end: int
    value: str = field(repr=False)
    quoted: bool

    @property
    def id(self) -> str:
        """The id of the part that shows this cell."""
        return f"r{self.row}.c{self.column}"


def cells(text: str, delimiter: str) -> Iterator[Cell]:
    """Every cell in order, empty ones too."""
    pattern = _pattern(delimiter)
    row, column, at = 1, 1, 0
    while match := pattern.match(text, at):
        quoted = match["quoted"]
        value = match["bare"] if quoted is None else quoted[1:-1].replace('""', '"')
        yield Cell(row, column, match.start(), match.end("cell"), value, quoted is not None)
        at = match.end()
        row, column = (row, column + 1) if match["stop"] == delimiter else (row + 1, 1)
        if at == len(text) and match["stop"] != delimiter:
            return


def written(value: str, delimiter: str, *, quoted: bool) -> str:
    """A cell's characters in the file."""
    if quoted or value.startswith(" ") or any(letter in value for letter in f'{delimiter}"\r\n'):
        return '"' + value.replace('"', '""') + '"'
    return value


def delimiter_of(text: str, usual: str) -> str:
    """What divides the cells: what the first line declares, else what cuts most rows alike, else *usual*."""
    declared = _SEPARATOR_LINE.match(text)
    if declared:
        return declared[1]
    best = max((usual, *DELIMITERS), key=lambda delimiter: _evenness(text, delimiter))
    return best if _evenness(text, best) > 0 else usual


def header_row(text: str) -> int:
    """The row in which column headings would stand."""
    return 2 if _SEPARATOR_LINE.match(text) else 1


def _pattern(delimiter: str) -> re.Pattern[str]:
    mark = re.escape(delimiter)
    stop = rf"(?P<stop>{mark}|\r\n|\r|\n|\Z)"
    quoted = rf' *(?P<quoted>"[^"]*+(?:""[^"]*+)*+") *(?={mark}|\r|\n|\Z)'
    return re.compile(rf"(?P<cell>{quoted}|(?P<bare>[^{mark}\r\n]*)){stop}")


def _evenness(text: str, delimiter: str) -> float:
    widths: Counter[int] = Counter()
    last, width = 1, 0
    for cell in islice(cells(text, delimiter), 40 * _SAMPLE_ROWS):
        if cell.row != last:
            widths[width] += 1
            last = cell.row
        width = cell.column
        if cell.row > _SAMPLE_ROWS:
            break
    else:
        widths[width] += 1
    columns, rows = max(widths.items(), key=lambda item: (item[0] > 1, item[1], item[0]))
    return rows / widths.total() if columns > 1 else 0.0
