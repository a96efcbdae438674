"""The log of what was given back: one line each, every line holding the digest of the one before it.

Anybody can check the chain (SHA-256 of a line as it stands, with ``hash`` and ``seal`` empty); the seals (HMAC-SHA256)
only who opens the vault. The vault keeps the number and the digest of the last line, so that a shorter log shows too.
Lines hold digests of files and what the user gave as authority and reason, and neither names nor texts of files.
Somebody who puts back an old copy of both the vault and its log is not seen.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from redact.anonymise.vault.opening import Vault
from redact.anonymise.vault.store import check_private
from redact.errors import PolicyError

_NEXT = "find the whole log before anything is given back"


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line. ``act`` is "restore" or "export"; ``inputs`` and ``outputs`` are SHA-256 digests of files."""

    n: int
    when: str
    act: str
    who: str
    reason: str
    vault: str
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    previous: str = ""
    hash: str = ""
    seal: str = ""

    @property
    def digest(self) -> str:
        """What ``hash`` must be."""
        return sha256(msgspec.json.encode(replace(self, hash="", seal=""))).hexdigest()


class Act(msgspec.Struct, frozen=True):
    """What somebody did, on whose authority and why."""

    act: str
    who: str
    reason: str


def log_path(vault: Path) -> Path:
    """Where the log of a vault lies: beside it."""
    return vault.with_name(f"{vault.name}.log")


class Log:
    """The log of an open vault, checked. Raises ``PolicyError`` where it is not as it was left."""

    def __init__(self, vault: Vault) -> None:
        self.vault, self.path = vault, log_path(vault.path)
        self._last = (0, "", -1)
        self.entries()

    def entries(self) -> list[Entry]:
        """Every line, checked anew."""
        state = self.vault.rows.state()
        lines, end = self._lines(state.entries)
        entries = [self._entry(line) for line in lines]
        previous = ""
        for number, entry in enumerate(entries, 1):
            if (entry.n, entry.previous, entry.vault) != (number, previous, self.vault.header.id):
                raise _broken()
            previous = entry.hash
        if len(entries) < state.entries or (state.entries and entries[state.entries - 1].hash != state.last):
            raise PolicyError(
                "lines of the vault's log are missing", "find the whole log before anything is given back"
            )
        self._last = (len(entries), previous, end)
        return entries

    def append(self, act: Act, inputs: Sequence[str] = (), outputs: Sequence[str] = ()) -> Entry:
        """Write a line, to the disk, before what it tells of happens."""
        with self.vault.store.writing():
            state = self.vault.rows.state()
            if (state.entries, state.last, self._size()) != self._last:
                self.entries()
            number, previous, end = self._last
            bare = Entry(
                number + 1,
                datetime.now(UTC).isoformat(timespec="seconds"),
                *(act.act, act.who, act.reason),
                self.vault.header.id,
                tuple(inputs),
                tuple(outputs),
                previous,
            )
            entry = replace(bare, hash=bare.digest, seal=self._seal(bare.digest))
            line = msgspec.json.encode(entry) + b"\n"
            self._write(line, end)
            self.vault.rows.put_state(replace(state, entries=entry.n, last=entry.hash))
            self._last = (entry.n, entry.hash, end + len(line))
        return entry

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def _lines(self, known: int) -> tuple[list[bytes], int]:
        """The whole lines, and where they end. The vault knows of *known*; half a line after them never counted."""
        if not self.path.exists():
            return [], 0
        check_private(self.path)
        try:
            data = self.path.read_bytes()
        except OSError as error:
            raise PolicyError(f"the vault's log cannot be read ({type(error).__name__})", "check it") from None
        end = data.rfind(b"\n") + 1
        lines = data[:end].splitlines()
        if end < len(data) and len(lines) < known:
            raise _broken()
        return lines, end

    def _entry(self, line: bytes) -> Entry:
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise _broken() from None
        if msgspec.json.encode(entry) != line or entry.hash != entry.digest:
            raise _broken()
        if not hmac.compare_digest(entry.seal, self._seal(entry.hash)):
            raise _broken()
        return entry

    def _seal(self, digest: str) -> str:
        return hmac.new(self.vault.unlocked.keys.log, digest.encode(), sha256).hexdigest()

    def _write(self, line: bytes, end: int) -> None:
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with open(handle, "wb") as file:  # noqa: PTH123  the handle was opened with its permissions
                file.truncate(end)
                file.seek(end)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise PolicyError(f"the vault's log cannot be written ({type(error).__name__})", "check it") from None


def _broken() -> PolicyError:
    return PolicyError("the vault's log was changed", _NEXT)
