"""Files inside a file: each is redacted as a document of its own, then put back or left out."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from redact.errors import ExitCode, PluginError, RedactError
from redact.types import Attachment, Failure, Outcome

RedactOne: TypeAlias = Callable[[Path, PurePosixPath, Path, int], Outcome]
"""Redacts *source*, which is called *relative*, into a folder; the number tells files of one name apart."""

Missed: TypeAlias = Callable[[Outcome], bool]
"""Whether a file that was redacted says something that was found to go only after it."""


class ChildError(RedactError):
    """A file inside could not be made safe, for a reason that lies with the set-up and not with the file."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(f"{failure.where}: {failure.what}", failure.next_step)
        self.exit_code = ExitCode(failure.exit_code)


def redact_children(
    children: Sequence[Attachment], redact_one: RedactOne, missed: Missed
) -> tuple[dict[str, tuple[str, bytes]], list[Outcome]]:
    """Redact each child; give the released ones by id with their released names, and every outcome.

    One in which something stands that was found only after it is done again, so that all of them say the same.
    A child that is damaged, of an unknown type or not clean afterwards is left out and listed, and so is one that waits
    for a reviewer.
    Raises ``ChildError`` for anything else, so that a missing model does not pass for a bad attachment.
    """
    with tempfile.TemporaryDirectory(prefix="redact-") as folder:
        rooms = [Path(folder) / str(number) for number in range(1, len(children) + 1)]
        every = list(zip(range(1, len(children) + 1), children, rooms, strict=True))
        done = [_redact_child(number, child, room, redact_one) for number, child, room in every]
        for place, (number, child, room) in enumerate(every):
            if missed(done[place][0]):
                done[place] = _redact_child(number, child, room / "again", redact_one)
    released = {
        child.id: (_released_name(child, outcome), data)
        for child, (outcome, data) in zip(children, done, strict=True)
        if data is not None
    }
    return released, [outcome for outcome, _ in done]


def _redact_child(number: int, child: Attachment, room: Path, redact_one: RedactOne) -> tuple[Outcome, bytes | None]:
    endings = PurePosixPath(child.name).suffixes[-2:]  # both of ".tar.gz"
    source = room / "in" / f"file{''.join(endings).lower()[-_LONGEST:]}"
    source.parent.mkdir(parents=True)
    source.write_bytes(child.data)
    name = PurePosixPath(PurePosixPath(child.name).name or source.name)
    outcome = redact_one(source, _within(child.folder) / name, room / "out", number)
    serious = [failure for failure in outcome.failures if failure.exit_code not in _LEFT_OUT]
    if serious:
        raise ChildError(serious[0])
    return outcome, outcome.target.read_bytes() if outcome.target else None


def _released_name(child: Attachment, outcome: Outcome) -> str:
    return outcome.name if child.folder else PurePosixPath(outcome.name).name


def _within(folder: str) -> PurePosixPath:
    """A folder of an archive as a path below another. Raises ``PluginError`` for one that leads out of it."""
    path = PurePosixPath(folder)
    if path.is_absolute() or ".." in path.parts or "\\" in folder:
        raise PluginError("a handler gave a file inside an archive a folder outside of it")
    return path


_LEFT_OUT = (ExitCode.UNREADABLE, ExitCode.NOT_VERIFIED, ExitCode.FINDINGS)
_LONGEST = 40


def waits(outcome: Outcome) -> bool:
    """Whether a file waits for a reviewer."""
    return any(failure.exit_code == ExitCode.FINDINGS for failure in outcome.failures)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
