"""How a model stands on this machine, and in which folders it may lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from redact.errors import MissingError
from redact.weights import sources, store
from redact.weights.catalogue import Carried, Model, Package, registry_file


class State(StrEnum):
    """How a model stands on this machine."""

    READY = "ready"
    PRESENT = "present"  # every file is there in its length; nothing was hashed
    DAMAGED = "damaged"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Status:
    """One model and how it stands; ``where`` is the folder that would be opened, ``faults`` the files that differ."""

    name: str
    model: Model = field(repr=False)
    state: State
    where: Path | None = None
    faults: tuple[str, ...] = ()


def places(name: str, model: Model) -> list[Path]:
    """The folders in which the model may lie: the user's, then what was fetched, then installed packages."""
    meant = [place for place in (store.own(name), store.cached(name)) if place is not None and place.is_dir()]
    return meant + [place for place in _packaged(model) if store.complete(model, place)]


def _packaged(model: Model) -> list[Path]:
    found = []
    for source in model.sources:
        if isinstance(source, Carried):
            found.append(registry_file().parent / source.root)
        if isinstance(source, Package) and not source.members:
            try:
                found.append(sources.installed(source) / source.root)
            except MissingError:
                continue
    return found


def status(name: str, model: Model, *, hashed: bool) -> Status:
    """How the model stands, by digest or only by the presence and length of its files."""
    found = places(name, model)
    if not found:
        return Status(name, model, State.MISSING)
    if hashed:
        wrong = store.faults(model, found[0])
        return Status(name, model, State.DAMAGED if wrong else State.READY, found[0], wrong)
    whole = store.complete(model, found[0])
    return Status(name, model, State.PRESENT if whole else State.DAMAGED, found[0])
