"""The gate for workbooks: each thing that hides in one is named, and a plain workbook passes."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.ooxml.xml import parsed
from redact.media.xlsx import XlsxHandler
from redact.media.xlsx.faint import sections_of
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.gate.rows import around_rows, rows_of
from tests.media.office import changed, pack
from tests.media.xlsx_torture import DROPPED, EDITED, torture

HANDLER = XlsxHandler(XlsxHandler.Options())
_X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("gate") / "in.xlsx")


FAILED = (
    checklist.HIDDEN_SHEETS,
    checklist.HIDDEN_COLUMNS,
    checklist.FILTERS,
    checklist.PIVOTS,
    checklist.DATA_MODEL,
    checklist.NAMES,
    checklist.FORMULAS,
    checklist.COMMENTS,
    checklist.TRACKED,
    checklist.HIDDEN_TEXT,
    checklist.INVISIBLE,
    checklist.VIEWS,
    checklist.UNUSED,
    checklist.METADATA,
    checklist.LINKED,
    checklist.MACROS,
    checklist.CUSTOM_DATA,
)


@pytest.mark.parametrize("item", FAILED)
def test_the_torture_file_fails_the_item(tortured: Path, item: str) -> None:
    assert [each for each in HANDLER.unseen(tortured) if each.check == item and each.serious]


def test_only_items_of_the_list_are_failed_and_no_word_of_the_file_is_told(tortured: Path) -> None:
    found = list(HANDLER.unseen(tortured))
    assert {each.check for each in found} <= set(HANDLER.checks)
    told = " ".join(each.kind + each.place for each in found)
    words = [word for secret in (*EDITED.values(), *DROPPED.values()) for word in secret.replace("_", " ").split()]
    assert not [word for word in words if word in told]


def test_a_plain_workbook_passes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", 1, "=B1"])
    book.properties.creator = None
    path = tmp_path / "a.xlsx"
    book.save(path)
    serious = {each.check for each in HANDLER.unseen(path) if each.serious}
    assert serious <= {checklist.METADATA}


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ('<row r="9" hidden="1"><c r="A9"><v>7</v></c></row>', "hidden rows"),
        ('<row r="9" ht="0"><c r="A9"><v>7</v></c></row>', "hidden rows"),
        ('<row r="9" hidden="true"/>', "hidden rows with nothing in them"),
        ('<row r="9"><c r="A9"><f>[1]Sheet1!A1</f><v>7</v></c></row>', "formulas on other files"),
        ('<row r="5009"><c r="A5009"><v>7</v></c></row>', "cells far away from the others"),
        (
            '<row r="9"><c t="inlineStr"><is><r><rPr><sz val="1"/></rPr><t>x</t></r></is></c></row>',
            "cells with letters that cannot be seen",
        ),
    ],
)
def test_a_row_is_told_for_what_it_hides(tmp_path: Path, mark: str, kind: str) -> None:
    assert kind in kinds(tmp_path, ("</sheetData>", f"{mark}</sheetData>"))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("<sheetData>", '<cols><col min="1" max="1" width="0"/></cols><sheetData>', "hidden columns"),
        (
            "<sheetData>",
            '<cols><col min="5" max="9" width="9" hidden="1"/></cols><sheetData>',
            "hidden columns with nothing in them",
        ),
        (
            "</sheetData>",
            '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>',
            "cells that a merged one covers",
        ),
        (
            "</sheetData>",
            '</sheetData><customSheetViews><customSheetView guid="{1}"/></customSheetViews>',
            "personal views",
        ),
        (
            "</sheetData>",
            '</sheetData><autoFilter ref="A1:B9"><filterColumn colId="0"/></autoFilter>',
            "the choices of a filter",
        ),
        ("<sheetData>", "<!-- words --><sheetData>", "remarks in the XML"),
    ],
)
def test_a_sheet_is_told_for_what_it_hides(tmp_path: Path, old: str, new: str, kind: str) -> None:
    assert kind in kinds(tmp_path, (old, new))


def kinds(folder: Path, change: tuple[str, str]) -> set[str]:
    book = openpyxl.Workbook()
    book.active.append([1, 2])
    path = folder / "a.xlsx"
    book.save(path)
    name = "xl/worksheets/sheet1.xml"

    def put(members: dict[str, bytes]) -> None:
        assert change[0].encode() in members[name]
        members[name] = members[name].replace(change[0].encode(), change[1].encode(), 1)

    return {each.kind for each in HANDLER.unseen(changed(path, put))}


@pytest.mark.parametrize(
    ("code", "hides"),
    [
        (";;;", (True, True, True, True)),
        ("0;;", (False, True, True)),
        ('0;-0;0;""', (False, False, False, True)),
        ('"a;b"', ()),
        ('"a;b";;', (False, True, True)),
        ("General", ()),
        ("[Red]_-;@", (True, False)),
    ],
)
def test_sections_of_formats_that_show_nothing(code: str, hides: tuple[bool, ...]) -> None:
    assert sections_of(code) == hides


@given(st.text(max_size=60))
def test_any_format_has_sections(code: str) -> None:
    assert len(sections_of(code)) <= code.count(";") + 1


def test_formulas_are_read_for_hidden_sheets() -> None:
    naming = Naming(("jan", "it's", "mar"), frozenset({"it's"}), frozenset()).with_names(
        [("B", "A+1"), ("A", "'It''s'!A1")]
    )
    for formula in ("'It''s'!A1", "SUM(Jan:Mar!A1)", "a*2", "B", "IF(1,'It''s'!$A$1:$B$2)"):
        assert naming.names_hidden(formula)
    for formula in ("Jan!A1", '"It\'s!A1"', "Jan!A", "A1", "AB", "A(1)"):
        assert not naming.names_hidden(formula)


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("odd", ["", "<!-- <sheetData> -->"])
def test_a_sheet_is_read_row_by_row_however_it_is_written(prefix: str, encoding: str, odd: str) -> None:
    space = _X.replace("xmlns", "xmlns:x") if prefix else _X
    sheet = (
        f'<?xml version="1.0" encoding="{encoding}"?><{prefix}worksheet {space}>{odd}<{prefix}sheetData>'
        f'<{prefix}row r="1"><{prefix}c/></{prefix}row><{prefix}row r="2"/></{prefix}sheetData><{prefix}mergeCells/>'
        f"</{prefix}worksheet>"
    ).encode(encoding)
    assert [row.get("r") for row in rows_of(sheet)] == ["1", "2"]
    assert [len(child) for child in around_rows(sheet)] == [0, 0]
    assert [len(child) for child in parsed(sheet)] == [2, 0]


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"plain words"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(damage)
    with pytest.raises(UnreadableError):
        list(HANDLER.unseen(path))


def test_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([1, 2])
    path = tmp_path / "a.xlsx"
    book.save(path)
    cut = changed(
        path, lambda members: members.update({"xl/worksheets/sheet1.xml": members["xl/worksheets/sheet1.xml"][:-40]})
    )
    with pytest.raises(UnreadableError):
        list(HANDLER.unseen(cut))
    with pytest.raises(UnreadableError):
        list(HANDLER.unseen(pack(path, {"[Content_Types].xml": f"<Types {_X}/>".encode()})))
