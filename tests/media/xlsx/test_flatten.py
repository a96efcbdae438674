"""Workbooks flattened to tables of text or pages: what cells show, redacted, and nothing behind it."""

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from redact.contracts import Changes
from redact.errors import MissingError, UnreadableError
from redact.media.xlsx import XlsxHandler
from redact.media.xlsx.flatten import LOST, Flat
from redact.media.xlsx.flatten_pdf import MOST_CELLS, as_pdf
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.xlsx.test_hidden import edit
from tests.media.xlsx_torture import DROPPED, EDITED, torture


def flat(
    source: Path, kind: Any, release: Release = Release.OPEN, edits: tuple[Edit, ...] = ()
) -> tuple[Path, Document]:
    handler = XlsxHandler(XlsxHandler.Options(flatten=kind))
    document = handler.load(source)
    target = source.with_name(f"{source.name}{handler.becomes['.xlsx']}")
    children = {child.id: (child.name, child.data) for child in document.children}
    told = handler.write(document, Changes(edits, children, release), target)
    assert LOST in told.notes
    assert not [each for each in handler.unseen(target) if each.serious]
    return target, handler.reopen(target)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Name", "Sure", "Note"])
    sheet.append(["Zelphora", True, 'says "a, b"\nand Grüße, Ελλάδα'])
    sheet["C9"] = "far"
    path = tmp_path / "a.xlsx"
    book.save(path)
    return path


def test_one_sheet_is_one_table(source: Path) -> None:
    document = XlsxHandler(XlsxHandler.Options()).load(source)
    target, again = flat(source, "csv", edits=(edit(document, "s1.A2", "[Name]"),))
    with target.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows == [["Name", "Sure", "Note"], ["[Name]", "TRUE", 'says "a, b"\nand Grüße, Ελλάδα'], ["", "", "far"]]
    assert [part.text for part in again.parts if part.id == "r2.c1"] == ["[Name]"]


def test_pages_say_what_the_cells_said(source: Path) -> None:
    document = XlsxHandler(XlsxHandler.Options()).load(source)
    target, again = flat(source, "pdf", edits=(edit(document, "s1.A2", "[Name]"),))
    first = target.read_bytes()
    (page,) = (part.text for part in again.parts if not part.raw)
    for words in ("Name", "[Name]", "TRUE", 'says "a, b"', "Grüße, Ελλάδα", "far"):
        assert words in page
    assert [each.kind for each in XlsxHandler(XlsxHandler.Options(flatten="pdf")).unseen(target) if each.serious] == []
    flat(source, "pdf", edits=(edit(document, "s1.A2", "[Name]"),))
    assert target.read_bytes() == first


@pytest.mark.parametrize("kind", ["csv", "pdf"])
def test_nothing_that_is_hidden_or_beside_the_cells_is_in_it(tmp_path: Path, kind: str) -> None:
    _, again = flat(torture(tmp_path / "in.xlsx"), kind)
    text = "\n".join(part.text for part in again.parts)
    for corner in ("hiddensheet", "veryhidden", "hiddenrow", "hiddencolumn", "masked", "covered", "note", "header"):
        assert EDITED[corner] not in text
    assert not [secret for secret in DROPPED.values() if secret in text]
    assert EDITED["cell"] in text


def test_several_sheets_stand_one_below_the_other(tmp_path: Path) -> None:
    target, again = flat(torture(tmp_path / "in.xlsx"), "csv", Release.LIMITED)
    lines = target.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines if line.startswith("Sheet ")] == [
        f"Sheet {n}" for n in (1, 2, 3, 4)
    ]
    assert EDITED["hiddensheet"] in "\n".join(part.text for part in again.parts)


def test_without_it_copies_are_workbooks() -> None:
    assert XlsxHandler(XlsxHandler.Options()).becomes == {}


def test_wide_and_long_sheets_go_on_over_pages(tmp_path: Path) -> None:
    import pypdfium2

    rows = [[f"c{row}.{column}" + "x" * 30 for column in range(20)] for row in range(90)]
    pages = pypdfium2.PdfDocument(as_pdf([Flat("Sheet 1: a", rows)]))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    assert len(pages) > 4
    for row in (0, 44, 89):
        assert all(f"c{row}.{column}x" in text for column in range(20))


def test_a_word_longer_than_a_page_is_wide_is_cut_into_lines() -> None:
    import pypdfium2

    pages = pypdfium2.PdfDocument(as_pdf([Flat("Sheet 1: a", [["y" * 400 + "end"]])]))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert text.count("y") == 400
    assert "end" in text


def test_letters_that_no_font_has_are_not_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("redact.media.xlsx.flatten_pdf._FOLDERS", ())
    assert as_pdf([Flat("Sheet 1: Größe", [["plain"]])])
    with pytest.raises(MissingError, match="no font"):
        as_pdf([Flat("Sheet 1: a", [["漢字"]])])


def test_more_cells_than_anybody_pages_through_are_refused() -> None:
    with pytest.raises(UnreadableError, match="too many cells"):
        as_pdf([Flat("", [["x"] * 1000] * (MOST_CELLS // 1000 + 1))])


def test_an_edit_at_a_formula_reaches_the_flat_copy(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Zelphora", '="Zelphora"'])
    path = tmp_path / "a.xlsx"
    book.save(path)
    edits = (Edit(TextSpan("s1.A1", 0, 8), NewText("P"), "f"),)
    target, _ = flat(path, "csv", edits=edits)
    assert target.read_text(encoding="utf-8").strip(",\r\n") == "P"
