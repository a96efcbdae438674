"""A unit of work: one shard, or a stretch of a large one, and the id under which its work is known to be done."""

from __future__ import annotations

import hashlib

import msgspec


class Unit(msgspec.Struct, frozen=True):
    """Where a shard is, where its copy goes, and which stretch of it: half-open, in bytes or row groups.

    ``name`` is its path below the input, and ``called`` the same without what tells of somebody. ``stop`` below 0 is
    the end. ``number`` of ``count`` stretches, from 0.
    """

    source: str
    target: str
    name: str
    called: str
    size: int
    start: int = 0
    stop: int = -1
    number: int = 0
    count: int = 1

    def __repr__(self) -> str:
        return f"Unit({self.size} bytes, stretch {self.number + 1} of {self.count})"


class Circumstances(msgspec.Struct, frozen=True):
    """Everything besides the input that the output depends on: digests and versions, nothing secret."""

    policy: str
    engine: str
    models: tuple[str, ...]
    key: str
    fields: tuple[str, ...]
    options: str = ""


def place_of(unit: Unit) -> str:
    """What tells a unit's copy from all others of its job: each has one receipt, of what was written there last."""
    return hashlib.sha256(f"{unit.name}\0{unit.number}\0{unit.count}".encode()).hexdigest()[:40]


def unit_id(unit: Unit, digest: str, circumstances: Circumstances) -> str:
    """The id of a unit's work: of what is in the shard, not of where it lies."""
    stretch = (unit.name, unit.start, unit.stop, unit.number, unit.count)
    facts = msgspec.json.encode((digest, stretch, circumstances), order="deterministic")
    return hashlib.sha256(facts).hexdigest()[:40]
