"""Files inside a file: each is redacted as a document of its own, then put back or left out."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from redact.errors import ExitCode, RedactError
from redact.types import Attachment, Failure, Outcome

RedactOne: TypeAlias = Callable[[Path, PurePosixPath, Path], Outcome]
"""Redacts *source*, which is called *relative*, into a folder."""


class ChildError(RedactError):
    """A file inside could not be made safe, for a reason that lies with the set-up and not with the file."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.where}: {failure.what}", failure.next_step)
        self.exit_code = ExitCode(failure.exit_code)


def redact_children(
    children: Iterable[Attachment], redact_one: RedactOne
) -> tuple[dict[str, tuple[str, bytes]], list[Outcome]]:
    """Redact each child; give the released ones by id with their released names, and every outcome.

    A child that is damaged or of an unknown type is left out and listed, and so is one that waits for a reviewer.
    Raises ``ChildError`` for anything else, so that a missing model does not pass for a bad attachment.
    """
    released: dict[str, tuple[str, bytes]] = {}
    outcomes = []
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        for number, child in enumerate(children, start=1):
            outcome, data = _redact_child(child, Path(folder) / str(number), redact_one)
            if data is not None:
                released[child.id] = (PurePosixPath(outcome.name).name, data)
            outcomes.append(outcome)
    return released, outcomes


def _redact_child(child: Attachment, folder: Path, redact_one: RedactOne) -> tuple[Outcome, bytes | None]:
    suffix = PurePosixPath(child.name).suffix.lower()
    source = folder / "in" / f"file{suffix}"
    source.parent.mkdir(parents=True)
    source.write_bytes(child.data)
    outcome = redact_one(source, PurePosixPath(PurePosixPath(child.name).name or f"file{suffix}"), folder / "out")
    serious = [failure for failure in outcome.failures if failure.exit_code not in _LEFT_OUT]
    if serious:
        raise ChildError(serious[0])
    return outcome, outcome.target.read_bytes() if outcome.target else None


_LEFT_OUT = (ExitCode.UNREADABLE, ExitCode.FINDINGS)


def waits(outcome: Outcome) -> bool:
    """Whether a file waits for a reviewer."""
    return any(failure.exit_code == ExitCode.FINDINGS for failure in outcome.failures)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
