"""A new secret for a vault, and the end of one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from redact.anonymise.vault.header import made
from redact.anonymise.vault.log import log_path
from redact.anonymise.vault.opening import Vault, header_of
from redact.anonymise.vault.rows import TABLES
from redact.anonymise.vault.secret import Secret, forget
from redact.anonymise.vault.store import SIDECARS, Store
from redact.errors import PolicyError, RedactError

MEANS = (
    "The file was overwritten with random bytes and deleted, and with it the only keys that open its rows. Without the "
    "vault, tokens in released files can no longer be turned back by it."
)
MEANS_NOT = (
    "Copies, backups, snapshots, exports and files that were given back are not destroyed. A solid-state disk or a "
    "journalling file system may keep the overwritten bytes. Whoever has the key for pseudonyms, from a copy or a key "
    "file, can still try values out. The released files may still be personal data."
)
_CHUNK = 1 << 20


def rotate(vault: Vault, secret: Secret) -> None:
    """Give the vault another secret and another data key, and seal every row anew: all of it or nothing.

    The keys for pseudonyms and for the log stay. A copy of the file from before still opens with the old secret.
    """
    old = vault.unlocked.header.kdf
    vault.check()
    header, new = made(secret, vault.unlocked)
    with vault.store.writing():
        vault.rows.reseal(new)
        vault.store.replace_header(header)
    vault.store.renewed(header)
    vault.unlocked = new
    vault.rows = type(vault.rows)(vault.store, new)
    with suppress(RedactError):  # an entry that stays in the keyring opens nothing any more
        forget(old)


def certificate(path: Path, authority: str, reason: str) -> dict[str, Any]:
    """What can be said of a vault before it is destroyed, without its secret. Raises ``PolicyError`` for no vault."""
    header = header_of(path)
    store = Store(path)
    try:
        counts = {table: store.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}  # noqa: S608  our own names
    finally:
        store.close()
    with path.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    return {
        "what": "certificate of destruction of a vault of redact",
        "vault": header.id,
        "created": header.created,
        "destroyed": datetime.now(UTC).isoformat(timespec="seconds"),
        "authority": authority,
        "reason": reason,
        "counts": counts,
        "sha256_before": digest,
        "log_sha256": _digest(log_path(path)),
        "means": MEANS,
        "does_not_mean": MEANS_NOT,
    }


def destroy(path: Path) -> None:
    """Overwrite the vault and what SQLite left beside it, and delete both; the log stays. Raises ``PolicyError``."""
    kdf = header_of(path).kdf
    _held_by_nobody(path)
    try:
        for file in (path, *(path.with_name(path.name + ending) for ending in SIDECARS)):
            if file.exists():
                _overwrite(file)
                file.unlink()
    except OSError as error:
        problem = f"the vault could not be destroyed as a whole ({type(error).__name__})"
        raise PolicyError(problem, "check the permissions and what is left of it") from None
    with suppress(RedactError):
        forget(kdf)


def _held_by_nobody(path: Path) -> None:
    base = sqlite3.connect(path, timeout=5, isolation_level=None)
    try:
        base.execute("BEGIN EXCLUSIVE")
        base.execute("ROLLBACK")
    except sqlite3.OperationalError:
        raise PolicyError("somebody else is using the vault", "try again when that is done") from None
    finally:
        base.close()


def _overwrite(path: Path) -> None:
    left = path.stat().st_size
    with path.open("rb+") as file:
        while left > 0:
            left -= file.write(os.urandom(min(_CHUNK, left)))
        file.flush()
        os.fsync(file.fileno())


def _digest(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
