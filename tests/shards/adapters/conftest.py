"""A key and a plugin where every worker finds them, and a small corpus with names, numbers and nested messages."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

KEY = "3f" * 32
FIELDS = ("text", "messages[].content")
TRIPS = """
    import msgspec
    from redact.types import Modality

    class NoOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        pass

    class Trips:
        Options, version, models, modalities = NoOptions, "1", (), frozenset({Modality.TEXT})

        def __init__(self, _options):
            pass

        def detect(self, parts):
            for part in parts:
                if "TRIGGER" in part.text:
                    raise ValueError(part.text)
            return ()
"""
POLICY = """
    name = "trips"
    extends = "default"
    reason = "Personal data"
    [detectors.trips]
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a stranger's detector, which raises at a text that holds TRIGGER, and a policy that names it."""
    folder = tmp_path_factory.mktemp("site")
    info = folder / "trips-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: trips\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[redact.detectors]\ntrips = trips:Trips\n")
    (folder / "trips.py").write_text(dedent(TRIPS))
    (folder / "trips.toml").write_text(dedent(POLICY))
    return folder


@pytest.fixture(scope="session", autouse=True)
def surroundings(site: Path) -> Iterator[None]:
    """What the workers of engines inherit: the key, a Python that has this package, and one thread."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("OMP_NUM_THREADS", "POLARS_MAX_THREADS"):
            patch.setenv(name, "1")
        patch.setenv("REDACT_KEY", KEY)
        patch.setenv("HF_HUB_OFFLINE", "1")
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (str(site), os.environ.get("PYTHONPATH")))))
        patch.syspath_prepend(str(site))
        yield


@pytest.fixture(scope="session")
def stubborn(site: Path) -> Path:
    """A policy under which a record with TRIGGER in it cannot be redacted."""
    return site / "trips.toml"


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """Twenty records; in every fifth nothing is found, and one has no messages at all."""
    return [_row(number) for number in range(20)]


def _row(number: int) -> dict[str, Any]:
    if number % 5 == 4:
        return {"id": f"r{number}", "text": "Nothing to see here.", "messages": None if number == 4 else []}
    return {
        "id": f"r{number}",
        "text": f"Ask Sarah Collins on 07700 9001{number:02d} or s.collins{number}@example.org.",
        "messages": [
            {"role": "user", "content": f"I am at 192.0.2.{number}, says Sarah Collins"},
            {"role": "assistant", "content": None if number == 3 else "Thank you – noted."},
        ],
    }


@pytest.fixture(scope="session")
def table(rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    return pa.Table.from_pylist(rows)


@pytest.fixture(scope="session")
def shard(table: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The table as a shard of Parquet, alone in its folder."""
    import pyarrow.parquet as pq

    path = tmp_path_factory.mktemp("in") / "part.parquet"
    pq.write_table(table, path, row_group_size=7)
    return path


@pytest.fixture(scope="session")
def corpus(shard: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The records that ``redact corpus`` makes of the shard, with the fields text and messages[].content."""
    import pyarrow.parquet as pq
    from msgspec.structs import replace

    from redact import policy as policies
    from redact.shards.drivers.local import LocalDriver
    from redact.shards.job import run
    from redact.shards.setup import setup_of

    folder = tmp_path_factory.mktemp("out")
    setup = setup_of(policies.load("corpus"), str(folder / "record"), str(folder / "held"), None)
    ended = run(str(shard.parent), str(folder / "new"), replace(setup, fields=FIELDS), LocalDriver())
    assert all(each.receipt for each, _ in ended)
    records: list[dict[str, Any]] = pq.read_table(folder / "new" / "part.parquet").to_pylist()
    assert "Collins" not in str(records)
    return records


@pytest.fixture
def example(surroundings: None) -> Callable[[str], None]:
    """Runs the example in the docstring of an adapter's module."""

    def run(name: str) -> None:
        import doctest
        import importlib

        result = doctest.testmod(importlib.import_module(f"redact.shards.adapters.{name}"))
        assert result.attempted > 0
        assert result.failed == 0

    return run
