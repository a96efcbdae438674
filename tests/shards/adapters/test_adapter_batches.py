"""The part that all adapters share: Arrow in, redacted Arrow out, and nothing goes by unseen."""

from __future__ import annotations

import logging
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from redact.errors import MissingError, PolicyError, UnreadableError, UnsupportedError
from redact.shards.adapters import terms
from redact.shards.adapters.batches import Redacting
from redact.shards.receipts import Counts

FIELDS = ("text", "messages[].content")
pytestmark = pytest.mark.models


def test_the_values_are_those_of_the_corpus_command(table: Any, corpus: list[dict[str, Any]]) -> None:
    done = Redacting(fields=FIELDS).table(table)
    assert done.to_pylist() == corpus
    assert done.schema == table.schema
    assert done["id"] == table["id"]


def test_how_rows_are_cut_into_batches_changes_nothing(table: Any) -> None:
    redact = Redacting(fields=FIELDS)
    cut = pa.concat_tables([table.slice(0, 3), table.slice(3, 10), table.slice(13)])
    assert redact.table(cut) == redact.table(table)


def test_what_was_found_is_counted(table: Any) -> None:
    told: list[Counts] = []
    redact = Redacting(fields=FIELDS, tell=told.append)
    redact.table(table)
    assert redact.counts == told[0]
    assert (redact.counts.records, redact.counts.changed, redact.counts.held) == (20, 16, 0)
    assert redact.counts.findings["EMAIL_ADDRESS"] == 16


def test_what_travels_holds_neither_key_nor_models(table: Any, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(os.environ["REDACT_KEY"])
    redact = Redacting(fields=FIELDS, key_file=tmp_path / "key")
    redact.table(table)
    sent = pickle.dumps(redact)
    key = bytes.fromhex(os.environ["REDACT_KEY"])
    assert key not in sent
    assert key.hex().encode() not in sent
    assert len(sent) < 5_000
    back = pickle.loads(sent)
    assert back.counts == Counts()
    assert back.table(table) == redact.table(table)
    assert pickle.dumps(back) == sent


def test_a_process_opens_what_it_needs_once() -> None:
    first, second = Redacting(fields=["text"]), Redacting(fields=["messages"])
    assert terms.opened(first.terms) is terms.opened(second.terms)
    assert terms.opened(first.terms) is not terms.opened(Redacting("default").terms)


def test_a_worker_with_another_key_is_refused(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(Redacting(fields=FIELDS))
    monkeypatch.setenv("REDACT_KEY", "77" * 32)
    monkeypatch.setattr(terms, "_OPENED", {})
    with pytest.raises(PolicyError, match="another key"):
        pickle.loads(sent).table(table)


def test_a_worker_with_another_version_is_refused(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = pickle.dumps(Redacting("default", fields=["text"]))
    monkeypatch.setattr(terms, "_OPENED", {})
    monkeypatch.setattr(terms, "version", lambda _name: "0.0.0")
    with pytest.raises(PolicyError, match="another version"):
        pickle.loads(sent).table(table)


def test_a_policy_that_needs_a_key_fails_without_one(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REDACT_KEY")
    with pytest.raises(PolicyError, match="needs a key"):
        Redacting(fields=FIELDS).table(table)


@pytest.mark.parametrize("field", ["txt", "messages.content", "messages[].contents", "id[]", "number", "['a.b']"])
def test_a_field_that_is_no_text_is_refused_before_anything_goes_by(table: Any, field: str) -> None:
    with pytest.raises(PolicyError) as refused:
        Redacting(fields=["text", field]).table(table.append_column("number", pa.array(range(20))))
    assert f"the field {field} is no text of this table" in str(refused.value)


@pytest.mark.parametrize("wrong", [{"fields": ["a[b"]}, {"unredactable": "ignore"}, {"policy": "none"}])
def test_wrong_settings_are_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(PolicyError):
        Redacting(**wrong)


@pytest.mark.parametrize("fields", [[], ["text[]"]])
def test_texts_in_a_type_that_cannot_be_opened_are_refused(fields: list[str]) -> None:
    views = pa.table({"text": pa.array([["kim.bow@example.org"]], pa.list_view(pa.string()))})
    with pytest.raises(UnsupportedError, match="cannot be opened"):
        Redacting("default", fields).table(views)


def test_columns_without_text_pass_in_whatever_type() -> None:
    numbers = pa.table({"at": pa.array([[1, 2]], pa.list_view(pa.int64())), "text": ["Ask kim.bow@example.org"]})
    done = Redacting("default").table(numbers)
    assert done["at"] == numbers["at"]
    assert done["text"].to_pylist() == ["Ask [E-mail address]"]


def test_maps_are_reached_by_their_values() -> None:
    kind = pa.map_(pa.string(), pa.string())
    maps = pa.table({"of": pa.array([[("kim.bow@example.org", "Ask kim.bow@example.org")], None], kind)})
    done = Redacting("default", ["of[].value"]).table(maps)
    assert done["of"].to_pylist() == [[("kim.bow@example.org", "Ask [E-mail address]")], None]


def test_an_empty_column_and_an_empty_table_are_fine(table: Any) -> None:
    redact = Redacting(fields=FIELDS)
    assert redact.table(table.slice(0, 0)) == table.slice(0, 0)
    nulls = pa.table({"text": pa.nulls(2), "messages": pa.nulls(2)})
    assert redact.table(nulls) == nulls


def test_other_things_than_tables_are_refused() -> None:
    with pytest.raises(PolicyError, match="format"):
        Redacting("default").table({"text": ["x"]})


def test_a_text_that_is_no_utf_8_fails_without_being_quoted() -> None:
    broken = pa.array([b"kim.bow@example.org \xff"], pa.binary()).view(pa.string())
    with pytest.raises(UnreadableError, match="UTF-8") as refused:
        Redacting("default").table(pa.table({"text": broken}))
    assert refused.value.__context__ is None


def test_columns_that_keep_each_value_once_stay_so() -> None:
    texts = ["Ask kim.bow@example.org", "Nothing", "Ask kim.bow@example.org", None]
    name = pa.array(texts, pa.dictionary(pa.int8(), pa.string()))
    done = Redacting("default").table(pa.table({"name": name.slice(1)}))
    assert done.schema.field("name").type == name.type
    assert done["name"].to_pylist() == ["Nothing", "Ask [E-mail address]", None]
    assert "kim" not in str(done["name"].chunk(0).dictionary)


@pytest.mark.parametrize("engine", ["daft", "datatrove", "polars"])
def test_an_engine_that_is_not_there_is_named_with_what_installs_it(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redact.shards.adapters import daft, datatrove, polars

    monkeypatch.setitem(sys.modules, engine, None)
    monkeypatch.delitem(sys.modules, "datatrove.pipeline.base", raising=False)
    datatrove._block.cache_clear()
    calls = {
        "daft": lambda: daft.function(daft.RedactColumns("default"), {}),
        "datatrove": lambda: datatrove.redact_documents("default"),
        "polars": lambda: polars.redacted("default"),
    }
    with pytest.raises(MissingError, match=rf"redact\[{engine}\]"):
        calls[engine]()


class TestRecordsThatCannotBeRedacted:
    """One of three records makes a plugin raise."""

    @pytest.fixture
    def three(self) -> Any:
        texts = ["Ask kim.bow@example.org", "TRIGGER for Sarah Collins", "fine"]
        kinds = pa.array(["TRIGGER for Sarah Collins", "TRIGGER for Sarah Collins", "fine"]).dictionary_encode()
        inner = [[{"content": "a"}], [{"content": "TRIGGER"}], None]
        return pa.table({"id": ["1", "2", "3"], "text": texts, "messages": inner, "kind": kinds})

    def test_fail_the_work_by_default_and_are_not_quoted(self, stubborn: Path, three: Any) -> None:
        with pytest.raises(UnreadableError, match="1 of 3 records cannot go: it could not be redacted") as refused:
            Redacting(stubborn, ["text"]).table(three)
        assert "Collins" not in repr(refused.getrepr(chain=True, showlocals=False))

    def test_are_left_out_and_counted(self, stubborn: Path, three: Any, caplog: pytest.LogCaptureFixture) -> None:
        redact = Redacting(stubborn, ["text"], unredactable="drop")
        with caplog.at_level(logging.WARNING):
            done = redact.table(three)
        assert done["id"].to_pylist() == ["1", "3"]
        assert done["text"].to_pylist() == ["Ask [E-mail address]", "fine"]
        assert redact.counts.quarantined == {"it could not be redacted": 1}
        assert caplog.messages == ["1 of 3 records cannot be redacted (drop)"]

    def test_lose_every_field_that_is_asked_for(self, stubborn: Path, three: Any) -> None:
        redact = Redacting(stubborn, ["text", "messages[].content"], unredactable="null")
        done = redact.table(three)
        assert done.schema == three.schema
        assert done["text"].to_pylist() == ["Ask [E-mail address]", None, "fine"]
        assert done["messages"].to_pylist() == [[{"content": "a"}], None, None]
        assert done["id"].to_pylist() == ["1", "2", "3"]
        assert redact.counts.held == 1

    @pytest.mark.parametrize("how", ["null", "drop"])
    def test_leave_nothing_behind_in_columns_that_keep_each_value_once(
        self, how: Any, stubborn: Path, three: Any
    ) -> None:
        done = Redacting(stubborn, ["kind"], unredactable=how).table(three.slice(1))
        assert done["kind"].to_pylist() == ([None, "fine"] if how == "null" else ["fine"])
        assert "Collins" not in str(done["kind"].chunk(0).dictionary)

    def test_cannot_be_null_where_that_is_forbidden(self, stubborn: Path, three: Any) -> None:
        schema = three.schema.set(1, pa.field("text", pa.string(), nullable=False))
        with pytest.raises(UnsupportedError, match="may not be null"):
            Redacting(stubborn, ["text"], unredactable="null").table(three.cast(schema))
