"""The vault: what pseudonyms stand for, encrypted, in one SQLite file kept apart from outputs and records.

It is the additional information that makes pseudonymised data personal data: whoever has it and the key can turn the
tokens back. Tokens are stored as they are; values only under AES-SIV, bound to their token.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from redact.anonymise.key import derived
from redact.errors import PolicyError
from redact.types import Pseudonym

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pseudonyms (token TEXT PRIMARY KEY, entity_type TEXT NOT NULL, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS seal (mark BLOB NOT NULL);
"""
_MARK = b"redact vault 1"


class Vault:
    """An open vault; a context manager. Raises ``PolicyError`` for a wrong key or a file that is no vault."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._key = derived(key, "vault")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        self._base = sqlite3.connect(path, timeout=30)
        try:
            self._base.executescript(_SCHEMA)
            self._check_key()
        except sqlite3.DatabaseError:
            self._base.close()
            raise PolicyError("the vault is damaged or no vault", "check its path") from None

    def __repr__(self) -> str:
        return "Vault()"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def add(self, pseudonyms: Iterable[Pseudonym]) -> None:
        """Remember what these tokens stand for; known ones change nothing. All or none of them are stored."""
        rows = [(item.token, item.entity_type, self._sealed(item.value, item.token)) for item in pseudonyms]
        with self._base:
            self._base.executemany("INSERT OR IGNORE INTO pseudonyms VALUES (?, ?, ?)", rows)

    def value(self, token: str) -> str | None:
        """What a token stands for, or ``None``."""
        row = self._base.execute("SELECT value FROM pseudonyms WHERE token = ?", (token,)).fetchone()
        return self._opened(row[0], token) if row else None

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM pseudonyms").fetchone()[0])

    def _check_key(self) -> None:
        row = self._base.execute("SELECT mark FROM seal").fetchone()
        if row is None:
            with self._base:
                self._base.execute("INSERT INTO seal VALUES (?)", (self._sealed(_MARK.decode(), ""),))
        elif self._opened(row[0], "") != _MARK.decode():
            raise PolicyError("this is no vault of ours", "check its path")

    def _sealed(self, value: str, token: str) -> bytes:
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        return AESSIV(self._key).encrypt(value.encode(), [token.encode()])

    def _opened(self, sealed: bytes, token: str) -> str:
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESSIV

        try:
            return AESSIV(self._key).decrypt(sealed, [token.encode()]).decode()
        except InvalidTag:
            self._base.close()
            raise PolicyError("this key does not open the vault", "use the key that it was made with") from None
