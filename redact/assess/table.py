"""A table on disk, assessed: reads comma-separated values and says in plain words what singles a person out."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from redact.assess.level import Level
from redact.assess.singling_out import Row, SinglingOut, singling_out, uniques_without
from redact.errors import PolicyError, UnreadableError

SMALL_GROUP = 5
"""Groups under this size are called small: a common floor for releasing counts about people."""


@dataclass(frozen=True, slots=True)
class TableAssessment:
    """How far the rows of one table can be told apart by the columns that an outsider may know.

    ``uniques_without`` says, by column, how many rows would still stand alone without it: the column with the lowest
    figure is the one to make coarser first.
    """

    quasi: tuple[str, ...] = field(repr=False)
    sensitive: str | None = field(repr=False)
    measures: SinglingOut
    uniques_without: Mapping[str, int] = field(repr=False)
    level: Level
    reasons: tuple[str, ...]


def assess_table(path: Path, quasi: Sequence[str], sensitive: str | None = None) -> TableAssessment:
    """The assessment of a table of comma-, semicolon- or tab-separated values whose first row names the columns.

    Raises ``PolicyError`` where no column or one that is not there is named, ``UnreadableError`` for a damaged table.
    """
    header, rows = _read(path)
    columns = _columns(header, quasi)
    secret = None if sensitive is None else _column(header, sensitive, "--sensitive")
    measures = singling_out(rows, columns, secret)
    without = dict(zip(quasi, uniques_without(rows, columns), strict=True))
    level, reasons = _judge(measures)
    return TableAssessment(tuple(quasi), sensitive, measures, without, level, reasons)


def _judge(found: SinglingOut) -> tuple[Level, tuple[str, ...]]:
    reasons = [f"the smallest group of rows that look alike has {found.k}"]
    if found.unique_rows:
        reasons.append(f"{len(found.unique_rows)} of {found.rows} rows stand alone ({found.unique_share:.1%})")
    if found.l is not None and found.l < 2 and found.rows:
        reasons.append("in at least one group every row has the same sensitive value: who is in it is known by it")
    reasons.append("columns that were not named, and what an outsider knows from elsewhere, are not counted")
    return _level(found), tuple(reasons)


def _level(found: SinglingOut) -> Level:
    if found.unique_rows:
        return Level.SINGLED_OUT
    small = 0 < found.k < SMALL_GROUP
    tells = found.l is not None and found.l < 2 and found.rows > 0
    return Level.INDIRECT if small or tells else Level.NOTHING_COUNTED


def _columns(header: Row, names: Sequence[str]) -> list[int]:
    if not names:
        raise PolicyError("no column was named", "name the columns that an outsider may know with --quasi")
    if len(set(names)) < len(names):
        raise PolicyError("a column was named twice with --quasi", "name each column once")
    return [_column(header, name, f"--quasi, number {number},") for number, name in enumerate(names, 1)]


def _column(header: Row, name: str, option: str) -> int:
    """The place of a column. The error names the option and not the column: headings may hold people's names."""
    at = [index for index, heading in enumerate(header) if heading.strip() == name.strip()]
    if not at:
        raise PolicyError(f"{option} names no column of the table", "copy the name from the first row of the table")
    if len(at) > 1:
        raise PolicyError(f"{option} names {len(at)} columns of the table", "give each column a name of its own")
    return at[0]


def _read(path: Path) -> tuple[Row, list[Row]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableError(f"the table cannot be opened ({error.strerror})", "check that it is there") from None
    except UnicodeDecodeError:
        raise UnreadableError("the table is not text in UTF-8", "save it as CSV in UTF-8") from None
    header, *rows = _cells(text) or [[]]
    if not header:
        raise UnreadableError("the table is empty", "give a table whose first row names the columns")
    _check_widths(header, rows)
    return header, rows


def _cells(text: str) -> list[Row]:
    first = text.partition("\n")[0]
    mark = max(",;\t", key=first.count)
    try:
        return [row for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True) if row]
    except csv.Error:
        what = "the table's quotation marks do not match, or a cell is too long"
        raise UnreadableError(what, "mend or export the table again") from None


def _check_widths(header: Row, rows: list[Row]) -> None:
    for number, row in enumerate(rows, 1):
        if len(row) != len(header):
            what = f"row {number} of the table has {len(row)} cells where the first row has {len(header)}"
            raise UnreadableError(what, "mend the row or export the table again")
