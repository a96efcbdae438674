"""What a driver is, and what it tells of each unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from redact.shards.receipts import Receipt
from redact.shards.setup import Setup
from redact.shards.units import Unit
from redact.types import Failure


@dataclass(frozen=True, slots=True)
class Ended:
    """A unit that is done, with its receipt, or that failed."""

    unit: Unit
    receipt: Receipt | None = None
    failure: Failure | None = None


class Driver(Protocol):
    """Has the units worked on, in any order, and tells of each as it ends."""

    def __call__(self, setup: Setup, units: Sequence[Unit]) -> Iterator[Ended]: ...
