"""One measurement in a process of its own: ``python -m tests.bench.one`` reads a job and prints what it took, as JSON.

Importing, opening and a first short run stay outside of the clock, which counts processor time of all threads. An
engine reads as much of the texts as it can in some seconds, and at least a hundred thousand characters of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench.engines import ENGINES, Count

LEAST = 100_000
"""The fewest characters that make a figure."""
_WARM = 20_000
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Job:
    """What is measured: an engine's name, a file with a JSON list of texts, how long one run should take, how often."""

    engine: str
    texts: str
    seconds: float = 2.0
    runs: int = 3


@dataclass(frozen=True)
class Took:
    """Characters read, the least processor seconds of all runs, findings, and the most memory in bytes, 0 if unknown.

    ``failed`` says why there is no figure.
    """

    characters: int = 0
    seconds: float = 0.0
    findings: int = 0
    memory: int = 0
    failed: str = ""

    @property
    def speed(self) -> float:
        """Millions of characters a second."""
        return self.characters / self.seconds / 1e6 if self.seconds else 0.0


def measure_in_own_process(job: Job, limit: float = 900.0) -> Took:
    """What the job took in a new process, alone, with one thread."""
    try:
        return Took(**in_own_process("tests.bench.one", job.engine, [json.dumps(asdict(job))], limit))
    except Failed as failure:
        return Took(failed=str(failure))


class Failed(Exception):
    """There is no figure; says why in one line."""


def in_own_process(module: str, engine: str, arguments: Sequence[str], limit: float) -> dict[str, Any]:
    """The JSON object that *module* prints last, run with *arguments* as *engine* wants it. Raises ``Failed``."""
    chosen = ENGINES[engine]
    if chosen.missing:
        raise Failed(f"{chosen.missing} is not installed")
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    variables = {**os.environ, **threads, **chosen.variables}
    command = [sys.executable, "-m", module, *arguments]
    try:
        done = subprocess.run(command, env=variables, cwd=_ROOT, capture_output=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        raise Failed(f"more than {limit:.0f} s") from None
    if done.returncode:
        raise Failed(done.stderr.decode("utf-8", "replace").strip().rsplit("\n", 1)[-1][:120] or "it ended")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def measured(count: Count, texts: Sequence[str], *, seconds: float, runs: int) -> Took:
    """The best of so many runs over the longest beginning of *texts* that is read in about so many *seconds*."""
    count(beginning(texts, _WARM))
    part = beginning(texts, LEAST)
    took = _timed(count, part)
    while (whole := sum(map(len, texts))) > took.characters and took.seconds < seconds / 2:
        wanted = min(10.0, seconds / max(took.seconds, 1e-3)) * took.characters
        part = beginning(texts, min(round(wanted), whole))
        took = _timed(count, part)
    again = (_timed(count, part) for _ in range(runs - 1))
    return min((took, *again), key=lambda each: each.seconds)


def beginning(texts: Sequence[str], characters: int) -> list[str]:
    """Whole texts from the front with at least so many characters together; a long last one is cut."""
    taken: list[str] = []
    left = characters
    for text in texts:
        if left <= 0:
            break
        taken.append(text if len(text) < 2 * LEAST else text[: max(left, LEAST)])
        left -= len(taken[-1])
    return taken


def most_memory() -> int:
    """The most memory that this process has held, in bytes; 0 where the system does not tell.

    Linux counts in ``ru_maxrss`` also what the parent held when it forked, and says it without that elsewhere.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _timed(count: Count, texts: Sequence[str]) -> Took:
    begun = time.process_time()
    findings = count(texts)
    return Took(sum(map(len, texts)), time.process_time() - begun, findings)


def main() -> None:
    job = Job(**json.loads(sys.argv[1]))
    texts = json.loads(Path(job.texts).read_text(encoding="utf-8"))
    took = measured(ENGINES[job.engine].open(), texts, seconds=job.seconds, runs=job.runs)
    print(json.dumps({**asdict(took), "memory": most_memory()}))


if __name__ == "__main__":
    main()
