"""redact corpus: the records of shards redacted, on this machine or many; interrupted, the same command goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from redact.cli.ending import code_of
from redact.cli.options import AsJson, KeyFile, Quiet
from redact.cli.printing import say, show, show_json, show_table
from redact.errors import ExitCode

if TYPE_CHECKING:
    from redact.shards.drivers.contract import Driver, Ended
    from redact.shards.job import Sum
    from redact.shards.receipts import Receipt
    from redact.shards.setup import Setup

Source = Annotated[
    str, typer.Argument(metavar="IN|status", help="A shard or a folder of them: a path, s3://, gs://, az:// …")
]
Target = Annotated[str, typer.Argument(metavar="OUT", help="Where the redacted shards go, under the same names.")]
CorpusPolicy = Annotated[
    str, typer.Option("--policy", "-p", metavar="NAME|FILE", help="A built-in policy, or a TOML file.")
]
TextFields = Annotated[
    list[str] | None,
    typer.Option("--text-field", "-f", metavar="PATH", help="A field to redact (messages[].content); all unless said."),
]
EngineOption = Annotated[Literal["local", "ray"], typer.Option("--engine", help="Who works: this machine, or Ray.")]
RayAddress = Annotated[
    str, typer.Option("--address", metavar="ADDRESS", help="With ray: the cluster's; one of its own unless said.")
]
Record = Annotated[
    str, typer.Option("--record", metavar="DIR", help="Where the record is kept; OUT.record unless said.")
]
Held = Annotated[
    str, typer.Option("--quarantine", metavar="DIR", help="Where records go that cannot be redacted; OUT.quarantine.")
]
MostHeld = Annotated[
    float, typer.Option("--most-held", min=0, max=1, help="The share of a shard's records that may be held back.")
]
Metrics = Annotated[
    str, typer.Option("--metrics", metavar="FILE", help="Keep the job's counters in FILE, in the OpenMetrics format.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=-1, show_default=False, help="Worker processes; 0: none.")]


def corpus(  # noqa: PLR0913  one parameter for each option of the command
    source: Source,
    target: Target,
    *,
    policy: CorpusPolicy = "corpus",
    text_field: TextFields = None,
    engine: EngineOption = "local",
    address: RayAddress = "",
    jobs: Jobs = -1,
    record: Record = "",
    quarantine: Held = "",
    most_held: MostHeld = 0.01,
    metrics: Metrics = "",
    key_file: KeyFile = None,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> ExitCode:
    """Redact the records of shards below IN into OUT; 'redact corpus status OUT' says how far a job is.

    Shards are JSON Lines, CSV, Parquet and Arrow, the first two also packed (.gz, .bz2, .zst). Interrupted anywhere,
    the same command does the rest.
    """
    record, quarantine = record or f"{target.rstrip('/')}.record", quarantine or f"{target.rstrip('/')}.quarantine"
    if source == "status":
        return _status(record, as_json=as_json)
    from msgspec.structs import replace

    from redact import policy as policies
    from redact.shards.setup import setup_of

    setup = setup_of(policies.load(policy), record, quarantine, key_file)
    setup = replace(setup, fields=tuple(text_field or ()), most_held=most_held)
    with _watched(_Told(metrics, quiet=quiet, as_json=as_json)) as told:
        return _work(source, target, setup, _driver(engine, address, jobs), told)


@contextmanager
def _watched(told: _Told) -> Iterator[_Told]:
    """The same, with a bar where somebody watches."""
    if told.quiet or told.as_json or not sys.stderr.isatty():
        yield told
        return
    from redact.cli.bars import display

    with display() as drawn:
        bar = drawn.add_task("shards", total=None)
        told.draw = lambda total: drawn.update(bar, completed=total.done + len(total.failures), total=total.units)
        yield told


def _driver(engine: str, address: str, jobs: int) -> Driver:
    from redact.shards.drivers.local import LocalDriver

    processes = jobs if jobs >= 0 else os.cpu_count() or 1
    if engine == "local":
        return LocalDriver(processes)
    from redact.shards.drivers.ray import RayDriver

    return RayDriver(address, processes if jobs >= 0 else 0)


def _work(source: str, target: str, setup: Setup, driver: Driver, shown: _Told) -> ExitCode:
    from redact.shards import reporting
    from redact.shards.job import Sum, run

    total = Sum()
    try:
        for ended, so_far in run(source, target, setup, driver):
            total = so_far
            shown.unit(ended, total)
    finally:
        if total.units:  # a job that was refused writes nothing
            reporting.put(setup.record, reporting.told(setup, total, shown.receipts))
    shown.summary(total, setup.record)
    return code_of([failure.exit_code for failure in total.failures], total.units)


def _status(record: str, *, as_json: bool) -> ExitCode:
    """What is done so far, by the receipts."""
    from redact.shards.job import shards_of, summed
    from redact.shards.receipts import Receipts

    total = summed(Receipts(record).all(), shards_of(record))
    if as_json:
        show_json(_as_json(total))
        return ExitCode.DONE
    show_table(("type", "found#"), ((name, f"{number:,}") for name, number in total.counts.findings.items()))
    show(_line(total))
    return ExitCode.DONE


@dataclass(slots=True)
class _Told:
    """What the user is told: each unit as it ends, and the whole."""

    metrics: str
    quiet: bool
    as_json: bool
    draw: Callable[[Sum], None] | None = None
    receipts: list[Receipt] = field(default_factory=list)

    def unit(self, ended: Ended, total: Sum) -> None:
        """Tell of one unit, and of all so far."""
        if self.draw:
            self.draw(total)
        if self.metrics:
            from redact.shards.metrics import put

            put(self.metrics, total)
        if ended.receipt:
            self.receipts.append(ended.receipt)
        if ended.failure:
            say(f"redact: {ended.failure}")
        if self.as_json:
            show_json({"kind": "unit", "name": ended.unit.called, "receipt": ended.receipt, "failure": ended.failure})

    def summary(self, total: Sum, record: str) -> None:
        """Tell of the whole."""
        if self.as_json:
            show_json({"kind": "summary", **_as_json(total), "record": record})
        elif not self.quiet:
            show(f"{_line(total)} The record: {record}")


def _as_json(total: Sum) -> dict[str, object]:
    counts = total.counts
    return {
        "units": total.units,
        "done": total.done,
        "failed": len(total.failures),
        "records": counts.records,
        "changed": counts.changed,
        "held": counts.held,
        "characters": counts.characters,
        "findings": counts.findings,
        "bytes_in": total.size_in,
        "bytes_out": total.size_out,
        "seconds": round(total.seconds, 3),
    }


def _line(total: Sum) -> str:
    counts = total.counts
    return (
        f"{total.done} of {total.units} shards, {counts.records:,} records: {counts.changed:,} changed, "
        f"{counts.held:,} in quarantine, {sum(counts.findings.values()):,} findings; "
        f"{total.size_in / 1e6:,.1f} MB in {total.seconds:,.1f} s of processor time."
    )
