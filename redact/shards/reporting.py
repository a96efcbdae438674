"""The report of a corpus job: what was found by type and by shard, where shards differ, and a part of a data card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path

import msgspec

from redact.entities import ENTITY_TYPES
from redact.shards import storage
from redact.shards.job import Sum
from redact.shards.receipts import Receipt
from redact.shards.setup import Setup

REPORT, CARD = "corpus.json", "data-card.md"
_FAR, _FEW = 6.0, 20
"""Standard deviations (Poisson) from which a shard differs, and how many findings must be expected or there."""
_MILLION = 1_000_000


class Drift(msgspec.Struct, frozen=True):
    """A shard in which a type is found far more or less often than in all: findings per million characters."""

    name: str
    entity_type: str
    rate: float
    usual: float


class Told(msgspec.Struct, frozen=True):
    """Everything that the report says of a job. No text, and no path but the shards' names."""

    policy: str
    policy_digest: str
    engine: str
    fields: tuple[str, ...]
    units: int
    done: int
    records: int
    changed: int
    characters: int
    findings: dict[str, int]
    per_million: dict[str, float]
    quarantined: dict[str, int]
    bytes_in: int
    bytes_out: int
    seconds: float
    drift: tuple[Drift, ...]
    failures: tuple[str, ...]
    shards: tuple[Receipt, ...]


def told(setup: Setup, total: Sum, receipts: Sequence[Receipt]) -> Told:
    """The report of a job that has ended or stands where it does."""
    counts = total.counts
    return Told(
        setup.policy.name,
        setup.policy.digest,
        receipts[0].engine if receipts else "",
        setup.fields,
        total.units,
        total.done,
        counts.records,
        counts.changed,
        counts.characters,
        counts.findings,
        {name: round(_rate(number, counts.characters), 3) for name, number in counts.findings.items()},
        counts.quarantined,
        total.size_in,
        total.size_out,
        round(total.seconds, 3),
        tuple(drift(receipts, total)),
        tuple(map(str, total.failures)),
        tuple(sorted(receipts, key=lambda receipt: receipt.name)),
    )


def drift(receipts: Iterable[Receipt], total: Sum) -> Iterable[Drift]:
    """Where a type is found in a shard far more or less often than its share of all characters lets expect."""
    characters = total.counts.characters
    for receipt in receipts:
        for name, everywhere in total.counts.findings.items():
            expected = everywhere * receipt.counts.characters / max(characters, 1)
            here = receipt.counts.findings.get(name, 0)
            if max(here, expected) >= _FEW and abs(here - expected) > _FAR * sqrt(max(expected, 1.0)):
                rate = _rate(here, receipt.counts.characters)
                yield Drift(receipt.name, name, round(rate, 3), round(_rate(everywhere, characters), 3))


def put(record: str, report: Told) -> None:
    """Keep the report and the section for a data card with the record."""
    for name, content in ((REPORT, msgspec.json.format(msgspec.json.encode(report))), (CARD, card(report).encode())):
        with storage.writing(storage.joined(record, name)) as path:
            Path(path).write_bytes(content)


def card(report: Told) -> str:
    """A section for the card of a data set, in Markdown: what was done to it, and what that does not mean."""
    rows = [f"| {_called(name)} | {number:,} | {report.per_million[name]:,.1f} |" for name, number in _most(report)]
    return "\n".join(
        (
            "## Personal and sensitive information",
            "",
            f"Redacted with redact {report.engine}, policy `{report.policy}` (SHA-256 `{report.policy_digest[:16]}…`).",
            f"{report.records:,} records with {report.characters:,} characters were looked at in {_where(report)}; "
            f"{report.changed:,} records were changed, {sum(report.quarantined.values()):,} were left out.",
            "",
            "| found and replaced | number | per million characters |",
            "|---|---:|---:|",
            *rows,
            "",
            "What detectors miss is still there, and what is left may identify somebody in combination: this data set",
            "is not anonymous. Pseudonymised data is personal data.",
            "",
        )
    )


def _where(report: Told) -> str:
    return f"the fields {', '.join(f'`{each}`' for each in report.fields)}" if report.fields else "all texts"


def _most(report: Told) -> list[tuple[str, int]]:
    return sorted(report.findings.items(), key=lambda item: (-item[1], item[0]))


def _called(entity_type: str) -> str:
    known = ENTITY_TYPES.get(entity_type)
    return f"{known.description} (`{entity_type}`)" if known else f"`{entity_type}`"


def _rate(number: int, characters: int) -> float:
    return number * _MILLION / max(characters, 1)
