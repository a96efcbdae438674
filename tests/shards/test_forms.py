"""Every form: texts come out and go back, everything else stays as it was."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import UnreadableError, UnsupportedError
from redact.shards.contract import Form
from redact.shards.fields import ALL, Fields
from redact.shards.forms.columns import leaves, rebuilt
from redact.shards.forms.csv import CsvForm
from redact.shards.forms.jsonl import JsonLinesForm
from redact.shards.forms.known import form_of
from redact.shards.storage import listed
from redact.shards.units import Unit
from tests.shards.made_shards import MAKERS, ROWS, jsonl, parquet


def unit(path: Path) -> Unit:
    return Unit(str(path), str(path), path.name, path.name, path.stat().st_size)


def rewritten(form: Form, path: Path, change, fields: Fields = ALL) -> bytes:
    out = io.BytesIO()
    sink = form.sink(out, unit(path))
    with path.open("rb") as file:
        for batch in form.batches(file, unit(path), fields):
            sink.put(batch, [change(number, texts) for number, texts in enumerate(batch.records)])
    sink.close()
    return out.getvalue()


def same(_number: int, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text + "" for text in texts)


def louder(_number: int, texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.upper() for text in texts)


@pytest.mark.parametrize("name", [name for name in MAKERS if name.count(".") == 1])
def test_what_is_not_changed_stays_as_it_was(tmp_path: Path, name: str):
    MAKERS[name](tmp_path / name)
    form, _ = form_of(name)
    again = rewritten(form, tmp_path / name, same)
    if name.endswith((".jsonl", ".csv", ".tsv")):
        assert again == (tmp_path / name).read_bytes()
    (tmp_path / f"again-{name}").write_bytes(again)
    assert rows_of(tmp_path / f"again-{name}") == rows_of(tmp_path / name)


def rows_of(path: Path) -> list:
    if path.suffix == ".parquet":
        return pq.read_table(path).to_pylist()
    if path.suffix == ".arrow":
        return pa.ipc.open_stream(path.read_bytes()).read_all().to_pylist()
    if path.suffix == ".feather":
        return pa.ipc.open_file(path.read_bytes()).read_all().to_pylist()
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return list(csv.reader(io.StringIO(path.read_text("utf-8")), delimiter="\t" if path.suffix == ".tsv" else ","))


@pytest.mark.parametrize("name", ["e.parquet", "f.arrow", "g.feather"])
def test_columns_keep_schema_metadata_and_groups(tmp_path: Path, name: str):
    MAKERS[name](tmp_path / name)
    (tmp_path / f"again-{name}").write_bytes(rewritten(form_of(name)[0], tmp_path / name, louder, Fields.of(["text"])))
    rows = rows_of(tmp_path / f"again-{name}")
    assert [row["text"] for row in rows] == [row["text"].upper() for row in ROWS]
    assert [{**row, "text": ""} for row in rows] == [{**row, "text": ""} for row in ROWS]


def test_parquet_keeps_row_groups_packing_and_metadata(tmp_path: Path):
    parquet(tmp_path / "a.parquet")
    (tmp_path / "b.parquet").write_bytes(rewritten(form_of("a.parquet")[0], tmp_path / "a.parquet", louder))
    one, other = pq.ParquetFile(tmp_path / "a.parquet"), pq.ParquetFile(tmp_path / "b.parquet")
    assert other.schema_arrow.equals(one.schema_arrow, check_metadata=True)
    groups = [[file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] for file in (one, other)]
    assert groups[0] == groups[1] == [2, 1]
    packed = [[file.metadata.row_group(0).column(n).compression for n in range(2)] for file in (one, other)]
    assert packed[0] == packed[1]


def test_a_record_that_is_left_out_is_not_there(tmp_path: Path):
    for name in ("a.jsonl", "e.parquet", "h.csv", "f.arrow"):
        MAKERS[name](tmp_path / name)
        left = rewritten(form_of(name)[0], tmp_path / name, lambda at, texts: None if at == 1 else texts)
        (tmp_path / f"left-{name}").write_bytes(left)
        assert b"Nothing here" in (tmp_path / name).read_bytes() or not name.endswith("l")
        assert "Nothing here" not in str(rows_of(tmp_path / f"left-{name}"))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"a": "one", "a": "two"}\n', "twice"),
        (b'{"a": "\xff"}\n', "JSON"),
        (b'{"a": 1\n', "JSON"),
        (b"[" * 5000 + b"]" * 5000 + b"\n", ""),
        (b'{"a": "\\ud800"}\n', ""),
    ],
)
def test_lines_that_cannot_be_read_are_said_to_be_broken(tmp_path: Path, line: bytes, why: str):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"a": "fine"}\n' + line + b'{"a": "fine, too"}\n')
    with path.open("rb") as file:
        (batch,) = JsonLinesForm().batches(file, unit(path), ALL)
        assert list(batch.broken) == [1]
        assert why in batch.broken[1]
        assert batch.records == [("fine",), (), ("fine, too",)]
        assert batch.raw(1) == line


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=8) | st.integers() | st.none(), max_size=4)))
def test_json_lines_change_in_their_texts_alone(rows):
    lines = [json.dumps(row).encode() + b"\n" for row in rows]
    form = JsonLinesForm()
    at = Unit("", "", "a.jsonl", "a.jsonl", 0)
    out = io.BytesIO()
    sink = form.sink(out, at)
    for batch in form.batches(io.BytesIO(b"".join(lines)), at, ALL):
        assert not batch.broken
        sink.put(batch, [tuple(f"<{text}>" for text in texts) for texts in batch.records])
    new = [json.loads(line) for line in out.getvalue().splitlines()]
    assert new == [{key: f"<{v}>" if isinstance(v, str) else v for key, v in row.items()} for row in rows]


@given(st.lists(st.lists(st.text('ab\n",; é', max_size=6), min_size=2, max_size=3), max_size=6))
def test_rows_change_in_their_cells_alone(rows):
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerows([["one", "two", "three"], *rows])
    at, out = Unit("", "", "a.csv", "a.csv", 0), io.BytesIO()
    form = CsvForm()
    sink = form.sink(out, at)
    for batch in form.batches(io.BytesIO(sheet.getvalue().encode()), at, ALL):
        sink.put(batch, [tuple(text.replace("a", "X") for text in texts) for texts in batch.records])
    new = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert new == [["one", "two", "three"], *([cell.replace("a", "X") for cell in row] for row in rows)]


def test_rows_that_are_no_utf_8_are_broken_and_the_others_go_on(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n1,fine\n2,\xff\xfe\n3,too\n")
    with path.open("rb") as file:
        (batch,) = CsvForm().batches(file, unit(path), ALL)
        assert list(batch.broken) == [1]
        assert batch.raw(1) == b"2,\xff\xfe\n"
        assert batch.records[2] == ("3", "too")


def test_a_column_is_asked_for_by_its_heading(tmp_path: Path):
    MAKERS["h.csv"](tmp_path / "h.csv")
    with (tmp_path / "h.csv").open("rb") as file:
        (batch,) = CsvForm().batches(file, unit(tmp_path / "h.csv"), Fields.of(["bio"]))
        assert batch.records == [(row["user"]["bio"],) for row in ROWS]


NESTED = pa.schema(
    [
        ("text", pa.large_string()),
        ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))),
        ("code", pa.dictionary(pa.int8(), pa.string())),
        ("map", pa.map_(pa.string(), pa.string())),
        ("pair", pa.list_(pa.string(), 2)),
        ("deep", pa.struct([("a", pa.struct([("b", pa.string())]))])),
    ]
)
_TEXT = st.none() | st.text("abé", max_size=3)
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": _TEXT,
            "messages": st.none() | st.lists(st.fixed_dictionaries({"role": _TEXT, "content": _TEXT}), max_size=2),
            "code": _TEXT,
            "map": st.none() | st.lists(st.tuples(st.text("ab", min_size=1, max_size=2), _TEXT), max_size=2),
            "pair": st.none() | st.lists(_TEXT, min_size=2, max_size=2),
            "deep": st.none() | st.fixed_dictionaries({"a": st.none() | st.fixed_dictionaries({"b": _TEXT})}),
        }
    ),
    min_size=1,
    max_size=5,
)


@given(_ROWS, st.integers(0, 4), st.sampled_from([(), ("messages[].content",), ("text", "deep.a.b", "map[].value")]))
def test_nested_columns_are_rebuilt_with_their_nulls(rows, start, paths):
    batch = pa.RecordBatch.from_pylist(rows, schema=NESTED).slice(min(start, len(rows) - 1))
    fields = Fields.of(paths)
    found = list(leaves(batch, fields))
    again = rebuilt(batch, fields, iter([leaf.texts for leaf in found]))
    again.validate(full=True)
    assert again.schema.equals(batch.schema)
    assert again.to_pylist() == batch.to_pylist()
    changed = rebuilt(batch, fields, iter([[t and f"<{t}>" for t in leaf.texts] for leaf in found])).to_pylist()
    assert [row["code"] for row in changed] == [
        row["code"] and (row["code"] if paths else f"<{row['code']}>") for row in batch.to_pylist()
    ]
    for before, after in zip(batch.to_pylist(), changed, strict=True):
        if before["messages"] is not None and paths != ("text", "deep.a.b", "map[].value"):
            assert [m["content"] and f"<{m['content']}>" for m in before["messages"]] == [
                m["content"] for m in after["messages"]
            ]


@pytest.mark.parametrize("name", ["e.parquet", "f.arrow", "g.feather"])
def test_a_shard_that_is_cut_short_is_refused(tmp_path: Path, name: str):
    MAKERS[name](tmp_path / name)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    form, _ = form_of(name)
    with path.open("rb") as file, pytest.raises(UnreadableError):
        list(form.batches(file, unit(path), ALL))


def test_files_that_are_no_shards_are_refused():
    for name in ("a.docx", "a.parquet.gz", "a"):
        with pytest.raises(UnsupportedError, match="no shard"):
            form_of(name)


def test_lines_are_cut_where_a_stretch_begins_and_ends(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    jsonl(path)
    size, whole = path.stat().st_size, []
    cuts = [0, size // 3, 2 * size // 3, size]
    for start, stop in itertools.pairwise(cuts):
        at = Unit(str(path), "", path.name, path.name, size, start, stop)
        with path.open("rb") as file:
            whole += [batch.raw(n) for batch in JsonLinesForm().batches(file, at, ALL) for n in range(len(batch.lines))]
    assert b"".join(whole) == path.read_bytes()


@pytest.mark.parametrize("name", [name for name in MAKERS if name.count(".") == 1])
def test_what_is_read_is_not_shown_when_it_is_printed(tmp_path: Path, name: str):
    MAKERS[name](tmp_path / name)
    form, _ = form_of(name)
    with (tmp_path / name).open("rb") as file:
        for batch in form.batches(file, unit(tmp_path / name), ALL):
            assert batch.records
            assert "example.org" not in repr(batch)
    assert name not in repr(listed(str(tmp_path)))
