"""The function for Spark's mapInArrow, in a Spark of this machine with Python workers of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from redact.shards.adapters.spark import RedactPartitions

pytest.importorskip("pyspark", reason="Spark is not installed: pip install 'redact[spark]'")
FIELDS = ("text", "messages[].content")
pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java, which is not installed"),
]


@pytest.fixture(scope="module")
def spark(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    session = builder.config("spark.local.dir", str(tmp_path_factory.mktemp("spark"))).getOrCreate()
    yield session
    session.stop()


def test_a_frame_gives_what_the_corpus_command_gives(spark: Any, shard: Path, corpus: list[dict[str, Any]]) -> None:
    frame = spark.read.parquet(str(shard))
    done = frame.repartition(2, "id").mapInArrow(RedactPartitions(fields=FIELDS), frame.schema)
    assert done.schema == frame.schema
    found = sorted((row.asDict(recursive=True) for row in done.collect()), key=lambda row: int(row["id"][1:]))
    assert found == corpus


def test_records_that_cannot_be_redacted(spark: Any, stubborn: Path) -> None:
    rows = [(1, "TRIGGER Sarah Collins"), (2, "Ask kim.bow@example.org")]
    frame = spark.createDataFrame(rows, "id long, text string").coalesce(1)
    with pytest.raises(Exception, match="records cannot go") as refused:
        frame.mapInArrow(RedactPartitions(stubborn, ["text"]), frame.schema).collect()
    assert "Collins" not in str(refused.value)
    held = spark.sparkContext.accumulator(0)
    drop = RedactPartitions(stubborn, ["text"], unredactable="drop", tell=lambda counts: held.add(counts.held))
    assert [tuple(row) for row in frame.mapInArrow(drop, frame.schema).collect()] == [(2, "Ask [E-mail address]")]
    assert held.value == 1
    null = RedactPartitions(stubborn, ["text"], unredactable="null")
    assert {tuple(row) for row in frame.mapInArrow(null, frame.schema).collect()} == {
        (1, None),
        (2, "Ask [E-mail address]"),
    }


def test_the_example_holds(spark: Any, example: Callable[[str], None]) -> None:
    example("spark")
