"""SQLite databases: tables and rows are carried over, and nothing that the old file held beside them."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from redact import Redactor, policy
from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.sqlite import SqliteHandler
from redact.types import Edit, NewText, TextSpan

HANDLER = SqliteHandler(SqliteHandler.Options())
CORNERS = (
    "cell", "number", "blob", "key", "table", "column", "default", "check", "comment", "view", "trigger", "index",
    "search", "deleted", "generated", "sample",
)  # fmt: skip
MAGIC = b"SQLite format 3\0"
SECRETS = {corner: f"Zel{corner}ora" for corner in CORNERS}


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").save(buffer, "PNG")
    return buffer.getvalue()


def torture(path: Path) -> Path:
    """A database with a secret of its own in each corner."""
    s = SECRETS
    script = f"""
    PRAGMA secure_delete = OFF; PRAGMA user_version = 7; PRAGMA application_id = 99;
    CREATE TABLE plain (id INTEGER PRIMARY KEY, who TEXT NOT NULL, -- {s["comment"]}
        note TEXT DEFAULT '{s["default"]}' CHECK (note <> '{s["check"]}'), n REAL,
        loud TEXT GENERATED ALWAYS AS (who || ' {s["generated"]}') VIRTUAL);
    CREATE TABLE "of {s["table"]}" (code TEXT PRIMARY KEY, "on {s["column"]}" BLOB) WITHOUT ROWID;
    CREATE TABLE steady (code TEXT PRIMARY KEY, x) /* {s["comment"]} */;
    CREATE VIEW seen AS SELECT '{s["view"]}' FROM plain;
    CREATE INDEX quick ON plain (who) WHERE who <> '{s["index"]}';
    CREATE VIRTUAL TABLE words USING fts5(body);
    INSERT INTO words VALUES ('{s["search"]}');
    INSERT INTO plain (who, note, n) VALUES
        ('{s["cell"]}', 'ladder', 1.5), ('barn', NULL, 7700900123), ('{s["sample"]}', 'x', 2);
    INSERT INTO "of {s["table"]}" VALUES ('{s["key"]}', CAST('{s["blob"]}' AS BLOB)), ('rake', x'fffefd');
    INSERT INTO steady VALUES ('a1', 5), ('b2', 'hoe');
    ANALYZE;
    CREATE TRIGGER loudly AFTER UPDATE ON plain BEGIN INSERT INTO steady VALUES ('{s["trigger"]}', 1); END;
    CREATE TABLE gone (x); INSERT INTO gone VALUES ('{s["deleted"]}');
    """
    with closing(sqlite3.connect(path)) as database:
        database.executescript(script)
        database.execute("INSERT INTO steady VALUES ('pic', ?)", (picture(),))
        database.executemany("INSERT INTO gone VALUES (?)", [("filler " * 200,)] * 50)
        database.execute("DROP TABLE gone")
        database.execute(f"INSERT INTO plain (id, who) VALUES (90, '{s['number']}')")
        database.commit()
    return path


def rows(path: Path) -> dict[str, list[tuple]]:
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}


def redacted(source: Path, target: Path, secrets: list[str]) -> None:
    document = HANDLER.load(source)
    edits = [
        Edit(TextSpan(part.id, at, at + len(secret)), NewText("X"), "f")
        for part in document.parts
        for secret in secrets
        if (at := part.text.find(secret)) >= 0
    ]
    HANDLER.write(document, Changes(tuple(edits), {child.id: ("a.png", b"new") for child in document.children}), target)


def test_no_secret_survives_in_any_corner_and_the_rest_stays(tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.db"), tmp_path / "out.db"
    data = source.read_bytes()
    assert not [corner for corner, secret in SECRETS.items() if secret.encode() not in data]
    document = HANDLER.load(source)
    said = "indexes (1)", "triggers (1)", "views (1)"
    assert set(said) <= set(document.dropped)
    redacted(source, target, list(SECRETS.values()))
    left = [corner for corner, secret in SECRETS.items() if secret.encode() in target.read_bytes()]
    assert not left
    copy = rows(target)
    assert copy["steady"] == [("a1", 5), ("b2", "hoe"), ("pic", b"new")]
    assert copy["plain"][0][:4] == (1, "X", "ladder", 1.5)
    assert copy["plain"][1][:4] == (2, "barn", None, 7700900123.0)
    assert copy["plain"][3][:2] == (90, "X")
    (other,) = (name for name in copy if name not in {"plain", "steady"})
    assert sorted(copy[other], key=str) == [("X", b"X"), ("rake", None)]
    with closing(sqlite3.connect(target)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (7,)
        assert database.execute("PRAGMA application_id").fetchone() == (99,)
        statement = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'steady'").fetchone()[0]
        assert "PRIMARY KEY" in statement


def test_the_same_words_are_one_part_that_tells_how_many(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (town)")
        database.executemany("INSERT INTO t VALUES (?)", [("Ely",), ("Bath",), ("Ely",)])
        database.commit()
    parts = [part for part in HANDLER.load(tmp_path / "a.db").parts if part.column]
    assert [(part.text, part.place, part.context) for part in parts] == [
        ("Ely", "table 1, column 1, row 1 and 1 more", "town"),
        ("Bath", "table 1, column 1, row 2", "town"),
    ]


def test_a_key_that_goes_becomes_another_row_number(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (phone INTEGER PRIMARY KEY, x)")
        database.execute("INSERT INTO t VALUES (7700900123, 'a')")
        database.commit()
    redacted(tmp_path / "a.db", tmp_path / "out.db", ["7700900123"])
    ((phone, x),) = rows(tmp_path / "out.db")["t"]
    assert phone != 7700900123 and x == "a"


def test_rules_for_columns(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE t (id, patient, memo)")
        database.execute("INSERT INTO t VALUES ('ann@example.org', 'q7', 'long')")
        database.commit()
    plan = (
        'name = "t"\nextends = "default"\n[detectors]\nnames = false\n'
        '[handlers.sqlite.columns]\nid = "keep"\npatient = "PERSON"\nmemo = "drop"\n'
    )
    outcome = Redactor(policy.parse(plan)).redact_file(tmp_path / "a.db", tmp_path / "out.db")
    assert outcome.ok
    ((kept, patient, memo),) = rows(tmp_path / "out.db")["t"]
    assert (kept, memo) == ("ann@example.org", None) and patient != "q7"


def test_a_whole_run(tmp_path: Path) -> None:
    source = torture(tmp_path / "in.db")
    plan = f'name = "t"\nextends = "default"\n[detectors]\nnames = false\n[lists]\ndeny = {list(SECRETS.values())}\n'
    outcome = Redactor(policy.parse(plan)).redact_file(source, tmp_path / "out.db")
    assert outcome.ok
    assert not [secret for secret in SECRETS.values() if secret.encode() in (tmp_path / "out.db").read_bytes()]


def test_the_gate_tells_what_no_row_shows_and_passes_our_copies(tmp_path: Path) -> None:
    source, target = torture(tmp_path / "in.db"), tmp_path / "out.db"
    told = {each.kind: each.serious for each in HANDLER.unseen(source)}
    assert told == {"pages of deleted rows": True, "tables with copies of rows": True, "triggers": True, "views": False}
    redacted(source, target, [])
    assert list(HANDLER.unseen(target)) == []


@pytest.mark.parametrize(
    "data", [b"SQLite format 3\0" + bytes(84), b"SQLite format 3\0" + b"\xff" * 4000, b"hello" * 500]
)
def test_what_is_no_database_is_refused(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(data)
    with pytest.raises(UnreadableError):
        HANDLER.load(tmp_path / "a.db")


def test_the_source_stays_as_it_was_and_alone(tmp_path: Path) -> None:
    source = torture(tmp_path / "in.db")
    before = source.read_bytes()
    HANDLER.load(source)
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["in.db"]


VALUES = (
    st.none()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False)
    | st.text(st.characters(codec="utf-8"), max_size=9)
)


@settings(max_examples=40, deadline=None)
@given(content=st.lists(st.tuples(VALUES, VALUES), max_size=9))
def test_what_nothing_is_done_to_comes_back_equal(content: list[tuple], tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("same")
    with closing(sqlite3.connect(folder / "in.db")) as database:
        database.execute("CREATE TABLE t (a, b)")
        database.executemany("INSERT INTO t VALUES (?, ?)", content)
        database.commit()
    redacted(folder / "in.db", folder / "out.db", [])
    assert rows(folder / "out.db") == rows(folder / "in.db")
