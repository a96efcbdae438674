"""Model weights: opened only when every file has the digest that ``models/registry.toml`` gives.

``folder`` never fetches and never writes; ``fetch`` is what ``redact models get`` calls, when the user says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from threading import Lock

from redact.errors import MissingError
from redact.weights import store
from redact.weights.catalogue import Model, model, models, registry_file
from redact.weights.fetching import Report, fetch, source_label, usual
from redact.weights.state import State, Status, places, status

__all__ = ["Model", "Report", "State", "Status", "fetch", "folder", "listing", "model", "models", "registry_file"]
__all__ += ["source_label", "usual", "verify"]

_lock = Lock()
_verified: set[Path] = set()


def folder(name: str) -> Path:
    """The folder that holds the model's files, each checked against its digest.

    The user's folder comes first (REDACT_MODELS), then what was fetched, then an installed package whose files lie as
    the model's do. The check is made once a process and folder. Raises ``MissingError`` when the model is not there or
    a file differs, ``PolicyError`` for a name that is not listed. Never fetches.
    """
    wanted = model(name)
    with _lock:
        for place in places(name, wanted):
            if place in _verified or _sound(name, wanted, place):
                _verified.add(place)
                return place
    raise MissingError(f"the model {name} is not on this machine", f"run 'redact models get {name}'")


def _sound(name: str, wanted: Model, place: Path) -> bool:
    """Whether the model in *place* may be opened. A folder that is meant for this model must hold it, or all stops."""
    wrong = store.faults(wanted, place)
    if wrong and place == store.own(name):
        raise MissingError(_refusal(name, place, wrong), "put the right files there, or unset REDACT_MODELS")
    if wrong and place == store.cached(name):
        raise MissingError(_refusal(name, place, wrong), f"run 'redact models get {name}'")
    return not wrong


def _refusal(name: str, place: Path, wrong: tuple[str, ...]) -> str:
    return f"the model {name} was not opened: {wrong[0]} in {place} is missing or has another sha256"


def verify(names: Iterable[str] = ()) -> tuple[Status, ...]:
    """How each model stands, every file hashed; all models when no name is given."""
    wanted = {name: model(name) for name in (tuple(names) or tuple(models()))}
    return tuple(status(name, each, hashed=True) for name, each in wanted.items())


def listing() -> tuple[Status, ...]:
    """How each model stands by the presence and length of its files; nothing is hashed."""
    return tuple(status(name, each, hashed=False) for name, each in models().items())
