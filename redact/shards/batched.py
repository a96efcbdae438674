"""Shards of records: batch by batch, every record redacted as a whole, looked at again, and written in its place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from redact.errors import NotVerifiedError, PolicyError
from redact.shards import storage
from redact.shards.bench import At
from redact.shards.contract import Batch, Form, Sink, Texts
from redact.shards.forms.known import form_of
from redact.shards.packing import packed_into, unpacked
from redact.shards.receipts import Counts
from redact.shards.records import redacted
from redact.shards.units import Unit

if TYPE_CHECKING:
    from hashlib import _Hash


def redacted_records(unit: Unit, path: Path, at: At) -> Counts:
    """Write the unit's records to *path*, redacted; as they were, byte for byte, where nothing was found.

    Raises ``NotVerifiedError`` where the file that was written does not hold what was meant.
    """
    form, packed = form_of(unit.name)
    shard = _Shard(form, packed, unit, at)
    with storage.reading(unit.source) as file, path.open("wb") as out:
        counts, meant = shard.redacted(file, out)
    if not counts.texts and counts.records > counts.held and at.bench.fields.paths:
        raise PolicyError("no record of this shard has a text in the fields that are asked for", "check their names")
    with path.open("rb") as file:
        if shard.told(file) != meant:
            raise NotVerifiedError("the new shard does not hold what was written")
    if not counts.changed and not counts.held and unit.count == 1:
        storage.copied(unit.source, path)
    return counts


@dataclass(frozen=True, slots=True)
class _Shard:
    """How a unit is read and written, and who works on it."""

    form: Form
    packed: str
    unit: Unit
    at: At

    def redacted(self, file: BinaryIO, out: BinaryIO) -> tuple[Counts, str]:
        """Write the redacted unit; gives what was counted, and a digest of all texts that were written."""
        meant, counts = hashlib.sha256(), Counts()
        with unpacked(file, self.packed) as inside, self._sink(out) as sink:
            for batch in self.form.batches(inside, self.unit, self.at.bench.fields):
                new, counted = _redacted(batch, self.at)
                sink.put(batch, new)
                counts += counted
                _tell(meant, (texts for texts in new if texts is not None))
        return counts, meant.hexdigest()

    @contextmanager
    def _sink(self, out: BinaryIO) -> Iterator[Sink]:
        with packed_into(out, self.packed) as outside, closing(self.form.sink(outside, self.unit)) as sink:
            yield sink

    def told(self, file: BinaryIO) -> str:
        """The digest of all texts in a file that was written."""
        digest = hashlib.sha256()
        whole = replace(self.unit, start=0, stop=-1)
        with unpacked(file, self.packed) as inside:
            for batch in self.form.batches(inside, whole, self.at.bench.fields):
                if batch.broken:
                    raise NotVerifiedError("a record of the new shard cannot be read")
                _tell(digest, batch.records)
        return digest.hexdigest()


def _redacted(batch: Batch, at: At) -> tuple[list[Texts | None], Counts]:
    """The new texts of every record, ``None`` for those that are held back, and what was counted."""
    records, broken = batch.records, batch.broken
    new: list[Texts | None] = []
    findings, held = Counter[str](), Counter[str]()
    for number, done in enumerate(redacted(at.bench.redactor, records)):
        if isinstance(done, str) or number in broken:
            reason = broken.get(number) or str(done)
            held[reason] += 1
            at.held.put(batch.raw(number), reason)
            new.append(None)
            continue
        at.samples.look(done)
        findings.update(finding.entity_type for each in done for finding in each.findings)
        new.append(tuple(each.text for each in done))
    changed = sum(texts is not None and texts != old for texts, old in zip(new, records, strict=True))
    return new, _counted(records, changed, findings, held)


def _counted(records: Sequence[Texts], changed: int, findings: Counter[str], held: Counter[str]) -> Counts:
    texts = sum(map(len, records))
    characters = sum(len(text) for record in records for text in record)
    return Counts(len(records), changed, texts, characters, dict(findings), dict(held))


def _tell(digest: _Hash, records: Iterable[Texts]) -> None:
    for texts in records:
        digest.update(b"\x1e".join(text.encode(errors="surrogatepass") for text in texts) + b"\x1d")
