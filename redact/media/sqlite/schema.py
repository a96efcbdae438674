"""The tables of a database that are a user's own: their names, their columns, and what each column may hold."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from redact.errors import UnreadableError

_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
_TYPE = re.compile(
    r"(?:(?:unsigned )?(?:tiny|small|medium|big)?int(?:eger)?\d?|(?:n|var|nvar|native )?(?:char|character)(?: varying)?"
    r"|text|n?clob|blob|real|double(?: precision)?|float|numeric|decimal|bool(?:ean)?|date(?:time)?|time(?:stamp)?"
    r"|json|any)"
    r"(?: ?\(\d{1,6}(?:, ?\d{1,6})?\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its number from 1, its name, its type as far as that says nothing else, its place in the key."""

    number: int
    name: str = field(repr=False)
    type: str = ""
    key: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its number from 1 in the order of its making, its name, its columns."""

    number: int
    name: str = field(repr=False)
    fields: tuple[Field, ...]

    @property
    def id(self) -> str:
        """What its parts begin with."""
        return f"t{self.number}"

    def column_id(self, column: Field) -> str:
        """What the parts of a column begin with."""
        return f"{self.id}.c{column.number}"

    @property
    def row_number(self) -> Field | None:
        """The column that is the number of the row, which can be nothing but a whole number."""
        keys = [column for column in self.fields if column.key]
        return keys[0] if len(keys) == 1 and keys[0].type.casefold() == "integer" else None


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, for reading alone and as the file stands. Raises ``UnreadableError``, also while it is read."""
    try:
        if not path.stat().st_size:
            raise UnreadableError("empty file", "leave it out")
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except (OSError, sqlite3.Error) as error:
        raise UnreadableError(f"cannot be read ({type(error).__name__})") from None
    try:
        database.text_factory = _decoded
        database.execute("PRAGMA trusted_schema = OFF")
        yield database
    except (sqlite3.Error, OverflowError) as error:
        raise UnreadableError(f"no SQLite database, damaged or encrypted ({type(error).__name__})") from None
    finally:
        database.close()


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def quoted(name: str) -> str:
    """A name as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'


def tables(database: sqlite3.Connection) -> list[Table]:
    """The user's own tables; those in which SQLite keeps statistics and copies for searching are not among them."""
    if database.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise UnreadableError("a damaged database", "mend it (sqlite3 has .recover) and run once more")
    copies = set(copied(database))
    rows = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
    names = [name for (name,) in rows if name not in copies and not name.startswith("sqlite_")]
    return [Table(number, name, tuple(_fields(database, name))) for number, name in enumerate(names, 1)]


def copied(database: sqlite3.Connection) -> list[str]:
    """The virtual tables, those in which they keep copies of the user's words, and statistics with samples of them."""
    rows = database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    virtual = [name for name, statement in rows if statement and _VIRTUAL.match(statement)]
    return [
        name
        for name, _ in rows
        if name.startswith("sqlite_stat") or any(name == each or name.startswith(f"{each}_") for each in virtual)
    ]


def others(database: sqlite3.Connection) -> dict[str, int]:
    """How many views, triggers and indexes there are, by what they are called."""
    rows: Sequence[tuple[str, int]] = database.execute(
        "SELECT type, count(*) FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL GROUP BY type ORDER BY type"
    ).fetchall()
    return dict(rows)


def _fields(database: sqlite3.Connection, table: str) -> Iterator[Field]:
    for number, (_, name, kind, _, _, key, _) in enumerate(database.execute(f"PRAGMA table_xinfo({quoted(table)})"), 1):
        yield Field(number, name, kind if _TYPE.fullmatch(kind or "") else "", key)
