"""A job's counters in the OpenMetrics text format, for a file that a collector reads while the job runs."""

from __future__ import annotations

from collections.abc import Iterator

from redact.shards.job import Sum
from redact.shards.storage import writing

_COUNTERS = {
    "shards": "Shards that the job has.",
    "shards_done": "Shards that are done.",
    "shards_failed": "Shards that could not be redacted.",
    "records": "Records that were looked at.",
    "records_changed": "Records in which something was replaced.",
    "characters": "Characters that were looked at.",
    "read_bytes": "Bytes of the shards that are done.",
    "written_bytes": "Bytes of their copies.",
    "cpu_seconds": "Seconds of processor time of all workers.",
}


def metrics(total: Sum) -> str:
    """The counters as text, with the number of findings by type and of records in quarantine by reason."""
    found = _by("findings", "type", total.counts.findings, "Findings that were replaced.")
    held = _by("quarantined", "reason", total.counts.quarantined, "Records held back.")
    return "\n".join((*_plain(total), *found, *held, "# EOF\n"))


def put(address: str, total: Sum) -> None:
    """Write them to a file, which is there as a whole at any time."""
    with writing(address) as path:
        path.write_text(metrics(total), encoding="utf-8")


def _plain(total: Sum) -> Iterator[str]:
    counts = total.counts
    values = (total.units, total.done, len(total.failures), counts.records, counts.changed, counts.characters)
    for (name, about), value in zip(
        _COUNTERS.items(), (*values, total.size_in, total.size_out, round(total.seconds, 3)), strict=True
    ):
        kind = "gauge" if name == "shards" else "counter"
        yield f"# TYPE redact_{name} {kind}"
        yield f"# HELP redact_{name} {about}"
        yield f"redact_{name}{'_total' * (kind == 'counter')} {value}"


def _by(name: str, label: str, numbers: dict[str, int], about: str) -> Iterator[str]:
    yield f"# TYPE redact_{name} counter"
    yield f"# HELP redact_{name} {about}"
    for each, number in sorted(numbers.items()):
        yield f'redact_{name}_total{{{label}="{_escaped(each)}"}} {number}'


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
