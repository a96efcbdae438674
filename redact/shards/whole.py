"""Files of any other kind in a corpus: each is a document of its own, redacted and verified as ``redact run`` does."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from redact.errors import ExitCode, NotVerifiedError, UnreadableError
from redact.shards import storage
from redact.shards.bench import At
from redact.shards.receipts import Counts
from redact.shards.units import Unit
from redact.types import Modality, Outcome

NAMED = "its name holds personal data"


def redacted_file(unit: Unit, path: Path, at: At) -> Counts:
    """Write the unit's file to *path*, redacted. Raises ``UnreadableError`` and ``NotVerifiedError``."""
    with tempfile.TemporaryDirectory(prefix="redact-file-") as folder, _here(unit, Path(folder)) as source:
        outcome = at.bench.redactor.redact_file(source, Path(folder) / "out" / PurePosixPath(unit.name).name)
        _check(outcome)
        if outcome.target:
            shutil.copyfile(outcome.target, path)
    return counted(outcome)


def names_somebody(name: str, at: At) -> bool:
    """Whether something is found in a path."""
    told = next(at.bench.redactor.redact_records([PurePosixPath(name).parts]))
    return any(each.findings for each in told)


def counted(outcome: Outcome) -> Counts:
    """What was done with a file and those inside it, as one record."""
    every = list(_within(outcome))
    found = Counter(done.finding.entity_type for each in every for done in each.redactions if done.edits)
    extents = [extent for each in every for extent in each.extents.values()]
    characters = sum(round(extent[0]) for modality, extent in extents if modality is Modality.TEXT)
    return Counts(1, int(bool(found)), len(every), characters, dict(found))


def is_whole(outcome: Outcome) -> bool:
    """Whether a file and everything inside it could be redacted."""
    return all(each.ok for each in _within(outcome))


def _within(outcome: Outcome) -> Iterator[Outcome]:
    yield outcome
    for child in outcome.children:
        yield from _within(child)


def _check(outcome: Outcome) -> None:
    if not outcome.ok:
        failure = outcome.failures[0]
        kind = NotVerifiedError if failure.exit_code == ExitCode.NOT_VERIFIED else UnreadableError
        raise kind(failure.what, failure.next_step)


@contextmanager
def _here(unit: Unit, folder: Path) -> Iterator[Path]:
    """The file on this machine."""
    if storage.is_local(unit.source):
        yield Path(unit.source)
        return
    path = folder / "in" / PurePosixPath(unit.name).name
    path.parent.mkdir()
    storage.copied(unit.source, path)
    yield path
