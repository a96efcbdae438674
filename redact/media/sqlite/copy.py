"""A database made anew: the tables, their names and their values, and nothing that the old file held beside them.

Pages of deleted rows, statements with their comments, defaults and checks, views, triggers, indexes and statistics
cannot come along when rows alone are carried over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redact.media.sqlite.schema import Field, Table, opened, quoted

_KEPT = ("encoding", "application_id", "user_version")


@dataclass(frozen=True, slots=True)
class Replacing:
    """What is to stand in the copy: names by the id of their part, and what becomes of a value of a column."""

    names: Mapping[str, str] = field(repr=False)
    value: Callable[[str, Any], Any] = field(repr=False)
    changed: frozenset[str] = frozenset()
    """The columns in which anything changes: they can be no key any more, for labels are alike."""


def copied(source: Path, target: Path, tables: Sequence[Table], replacing: Replacing) -> None:
    """Write the copy to *target*, which is not there. Raises ``UnreadableError`` for a source that is damaged."""
    with opened(source) as old:
        new = sqlite3.connect(target, isolation_level=None)
        try:
            for pragma in _KEPT:
                (value,) = old.execute(f"PRAGMA {pragma}").fetchone()
                new.execute(f"PRAGMA {pragma} = {quoted(value) if isinstance(value, str) else int(value)}")
            new.execute("PRAGMA journal_mode = OFF")
            new.execute("BEGIN")
            for table in tables:
                _carry(old, new, table, replacing)
            new.execute("COMMIT")
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        finally:
            new.close()


def _carry(old: sqlite3.Connection, new: sqlite3.Connection, table: Table, replacing: Replacing) -> None:
    new.execute(_statement(table, replacing))
    names = ", ".join(quoted(column.name) for column in table.fields)
    rows = old.execute(f"SELECT {names} FROM {quoted(table.name)}")  # noqa: S608  names alone, quoted
    marks = ", ".join("?" * len(table.fields))
    into = quoted(_name(table.id, table.name, replacing))
    new.executemany(f"INSERT INTO {into} VALUES ({marks})", _changed(rows, table, replacing))  # noqa: S608


def _changed(rows: sqlite3.Cursor, table: Table, replacing: Replacing) -> Iterator[list[Any]]:
    ids = [table.column_id(column) for column in table.fields]
    numbered = table.row_number
    for row in rows:
        values = [replacing.value(name, value) for name, value in zip(ids, row, strict=True)]
        if numbered is not None and not isinstance(values[numbered.number - 1], int):
            values[numbered.number - 1] = None
        yield values


def _statement(table: Table, replacing: Replacing) -> str:
    columns = [
        f"{quoted(_name(table.column_id(column), column.name, replacing))} {column.type}" for column in table.fields
    ]
    keys = sorted((column for column in table.fields if column.key), key=lambda column: column.key)
    if keys and (table.row_number or not any(table.column_id(key) in replacing.changed for key in keys)):
        columns.append(f"PRIMARY KEY ({', '.join(_quoted(table, key, replacing) for key in keys)})")
    return f"CREATE TABLE {quoted(_name(table.id, table.name, replacing))} ({', '.join(columns)})"


def _quoted(table: Table, column: Field, replacing: Replacing) -> str:
    return quoted(_name(table.column_id(column), column.name, replacing))


def _name(id_: str, name: str, replacing: Replacing) -> str:
    return replacing.names.get(f"{id_}.name", name)
