"""Samples of redacted context for spot checks: a few words around what was put in, of the first texts of each type.

They show what stands in the new shard and nothing else; what a policy left in place is in them, so they stay in the
record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from redact.redactor import RedactedText
from redact.shards import storage
from redact.types import TextSpan

FOLDER = "samples"
_AROUND, _EACH = 60, 3


class Sample(msgspec.Struct, frozen=True):
    """What stands in a new shard around the first thing of *entity_type* that was replaced in a text."""

    entity_type: str
    context: str

    def __repr__(self) -> str:
        return f"Sample({self.entity_type})"


@dataclass(slots=True)
class Samples:
    """Samples of one unit."""

    taken: list[Sample] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def look(self, done: Sequence[RedactedText]) -> None:
        """Take what is still wanted from a record."""
        for each in done:
            if each.findings:
                first = min(each.findings, key=_start)
                if self._counts[first.entity_type] < _EACH:
                    self._counts[first.entity_type] += 1
                    at = _start(first)
                    self.taken.append(Sample(first.entity_type, each.text[max(at - _AROUND, 0) : at + 2 * _AROUND]))

    def put(self, record: str, unit: str) -> None:
        """Keep them with the record of the job."""
        if self.taken:
            with storage.writing(storage.joined(storage.joined(record, FOLDER), f"{unit}.jsonl")) as path:
                path.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in self.taken))


def _start(finding: object) -> int:
    regions = getattr(finding, "regions", ())
    return min((region.start for region in regions if isinstance(region, TextSpan)), default=0)
