"""Hidden things of workbooks: gone from copies for everybody, in sight in others, and nothing left that read them."""

import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.xlsx import XlsxHandler
from redact.media.xlsx.readers import is_tally
from redact.types import Document, Edit, NewText, Release, TextSpan
from tests.media.office import changed, members_of, png
from tests.media.xlsx_torture import DROPPED, EDITED, share, torture

HANDLER = XlsxHandler(XlsxHandler.Options())
HIDDEN = (
    "hiddensheet",
    "veryhidden",
    "hiddenrow",
    "hiddencolumn",
    "masked",
    "covered",
    "hiddenname",
    "note",
    "threaded",
)
FAINT = ("white", "tiny", "whiterun")


def copy(source: Path, release: Release = Release.OPEN, edits: tuple[Edit, ...] = (), **options: Any) -> Path:
    handler = XlsxHandler(XlsxHandler.Options(**options))
    document = handler.load(source)
    target = source.with_name(f"{release}-{len(options)}.xlsx")
    children = {child.id: (child.name, child.data) for child in document.children}
    handler.write(document, Changes(edits, children, release), target)
    return target


def said(path: Path) -> str:
    """All members, with and without tags."""
    members = [data.decode("utf-8", "replace") for data in members_of(path).values()]
    return "\n".join([*members, *(re.sub("<[^>]*>", "", text) for text in members)])


def sheets(path: Path, *, formulas: bool = False) -> dict[str, dict[str, Any]]:
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book
    }


def serious(path: Path, handler: XlsxHandler = HANDLER) -> list[str]:
    return [each.kind for each in handler.unseen(path) if each.serious]


def edit(document: Document, key: str, new: str = "P") -> Edit:
    return Edit(TextSpan(key, 0, len(document.part(key).text)), NewText(new), "f")


def results(path: Path, **values: str) -> Path:
    """Give the formulas of the first sheet results, as Excel keeps them; words where they are no numbers."""

    def put(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        xml = members[name].decode()
        for cell, value in values.items():
            kind = "" if value.isdigit() else ' t="str"'
            xml = re.sub(
                rf'<c r="{cell}"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?', rf'<c r="{cell}"\1{kind}>\2<v>{value}</v>', xml
            )
            assert f"<v>{value}</v>" in xml
        members[name] = xml.encode()

    return changed(path, put)


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("hidden") / "in.xlsx")


@pytest.fixture(scope="module")
def for_everybody(tortured: Path) -> str:
    return said(copy(tortured))


@pytest.mark.parametrize("corner", HIDDEN)
def test_what_is_hidden_is_not_in_a_copy_for_everybody(for_everybody: str, corner: str) -> None:
    first, last = EDITED[corner].split()
    assert first not in for_everybody
    assert last not in for_everybody


@pytest.mark.parametrize("corner", DROPPED)
def test_nor_is_what_no_copy_has(for_everybody: str, corner: str) -> None:
    assert re.split(r"[\W_]", DROPPED[corner])[0] not in for_everybody


@pytest.mark.parametrize("corner", [*HIDDEN, *FAINT])
def test_everybody_else_sees_it(tortured: Path, corner: str) -> None:
    target = copy(tortured, Release.LIMITED)
    assert EDITED[corner].split()[1] in said(target)
    book = openpyxl.load_workbook(target)
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    assert not [row for sheet in book for row in sheet.row_dimensions.values() if row.hidden]
    assert not [column for sheet in book for column in sheet.column_dimensions.values() if column.hidden]


@pytest.mark.parametrize("corner", FAINT)
def test_letters_that_only_look_hidden_are_shown_to_everybody(for_everybody: str, corner: str) -> None:
    assert EDITED[corner] in for_everybody


@pytest.mark.parametrize("release", Release)
@pytest.mark.parametrize("hidden", ["by release", "drop", "show", "keep"])
def test_every_copy_passes_its_own_gate(tortured: Path, release: Release, hidden: Any) -> None:
    handler = XlsxHandler(XlsxHandler.Options(hidden=hidden))
    assert serious(tortured, handler)
    assert serious(copy(tortured, release, hidden=hidden), handler) == []


def test_what_was_done_is_told(tortured: Path) -> None:
    document = HANDLER.load(tortured)
    told = HANDLER.write(document, Changes((), {}), tortured.with_name("told.xlsx"))
    assert "hidden sheets left out (2)" in told.notes
    assert "notes left out (2)" in told.notes


def test_formulas_of_a_hidden_sheet_become_their_results(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["=Staff!A1", "=COUNTA(Staff!A1:A2)", "=LEFT(Staff!A1,2)", "=B1*2", "=SUM(A2:A3)", "=LEN(A2)"])
    sheet.append([5])
    staff = book.create_sheet("Staff")
    staff.append(["Zelphora"])
    staff.append(["Quindriss"])
    staff.sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    book.save(path)
    results(path, A1="Zelphora", B1="2", C1="Ze", D1="4", E1="5", F1="1")
    document = HANDLER.load(path)
    target = copy(path, edits=(edit(document, "s2.A1"), edit(document, "s1.A1")))
    assert sheets(target) == {"Sheet": {"A1": "P", "B1": 2, "D1": 4, "E1": 5, "F1": 1, "A2": 5}}
    formulas = sheets(target, formulas=True)["Sheet"]
    assert formulas == {"A1": "P", "B1": 2, "D1": "=B1*2", "E1": "=SUM(A2:A3)", "F1": "=LEN(A2)", "A2": 5}
    assert "Staff" not in said(target)


def test_counts_and_sums_of_many_cells_are_told_from_values_of_one() -> None:
    for formula in ("COUNTIF(Staff!D:D,A2)", "SUM(B2:B9)/COUNTA(C:C)", "SUMIFS(T[a],T[b],1)"):
        assert is_tally(formula)
    for formula in ("Staff!A1", "SUM(A1)", "MAX(A1:A9)", "VLOOKUP(A1,B:C,2)", 'COUNTA(A1)&LEFT("COUNT(",2)'):
        assert not is_tally(formula)


def test_all_that_leads_to_a_hidden_sheet_goes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"], sheet["A3"] = "plain", "linked", "=Veiled*2"
    secret = book.create_sheet("Zelphora Secret")
    secret["A1"], secret["A2"] = 7, 9
    secret.sheet_state = "veryHidden"
    last = book.create_sheet("Last")
    last["A1"] = "end"
    book.defined_names["Veiled"] = DefinedName("Veiled", attr_text="'Zelphora Secret'!$A$1")
    book.defined_names["Twice"] = DefinedName("Twice", attr_text="Veiled+1")
    last.defined_names["Own"] = DefinedName("Own", attr_text="Last!$A$1")
    rule = DataValidation("list", formula1="'Zelphora Secret'!$A$1:$A$2")
    rule.add("B1")
    sheet.add_data_validation(rule)
    sheet.conditional_formatting.add("A1", FormulaRule(formula=["'Zelphora Secret'!A1>1"], font=Font(b=True)))
    sheet["A2"].hyperlink = "#'Zelphora Secret'!A1"
    chart = BarChart()
    chart.add_data(Reference(secret, min_col=1, min_row=1, max_row=2))
    sheet.add_chart(chart, "D1")
    path = tmp_path / "a.xlsx"
    book.save(path)
    target = copy(path)
    assert "Zelphora" not in said(target)
    assert not [name for name in members_of(target) if "chart" in name]
    again = openpyxl.load_workbook(target)
    assert again.sheetnames == ["Sheet", "Last"]
    assert set(again.defined_names) == set()
    assert again["Last"].defined_names["Own"].attr_text == "Last!$A$1"
    assert again["Sheet"]["A1"].value == "plain"
    assert serious(target) == []


def test_emptied_rows_and_columns_stay_where_they_are(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 7):
        sheet.append([f"a{row}", f"b{row}", f"c{row}"])
    sheet["A3"].comment = Comment("Zelphora", "x")
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].height = 0.5
    sheet.column_dimensions["B"].width = 0.05
    path = tmp_path / "a.xlsx"
    book.save(path)
    target = copy(path, comments="keep")
    assert set(sheets(target)["Sheet"]) == {"A1", "C1", "A2", "C2", "A5", "C5", "A6", "C6"}
    assert "Zelphora" not in said(target)
    assert [each.serious for each in HANDLER.unseen(target) if "hidden" in each.kind] == [False, False]
    assert len(sheets(copy(path, Release.LIMITED))["Sheet"]) == 18


def test_a_picture_in_hidden_rows_goes_with_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A9"] = "end"
    for row in (2, 6):
        corners = AnchorMarker(col=1, row=row), AnchorMarker(col=3, row=row + 2)
        picture = Image(io.BytesIO(png((row, 0, 0))))
        picture.anchor = TwoCellAnchor("twoCell", *corners)
        sheet.add_image(picture)
    for row in (3, 4):
        sheet.row_dimensions[row].hidden = True
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [each.amount for each in HANDLER.unseen(path) if "pictures" in each.kind] == [1]
    target = copy(path)
    assert [name for name in members_of(target) if "media" in name] == ["xl/media/picture1.png"]
    assert serious(target) == []
    assert len(openpyxl.load_workbook(copy(path, Release.LIMITED))["Sheet"]._images) == 2


def test_a_table_keeps_a_head_for_every_column(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Rank", "Zelphora", "Town"], ["x", "Quindriss", "y"]):
        sheet.append(row)
    sheet.column_dimensions["B"].hidden = True
    sheet.add_table(Table(displayName="Staff", ref="A1:C2"))
    path = tmp_path / "a.xlsx"
    book.save(path)
    target = copy(changed(path, share))
    assert sheets(target)["Sheet"] == {"A1": "Rank", "B1": "Column2", "C1": "Town", "A2": "x", "C2": "y"}
    table = openpyxl.load_workbook(target)["Sheet"].tables
    assert [column.name for each in table.values() for column in each.tableColumns] == ["Rank", "Column2", "Town"]
    assert "Zelphora" not in said(target)
    assert serious(target) == []


def test_white_heads_on_the_dark_ground_of_a_table_are_in_sight(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["Rank", "Town"], ["x", "y"]):
        sheet.append(row)
    sheet["A1"].font = Font(color="FFFFFFFF")
    table = Table(displayName="Staff", ref="A1:B2")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleMedium9")
    sheet.add_table(table)
    sheet["D1"], sheet["D2"] = "black", "blue"
    sheet["D1"].fill = PatternFill("solid", fgColor="FF000000")
    sheet["D2"].font, sheet["D2"].fill = Font(color="FFFFFFFF"), PatternFill("solid", fgColor="FF0000FF")
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [each.place for each in HANDLER.unseen(path) if "ground" in each.kind] == ["sheet 1"]
    shown = openpyxl.load_workbook(copy(path))["Sheet"]
    assert shown["A1"].font.color.rgb == "FFFFFFFF"
    assert shown["D1"].fill.fill_type is None
    assert shown["D2"].font.color.rgb == "FFFFFFFF"


def test_a_rule_that_hides_its_cells_goes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "Zelphora"
    hiding = FormulaRule(formula=["TRUE"])
    hiding.dxf = DifferentialStyle(font=Font(color="FFFFFFFF"))
    sheet.conditional_formatting.add("A1", hiding)
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert "rules that make cells invisible" in serious(path)
    assert serious(copy(path)) == []


def test_a_workbook_of_hidden_sheets_alone_is_refused_where_they_are_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    path = tmp_path / "a.xlsx"
    book.save(path)
    changed(
        path,
        lambda members: members.update(
            {"xl/workbook.xml": members["xl/workbook.xml"].replace(b'state="visible"', b'state="hidden"')}
        ),
    )
    with pytest.raises(UnreadableError, match="all hidden"):
        copy(path)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.sets(st.integers(1, 6)),
    columns=st.sets(st.integers(1, 4)),
    filled=st.sets(st.tuples(st.integers(1, 6), st.integers(1, 4)), min_size=1),
)
def test_what_is_in_sight_stays_and_the_rest_goes(
    tmp_path: Path, rows: set[int], columns: set[int], filled: set[tuple[int, int]]
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, column in filled:
        sheet.cell(row, column, f"v{row}.{column}")
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    for column in columns:
        sheet.column_dimensions["ABCD"[column - 1]].hidden = True
    path = tmp_path / "p.xlsx"
    book.save(path)
    seen = {f"v{row}.{column}" for row, column in filled if row not in rows and column not in columns}
    everything = {f"v{row}.{column}" for row, column in filled}
    assert set(sheets(copy(path))["Sheet"].values()) == seen
    assert set(sheets(copy(path, Release.LIMITED))["Sheet"].values()) == everything
    assert not [secret for secret in everything - seen if f">{secret}<" in said(copy(path))]
    assert serious(copy(path)) == []
