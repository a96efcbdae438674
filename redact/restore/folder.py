"""A tree of released files, given back: asked for with authority and reason, written down, and only then there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from redact.anonymise.vault import Vault
from redact.anonymise.vault.log import Act, Log, log_path
from redact.errors import PolicyError, RedactError, UnreadableError
from redact.restore.tokens import Finder
from redact.restore.ways import Given, Manner, familiar, give_back
from redact.steps.draft import PREFIX, draft, release, sweep
from redact.steps.inside import digest_of
from redact.types import Failure

_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_LONGEST = 120
_LINK = UnreadableError("it is a link, and links are not followed", "name the file itself")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be given back: a folder or one file, into which folder, on whose authority, and why."""

    source: Path
    target: Path
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of one file. ``name`` is the released path below the input; the original's may tell something."""

    name: str
    given: Given | None = None
    failure: Failure | None = None
    target: Path | None = field(default=None, repr=False)


def restore(vault: Vault, order: Order) -> Iterator[Restored]:
    """Give back every file of the order; yields what became of each.

    Raises before anything is written: ``PolicyError`` without authority or reason, where places lie inside each other,
    where the vault or its log was changed, or knows nothing of any of the files; ``UnreadableError`` where there is
    nothing to read.
    """
    if not order.authority.strip() or not order.reason.strip():
        raise PolicyError("nothing is given back without authority and reason", "give --authority and --reason")
    source, target = order.source.resolve(), order.target.resolve()
    if not source.exists():
        raise UnreadableError("there is no such file or folder to read", "check the path")
    _check_apart(source, target, vault.path.resolve())
    vault.check()
    log, finder = Log(vault), Finder(vault)
    files = list(_files(source))
    _check_familiar(vault, finder, [path for path, _ in files])
    act = Act("restore", order.authority.strip(), order.reason.strip())
    return _Restoring(log, finder, act, target).files(files)


class _Restoring:
    """A tree on its way back."""

    def __init__(self, log: Log, finder: Finder, act: Act, target: Path) -> None:
        self._log, self._finder, self._act, self._target = log, finder, act, target

    def files(self, files: list[tuple[Path, PurePosixPath]]) -> Iterator[Restored]:
        try:
            for source, relative in files:
                try:
                    yield self._file(source, relative)
                except RedactError as error:
                    yield Restored(relative.as_posix(), failure=error.failure(relative.as_posix()))
        finally:
            sweep(self._target)

    def _file(self, source: Path, relative: PurePosixPath) -> Restored:
        if source.is_symlink():
            raise _LINK
        folder = self._target.joinpath(*(self._named(piece) for piece in relative.parent.parts))
        with draft(folder / f"x{source.suffix}") as path:
            path.touch(mode=0o600)
            before = digest_of(source)
            given = give_back(self._log.vault, self._finder, source, relative, path)
            after = digest_of(path)
            name = given.name or self._named(relative.stem) + relative.suffix
            target = self._free(folder, name, relative.name, after)
            self._log.append(self._act, [before], [after])
            release(path, target)
        return Restored(relative.as_posix(), given, target=target)

    def _named(self, piece: str) -> str:
        """A piece of a path with its tokens turned back, fit for a file system."""
        new = self._finder.replaced(piece)
        return piece if new == piece else _FORBIDDEN.sub("", new)[:_LONGEST].strip(" .") or piece

    def _free(self, folder: Path, name: str, released: str, digest: str) -> Path:
        """Where the file goes: nothing that is there and different is ever replaced. Raises ``PolicyError``."""
        for path in (folder / name, folder / released):
            if not path.exists() or (path.is_file() and digest_of(path) == digest):
                return path
        raise PolicyError("another file has its name in the output", "give back into an empty folder")


def _check_apart(source: Path, target: Path, vault: Path) -> None:
    record = source.with_name(f"{source.name}.record")
    rules = [
        (target, source, "the output lies inside the input"),
        (source, target, "the input lies inside the output"),
        (vault, source, "the vault lies inside the input"),
        (vault, target, "the vault lies inside the output"),
        (vault, record, "the vault lies inside the record"),
        (target, record, "the output lies inside the record"),
        (target, vault, "the vault is no folder to write into"),
        (target, log_path(vault), "the log is no folder to write into"),
    ]
    for inner, outer, problem in rules:
        if inner.is_relative_to(outer):
            raise PolicyError(problem, "choose a place beside it")
    if target.exists() and not target.is_dir():
        raise PolicyError("the output is a file", "name a folder")


def _check_familiar(vault: Vault, finder: Finder, files: list[Path]) -> None:
    """Refuse files of which the vault knows nothing, before one is written. Raises what kept the first from reading."""
    problem: RedactError | None = None
    for path in files:
        try:
            if not path.is_symlink() and familiar(vault, finder, path):
                return
        except RedactError as error:
            problem = problem or error
    if problem:
        raise problem
    raise PolicyError("the vault knows neither these files nor a token in them", "name the vault of their run")


def _files(source: Path) -> Iterator[tuple[Path, PurePosixPath]]:
    if source.is_file():
        yield source, PurePosixPath(source.name)
        return
    found = []
    for base, folders, names in os.walk(source, followlinks=False):
        here = Path(base)
        found += [here / name for name in names if not name.startswith(PREFIX)]
        found += [here / name for name in folders if (here / name).is_symlink()]
    yield from sorted((path, PurePosixPath(path.relative_to(source).as_posix())) for path in found)


__all__ = ["Manner", "Order", "Restored", "restore"]
