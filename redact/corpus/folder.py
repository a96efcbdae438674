"""A folder job, planned: which files there are, where their copies go, and which folders must lie apart."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from redact.errors import PolicyError, UnreadableError

IGNORE = ".redactignore"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the job: where it is, its path below the input folder, and its number in the sorted job, from 1.

    ``link`` says that it is a link, which is refused and listed and never followed; ``left_out`` that the folder's own
    list names it, so that it is listed and not released.
    """

    source: Path = field(repr=False)
    relative: PurePosixPath = field(repr=False)
    number: int
    link: bool = False
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a job reads and where it writes. ``record`` and ``vault`` lie outside of ``target``, always."""

    entries: tuple[Entry, ...]
    target: Path
    record: Path


def plan(source: Path, target: Path, record: Path | None = None, vault: Path | None = None) -> Plan:
    """Plan a job. *source* is a folder or one file; *target* a folder.

    The record goes beside the target ("OUT.record") unless *record* says where. Raises ``PolicyError`` when one place
    lies inside another that it must be kept from, and ``UnreadableError`` when there is nothing to read.
    """
    source, target = source.resolve(), target.resolve()
    record = (record or target.with_name(f"{target.name}.record")).resolve()
    if not source.exists():
        raise UnreadableError("there is no such file or folder to read", "check the path")
    _check_apart(source, target, record, vault.resolve() if vault else None)
    return Plan(tuple(_entries(source)), target, record)


def _check_apart(source: Path, target: Path, record: Path, vault: Path | None) -> None:
    folder = source if source.is_dir() else None
    rules = [
        (target, folder, "the output lies inside the input"),
        (source, target, "the input lies inside the output"),
        (record, target, "the record lies inside the output"),
        (target, record, "the output lies inside the record"),
        (record, folder, "the record lies inside the input"),
        (vault, target, "the vault lies inside the output"),
        (vault, record, "the vault lies inside the record"),
        (vault, folder, "the vault lies inside the input"),
    ]
    for inner, outer, problem in rules:
        if inner is not None and outer is not None and inner.is_relative_to(outer):
            raise PolicyError(problem, "choose a place beside it")


def _entries(source: Path) -> Iterator[Entry]:
    if source.is_file():
        yield Entry(source, PurePosixPath(source.name), 1)
        return
    patterns = _left_out(source)
    for number, path in enumerate(sorted(_files(source), key=lambda path: path.relative_to(source).as_posix()), 1):
        relative = PurePosixPath(path.relative_to(source).as_posix())
        named = any(relative.match(pattern) for pattern in patterns)
        yield Entry(path, relative, number, link=path.is_symlink(), left_out=named)


def _left_out(folder: Path) -> list[str]:
    """The patterns in the folder's ``.redactignore``, one a line, and that file itself. Raises ``UnreadableError``."""
    path = folder / IGNORE
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError(
            f"the list {IGNORE} cannot be read ({type(error).__name__})", "save it as UTF-8"
        ) from None
    return [IGNORE, *(line.strip() for line in lines if line.strip() and not line.startswith("#"))]


def _files(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder, followlinks=False):
        here = Path(base)
        yield from (here / name for name in files)
        yield from (here / name for name in folders if (here / name).is_symlink())
