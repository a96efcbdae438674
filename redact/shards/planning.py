"""A corpus job, planned: its units, and that input, output, record and quarantine lie apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from redact.errors import PolicyError, UnsupportedError
from redact.shards import storage
from redact.shards.forms.known import is_shard, known
from redact.shards.units import Unit


def planned(source: str, target: str) -> list[Unit]:
    """A unit for every shard below *source*, the largest first, so that none is left over at the end.

    Raises ``UnreadableError`` where there is nothing, ``UnsupportedError`` where there is no shard.
    """
    found = storage.listed(source)
    units = [Unit(each.address, storage.joined(target, each.name), each.name, each.size) for each in _shards(found)]
    if not units:
        raise UnsupportedError("there are no shards of records", f"known endings: {', '.join(known())}")
    return sorted(units, key=lambda unit: (-unit.size, unit.name))


def passed_over(source: str) -> list[storage.Listed]:
    """What lies there and is no shard: it is not redacted and not copied."""
    return [each for each in storage.listed(source) if not is_shard(each.name)]


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


def _shards(found: Iterable[storage.Listed]) -> Iterator[storage.Listed]:
    return (each for each in found if is_shard(each.name))
