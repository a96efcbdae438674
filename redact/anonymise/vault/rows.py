"""What stands in a vault: pseudonyms, where each was used, and for each released file the way back.

A token stands as it is, so that it can be looked up; everything else is sealed for its own row. A token may stand for
several spellings of one person's name; each is a row, and each file that used it is a mention.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from redact.anonymise.vault.header import Unlocked
from redact.anonymise.vault.seal import damaged, mark
from redact.anonymise.vault.store import Store
from redact.types import Pseudonym

T = TypeVar("T")
TABLES = ("pseudonyms", "mentions", "files")
_STATE = b"state"


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows there are, and how many lines the log has, with the digest of the last: nothing may go missing."""

    pseudonyms: int = 0
    mentions: int = 0
    files: int = 0
    entries: int = 0
    last: str = ""


class Worth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a token stands for, and whose it is in the same words everywhere, where the pseudonym says so."""

    entity_type: str
    value: str
    subject: str = ""

    def __repr__(self) -> str:
        return f"Worth({self.entity_type!r})"


class Seen(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where a token was put: digest and released name of the file, the job, when, and whose it was there.

    ``subjects`` are names within that file ("PERSON-3"), not people's own.
    """

    file: str = ""
    name: str = ""
    job: str = ""
    when: str = ""
    subjects: tuple[str, ...] = ()


class Put(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reversible change: where the new text stands in the released file, and what stood there before."""

    part: str
    start: int
    new: str
    old: str

    def __repr__(self) -> str:
        return f"Put({self.part!r}, {self.start})"


class Way(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The way back from one released file, by digest and released name: two originals may have become one text.

    ``name`` is the original's; empty where it may not come back. ``puts`` are there where the file cannot come back as
    a whole; ``destroyed`` counts what is gone for good.
    """

    output: str
    input: str
    released: str
    name: str = ""
    when: str = ""
    puts: tuple[Put, ...] = ()
    destroyed: int = 0

    def __repr__(self) -> str:
        return f"Way({self.output[:12]!r}, puts={len(self.puts)}, destroyed={self.destroyed})"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One of the values that a token stands for, and how many files used it so."""

    worth: Worth
    files: int


class Rows:
    """The rows of an open vault. What changes them is called inside ``Store.writing``."""

    def __init__(self, store: Store, unlocked: Unlocked) -> None:
        self.store, self._seal, self._index = store, unlocked.seal, unlocked.keys.index

    def state(self) -> State:
        """The sealed counts."""
        rows = self.store.rows("SELECT sealed FROM state")
        if len(rows) != 1:
            raise damaged("its counts are missing")
        return self._opened(State, rows[0][0], _STATE)

    def put_state(self, state: State) -> None:
        """Replace the sealed counts."""
        self.store.run("UPDATE state SET sealed = ?", sealed_state(state, self._seal))

    def add(self, item: Pseudonym, seen: Seen) -> tuple[int, int]:
        """Put a pseudonym and its mention there; how many rows of each are new."""
        row = mark(self._index, item.token, item.entity_type, item.value)
        worth = Worth(item.entity_type, item.value, getattr(item, "subject", ""))
        sealed = self._sealed(worth, b"pseudonym", row, item.token.encode())
        new = self.store.run("INSERT OR IGNORE INTO pseudonyms VALUES (?, ?, ?)", row, item.token, sealed)
        file = mark(self._index, "file", seen.file)
        told = self._sealed(seen, b"mention", row, file)
        mentioned = self.store.run("INSERT OR IGNORE INTO mentions VALUES (?, ?, ?)", row, file, told)
        if not mentioned:
            self.store.run("UPDATE mentions SET sealed = ? WHERE pseudonym = ? AND file = ?", told, row, file)
        return new, mentioned

    def spellings(self, token: str) -> list[Spelling]:
        """All that a token stands for, what most files used first."""
        query = (
            "SELECT id, sealed, (SELECT count(*) FROM mentions WHERE pseudonym = id) FROM pseudonyms WHERE token = ?"
        )
        rows = self.store.rows(query, token)
        found = [Spelling(self._worth(row, token, sealed), files) for row, sealed, files in rows]
        return sorted(found, key=lambda each: (-each.files, -len(each.worth.value), each.worth.value))

    def shared(self, token: str) -> bool:
        """Whether a file gave the token to two of its subjects."""
        query = "SELECT pseudonym, file, m.sealed FROM mentions m JOIN pseudonyms ON pseudonym = id WHERE token = ?"
        whose: dict[bytes, set[str]] = {}
        for row, file, sealed in self.store.rows(query, token):
            seen = self._opened(Seen, sealed, b"mention", row, file)
            whose.setdefault(file, set()).update(seen.subjects)
        return any(len(subjects) > 1 for subjects in whose.values())

    def pseudonyms(self) -> Iterator[tuple[bytes, str, Worth]]:
        """Every row of the kind: its id, its token, what that stands for."""
        for row, token, sealed in self.store.rows("SELECT id, token, sealed FROM pseudonyms"):
            yield row, token, self._worth(row, token, sealed)

    def mentions(self) -> Iterator[tuple[bytes, Seen]]:
        """Every mention, with the id of its pseudonym."""
        for row, file, sealed in self.store.rows("SELECT pseudonym, file, sealed FROM mentions"):
            yield row, self._opened(Seen, sealed, b"mention", row, file)

    def put_way(self, way: Way, patch: bytes | None) -> int:
        """Remember the way back from a file; a later one replaces it. How many rows are new."""
        row, output = self._marks(way)
        new = not self.store.rows("SELECT 1 FROM files WHERE id = ?", row)
        closed = None if patch is None else self._seal.close(patch, b"patch", row)
        sealed = self._sealed(way, b"way", row)
        self.store.run("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", row, output, sealed, closed)
        return int(new)

    def ways(self, output: str) -> list[Way]:
        """The ways back from the file of that digest; several where several files became the same."""
        query = "SELECT id, sealed FROM files WHERE output = ? ORDER BY id"
        rows = self.store.rows(query, mark(self._index, "output", output))
        return [self._opened(Way, sealed, b"way", row) for row, sealed in rows]

    def patch(self, way: Way) -> bytes | None:
        """What makes the original of that released file, or ``None`` where it may not come back as a whole."""
        row, _ = self._marks(way)
        found = self.store.rows("SELECT patch FROM files WHERE id = ?", row)
        return self._seal.open(found[0][0], b"patch", row) if found and found[0][0] is not None else None

    def check(self) -> None:
        """Open every row and count them; patches are opened when they are used. Raises ``PolicyError``."""
        state = self.state()
        counted = {table: self.store.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608  our own names
        if any(counted[table] != getattr(state, table) for table in TABLES):
            raise damaged("rows of it are missing")
        for row, token, worth in self.pseudonyms():
            if mark(self._index, token, worth.entity_type, worth.value) != row:
                raise damaged()
        for _ in self.mentions():
            pass
        for row, output, sealed in self.store.rows("SELECT id, output, sealed FROM files"):
            if self._marks(self._opened(Way, sealed, b"way", row)) != (row, output):
                raise damaged()

    def _marks(self, way: Way) -> tuple[bytes, bytes]:
        """By what a way is found again: as itself, and by its output alone."""
        return mark(self._index, "way", way.output, way.released), mark(self._index, "output", way.output)

    def reseal(self, new: Unlocked) -> None:
        """Seal every row with another data key."""
        other = Rows(self.store, new)
        for row, token, worth in self.pseudonyms():
            sealed = other._sealed(worth, b"pseudonym", row, token.encode())
            self.store.run("UPDATE pseudonyms SET sealed = ? WHERE id = ?", sealed, row)
        for row, file, sealed in self.store.rows("SELECT pseudonym, file, sealed FROM mentions"):
            told = other._sealed(self._opened(Seen, sealed, b"mention", row, file), b"mention", row, file)
            self.store.run("UPDATE mentions SET sealed = ? WHERE pseudonym = ? AND file = ?", told, row, file)
        for (row,) in self.store.rows("SELECT id FROM files"):
            self._reseal_file(other, row)
        other.put_state(self.state())

    def _reseal_file(self, other: Rows, row: bytes) -> None:
        ((sealed, patch),) = self.store.rows("SELECT sealed, patch FROM files WHERE id = ?", row)
        way = other._sealed(self._opened(Way, sealed, b"way", row), b"way", row)
        new = None if patch is None else other._seal.close(self._seal.open(patch, b"patch", row), b"patch", row)
        self.store.run("UPDATE files SET sealed = ?, patch = ? WHERE id = ?", way, new, row)

    def _worth(self, row: bytes, token: str, sealed: bytes) -> Worth:
        return self._opened(Worth, sealed, b"pseudonym", row, token.encode())

    def _sealed(self, value: Any, *place: bytes) -> bytes:
        return self._seal.close(msgspec.json.encode(value), *place)

    def _opened(self, kind: type[T], sealed: bytes, *place: bytes) -> T:
        if not all(isinstance(word, bytes) for word in place):
            raise damaged()
        return msgspec.json.decode(self._seal.open(sealed, *place), type=kind)


def sealed_state(state: State, seal: Any) -> bytes:
    """The counts, sealed for their row."""
    closed: bytes = seal.close(msgspec.json.encode(state), _STATE)
    return closed
