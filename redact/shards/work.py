"""The work on one unit, a pure function: a shard in, a redacted shard and a receipt out, the same whoever does it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from redact.errors import UnreadableError
from redact.shards import storage
from redact.shards.batched import redacted_records
from redact.shards.bench import At, Bench
from redact.shards.forms.known import is_of_records, is_of_samples
from redact.shards.receipts import Counts, Receipt
from redact.shards.tarred import redacted_samples
from redact.shards.units import Unit, place_of, unit_id
from redact.shards.whole import NAMED, redacted_file


def process_shard(unit: Unit, bench: Bench) -> Receipt:
    """Redact a shard and give its receipt; at once where it is done already.

    Raises ``UnreadableError`` for a shard that cannot be read or of which too much is held back, and
    ``NotVerifiedError`` where what was written is not what was meant. Then nothing appears.
    """
    if unit.called != unit.name:
        raise UnreadableError(NAMED, "rename it, or use 'redact run', which redacts the names of files")
    mark = storage.mark_of if unit.count == 1 else storage.stamp_of
    number = unit_id(unit, mark(unit.source), bench.circumstances)
    return bench.receipts.done(unit, number) or _processed(unit, number, bench)


def _processed(unit: Unit, number: str, bench: Bench) -> Receipt:
    started = time.process_time()
    with bench.quarantine.of(unit, number) as held, storage.writing(unit.target) as path:
        at = At(bench, held)
        counts = _way(unit.name)(unit, path, at)
        _check(counts, bench.most_held)
        digest, size = _digest(path), path.stat().st_size
    at.samples.put(bench.record, number)
    spent = time.process_time() - started
    engine, whole = bench.circumstances.engine, unit.count == 1
    receipt = Receipt(number, place_of(unit), unit.called, counts, digest, unit.size, size, spent, engine, whole)
    bench.receipts.put(receipt)
    return receipt


def _way(name: str) -> Callable[[Unit, Path, At], Counts]:
    if is_of_records(name):
        return redacted_records
    return redacted_samples if is_of_samples(name) else redacted_file


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return storage.digest_of(file)


def _check(counts: Counts, most_held: float) -> None:
    if counts.held > most_held * counts.records:
        raise UnreadableError(
            f"{counts.held} of {counts.records} records cannot be redacted", "look at the quarantine, or allow more"
        )
