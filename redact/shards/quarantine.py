"""Quarantine: records that could not be redacted, as they were, with the reason; kept apart from every output.

One file a unit, with a JSON object a line: number of the unit, reason, and the record in base64. It holds personal
data, so only its owner may read it where the file system knows owners.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec

from redact.shards import storage
from redact.shards.units import Unit


@dataclass(slots=True)
class Quarantine:
    """The quarantine of a job, at the address of a folder; of one unit while it is worked on."""

    folder: str
    _unit: str = ""
    _lines: list[bytes] = field(default_factory=list, repr=False)

    @contextmanager
    def of(self, unit: Unit, number: str) -> Iterator[Quarantine]:
        """That of one unit: it is written when the block ends, also where the shard is refused."""
        mine = Quarantine(self.folder, number)
        try:
            yield mine
        finally:
            if mine._lines:
                with storage.writing(storage.joined(self.folder, f"{unit.name}.{number[:8]}.jsonl")) as path:
                    path.touch(0o600)
                    path.write_bytes(b"".join(mine._lines))

    def put(self, record: bytes, reason: str) -> None:
        """Hold a record back."""
        held = {"unit": self._unit, "reason": reason, "record": base64.b64encode(record).decode("ascii")}
        self._lines.append(msgspec.json.encode(held) + b"\n")
