"""Large shards in stretches: each is a unit of its own, and when all are done they are joined under the shard's name.

Stretches that are done wait in the record; once they are joined the shard has a receipt like any other, and they go.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import BinaryIO

from msgspec.structs import replace

from redact.shards import storage
from redact.shards.contract import Cuttable
from redact.shards.drivers.contract import Ended
from redact.shards.forms.known import form_of, is_of_records
from redact.shards.receipts import Counts, Receipt, Receipts
from redact.shards.setup import Setup, circumstances
from redact.shards.units import Circumstances, Unit, place_of, unit_id

FOLDER = "parts"


def cut(unit: Unit, record: str, most: int) -> list[Unit]:
    """The unit in stretches, where its shard is large and of a form that can be cut; else the unit itself."""
    form, packed = form_of(unit.name) if is_of_records(unit.name) else (None, "")
    if unit.size <= most or packed or not isinstance(form, Cuttable):
        return [unit]
    with storage.reading(unit.source) as file:
        cuts = form.cuts(file, unit.size, most)
    if len(cuts) < 2:
        return [unit]
    return [_stretch(unit, record, number, cuts) for number in range(len(cuts))]


def _stretch(unit: Unit, record: str, number: int, cuts: Sequence[tuple[int, int]]) -> Unit:
    (start, stop), count = cuts[number], len(cuts)
    target = storage.joined(storage.joined(record, FOLDER), f"{unit.name}.{number:06}-of-{count:06}")
    return replace(unit, target=target, start=start, stop=stop, number=number, count=count)


class Large:
    """The shards of a job that are worked on in stretches: which of them are done, and joined when all are."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._receipts = Receipts(setup.record)
        self._whole: dict[str, Unit] = {}
        self._done: dict[str, list[Ended]] = {}

    @cached_property
    def _circumstances(self) -> Circumstances:
        return circumstances(self._setup)

    def cut(self, shard: Unit) -> list[Unit]:
        """The units of a shard: its stretches, or itself."""
        units = cut(shard, self._setup.record, self._setup.stretch)
        if len(units) > 1:
            self._whole[shard.name] = shard
        return units

    def done(self, shard: Unit) -> Receipt | None:
        """The receipt of a large shard that has been joined and is still there."""
        if shard.size <= self._setup.stretch:
            return None
        return self._receipts.done(shard, self._id(shard))

    def joined(self, ended: Ended) -> Iterator[Ended]:
        """The shard, when *ended* was its last stretch, or has failed."""
        shard = self._whole[ended.unit.name]
        done = self._done.setdefault(shard.name, [])
        if ended.failure:
            yield Ended(shard, failure=ended.failure)
        done.append(ended)
        receipts = [each.receipt for each in done if each.receipt]
        if len(receipts) == ended.unit.count:
            yield Ended(shard, self._join(shard, [each.unit for each in done], receipts))

    def _join(self, shard: Unit, stretches: Sequence[Unit], done: Sequence[Receipt]) -> Receipt:
        digest, size = _joined(shard, sorted(stretches, key=lambda stretch: stretch.number))
        counts = sum((receipt.counts for receipt in done), Counts())
        seconds, engine = sum(receipt.seconds for receipt in done), done[0].engine
        whole = Receipt(
            self._id(shard), place_of(shard), shard.called, counts, digest, shard.size, size, seconds, engine
        )
        self._receipts.put(whole)
        for stretch, receipt in zip(stretches, done, strict=True):
            storage.removed(stretch.target)
            self._receipts.remove(receipt)
        return whole

    def _id(self, shard: Unit) -> str:
        return unit_id(shard, storage.stamp_of(shard.source), self._circumstances)


def _joined(shard: Unit, stretches: Sequence[Unit]) -> tuple[str, int]:
    """Write the shard of its stretches; gives the SHA-256 and the size of what was written."""
    form, _ = form_of(shard.name)
    with storage.writing(shard.target) as path:
        with path.open("wb") as out:
            if isinstance(form, Cuttable):
                form.join(out, _opened(stretches))
        with path.open("rb") as file:
            return storage.digest_of(file), path.stat().st_size


def _opened(stretches: Sequence[Unit]) -> Iterator[BinaryIO]:
    for stretch in stretches:
        with storage.reading(stretch.target) as file:
            yield file
