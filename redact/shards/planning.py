"""A corpus job, planned: its units, and that input, output, record and quarantine lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path, PurePosixPath

from redact.errors import PolicyError, UnsupportedError
from redact.redactor import Redactor
from redact.shards import storage
from redact.shards.forms.known import is_shard, known
from redact.shards.units import Unit


def planned(source: str, target: str, redactor: Redactor) -> list[Unit]:
    """A unit for every shard below *source*, and every other file that can be redacted, the largest first.

    Raises ``UnreadableError`` where there is nothing, ``UnsupportedError`` where there is nothing that can be redacted.
    """
    named = [(each, _copy(each.name, redactor.endings)) for each in storage.listed(source)]
    wanted = [(at, storage.joined(target, copy)) for at, copy in named if copy]
    called = _called([at.name for at, _ in wanted], redactor)
    units = [Unit(at.address, copy, at.name, name, at.size) for (at, copy), name in zip(wanted, called, strict=True)]
    if not units:
        raise UnsupportedError("there are no shards of records", f"known endings: {', '.join(known())}")
    return sorted(units, key=lambda unit: (-unit.size, unit.name))


def passed_over(source: str, redactor: Redactor) -> list[str]:
    """What lies there and is nothing that can be redacted, by name: it is not copied."""
    endings = redactor.endings
    return _called([each.name for each in storage.listed(source) if not _copy(each.name, endings)], redactor)


def _called(names: Iterable[str], redactor: Redactor) -> list[str]:
    """Paths without what tells of somebody, piece by piece."""
    told = redactor.redact_records(PurePosixPath(name).parts for name in names)
    return ["/".join(piece.text.replace("/", "_") for piece in pieces) for pieces in told]


def _copy(name: str, endings: Mapping[str, str]) -> str:
    """What the copy of a file is called; nothing where there is none."""
    suffix = PurePosixPath(name.lower()).suffix
    return name if is_shard(name) else name + endings[suffix] if suffix in endings else ""


def check_apart(**places: str) -> None:
    """Raises ``PolicyError`` where one place lies inside another."""
    for (one, first), (other, second) in combinations(places.items(), 2):
        if _inside(first, second) or _inside(second, first):
            raise PolicyError(f"the {one} and the {other} lie inside each other", "choose places beside each other")


def _inside(inner: str, outer: str) -> bool:
    if storage.is_local(inner) != storage.is_local(outer):
        return False
    if storage.is_local(inner):
        return Path(inner).resolve().is_relative_to(Path(outer).resolve())
    return f"{inner.rstrip('/')}/".startswith(f"{outer.rstrip('/')}/")
