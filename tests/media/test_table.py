import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redact.contracts import Changes
from redact.errors import PolicyError, UnreadableError
from redact.media.table import TableHandler
from redact.media.table.delimited import cells, delimiter_of, written
from redact.types import Document, Edit, NewText, Part, TextSpan

HANDLER = TableHandler(TableHandler.Options())
VALUE = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters='\n\r,;"\t'), max_size=12)


def table(tmp_path: Path, text: str, name: str = "t.csv") -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    return HANDLER.load(path)


def written_with(document: Document, edits: tuple[Edit, ...], new: str = "out.csv") -> str:
    target = document.source.with_name(new)
    HANDLER.write(document, Changes(edits), target)
    return target.read_bytes().decode("utf-8")


def whole(part: Part, new: str) -> Edit:
    return Edit(TextSpan(part.id, 0, len(part.text)), NewText(new), "f")


def test_cells_stand_under_their_headings(tmp_path: Path) -> None:
    document = table(tmp_path, "Patient,Ward\nAnn Lee,7\nBo Ray,8\n")
    assert [(part.id, part.text, part.context) for part in document.parts] == [
        ("r1.c1", "Patient", ""),
        ("r1.c2", "Ward", ""),
        ("r2.c1", "Ann Lee", "Patient"),
        ("r2.c2", "7", "Ward"),
        ("r3.c1", "Bo Ray", "Patient"),
        ("r3.c2", "8", "Ward"),
    ]
    assert document.parts[2].place == "row 2, column 1"


def test_a_first_row_of_data_is_no_heading(tmp_path: Path) -> None:
    document = table(tmp_path, "ann@example.org,07700900123\nbo@example.org,07700900124\n")
    assert {part.context for part in document.parts} == {""}


def test_untouched_cells_keep_their_characters(tmp_path: Path) -> None:
    text = '﻿Name;Note\r\n"Ann ""A"" Lee"; "said ""hi"";\nleft" \r\nBo Ray;plain;extra\r\n\r\n"odd;x\r\n'
    document = table(tmp_path, text)
    assert written_with(document, ()) == text
    note = document.part("r3.c1")
    assert written_with(document, (whole(note, "[Person]"),)) == text.replace("Bo Ray", "[Person]")


def test_a_changed_cell_is_quoted_where_it_must_be(tmp_path: Path) -> None:
    document = table(tmp_path, 'Name,Age\n"Lee, Ann",40\nBo,41\n')
    edits = (whole(document.part("r2.c1"), 'a "b"'), whole(document.part("r3.c1"), "x,y"))
    assert written_with(document, edits) == 'Name,Age\n"a ""b""",40\n"x,y",41\n'


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a\tb, c\n1\t2\n", "\t"),
        ("a;b\n1,5;2,5\n", ";"),
        ("a|b|c\n1|2|3\n", "|"),
        ("sep=#\na#b\n", "#"),
        ("Name\nAnn Lee\n", ","),
        ('x,"a;b;c"\ny,"d;e;f"\n', ","),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert delimiter_of(text, ",") == delimiter


@settings(deadline=None)
@given(st.lists(st.lists(VALUE, min_size=1, max_size=4), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_cells_read_as_the_standard_library_wrote_them(rows: list[list[str]], delimiter: str) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    found: dict[int, list[str]] = {}
    for cell in cells(file.getvalue(), delimiter):
        found.setdefault(cell.row, []).append(cell.value)
    assert list(found.values()) == rows


@settings(deadline=None)
@given(st.text(st.sampled_from('ab,"\r\n; '), max_size=40))
def test_every_character_is_in_a_cell_or_between_two(text: str) -> None:
    rest = list(text)
    for cell in cells(text, ","):
        rest[cell.start : cell.end] = [""] * (cell.end - cell.start)
    assert set("".join(rest)) <= set(",\r\n")


@settings(deadline=None)
@given(VALUE)
def test_a_written_cell_reads_as_one_cell(value: str) -> None:
    assert [cell.value for cell in cells(written(value, ",", quoted=False), ",")] == [value]


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableError):
        TableHandler(TableHandler.Options(most_cells=3)).load(path)


def test_reopening_shows_every_cell_and_the_text(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text('Name\tNote\nAnn\t"two\nlines"\n', encoding="utf-8")
    parts = HANDLER.reopen(path).parts
    assert [part.text for part in parts if not part.raw] == ["Name", "Note", "Ann", "two\nlines"]
    assert [part.text for part in parts if part.raw] == [path.read_text(encoding="utf-8")]


def test_a_long_cell_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1," + "x" * 200_000 + "\n", encoding="utf-8")
    assert len(HANDLER.reopen(path).part("r2.c2").text) == 200_000


def test_rules_for_columns(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('id,Patient,memo\nk1,q7,"long; long"\nk2,q8,x\n', encoding="utf-8")
    rules = {"ID": "keep", "patient": "PERSON", "memo": "drop"}
    handler = TableHandler(TableHandler.Options(columns=rules))
    document = handler.load(path)
    below = [part for part in document.parts if part.column]
    assert [(part.id, part.declared) for part in below] == [("r2.c2", "PERSON"), ("r3.c2", "PERSON")]
    assert len(document.notes) == 2
    handler.write(document, Changes((whole(document.part("r2.c2"), "X"),)), tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == 'id,Patient,memo\nk1,X,""\nk2,q8,\n'
    with pytest.raises(PolicyError):
        TableHandler(TableHandler.Options(columns={"a": "NO_SUCH_TYPE"}))


def test_cells_below_a_heading_are_of_one_column(tmp_path: Path) -> None:
    document = table(tmp_path, "Name,Age\nAnn,40\nBo,41\n")
    assert [part.column for part in document.parts] == ["", "", "c1", "c2", "c1", "c2"]
