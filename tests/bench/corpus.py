"""What a corpus costs from Parquet to Parquet, ours and our peers' on the same shard, each in a process of its own.

``python -m tests.bench.corpus [MEGABYTES]`` makes a shard of real text (``real_text``) with planted identifiers and
prints megabytes of text a processor second, memory, and how many times slower than the first row a row is. Starting
counts. Presidio gets as much of it as it reads in some seconds; DataTrove's formatter finds e-mail addresses and IPv4
alone.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.bench.real_text import real_text

ROWS, LONG = 2000, 3000
POLICY = "corpus-patterns"
_SECONDS = 20.0


def made(path: Path, megabytes: float) -> Path:
    """A shard of records of about 3,000 characters, every tenth with an address and a telephone number."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = real_text(megabytes)
    texts = [text[at : at + LONG] for text in whole for at in range(0, len(text), LONG)]
    told = "\nWrite to kim{}@example.org or call 07700 900{:03}."
    texts = [text + told.format(n, n % 1000) if n % 10 == 0 else text for n, text in enumerate(texts)]
    path.parent.mkdir(parents=True, exist_ok=True)
    table = pa.table({"id": list(range(len(texts))), "text": texts})
    pq.write_table(table, path, row_group_size=ROWS, compression="zstd")
    return path


def texts_of(path: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_table(path)["text"].to_pylist())


def redact_corpus(shard: Path, processes: int = 0, engine: str = "local") -> int:
    """Our command, started and all; gives how many bytes of text went through it."""
    out = shard.parent.parent / f"out-{engine}-{processes}"
    command = ["corpus", str(shard.parent), str(out), "-p", POLICY, "-j", str(processes), "-q", "--engine", engine]
    subprocess.run([sys.executable, "-m", "redact", *command], check=True, env=os.environ | {"REDACT_KEY": "ab" * 32})
    return sum(len(text.encode()) for text in texts_of(shard))


def presidio(shard: Path) -> int:
    """Presidio as its documentation sets it up, text by text, as many as it reads in some seconds."""
    from presidio_anonymizer import AnonymizerEngine

    from redact.evaluate.peers import analyzer

    engine, operator = analyzer(), AnonymizerEngine()
    done, started = 0, time.process_time()
    for text in texts_of(shard):
        operator.anonymize(text, engine.analyze(text, "en"))
        done += len(text.encode())
        if time.process_time() - started > _SECONDS:
            break
    return done


def datatrove(shard: Path) -> int:
    """DataTrove's formatter of personal data, between its own reader and writer of Parquet."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.formatters import PIIFormatter
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import ParquetWriter

    out = shard.parent.parent / "out-datatrove"
    steps = [ParquetReader(str(shard.parent)), PIIFormatter(), ParquetWriter(str(out))]
    LocalPipelineExecutor(pipeline=steps, logging_dir=str(out / "logs"), skip_completed=False).run()
    return sum(len(text.encode()) for text in texts_of(shard))


WAYS: dict[str, tuple[Callable[[Path], int], str]] = {
    "redact corpus, patterns": (redact_corpus, "redact"),
    "redact corpus, 2 processes": (lambda shard: redact_corpus(shard, 2), "redact"),
    "redact corpus, Ray, 2 workers": (lambda shard: redact_corpus(shard, 2, "ray"), "ray"),
    "DataTrove PIIFormatter (2 types)": (datatrove, "datatrove"),
    "Presidio, default": (presidio, "presidio_analyzer"),
}


def measured(name: str, shard: Path) -> tuple[int, float, float]:
    """Bytes of text, processor seconds with those of child processes, and megabytes of memory, in a new process."""
    command = [sys.executable, "-m", "tests.bench.corpus", "--one", name, str(shard)]
    run = subprocess.run(command, check=True, capture_output=True, text=True)
    told = json.loads(run.stdout.splitlines()[-1])
    return told["bytes"], told["seconds"], told["memory"]


def _one(name: str, shard: Path) -> None:
    work = WAYS[name][0]
    size = work(shard)
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    seconds = sum(each.ru_utime + each.ru_stime for each in spent)
    print(json.dumps({"bytes": size, "seconds": seconds, "memory": max(each.ru_maxrss for each in spent) / 1000}))


def main(arguments: Sequence[str]) -> None:
    if arguments[:1] == ["--one"]:
        _one(arguments[1], Path(arguments[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        shard = made(Path(folder) / "in" / "shard.parquet", float(arguments[0]) if arguments else 60.0)
        print("| from Parquet to Parquet | MB of text a CPU second | memory, MB | times slower |\n|---|---:|---:|---:|")
        first = 0.0
        for name, (_, package) in WAYS.items():
            if find_spec(package) is None:
                print(f"| {name} | not installed | | |")
                continue
            size, seconds, memory = measured(name, shard)
            speed = size / 1e6 / seconds
            first = first or speed
            print(f"| {name} | {speed:.2f} | {memory:.0f} | {first / speed:.1f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
