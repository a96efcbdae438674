"""Parquet files: every corner that can hold words is offered or dropped, and what is not touched stays."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pyarrow import parquet

from redact import Redactor, policy
from redact.contracts import Changes
from redact.errors import PolicyError, UnreadableError
from redact.media.parquet import ParquetHandler
from redact.types import Document, Edit, NewText, TextSpan

HANDLER = ParquetHandler(ParquetHandler.Options())
CORNERS = ("flat", "large", "coded", "listed", "within", "keyed", "valued", "deep", "bytes", "name", "about", "field")
SECRETS = {corner: f"Zel{corner}ora" for corner in CORNERS}


def picture(text: str = "") -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "PNG")
    return buffer.getvalue() + text.encode()


def torture(path: Path) -> Path:
    """A file with a secret of its own in each corner."""
    s = SECRETS
    kinds = {
        "flat": pa.array([s["flat"], "ladder", None, "ladder"]),
        "large": pa.array([s["large"], "harvest", "", None], pa.large_string()),
        "coded": pa.array([s["coded"], "barn", "barn", None]).dictionary_encode(),
        "listed": pa.array([[s["listed"], "rake"], [], None, ["hoe"]]),
        "pair": pa.array([{"who": s["within"], "n": 1}, None, {"who": "spade", "n": 2}, {"who": None, "n": None}]),
        "map": pa.array([[(s["keyed"], "x"), ("y", s["valued"])], [], None, []], pa.map_(pa.string(), pa.string())),
        "deep": pa.array([[{"a": [s["deep"]]}], [{"a": []}], [], None]),
        "raw": pa.array([s["bytes"].encode(), b"plain", None, b"\xff\xfe\xfd"]),
        "file": pa.array([picture(), None, None, picture()]),
        f"of {s['name']}": pa.array([1, 2, 3, None]),
        "day": pa.array([date(2020, 1, 2), None, date(2021, 3, 4), None]),
        "when": pa.array([1_600_000_000_123_456_789, None, 5, 6], pa.timestamp("ns", "UTC")),
        "sum": pa.array([Decimal("12.50"), None, None, Decimal("1.00")], pa.decimal128(8, 2)),
        "real": pa.array([1.5, 7700900123.0, None, float("nan")]),
        "yes": pa.array([True, False, None, True]),
        "none": pa.nulls(4),
    }
    table = pa.table(kinds)
    table = table.set_column(0, pa.field("flat", pa.string(), metadata={"note": s["field"]}), table.column(0))
    table = table.replace_schema_metadata({"about": s["about"]})
    parquet.write_table(table, path, row_group_size=2, compression="zstd")
    return path


def edits(document: Document) -> list[Edit]:
    """Every place where a secret stands."""
    found = []
    for part in document.parts:
        for secret in SECRETS.values():
            at = part.text.find(secret)
            if at >= 0:
                found.append(Edit(TextSpan(part.id, at, at + len(secret)), NewText("X"), "f"))
    return found


def everything(path: Path) -> str:
    file = parquet.ParquetFile(path)
    noted = " ".join(str(column.metadata) for column in file.schema_arrow)
    rows = [column.cast(pa.string()) if column.type == pa.timestamp("ns", "UTC") else column for column in file.read()]
    values = " ".join(str(column.to_pylist()) for column in rows)
    return f"{values} {file.schema_arrow} {noted} {file.metadata.metadata}"


def test_no_secret_survives_in_any_corner_and_the_rest_stays(tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    assert all(secret in everything(source) for secret in SECRETS.values())
    document = HANDLER.load(source)
    (child,) = document.children
    HANDLER.write(document, Changes(tuple(edits(document)), {child.id: ("file1.png", b"new")}), target)
    left = everything(target)
    assert not [secret for secret in SECRETS.values() if secret in left or secret.encode() in target.read_bytes()]
    before, after = parquet.read_table(source), parquet.read_table(target)
    assert after.column("flat").to_pylist() == ["X", "ladder", None, "ladder"]
    assert after.column("coded").to_pylist() == ["X", "barn", "barn", None]
    assert pa.types.is_dictionary(after.schema.field("coded").type)
    assert after.column("listed").to_pylist() == [["X", "rake"], [], None, ["hoe"]]
    assert after.column("pair").to_pylist()[2:] == before.column("pair").to_pylist()[2:]
    assert after.column("map").to_pylist()[0] == [("X", "x"), ("y", "X")]
    assert after.column("raw").to_pylist() == [b"X", b"plain", None, None]
    assert after.column("file").to_pylist() == [b"new", None, None, b"new"]
    for name in ("day", "when", "sum", "yes", "none"):
        assert after.column(name).equals(before.column(name))
    assert [row.num_rows for row in map(parquet.ParquetFile(target).metadata.row_group, range(2))] == [2, 2]


def test_the_same_words_are_one_part_that_tells_how_many(tmp_path: Path) -> None:
    parquet.write_table(pa.table({"town": ["Ely", "Bath", "Ely", "Ely"]}), tmp_path / "a.parquet")
    parts = [part for part in HANDLER.load(tmp_path / "a.parquet").parts if part.column]
    assert [(part.text, part.place, part.context) for part in parts] == [
        ("Ely", "column 1, row 1 and 2 more", "town"),
        ("Bath", "column 1, row 2", "town"),
    ]


@pytest.mark.parametrize(
    ("name", "text"), [("day", "2020-01-02"), ("sum", "12.50"), ("real", "7700900123"), ("real", "1.5")]
)
def test_a_number_or_a_date_that_goes_leaves_nothing(name: str, text: str, tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    document = HANDLER.load(source)
    (part,) = (part for part in document.parts if part.text == text)
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, 0, len(text)), NewText("X"), "f"),)), target)
    after, before = parquet.read_table(target), parquet.read_table(source)
    assert after.schema.field(name).type == before.schema.field(name).type
    changed = [
        old != new for old, new in zip(before.column(name).to_pylist(), after.column(name).to_pylist(), strict=True)
    ]
    assert sum(changed) - (name == "real") == 1  # not a number is not itself


def test_a_finer_time_than_pythons_can_go(tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    document = HANDLER.load(source)
    (part,) = (part for part in document.parts if part.text.startswith("2020-09-13 12:26:40.123456789"))
    HANDLER.write(document, Changes((Edit(TextSpan(part.id, 0, 10), NewText(""), "f"),)), target)
    after = parquet.read_table(target).column("when").cast(pa.timestamp("us", "UTC"), safe=False).to_pylist()
    assert after == [None, None, datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)]


def test_rules_for_columns(tmp_path: Path) -> None:
    rows = {"id": ["k1", "k2"], "Patient": ["q7", "q8"], "memo": ["long", "short"]}
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    plan = (
        'name = "t"\nextends = "default"\n[detectors]\nnames = false\n'
        '[handlers.parquet.columns]\nid = "keep"\npatient = "PERSON"\nmemo = "drop"\n'
    )
    outcome = Redactor(policy.parse(plan)).redact_file(tmp_path / "a.parquet", tmp_path / "out.parquet")
    assert outcome.ok
    after = parquet.read_table(tmp_path / "out.parquet").to_pydict()
    assert after["id"] == ["k1", "k2"]
    assert after["memo"] == [None, None]
    assert not set(after["Patient"]) & {"q7", "q8"}
    with pytest.raises(PolicyError):
        ParquetHandler(ParquetHandler.Options(columns={"a": "NO_SUCH_TYPE"}))


def test_a_whole_run_finds_what_stands_in_columns(tmp_path: Path) -> None:
    rows = {"email": ["ann@example.org", "bo@example.org"], "n": [1, 2], "note": ["call 07700 900123 today", "fine"]}
    parquet.write_table(pa.table(rows), tmp_path / "a.parquet")
    plan = 'name = "t"\nextends = "default"\n[detectors]\nnames = false\n'
    outcome = Redactor(policy.parse(plan)).redact_file(tmp_path / "a.parquet", tmp_path / "out.parquet")
    assert outcome.ok
    left = everything(tmp_path / "out.parquet")
    assert "example.org" not in left and "900123" not in left and "today" in left


def test_the_gate_tells_what_is_noted_and_passes_our_copies(tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.parquet"), tmp_path / "out.parquet"
    assert {each.kind for each in HANDLER.unseen(source)} == {"information on the file", "notes on columns"}
    HANDLER.write(HANDLER.load(source), Changes(()), target)
    assert list(HANDLER.unseen(target)) == []


def test_too_many_values_are_refused(tmp_path: Path) -> None:
    handler = ParquetHandler(ParquetHandler.Options(most_values=10))
    with pytest.raises(UnreadableError):
        handler.load(torture(tmp_path / "in.parquet"))


LEAVES = st.none() | st.text(st.characters(codec="utf-8"), max_size=8)
ROWS = st.tuples(LEAVES, st.none() | st.lists(LEAVES, max_size=3), st.none() | st.integers(-99, 99))


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(ROWS, max_size=12))
def test_what_nothing_is_done_to_comes_back_equal(rows: list[tuple], tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("same")
    kinds = pa.schema([("a", pa.string()), ("b", pa.list_(pa.string())), ("c", pa.int64())])
    table = pa.table([list(column) for column in zip(*rows, strict=True)] if rows else [[], [], []], schema=kinds)
    parquet.write_table(table, folder / "in.parquet")
    HANDLER.write(HANDLER.load(folder / "in.parquet"), Changes(()), folder / "out.parquet")
    assert parquet.read_table(folder / "out.parquet").to_pydict() == table.to_pydict()
