"""Small shards of every form with the same planted values, and the policy that finds them."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from redact.policy import Policy, parse

POLICY = """
name = "t"
extends = "corpus"
[detectors]
names = false
context = false
faces = false
plates = false
codes = false
signatures = false
"""
KEY = "ab" * 32
ADDRESS, NUMBER = "kim.bow@example.org", "07700 900123"
ROWS = [
    {"id": 1, "text": f"Write to {ADDRESS}.", "user": {"bio": "none"}, "messages": [{"role": "user", "content": "Hi"}]},
    {"id": 2, "text": "Nothing here.", "user": {"bio": "none"}, "messages": []},
    {"id": 3, "text": "Naïve “quotes”\tand\nlines", "user": {"bio": f"Call {NUMBER}"}, "messages": [
        {"role": "user", "content": "Who?"}, {"role": "bot", "content": f"Ask {ADDRESS} or {NUMBER}"}]},
]  # fmt: skip


def policy() -> Policy:
    return parse(POLICY)


def jsonl(path: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=number % 2 == 0) for number, row in enumerate(ROWS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def packed(pack: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        jsonl(path)
        path.write_bytes(pack(path.read_bytes()))

    return write


def zstd(data: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as stream:
        stream.write(data)
    return out.getvalue().to_pybytes()


def parquet(path: Path) -> None:
    table = pa.Table.from_pylist(ROWS).replace_schema_metadata({"about": "made"})
    pq.write_table(table, path, row_group_size=2, compression={"text": "zstd", "id": "snappy"})


def arrow_stream(path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_stream(str(path), table.schema) as sink:
        sink.write_table(table, max_chunksize=2)


def arrow_file(path: Path) -> None:
    table = pa.Table.from_pylist(ROWS)
    with pa.ipc.new_file(str(path), table.schema) as sink:
        sink.write_table(table, max_chunksize=2)


def delimited(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        sheet.writerow(["id", "text", "bio"])
        sheet.writerows([row["id"], row["text"], row["user"]["bio"]] for row in ROWS)


MAKERS: dict[str, Callable[[Path], None]] = {
    "a.jsonl": jsonl,
    "b.jsonl.gz": packed(lambda data: gzip.compress(data, mtime=0)),
    "c.ndjson.bz2": packed(bz2.compress),
    "d.jsonl.zst": packed(zstd),
    "e.parquet": parquet,
    "f.arrow": arrow_stream,
    "g.feather": arrow_file,
    "h.csv": delimited,
    "i.tsv": delimited,
}


def make_all(folder: Path) -> None:
    """Every form once, one of them in a folder below."""
    (folder / "below").mkdir(parents=True)
    for name, make in MAKERS.items():
        make(folder / name)
    jsonl(folder / "below" / "a.jsonl")
