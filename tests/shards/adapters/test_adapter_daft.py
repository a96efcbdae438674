"""The function for Daft, in Daft."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from redact.errors import PolicyError
from redact.shards.adapters.daft import RedactColumns, function, redacted

daft = pytest.importorskip("daft", reason="Daft is not installed: pip install 'redact[daft]'")
FIELDS = ("text", "messages[].content")
pytestmark = pytest.mark.models


@pytest.mark.parametrize("how", [{}, {"use_process": True}, {"batch_size": 3}])
def test_a_frame_gives_what_the_corpus_command_gives(
    how: dict[str, Any], shard: Path, corpus: list[dict[str, Any]]
) -> None:
    frame = daft.read_parquet(str(shard))
    done = redacted(frame, RedactColumns(fields=FIELDS), **how)
    assert done.schema() == frame.schema()
    assert done.to_pylist() == corpus


def test_the_function_alone_works_in_a_selection(table: Any, corpus: list[dict[str, Any]]) -> None:
    frame = daft.from_arrow(table)
    redact = function(RedactColumns(fields=["text"]), {"text": daft.DataType.string()})
    assert frame.select("id", redact(frame["text"])).to_pylist() == [
        {"id": row["id"], "text": row["text"]} for row in corpus
    ]


def test_records_that_cannot_be_redacted(stubborn: Path) -> None:
    frame = daft.from_pydict({"id": [1, 2], "text": ["TRIGGER Sarah Collins", "Ask kim.bow@example.org"]})
    with pytest.raises(Exception, match="1 of 2 records cannot go") as refused:
        redacted(frame, RedactColumns(stubborn, ["text"])).to_pylist()
    assert "Collins" not in str(refused.value)
    done = redacted(frame, RedactColumns(stubborn, ["text"], unredactable="null")).to_pydict()
    assert done == {"id": [1, 2], "text": [None, "Ask [E-mail address]"]}
    with pytest.raises(PolicyError, match="cannot leave records out"):
        RedactColumns(stubborn, ["text"], unredactable="drop")


def test_a_column_that_is_not_there_is_refused_before_anything_is_read(table: Any) -> None:
    with pytest.raises(PolicyError, match="no column 'txt'"):
        redacted(daft.from_arrow(table), RedactColumns(fields=["txt"]))


def test_the_example_holds(example: Callable[[str], None]) -> None:
    example("daft")
