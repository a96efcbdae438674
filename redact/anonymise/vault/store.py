"""The vault's file: made in one piece, for its owner alone, written by one at a time."""

from __future__ import annotations

import os
import secrets
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from redact.anonymise.vault.header import Stored
from redact.anonymise.vault.seal import damaged
from redact.errors import PolicyError

_SCHEMA = """
CREATE TABLE header (clear BLOB NOT NULL, wrapped BLOB NOT NULL, keys BLOB NOT NULL);
CREATE TABLE state (sealed BLOB NOT NULL);
CREATE TABLE pseudonyms (id BLOB PRIMARY KEY, token TEXT NOT NULL, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE INDEX tokens ON pseudonyms (token);
CREATE TABLE mentions (pseudonym BLOB, file BLOB, sealed BLOB NOT NULL, PRIMARY KEY (pseudonym, file)) WITHOUT ROWID;
CREATE TABLE files (id BLOB PRIMARY KEY, output BLOB NOT NULL, sealed BLOB NOT NULL, patch BLOB);
CREATE INDEX outputs ON files (output);
"""
_MAGIC = b"SQLite format 3\0"
_PATIENCE = 60  # seconds that one writer waits for another
SIDECARS = ("-journal", "-wal", "-shm")


def check_private(path: Path) -> None:
    """Refuse a file that anybody but its owner may open, where the system knows owners. Raises ``PolicyError``."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise PolicyError("others may read the vault or its log", "run 'chmod 600' on both, then try again")


def create(path: Path, header: Stored, state: bytes) -> None:
    """Make an empty vault; where another process has just made one, that one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".redact-{secrets.token_hex(8)}")
    try:
        os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(new)) as base, base:
            base.executescript(_SCHEMA)
            base.execute("INSERT INTO header VALUES (?, ?, ?)", (header.clear, header.wrapped, header.keys))
            base.execute("INSERT INTO state VALUES (?)", (state,))
        with suppress(FileExistsError):
            os.link(new, path)
    except OSError as error:
        raise PolicyError(f"the vault cannot be made ({type(error).__name__})", "choose another place") from None
    finally:
        new.unlink(missing_ok=True)


class Store:
    """An open file. Every error of SQLite becomes one line of ours."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _check(path)
        self._base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            self._base.execute("PRAGMA secure_delete = ON")
            self._check_whole()
            self.stored = self._header()
        except (sqlite3.DatabaseError, PolicyError) as error:
            self._base.close()
            raise error if isinstance(error, PolicyError) else _told(error) from None

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def rows(self, query: str, *values: Any) -> list[Any]:
        """What a query gives."""
        try:
            return self._base.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise _told(error) from None

    def run(self, command: str, *values: Any) -> int:
        """Change something, inside ``writing``; how many rows were changed."""
        try:
            return self._base.execute(command, values).rowcount
        except sqlite3.DatabaseError as error:
            raise _told(error) from None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One change as a whole or not at all, while nobody else writes. Raises ``PolicyError`` after a rotation."""
        self.run("BEGIN IMMEDIATE")
        try:
            self._check_same()
            yield
        except BaseException:
            self.run("ROLLBACK")
            raise
        self.run("COMMIT")

    def _check_same(self) -> None:
        if self._header() != self.stored:
            raise PolicyError("the vault has got another secret meanwhile", "run again with the new one")

    def replace_header(self, header: Stored) -> None:
        """Put another header there, inside ``writing``."""
        self.run("UPDATE header SET clear = ?, wrapped = ?, keys = ?", header.clear, header.wrapped, header.keys)

    def renewed(self, header: Stored) -> None:
        """Take note that the header that was put there holds."""
        self.stored = header

    def check_pages(self) -> None:
        """Let SQLite look at every page. Raises ``PolicyError``."""
        if self.rows("PRAGMA integrity_check") != [("ok",)]:
            raise damaged("its pages do not fit together")

    def _header(self) -> Stored:
        tables = {name for (name,) in self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "seal" in tables and "header" not in tables:
            raise PolicyError("the vault is of an earlier format", "run the job again into a new vault")
        if "header" not in tables:
            raise PolicyError("this file is no vault", "check its path")
        rows = self.rows("SELECT clear, wrapped, keys FROM header")
        if len(rows) != 1 or not all(isinstance(value, bytes) for value in rows[0]):
            raise damaged("its header makes no sense")
        return Stored(*rows[0])

    def _check_whole(self) -> None:
        with self._reading():
            (pages,), (size,) = self.rows("PRAGMA page_count")[0], self.rows("PRAGMA page_size")[0]
            if pages * size > self.path.stat().st_size:
                raise damaged("it is cut short")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        self.run("BEGIN")
        try:
            yield
        finally:
            self.run("ROLLBACK")


def _check(path: Path) -> None:
    try:
        check_private(path)
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise PolicyError(f"the vault cannot be read ({type(error).__name__})", "check its path") from None
    if start != _MAGIC:
        raise PolicyError("this file is no vault, or what is left of one", "check its path")


def _told(error: sqlite3.DatabaseError) -> PolicyError:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return PolicyError("somebody else is writing into the vault", "try again when that is done")
    if code is not None and code & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return PolicyError("the vault cannot be written", "check the disk and the permissions")
    return damaged("it cannot be read")
