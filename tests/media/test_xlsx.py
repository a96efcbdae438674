"""Workbooks: every corner is a part or goes, cells keep to themselves, and others open the result."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from redact.contracts import Changes
from redact.errors import PluginError, UnreadableError
from redact.media.xlsx import XlsxHandler
from redact.media.xlsx.grid import grid_of
from redact.media.xlsx.heads import Heads
from redact.occurrences import Wanted
from redact.types import Document, Edit, NewText, Part, Release, TextSpan
from tests.media.office import changed, members_of, relate
from tests.media.xlsx_torture import BORN, DROPPED, EDITED, PHONE, share, torture

HANDLER = XlsxHandler(XlsxHandler.Options())
PLANTED = [*EDITED.values(), PHONE, BORN]


def edits_for(document: Document, values: list[str], new: str = "[Person]") -> tuple[Edit, ...]:
    wanted = Wanted(values)
    return tuple(
        Edit(TextSpan(part.id, place.start, place.end), NewText(new), "f")
        for part in document.parts
        for place in wanted.occurrences(part.text)
    )


def hide(source: Path, *values: str, new: str = "[Person]", name: str = "out.xlsx") -> Path:
    document = HANDLER.load(source)
    target = source.with_name(name)
    children = {child.id: (child.name, child.data) for child in document.children}
    HANDLER.write(document, Changes(edits_for(document, list(values), new), children, Release.LIMITED), target)
    return target


def book_with(path: Path, rows: list[list[Any]], title: str = "Sheet") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    book.save(path)
    return changed(path, share)


def cells(path: Path, *, formulas: bool = False) -> dict[str, Any]:
    book = openpyxl.load_workbook(path, data_only=not formulas)
    return {
        f"{sheet.title}.{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def result(path: Path, cell: str, value: str, kind: str = "") -> Path:
    """Give the formula in a cell of the first sheet a result, as Excel would have kept it."""

    def put(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        xml = members[name].decode()
        row = re.sub(rf'<c r="{cell}"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?', rf'<c r="{cell}"{kind}>\2<v>{value}</v>', xml)
        assert row != xml
        members[name] = row.encode()

    return changed(path, put)


def part_of(document: Document, key: str) -> Part:
    return next(part for part in document.parts if part.id == key)


@pytest.fixture(scope="module")
def tortured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return torture(tmp_path_factory.mktemp("xlsx") / "in.xlsx")


@pytest.fixture(scope="module")
def loaded(tortured: Path) -> Document:
    return HANDLER.load(tortured)


@pytest.fixture(scope="module")
def redacted(tortured: Path) -> Path:
    return hide(tortured, *PLANTED, name="redacted.xlsx")


@pytest.fixture(scope="module")
def said(redacted: Path) -> dict[str, str]:
    """All that the written file says: members as they are and without tags, their names, what reopening shows."""
    members = {name: data.decode("utf-8", "replace") for name, data in members_of(redacted).items()}
    bare = {f"{name} without tags": re.sub("<[^>]*>", "", text) for name, text in members.items()}
    shown = {part.id: part.text for part in HANDLER.reopen(redacted).parts}
    return {**members, **bare, **shown, "names": " ".join(members)}


@pytest.mark.parametrize("secret", PLANTED)
def test_each_corner_that_a_reader_sees_is_a_part(loaded: Document, secret: str) -> None:
    assert edits_for(loaded, [secret])


@pytest.mark.parametrize("secret", DROPPED.values())
def test_each_corner_that_no_reader_sees_is_no_part(loaded: Document, secret: str) -> None:
    assert not edits_for(loaded, [secret])


@pytest.mark.parametrize("secret", [*PLANTED, *DROPPED.values()])
def test_nothing_planted_is_left(said: dict[str, str], secret: str) -> None:
    wanted = Wanted([secret, re.split(r"[\W_]", secret)[0]] if secret.isascii() and secret[0].isalpha() else [secret])
    assert not [where for where, text in said.items() if list(wanted.occurrences(text))]


def test_the_rest_reads_as_before(redacted: Path) -> None:
    shown = cells(redacted)
    assert shown["Person.A1"] == "Name"
    assert shown["Person.E3"] == "kept words"
    assert shown["Person.B3"] == 12.5
    assert shown["Person.E5"] == 25
    assert shown["Person.A4"] == "Mr [Person] here"
    assert cells(redacted, formulas=True)["Person.E5"] == "=B3*2"


def test_every_relation_leads_to_a_member_that_is_listed(redacted: Path) -> None:
    members = members_of(redacted)
    types = members["[Content_Types].xml"].decode()
    for name, data in members.items():
        if name.endswith(".rels"):
            rows = [row for row in re.findall(r"<Relationship [^>]*>", data.decode()) if "External" not in row]
            targets = {re.sub('.*Target="/([^"]*)".*', r"\1", row) for row in rows}
            assert targets <= set(members)
        elif name != "[Content_Types].xml":
            assert f'PartName="/{name}"' in types


def test_notes_keep_the_drawing_that_shows_them(redacted: Path) -> None:
    members = members_of(redacted)
    assert b"<x:Row>1</x:Row><x:Column>0</x:Column>" in members["xl/drawings/vmlDrawing1.vml"]
    assert b"legacyDrawing" in members["xl/worksheets/sheet1.xml"]
    note = openpyxl.load_workbook(redacted)["Person"]["A2"].comment
    assert note is not None
    assert note.text == "[Person]"


def test_what_was_dropped_is_said(tortured: Path) -> None:
    said = HANDLER.load(tortured).dropped
    for words in ("macros", "a pivot cache", "a link to another workbook", "the choices of a filter", "scenarios"):
        assert words in said


def test_one_of_two_cells_with_the_same_text_can_change(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["Will", "Will"]])
    document = HANDLER.load(source)
    HANDLER.write(document, Changes((Edit(TextSpan("s1.B1", 0, 4), NewText("X"), "f"),)), tmp_path / "b.xlsx")
    assert cells(tmp_path / "b.xlsx") == {"Sheet.A1": "Will", "Sheet.B1": "X"}


def test_without_changes_members_keep_their_bytes(tmp_path: Path) -> None:
    source = changed(book_with(tmp_path / "a.xlsx", [["a", 1], ["b", 2]]), with_declarations)
    before, after = members_of(source), members_of(hide(source))
    for name in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
        assert after[name] == before[name]


def with_declarations(members: dict[str, bytes]) -> None:
    for name, data in members.items():
        if name.endswith(".xml") and not data.startswith(b"<?xml"):
            members[name] = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + data


def test_the_head_of_the_column_is_the_context(loaded: Document) -> None:
    assert part_of(loaded, "s1.B2").context == "Phone"
    assert part_of(loaded, "s1.B2").text == PHONE
    assert part_of(loaded, "s1.B1").context == ""
    assert part_of(loaded, "s2.B3").context == "What"
    assert part_of(loaded, "s1.B2").place == "sheet 1, cell B2"


def test_without_heads_the_words_to_the_left_are_the_context(tmp_path: Path) -> None:
    document = HANDLER.load(book_with(tmp_path / "a.xlsx", [["NHS number", 9434765919], ["Age", 40]]))
    assert part_of(document, "s1.B1").context == "NHS number"
    assert part_of(document, "s1.B2").context == "Age"
    assert list(Heads(grid_of(b""), ()).told()[0]) == []


def test_a_changed_result_loses_its_formula_and_what_came_from_it(tmp_path: Path) -> None:
    rows = [["Ann Other", "=A1", "=B1&A2", "=A2", 5], ["x", "=LEN(A1)", "=E1*2", "=SUM(A1:E1)", "=Unknown"]]
    source = book_with(tmp_path / "a.xlsx", rows)
    for cell, value in {"B1": "Ann Other", "C1": "Ann Otherx", "D1": "x"}.items():
        result(source, cell, value, ' t="str"')
    for cell in ("B2", "C2", "D2", "E2"):
        result(source, cell, "9")
    document = HANDLER.load(source)
    edits = (Edit(TextSpan("s1.A1", 0, 9), NewText("P"), "f"), Edit(TextSpan("s1.B1", 0, 9), NewText("P"), "f"))
    HANDLER.write(document, Changes(edits), tmp_path / "b.xlsx")
    formulas, shown = cells(tmp_path / "b.xlsx", formulas=True), cells(tmp_path / "b.xlsx")
    assert formulas["Sheet.B1"] == "P"
    assert formulas["Sheet.C1"] == "=B1&A2"
    assert {key for key in shown if key.endswith(("1", "2"))} == {
        *("Sheet.A1", "Sheet.B1", "Sheet.D1", "Sheet.E1", "Sheet.A2", "Sheet.C2"),
    }
    assert b'fullCalcOnLoad="1"' in members_of(tmp_path / "b.xlsx")["xl/workbook.xml"]


def test_shared_formulas_survive_the_loss_of_the_cell_that_spells_them(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["x", "=A1"], ["y", "=A2"]])

    def sharing(members: dict[str, bytes]) -> None:
        xml = members["xl/worksheets/sheet1.xml"].decode()
        xml = xml.replace("<f>A1</f><v></v>", '<f t="shared" ref="B1:B2" si="0">A1</f><v>Ann</v>')
        xml = xml.replace("<f>A1</f><v/>", '<f t="shared" ref="B1:B2" si="0">A1</f><v>Ann</v>')
        xml = re.sub(r"<f>A2</f><v ?/?>(</v>)?", '<f t="shared" si="0"/><v>Bob</v>', xml)
        members["xl/worksheets/sheet1.xml"] = re.sub(r'<c r="B(\d)"[^>]*>', r'<c r="B\1" t="str">', xml).encode()

    out = hide(changed(source, sharing), "Ann")
    assert cells(out)["Sheet.B1"] == "[Person]"
    assert cells(out, formulas=True)["Sheet.B2"] == "Bob"


def test_a_sheet_with_a_new_name_is_followed_everywhere(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["x"]], title="Ann's Other")

    def more(path: Path) -> None:
        book = openpyxl.load_workbook(path)
        other = book.create_sheet("Two")
        other["A1"] = "='Ann''s Other'!A1&\"Ann's Other!\""
        other["A2"] = "=SUM('Ann''s Other:Two'!A1)"
        other["A3"].hyperlink = "#'Ann''s Other'!A1"
        book.save(path)

    more(source)
    document = HANDLER.load(source)
    edits = (Edit(TextSpan("book.s1", 0, 11), NewText("[Person]/"), "f"),)
    HANDLER.write(document, Changes(edits), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert book.sheetnames == ["Person", "Two"]
    assert book["Two"]["A1"].value == "='Person'!A1&\"Ann's Other!\""
    assert book["Two"]["A2"].value == "=SUM('Person:Two'!A1)"
    assert book["Two"]["A3"].hyperlink.target == "#'Person'!A1"


def test_two_sheets_never_get_one_name(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["x"]], title="Ann")
    book = openpyxl.load_workbook(source)
    book.create_sheet("Bob")
    book.save(source)
    edits = tuple(Edit(TextSpan(f"book.s{n}", 0, 3), NewText("[Person]"), "f") for n in (1, 2))
    HANDLER.write(HANDLER.load(source), Changes(edits), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames == ["Person", "Person 2"]


def test_a_defined_name_that_goes_leaves_results_behind(tmp_path: Path) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    source = book_with(tmp_path / "a.xlsx", [[1, "=Ann_Other+1", "=A1"]])
    book = openpyxl.load_workbook(source)
    book.defined_names["Ann_Other"] = DefinedName("Ann_Other", attr_text="Sheet!$A$1")
    book.save(source)
    out = hide(result(source, "B1", "2"), "Ann Other")
    assert cells(out, formulas=True) == {"Sheet.A1": 1, "Sheet.B1": 2, "Sheet.C1": "=A1"}
    assert b"definedName" not in members_of(out)["xl/workbook.xml"]


def test_heads_of_a_table_and_names_of_its_columns_stay_the_same(tmp_path: Path) -> None:
    from openpyxl.worksheet.table import Table

    source = book_with(tmp_path / "a.xlsx", [["Ann", "Bob", "Sum"], [1, 2, "=SUM(Staff[Ann])"]])
    book = openpyxl.load_workbook(source)
    assert book.active is not None
    book.active.add_table(Table(displayName="Staff", ref="A1:C2"))
    book.save(source)
    out = hide(result(source, "C2", "1"), "Ann", "Bob")
    table = openpyxl.load_workbook(out)["Sheet"].tables["Table1"]
    assert [column.name for column in table.tableColumns] == ["[Person]", "[Person] 2", "Sum"]
    assert cells(out, formulas=True)["Sheet.B1"] == "[Person] 2"
    assert cells(out, formulas=True)["Sheet.C2"] == "=SUM(Table1['[Person']])"


def test_a_sheet_of_macros_goes_and_names_keep_their_sheets(tmp_path: Path) -> None:
    from openpyxl.workbook.defined_name import DefinedName

    source = book_with(tmp_path / "a.xlsx", [["x"]], title="Old")
    book = openpyxl.load_workbook(source)
    second = book.create_sheet("Data")
    second["A1"] = "y"
    second.defined_names["Area"] = DefinedName("Area", attr_text="Data!$A$1")
    book.save(source)

    def old(members: dict[str, bytes]) -> None:
        rels = members["xl/_rels/workbook.xml.rels"].decode()
        row = next(row for row in re.findall("<Relationship [^>]*>", rels) if "sheet1.xml" in row)
        kind = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        members["xl/_rels/workbook.xml.rels"] = rels.replace(
            row, re.sub('Type="[^"]*"', f'Type="{kind}"', row)
        ).encode()

    out = hide(changed(source, old))
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["Data"]
    assert list(book["Data"].defined_names) == ["Area"]


def test_a_picture_comes_back_redacted_and_a_withheld_one_grey(tortured: Path, tmp_path: Path) -> None:
    document = HANDLER.load(tortured)
    (child,) = document.children
    HANDLER.write(document, Changes((), {child.id: ("x.jpg", b"JPEG")}), tmp_path / "b.xlsx")
    assert members_of(tmp_path / "b.xlsx")["xl/media/picture1.jpg"] == b"JPEG"
    HANDLER.write(document, Changes(()), tmp_path / "b.xlsx")
    (again,) = HANDLER.reopen(tmp_path / "b.xlsx").children
    assert again.id == child.id
    assert again.data != child.data


def test_a_written_file_loads_to_the_same_parts(tortured: Path) -> None:
    once = HANDLER.load(hide(tortured, name="same.xlsx"))
    before = HANDLER.load(tortured)
    assert {p.id: p.text for p in once.parts if re.fullmatch(r"s\d\.[A-Z]+\d+", p.id)} == {
        p.id: p.text for p in before.parts if re.fullmatch(r"s\d\.[A-Z]+\d+", p.id)
    }


def test_the_same_file_is_written_the_same_way_twice(tortured: Path, redacted: Path) -> None:
    assert hide(tortured, *PLANTED, name="twice.xlsx").read_bytes() == redacted.read_bytes()


def test_a_workbook_with_macros_loses_them_and_stays_one(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsm", [["Ann"]])

    def macros(members: dict[str, bytes]) -> None:
        members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
            b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        members["xl/vbaProject.bin"] = b"Sub Auto_Open"
        kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
        relate(members, "xl/workbook.xml", kind, "vbaProject.bin", "rIdV")

    out = hide(changed(source, macros), "Ann", name="b.xlsm")
    assert "xl/vbaProject.bin" not in members_of(out)
    assert HANDLER.reopen(out).parts[0].text == "[Person]"


def test_a_letter_named_as_a_workbook_is_refused(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "a.xlsx"))
    with pytest.raises(UnreadableError, match="another kind"):
        HANDLER.load(tmp_path / "a.xlsx")


def test_a_truncated_workbook_is_refused(tortured: Path, tmp_path: Path) -> None:
    data = tortured.read_bytes()
    for share_kept in (0.1, 0.5, 0.9, 0.999):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(data[: int(len(data) * share_kept)])
        with pytest.raises(UnreadableError):
            HANDLER.load(path)


def test_a_change_of_a_cell_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    document = HANDLER.load(book_with(tmp_path / "a.xlsx", [["Ann"]]))
    with pytest.raises(PluginError):
        HANDLER.write(document, Changes((Edit(TextSpan("s9.Z9", 0, 1), NewText(""), "f"),)), tmp_path / "b.xlsx")
    assert not (tmp_path / "b.xlsx").exists()


def test_words_in_a_cell_that_calls_itself_an_error_are_a_part(tmp_path: Path) -> None:
    def lying(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        row = b'<row r="1"><c r="A1" t="e"><v>Ann Other</v></c><c r="B1" t="b"><v>Bob</v></c>'
        row += b'<c r="C1" t="e"><v>#N/A</v></c></row>'
        members[name] = re.sub(
            b"<sheetData>.*</sheetData>", b"<sheetData>hidden" + row + b"</sheetData>", members[name]
        )

    source = changed(book_with(tmp_path / "a.xlsx", [["x"]]), lying)
    assert [part.id for part in HANDLER.load(source).parts if part.id.startswith("s1")] == ["s1.A1", "s1.B1"]
    sheet = members_of(hide(source, "Ann Other", "Bob"))["xl/worksheets/sheet1.xml"]
    for secret in (b"hidden", b"Other", b"Bob"):
        assert secret not in sheet


def test_two_cells_in_one_place_are_refused(tmp_path: Path) -> None:
    def double(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        members[name] = members[name].replace(b'r="B1"', b'r="A1"')

    with pytest.raises(UnreadableError, match="one place"):
        HANDLER.load(changed(book_with(tmp_path / "a.xlsx", [["x", "y"]]), double))


def test_cells_without_references_are_counted(tmp_path: Path) -> None:
    def bare(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        members[name] = re.sub(rb' r="[A-Z]*\d+"', b"", members[name])

    document = HANDLER.load(changed(book_with(tmp_path / "a.xlsx", [["x", "y"], ["z"]]), bare))
    assert {part.id: part.text for part in document.parts if part.id.startswith("s1")} == {
        "s1.A1": "x",
        "s1.B1": "y",
        "s1.A2": "z",
    }


def test_headers_are_read_between_their_codes(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["x"]])

    def header(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        text = '&amp;L&amp;"Arial,Bold"&amp;12Ann &amp;KFF0000Other&amp;RA&amp;&amp;Ts page &amp;P'
        xml = members[name].replace(b"<headerFooter>", b"").partition(b"</worksheet>")[0]
        members[name] = xml + f"<headerFooter><oddHeader>{text}</oddHeader></headerFooter></worksheet>".encode()

    changed(source, header)
    parts = {part.id: part.text for part in HANDLER.load(source).parts}
    assert parts["s1.h2"] == "Ann Other"
    assert parts["s1.h3"] == "A&Ts page "
    out = hide(source, "Ann Other", "A&Ts", new="B&C")
    sheet = members_of(out)["xl/worksheets/sheet1.xml"]
    assert b"12B&amp;&amp;C&amp;KFF0000&amp;RB&amp;&amp;C page &amp;P" in sheet


ROWS = (
    b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    b'<row r="3"><c r="A3" s="0" t="inlineStr"><is><t>Ann Other</t></is></c><c r="B3"><f>1+1</f><v>2</v></c></row>'
)
STRANGE = {
    "spaces": lambda xml: xml.replace(b"<row", b"\n  <row").replace(b"<c ", b"\n <c "),
    "comments": lambda xml: xml.replace(b"<v>0", b"<!-- Secret --><v>0"),
    "sections": lambda xml: xml.replace(b"Ann Other", b"<![CDATA[Ann Other]]>"),
    "instructions": lambda xml: xml.replace(b"<row", b"<?Secret here?><row"),
    "prefixes": lambda xml: re.sub(rb"<(/?)(?=[a-z])", rb"<\1x:", xml.replace(b"xmlns=", b"xmlns:x=")),
    "letters": lambda xml: (b'<?xml version="1.0" encoding="utf-16"?>' + xml).decode().encode("utf-16"),
    "western": lambda xml: b'<?xml version="1.0" encoding="iso-8859-1"?>' + xml,
    "mark": lambda xml: b"\xef\xbb\xbf" + xml,
    "attributes": lambda xml: xml.replace(b"<c ", b'<c cm="1" vm="Secret" ').replace(b"<row ", b'<row who="Secret" '),
    "order": lambda xml: xml.replace(b's="0" t="inlineStr"', b't="inlineStr" s="0"'),
    "words": lambda xml: xml.replace(b"<c ", b"Secret<c ").replace(b"</row>", b"Secret</row>"),
    "two": lambda xml: xml.replace(b"</is>", b"</is><v>Secret</v>"),
    "runs": lambda xml: xml.replace(b"<t>Ann Other</t>", b"<r><rPr><b/></rPr><t>Ann</t></r><r><t> Other</t></r>"),
    "guides": lambda xml: xml.replace(b"</t></is>", b"</t><rPh sb='0' eb='1'><t>Secret</t></rPh></is>"),
    "escapes": lambda xml: xml.replace(b"Ann Other", b"_x0041_nn Other"),
    "references": lambda xml: xml.replace(b"Ann Other", b"&#65;nn &#x4f;ther"),
    "extensions": lambda xml: xml.replace(b"</c></row>", b"</c><extLst><ext>Secret</ext></extLst></row>"),
}
"""Ways of writing the same cells that most programs do not use."""


def with_rows(path: Path, write: Any) -> Path:
    """A workbook of two shared texts whose sheet's XML is as *write* makes it of an ordinary one."""

    def put(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        xml = re.sub(b"<sheetData>.*</sheetData>", b"<sheetData>" + ROWS + b"</sheetData>", members[name])
        members[name] = write(xml)

    return changed(book_with(path, [["Name", "Sum"]]), put)


@pytest.mark.parametrize("way", STRANGE)
def test_cells_written_in_strange_ways_are_the_same_cells(tmp_path: Path, way: str) -> None:
    source = with_rows(tmp_path / "a.xlsx", STRANGE[way])
    shown = {part.id: part.text for part in HANDLER.load(source).parts if part.id.startswith("s1.")}
    assert shown == {"s1.A1": "Name", "s1.B1": "Sum", "s1.A3": "Ann Other", "s1.B3": "2"}
    out = hide(source, "Ann Other", "Name")
    assert cells(out) == {"Sheet.A1": "[Person]", "Sheet.B1": "Sum", "Sheet.A3": "[Person]", "Sheet.B3": 2}
    assert cells(out, formulas=True)["Sheet.B3"] == "=1+1"
    assert not [name for name, data in members_of(out).items() if b"Secret" in data or b"Other" in data]


@pytest.mark.parametrize("way", ["spaces", "comments", "prefixes", "letters", "guides", "escapes"])
def test_shared_texts_written_in_strange_ways_are_the_same_texts(tmp_path: Path, way: str) -> None:
    def put(members: dict[str, bytes]) -> None:
        xml = members["xl/sharedStrings.xml"].replace(b"<t>Name</t>", b"<t>Ann Other</t>")
        strange = STRANGE[way](xml.replace(b"</t></si>", b"</t></is>")) if way == "guides" else STRANGE[way](xml)
        members["xl/sharedStrings.xml"] = strange.replace(b"</is>", b"</si>")

    source = changed(book_with(tmp_path / "a.xlsx", [["Name", "Sum"]]), put)
    assert {part.text for part in HANDLER.load(source).parts} >= {"Ann Other", "Sum"}
    out = hide(source, "Ann Other")
    assert cells(out) == {"Sheet.A1": "[Person]", "Sheet.B1": "Sum"}
    assert not [name for name, data in members_of(out).items() if b"Secret" in data or b"Other" in data]


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>&#0;</v></c></row>',
        b'<row r="1"><c r="A1"><v>\x01</v></c></row>',
        b'<row r="1"><c r="A1"><v>\xff</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></row>',
        b'<row r="1"><c r="A1"><v>&nope;</v></c></row>',
        b'<row r="1"><c r="A2"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row></sheetData><sheetData><row r="2"><c r="A2"><v>1</v></c></row>',
    ],
)
def test_damaged_rows_are_refused(tmp_path: Path, rows: bytes) -> None:
    source = with_rows(tmp_path / "a.xlsx", lambda xml: xml.replace(ROWS, rows))
    with pytest.raises(UnreadableError):
        HANDLER.load(source)


def test_what_a_column_shows_many_times_is_one_part_and_changes_everywhere(tmp_path: Path) -> None:
    rows = [["Name", "Friend"], *([["Ann Other", "Ann Other"], ["Bob", "Cy"]] * 3)]
    source = book_with(tmp_path / "a.xlsx", rows)
    document = HANDLER.load(source)
    part = part_of(document, "s1.A2")
    assert part.place == "sheet 1, cell A2 and 2 more"
    assert part.column == part_of(document, "s1.A3").column != part_of(document, "s1.B2").column
    assert not part_of(document, "s1.A1").column
    HANDLER.write(document, Changes((Edit(TextSpan("s1.A2", 0, 3), NewText("X"), "f"),)), tmp_path / "b.xlsx")
    shown = cells(tmp_path / "b.xlsx")
    assert [shown[f"Sheet.A{row}"] for row in range(2, 8)] == ["X Other", "Bob"] * 3
    assert [shown[f"Sheet.B{row}"] for row in range(2, 8)] == ["Ann Other", "Cy"] * 3


def test_one_cell_at_each_end_of_a_sheet_fills_no_memory(tmp_path: Path) -> None:
    far = b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" t="s"><v>0</v></c></row>'
    out = hide(with_rows(tmp_path / "a.xlsx", lambda xml: xml.replace(ROWS, far)))
    assert {part.id: part.text for part in HANDLER.reopen(out).parts if part.id.startswith("s1.")} == {
        "s1.A1": "1",
        "s1.XFD1048576": "Name",
    }


def test_a_file_that_changes_between_reading_and_writing_is_refused(tmp_path: Path) -> None:
    source = book_with(tmp_path / "a.xlsx", [["Ann", "Bob"]])
    document = HANDLER.load(source)
    book_with(source, [["Ann", "Bob", "Cy"]])
    with pytest.raises(UnreadableError, match="changed"):
        HANDLER.write(document, Changes(()), tmp_path / "b.xlsx")
