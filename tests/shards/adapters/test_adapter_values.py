"""Columns of Arrow and values of JSON lead to the same texts, and take the same new ones, however they are nested."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.errors import UnsupportedError
from redact.shards.adapters.values import replaced
from redact.shards.fields import Fields, texts_in
from redact.shards.forms.dictionaries import coded, decoded
from redact.shards.forms.parquet import ColumnBatch

MESSAGE = st.fixed_dictionaries({"role": st.none() | st.text(max_size=3), "content": st.none() | st.text(max_size=5)})
ROW = st.fixed_dictionaries(
    {
        "id": st.text(max_size=3),
        "text": st.none() | st.text(max_size=5),
        "messages": st.none() | st.lists(st.none() | MESSAGE, max_size=3),
        "deep": st.none()
        | st.fixed_dictionaries({"tags": st.none() | st.lists(st.lists(st.text(max_size=2)), max_size=2)}),
    }
)
MESSAGES = pa.list_(pa.struct({"role": pa.string(), "content": pa.string()}))
SCHEMA = pa.schema(
    {
        "id": pa.string(),
        "text": pa.large_string(),
        "messages": MESSAGES,
        "deep": pa.struct({"tags": pa.large_list(pa.list_(pa.string()))}),
    }
)
PATHS = ["text", "messages[].content", "messages[].*", "deep.tags[][]", "*"]


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=4), st.lists(st.sampled_from(PATHS), unique=True, max_size=3))
def test_the_two_ways_agree(rows: list[dict[str, Any]], paths: list[str]) -> None:
    fields = Fields.of(paths)
    batch = ColumnBatch(pa.RecordBatch.from_pylist(rows, SCHEMA), fields)
    by_value = [[text for _, text in texts_in(row, fields)] for row in rows]
    assert [sorted(texts) for texts in batch.records] == [sorted(texts) for texts in by_value]
    changed = batch.changed([tuple(f"<{text}>" for text in texts) for texts in batch.records])
    new = [
        replaced(row, fields, iter([f"<{text}>" for text in texts])) for row, texts in zip(rows, by_value, strict=True)
    ]
    assert changed.to_pylist() == new
    assert changed.schema == SCHEMA


def test_what_json_does_not_know_is_refused_where_it_is_asked_for() -> None:
    value = {"names": ("kim.bow@example.org",), "text": "a"}
    assert replaced(value, Fields.of(["text"]), iter("b")) == {"names": ("kim.bow@example.org",), "text": "b"}
    with pytest.raises(UnsupportedError, match="tuple"):
        replaced(value, Fields.of([]), iter("b"))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.none() | st.text(max_size=3), max_size=6), st.integers(0, 3))
def test_columns_that_keep_each_value_once_are_written_out_and_come_back(texts: list[str | None], start: int) -> None:
    kind = pa.dictionary(pa.int8(), pa.string())
    rows = pa.RecordBatch.from_arrays([pa.array(texts, kind)], names=["kind"]).slice(start)
    assert decoded(rows).column(0).to_pylist() == texts[start:]
    assert coded(decoded(rows), rows.schema).to_pydict() == rows.to_pydict()
    assert coded(decoded(rows), rows.schema).schema == rows.schema


def test_too_many_values_for_a_column_s_type_are_refused() -> None:
    schema = pa.schema({"kind": pa.dictionary(pa.int8(), pa.string())})
    many = pa.RecordBatch.from_pydict({"kind": [str(number) for number in range(200)]})
    with pytest.raises(UnsupportedError, match="more values"):
        coded(many, schema)
