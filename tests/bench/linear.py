"""What one string costs as it grows: time a character and the most memory, each length in a process of its own."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence

from tests.bench.dense import dense
from tests.bench.engines import ENGINES
from tests.bench.one import Failed, in_own_process, most_memory

SIZES = tuple(10**power for power in range(3, 9))
HUGE = 10**9
_UNIT = 2_000_000
_LIMIT = 3600.0
_CLOCK = 0.2
"""Runs are repeated until they took so many seconds: a processor clock is too coarse for a shorter one."""


def print_linear(engines: Sequence[str], *, huge: bool = False) -> None:
    """Print a table for each engine, one line a length, as each is measured."""
    for engine in engines:
        print(f"\n### {engine}: one string\n")
        print("| characters | ns a character | Mchar/s | found per 1,000 | most memory, MB | of it before, MB |")
        print("|---:|---:|---:|---:|---:|---:|")
        for size in (*SIZES, HUGE) if huge else SIZES:
            try:
                print(_line(size, measured(engine, size)), flush=True)
            except Failed as failure:
                print(f"| {size:,} | {failure} |")
                break


def measured(engine: str, size: int) -> dict[str, float]:
    """Seconds, findings and memory for one string of that length, in a new process. Raises ``Failed``."""
    return in_own_process("tests.bench.linear", engine, [engine, str(size)], _LIMIT)


def one_string(size: int) -> str:
    """A dense text of just that length; a long one repeats itself."""
    unit = "\n".join(dense(min(size, _UNIT)))
    return (unit * (size // len(unit) + 1))[:size]


def _line(size: int, took: dict[str, float]) -> str:
    seconds = took["seconds"]
    cells = (
        f"{size:,}",
        f"{seconds / size * 1e9:,.0f}",
        f"{size / seconds / 1e6:.3f}",
        f"{took['findings'] / size * 1000:.2f}",
        f"{took['memory'] / 1e6:,.0f}",
        f"{took['before'] / 1e6:,.0f}",
    )
    return f"| {' | '.join(cells)} |"


def main() -> None:
    engine, size = sys.argv[1], int(sys.argv[2])
    count = ENGINES[engine].open()
    count([one_string(1000)])
    text = one_string(size)
    before, runs, findings = most_memory(), 0, 0
    begun = time.process_time()
    while (took := time.process_time() - begun) < _CLOCK or not runs:
        findings = count([text])
        runs += 1
    figures = {"seconds": took / runs, "findings": findings, "memory": most_memory(), "before": before}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
