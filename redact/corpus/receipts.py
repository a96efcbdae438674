"""Receipts: one for each finished file, so that a job that was interrupted goes on where it stopped.

Done means: a receipt for just this input, policy, engine, key and set of decisions is there, and the released file
still has the digest that the receipt names. A receipt holds no text and no path of the input.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from redact.steps.draft import draft, release
from redact.steps.inside import digest_of
from redact.stored import decoded, encoded
from redact.types import Outcome


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Everything besides the input that the output depends on, as digests, and the id of the vault that knows it."""

    policy: str
    engine: str
    key: str = ""
    decisions: str = ""
    vault: str = ""


def key_mark(key: bytes | None) -> str:
    """What tells one key from another without telling the key."""
    return hmac.new(key, b"which key is this", hashlib.sha256).hexdigest()[:16] if key else ""


def unit_of(source: Path, relative: PurePosixPath, circumstances: Circumstances) -> str:
    """The id of one file's work: a digest of its bytes, its path and the circumstances."""
    facts = (digest_of(source), relative.as_posix(), circumstances)
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:40]


class Receipts:
    """The receipts of one record folder."""

    def __init__(self, record: Path) -> None:
        self.folder = record / "receipts"

    def done(self, unit: str, target: Path) -> Outcome | None:
        """The outcome of a unit that is done, with its released file in *target*; ``None`` when it must be redone."""
        try:
            outcome: Outcome = decoded(self._path(unit).read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        copy, beside = (target / outcome.name, outcome.output_digest), outcome.transcripts
        if not all(map(_is_there, (copy, *((target / each.name, each.digest) for each in beside)))):
            return None
        return replace(outcome, target=copy[0])

    def write(self, unit: str, outcome: Outcome) -> None:
        """Put a receipt for a released file; it is there as a whole or not at all."""
        with draft(self._path(unit)) as path:
            path.write_bytes(encoded(outcome))
            release(path, self._path(unit))

    def _path(self, unit: str) -> Path:
        return self.folder / f"{unit}.json"


def _is_there(released: tuple[Path, str]) -> bool:
    path, digest = released
    return path.is_file() and digest_of(path) == digest
