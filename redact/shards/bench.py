"""What a worker has at hand, and what it keeps while it is at one unit."""

from __future__ import annotations

from dataclasses import dataclass, field

from redact.redactor import Redactor
from redact.shards.fields import Fields
from redact.shards.quarantine import Quarantine
from redact.shards.receipts import Receipts
from redact.shards.samples import Samples
from redact.shards.units import Circumstances


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker has at hand: a policy's plugins, which texts to redact, and where records of the work go.

    ``most_held`` is the share of a shard's records that may be held back before the shard is.
    """

    redactor: Redactor = field(repr=False)
    fields: Fields
    circumstances: Circumstances
    record: str
    receipts: Receipts
    quarantine: Quarantine
    most_held: float = 0.01


@dataclass(frozen=True, slots=True)
class At:
    """A worker at one unit: its bench, the unit's quarantine, and the samples that it takes."""

    bench: Bench
    held: Quarantine
    samples: Samples = field(default_factory=Samples)
