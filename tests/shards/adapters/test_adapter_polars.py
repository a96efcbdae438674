"""The expression for Polars, in Polars."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact.errors import PolicyError
from redact.shards.adapters.polars import redacted

pl = pytest.importorskip("polars", reason="Polars is not installed: pip install 'redact[polars]'")
FIELDS = ("text", "messages[].content")
pytestmark = pytest.mark.models


def test_eager_lazy_and_streamed_give_what_the_corpus_command_gives(shard: Path, corpus: list[dict[str, Any]]) -> None:
    asked = redacted(fields=FIELDS)
    assert pl.read_parquet(shard).with_columns(asked).to_dicts() == corpus
    lazy = pl.scan_parquet(shard).with_columns(asked)
    assert lazy.collect().to_dicts() == corpus
    assert lazy.collect(engine="streaming").to_dicts() == corpus
    assert lazy.collect_schema() == pl.read_parquet_schema(shard)


def test_an_expression_that_was_stored_works(shard: Path, corpus: list[dict[str, Any]]) -> None:
    pytest.importorskip("cloudpickle", reason="Polars needs cloudpickle to store functions: pip install cloudpickle")
    asked = pickle.loads(pickle.dumps(redacted(fields=FIELDS)))
    assert pl.read_parquet(shard).with_columns(asked).to_dicts() == corpus


def test_all_columns_and_categories(surroundings: None) -> None:
    frame = pl.DataFrame({"n": [1, 2], "kind": ["Ask kim.bow@example.org", "x"]}).with_columns(
        pl.col("kind").cast(pl.Categorical)
    )
    done = frame.select(redacted("default"))
    assert done.schema == frame.schema
    assert done.rows() == [(1, "Ask [E-mail address]"), (2, "x")]


def test_records_that_cannot_be_redacted(stubborn: Path) -> None:
    frame = pl.DataFrame({"id": [1, 2], "text": ["TRIGGER Sarah Collins", "Ask kim.bow@example.org"]})
    with pytest.raises(Exception, match="1 of 2 records cannot go") as refused:
        frame.with_columns(redacted(stubborn, ["text"]))
    assert "Collins" not in str(refused.value)
    done = frame.with_columns(redacted(stubborn, ["text"], unredactable="null"))
    assert done.rows() == [(1, None), (2, "Ask [E-mail address]")]
    with pytest.raises(PolicyError, match="cannot leave records out"):
        redacted(stubborn, ["text"], unredactable="drop")


def test_the_example_holds(example: Callable[[str], None]) -> None:
    example("polars")
