"""Folders that hold models on this machine, and the check of what lies in them."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redact.errors import MissingError
from redact.weights.catalogue import Model, ModelFile

CHUNK = 1 << 20


def cache_folder() -> Path:
    """Where fetched models are kept: REDACT_CACHE, or the place that the platform sets aside for such things."""
    if chosen := os.environ.get("REDACT_CACHE"):
        return Path(chosen)
    return _platform_cache() / "redact"


def _platform_cache() -> Path:
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    if sys.platform == "darwin":
        return home / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")


def cached(name: str) -> Path:
    """The folder of a fetched model, whether or not it is there."""
    return cache_folder() / "models" / name


def own(name: str) -> Path | None:
    """The folder that the user set aside for this model (REDACT_MODELS/<name>), where there is one."""
    chosen = os.environ.get("REDACT_MODELS")
    folder = Path(chosen, name) if chosen else None
    return folder if folder is not None and folder.is_dir() else None


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def matches(file: ModelFile, path: Path) -> bool:
    """Whether *path* holds exactly this file: length first, because that is cheap, then the digest."""
    try:
        return path.stat().st_size == file.size and digest(path) == file.sha256
    except OSError:
        return False


def faults(model: Model, folder: Path) -> tuple[str, ...]:
    """The paths of the model that are missing in *folder* or differ; empty when the model may be opened."""
    return tuple(file.path for file in model.files if not matches(file, folder / file.path))


def complete(model: Model, folder: Path) -> bool:
    """Whether every file is there in its right length; says nothing of the content."""
    return all(_length(folder / file.path) == file.size for file in model.files)


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return -1


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder beside *folder* that takes its name when all went well, and vanishes otherwise."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise MissingError(
            f"the model folder cannot be written ({error.strerror})", "set REDACT_CACHE to a folder that can"
        ) from None
    try:
        yield fresh
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Put *fresh* in the place of *folder*. The old one goes aside first: a full folder cannot be renamed onto."""
    aside = fresh.with_name(fresh.name + "-old")
    try:
        if folder.exists():
            folder.rename(aside)
        fresh.rename(folder)
    except OSError as error:
        if aside.exists():
            aside.rename(folder)
        raise MissingError(
            f"the model {folder.name} could not be put in place ({error.strerror})",
            "close what uses it and run 'redact models get' again",
        ) from None
    shutil.rmtree(aside, ignore_errors=True)
