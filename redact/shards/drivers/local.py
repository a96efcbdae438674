"""Units worked on by processes of this machine; one that dies takes one unit with it, which is tried once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from redact.corpus import pool
from redact.errors import ExitCode, RedactError
from redact.shards.drivers.contract import Ended
from redact.shards.receipts import Receipt
from redact.shards.setup import Setup, bench
from redact.shards.units import Unit
from redact.shards.work import process_shard
from redact.types import Failure

_TRIES = 2


@dataclass(frozen=True, slots=True)
class LocalDriver:
    """So many worker *processes*; with 0 the work is done here."""

    processes: int = 0

    def __call__(self, setup: Setup, units: Sequence[Unit]) -> Iterator[Ended]:
        return _here(setup, units) if self.processes < 1 else _in_pool(setup, units, self.processes)


def _here(setup: Setup, units: Sequence[Unit]) -> Iterator[Ended]:
    at = bench(setup)
    for unit in units:
        try:
            yield Ended(unit, process_shard(unit, at))
        except RedactError as error:
            yield Ended(unit, failure=error.failure(unit.called))


def _in_pool(setup: Setup, units: Sequence[Unit], processes: int) -> Iterator[Ended]:
    waiting = list(units)
    for left in reversed(range(_TRIES)):
        died: list[Unit] = []
        for event in pool.run(min(processes, len(waiting)), partial(_start, setup), waiting):
            match event:
                case pool.Done(task=unit, result=receipt):
                    yield Ended(unit, receipt)
                case pool.Failed(task=unit, error=error):
                    yield Ended(unit, failure=error.failure(unit.called))
                case pool.Died(task=unit, exit_code=code) if not left:
                    yield Ended(unit, failure=_died(unit, code))
                case pool.Died(task=unit):
                    died.append(unit)
        if not died:
            return
        waiting = died


def _start(setup: Setup) -> pool.Work[Unit, Receipt]:
    at = bench(setup)
    return lambda unit, _tell: process_shard(unit, at)


def _died(unit: Unit, code: int | None) -> Failure:
    what = f"the worker that had it died twice (exit code {code})"
    return Failure(what, unit.called, "run again with fewer processes", int(ExitCode.UNREADABLE))
