"""Receipts: what was done with a unit. Done means: its receipt is there, and the output still is what it says.

A receipt holds counts, digests and versions; no text, no key, no path.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import msgspec

from redact.errors import UnreadableError
from redact.shards import storage
from redact.shards.units import Unit, place_of

FOLDER = "receipts"


class Counts(msgspec.Struct, frozen=True):
    """What was in a unit and what was found there. ``quarantined`` gives how many records were held back, by reason."""

    records: int = 0
    changed: int = 0
    texts: int = 0
    characters: int = 0
    findings: dict[str, int] = {}
    quarantined: dict[str, int] = {}

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.records + other.records,
            self.changed + other.changed,
            self.texts + other.texts,
            self.characters + other.characters,
            _added(self.findings, other.findings),
            _added(self.quarantined, other.quarantined),
        )

    @property
    def held(self) -> int:
        """How many records are in quarantine."""
        return sum(self.quarantined.values())


class Receipt(msgspec.Struct, frozen=True):
    """A unit that is done. ``digest`` is the SHA-256 of what was written; ``seconds`` of processor time it took.

    ``place`` tells its copy from all others of the job; ``whole`` is false for a stretch that waits to be joined.
    """

    unit: str
    place: str
    name: str
    counts: Counts
    digest: str
    size_in: int
    size_out: int
    seconds: float = 0.0
    engine: str = ""
    whole: bool = True


class Receipts:
    """The receipts of one job, in a folder at an address."""

    def __init__(self, record: str) -> None:
        self._folder = storage.joined(record, FOLDER)

    def done(self, unit: Unit, number: str) -> Receipt | None:
        """The receipt of a unit, of that id, whose output is there as it was written."""
        try:
            with storage.reading(self._address(place_of(unit))) as file:
                receipt = msgspec.json.decode(file.read(), type=Receipt)
            return receipt if receipt.unit == number and storage.digest_at(unit.target) == receipt.digest else None
        except (UnreadableError, msgspec.DecodeError, FileNotFoundError):
            return None

    def all(self) -> Iterator[Receipt]:
        """Every receipt that is kept here, whether or not its output is still there."""
        try:
            found = storage.listed(self._folder)
        except UnreadableError:
            return
        for each in found:
            with storage.reading(each.address) as file, suppress(msgspec.DecodeError):
                yield msgspec.json.decode(file.read(), type=Receipt)

    def remove(self, receipt: Receipt) -> None:
        """Forget a unit that has become part of another."""
        storage.removed(self._address(receipt.place))

    def put(self, receipt: Receipt) -> None:
        """Keep a receipt; it is there as a whole or not at all."""
        with storage.writing(self._address(receipt.place)) as path:
            path.write_bytes(msgspec.json.encode(receipt))

    def _address(self, place: str) -> str:
        return storage.joined(self._folder, f"{place}.json")


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    names = sorted({*one, *other})
    return {name: one.get(name, 0) + other.get(name, 0) for name in names}
