"""SQLite databases: every value of every column looked at once, and the tables carried over into a new file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from pathlib import Path
from typing import Any, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.blobs import Files
from redact.media.cell_values import shown
from redact.media.column_rules import DROP, KEEP, ColumnRules
from redact.media.distinct import Column, Distinct, all_parts
from redact.media.splice import by_part, edited
from redact.media.sqlite.copy import Replacing, copied
from redact.media.sqlite.schema import Table, opened, others, quoted, tables
from redact.media.sqlite.schema import copied as copies
from redact.types import Document, Edit, Modality, Part, Unseen

MEDIA_TYPE = "application/vnd.sqlite3"
_ROWS = 2000


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the tables hold."""

    tables: list[Table]
    columns: dict[str, Distinct]
    files: Files = field(default_factory=Files)
    dropped: tuple[str, ...] = ()


class SqliteHandler:
    """Opens and writes SQLite databases.

    Parts are the different values of each column under its name, and the names of tables and columns. Files in columns
    (pictures, PDF, sound) are children. The copy is a new file of tables and rows; a key stays one where nothing in it
    changed. Views, triggers, indexes, checks, defaults, comments, statistics, tables for searching, deleted rows and
    bytes of unknown meaning go. What a separate -wal file holds is not read. Encrypted databases are refused.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``columns``: by name an entity type, "keep" or "drop". ``most_values``: different values at most."""

        columns: dict[str, str] = {}
        most_values: int = 5_000_000

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".sqlite", ".sqlite3", ".db", ".db3"})
    checks = (checklist.UNUSED, checklist.LEFTOVERS, checklist.MACROS)

    def __init__(self, options: Options) -> None:
        self.options = options
        self._rules = ColumnRules(options.columns)

    def load(self, source: Path) -> Document:
        contents = self._read(source)
        names = (part for table in contents.tables for part in _names(table))
        parts = (*names, *all_parts(contents.columns.values()))
        return Document(source, MEDIA_TYPE, parts, tuple(contents.files), contents.dropped)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        contents = self._read(document.source)
        edits = by_part(changes.edits)
        texts = {name: new for name, column in contents.columns.items() if (new := column.changed(edits))}
        released = contents.files.released(changes.children)
        dropped = {name for name, column in contents.columns.items() if self._rules.of(column.column.name) == DROP}
        value = _Changing(texts, released, frozenset(dropped)).value
        replacing = Replacing(_renamed(contents.tables, edits), value, frozenset({*texts, *dropped}))
        copied(document.source, target, contents.tables, replacing)

    def reopen(self, target: Path) -> Document:
        """The statements and rows as SQLite itself writes them out."""
        with opened(target) as database:
            if database.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise UnreadableError("the copy is not whole", "report it")
            statements = "\n".join(row[0] for row in database.execute("SELECT sql FROM sqlite_schema") if row[0])
            parts = [Part("schema", Modality.TEXT, statements, place="the tables' statements", raw=True)]
            for table in tables(database):
                parts.extend(_rows(database, table))
        return Document(target, MEDIA_TYPE, tuple(parts))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a database keeps that no row shows. Remains of deleted rows within pages in use are not seen."""
        with opened(path) as database:
            (free,) = database.execute("PRAGMA freelist_count").fetchone()
            kept, rest = copies(database), others(database)
        if free:
            yield Unseen("pages of deleted rows", "the database", free, check=checklist.UNUSED)
        if kept:
            yield Unseen("tables with copies of rows", "the database", len(kept), check=checklist.LEFTOVERS)
        for kind in ("trigger", "view"):
            if rest.get(kind):
                yield Unseen(f"{kind}s", "the database", rest[kind], serious=kind == "trigger", check=checklist.MACROS)

    def _read(self, source: Path) -> _Contents:
        with opened(source) as database:
            found = tables(database)
            contents = _Contents(found, {}, dropped=_left(database))
            for table in found:
                self._collect(database, table, contents)
        unknown = ("bytes of unknown meaning",) if contents.files.unknown else ()
        return _Contents(found, contents.columns, contents.files, (*contents.dropped, *unknown))

    def _collect(self, database: sqlite3.Connection, table: Table, contents: _Contents) -> None:
        columns = [self._column(table, number) for number in range(len(table.fields))]
        contents.columns.update({column.column.id: column for column in columns})
        names = ", ".join(quoted(each.name) for each in table.fields)
        rows = database.execute(f"SELECT {names} FROM {quoted(table.name)}")  # noqa: S608  names alone, quoted
        looked = [self._rules.of(column.column.name) not in {KEEP, DROP} for column in columns]
        for number, row in enumerate(rows, 1):
            for column, value in compress(zip(columns, row, strict=True), looked):
                _add(column, value, number, contents.files)
            if number % _ROWS == 0 and sum(map(len, contents.columns.values())) > self.options.most_values:
                raise UnreadableError(f"more than {self.options.most_values:,} values", "split it into smaller files")

    def _column(self, table: Table, number: int) -> Distinct:
        each = table.fields[number]
        place = f"table {table.number}, column {each.number}"
        return Distinct(Column(table.column_id(each), place, each.name, self._rules.declared(each.name)))


@dataclass(frozen=True, slots=True)
class _Changing:
    """What becomes of values: texts by column and value, files by their bytes, and columns that are emptied."""

    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    files: Mapping[bytes, bytes] = field(repr=False)
    dropped: frozenset[str]

    def value(self, column: str, value: Any) -> Any:
        """What stands in the place of a value."""
        if column in self.dropped:
            return None
        text = shown(value)
        if isinstance(value, bytes) and value and not text:
            return self.files.get(value)
        after = self.texts.get(column, {}).get(text) if text else None
        if after is None:
            return value
        return after.encode() if isinstance(value, bytes) else after


def _add(column: Distinct, value: Any, row: int, files: Files) -> None:
    text = shown(value)
    if isinstance(value, bytes) and value and not text:
        files.add(value, f"{column.column.place}, row {row}")
    elif text:
        column.add(text, row)


def _names(table: Table) -> Iterator[Part]:
    yield _name(table.id, table.name, f"name of table {table.number}")
    for column in table.fields:
        yield _name(table.column_id(column), column.name, f"name of column {column.number} of table {table.number}")


def _name(id_: str, name: str, place: str) -> Part:
    return Part(f"{id_}.name", Modality.TEXT, name.replace("_", " "), place=place)


def _renamed(found: Sequence[Table], edits: Mapping[str, list[Edit]]) -> dict[str, str]:
    """New names, by the id of their part; no two are alike, for each has its number behind it."""
    parts = (part for table in found for part in _names(table))
    return {part.id: f"{edited(part.text, edits[part.id])} {part.id[1:-5]}" for part in parts if part.id in edits}


def _left(database: sqlite3.Connection) -> tuple[str, ...]:
    """What a copy leaves out, in plain words."""
    plural = {"index": "indexes", "trigger": "triggers", "view": "views"}
    said = [f"{plural[kind]} ({count})" for kind, count in others(database).items() if kind in plural]
    (free,) = database.execute("PRAGMA freelist_count").fetchone()
    kept = len(copies(database))
    also = ((kept, "tables with copies of rows, for searching and statistics"), (free, "pages of deleted rows"))
    return (*said, *(words for count, words in also if count))


def _rows(database: sqlite3.Connection, table: Table) -> Iterator[Part]:
    cursor = database.execute(f"SELECT * FROM {quoted(table.name)}")  # noqa: S608  a name alone, quoted
    number = 0
    while rows := cursor.fetchmany(_ROWS):
        number += 1
        text = "\n".join(shown(value) for row in rows for value in row)
        yield Part(f"{table.id}.rows{number}", Modality.TEXT, text, place=f"table {table.number}", raw=True)
