"""A corpus job: units to a driver, receipts back, and the sum of what was found."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from redact.errors import UnreadableError
from redact.shards import storage
from redact.shards.drivers.contract import Driver, Ended
from redact.shards.fields import Fields
from redact.shards.planning import check_apart, planned
from redact.shards.receipts import Counts, Receipt
from redact.shards.setup import Setup, redactor_of
from redact.shards.stretches import Large
from redact.shards.units import Unit
from redact.steps.draft import sweep
from redact.types import Failure

BEGUN = "shards.json"
"""Where the record says how many shards the job has."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What a job has done so far. ``seconds`` is processor time of all workers, also of earlier runs."""

    units: int = 0
    done: int = 0
    counts: Counts = field(default_factory=Counts)
    size_in: int = 0
    size_out: int = 0
    seconds: float = 0.0
    failures: tuple[Failure, ...] = field(default=())

    def with_ended(self, ended: Ended) -> Sum:
        """The sum with one more unit."""
        if ended.receipt:
            return self.with_receipt(ended.receipt)
        return replace(self, failures=(*self.failures, ended.failure)) if ended.failure else self

    def with_receipt(self, receipt: Receipt) -> Sum:
        """The sum with one more unit that is done."""
        return replace(
            self,
            done=self.done + 1,
            counts=self.counts + receipt.counts,
            size_in=self.size_in + receipt.size_in,
            size_out=self.size_out + receipt.size_out,
            seconds=self.seconds + receipt.seconds,
        )


def run(source: str, target: str, setup: Setup, driver: Driver) -> Generator[tuple[Ended, Sum], None, Sum]:
    """Redact the shards below *source* into *target*; yields each unit as it ends, with the sum so far.

    What an earlier run finished comes at once. Raises ``PolicyError`` or ``UnreadableError`` before anything is read.
    """
    Fields.of(setup.fields)
    check_apart(input=source, output=target, record=setup.record, quarantine=setup.quarantine)
    shards = planned(source, target, redactor_of(setup))
    if storage.is_local(target):
        sweep(Path(target))
    with storage.writing(storage.joined(setup.record, BEGUN)) as path:
        path.write_bytes(msgspec.json.encode(len(shards)))
    total = Sum(len(shards))
    for ended in _ended(shards, setup, driver):
        total = total.with_ended(ended)
        yield ended, total
    return total


def _ended(shards: Sequence[Unit], setup: Setup, driver: Driver) -> Iterator[Ended]:
    """Every shard as it ends; one in stretches when they are joined."""
    large = Large(setup)
    units: list[Unit] = []
    for shard in shards:
        done = large.done(shard)
        if done:
            yield Ended(shard, done)
        else:
            units += large.cut(shard)
    for ended in driver(setup, units) if units else ():
        if ended.unit.count == 1:
            yield ended
        else:
            yield from large.joined(ended)


def summed(receipts: Iterable[Receipt], shards: int) -> Sum:
    """The sum of what is done of a job of so many shards; what waits to be joined does not count."""
    total = Sum(shards)
    for receipt in receipts:
        total = total.with_receipt(receipt) if receipt.whole else total
    return total


def shards_of(record: str) -> int:
    """How many shards the job has that was begun last; 0 where none was."""
    try:
        with storage.reading(storage.joined(record, BEGUN)) as file:
            return msgspec.json.decode(file.read(), type=int)
    except (UnreadableError, FileNotFoundError, msgspec.DecodeError):
        return 0
