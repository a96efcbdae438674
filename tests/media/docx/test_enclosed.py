"""Files inside Word files: documents of their own, put back redacted, or taken out and said."""

import io
from pathlib import Path

import docx
import openpyxl
import pytest

from redact import Redactor, policy
from redact.contracts import Changes
from redact.media import checklist
from redact.media.docx import DocxHandler
from redact.media.ooxml.compound import packed_in, taken_out
from redact.types import Document, Edit, NewText, TextSpan
from redact.verify.unseen import examined
from tests.media.docx_torture import DROPPED, EDITED, torture
from tests.media.office import NS, Members, add, declare, docx_with, members_of, paragraph, png, relate

HANDLER = DocxHandler(DocxHandler.Options())
DROPPING = DocxHandler(DocxHandler.Options(embedded="drop"))
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OLE = "application/vnd.openxmlformats-officedocument.oleObject"
OBJECT = (
    '<w:p><w:r><w:object><v:shape id="o{0}"><v:imagedata r:id="rIdPreview"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="{1}" ShapeID="o{0}" DrawAspect="Content" ObjectID="_1" r:id="rIdO{0}">'
    "<o:FieldCodes>Ann Other</o:FieldCodes></o:OLEObject></w:object></w:r></w:p>"
)
CHART = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="4" name="c"/><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdChart"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def book(*rows: list[str], title: str = "Staff") -> bytes:
    made = openpyxl.Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def letter(text: str) -> bytes:
    made, buffer = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(buffer)
    return buffer.getvalue()


def _chart() -> str:
    point = "<c:ptCount val='1'/><c:pt idx='0'><c:v>{}</c:v></c:pt>"
    names = f"<c:strRef><c:f>Staff!$A$1</c:f><c:strCache>{point.format('Zelphora')}</c:strCache></c:strRef>"
    numbers = f"<c:numRef><c:f>Staff!$B$1</c:f><c:numCache>{point.format(1)}</c:numCache></c:numRef>"
    series = f"<c:ser><c:idx val='0'/><c:order val='0'/><c:cat>{names}</c:cat><c:val>{numbers}</c:val></c:ser>"
    axis = "<c:axId val='{}'/><c:scaling/><c:delete val='0'/><c:axPos val='l'/><c:crossAx val='{}'/>"
    axes = f"<c:catAx>{axis.format(1, 2)}</c:catAx><c:valAx>{axis.format(2, 1)}</c:valAx>"
    bars = f"<c:barDir val='col'/><c:grouping val='clustered'/>{series}<c:axId val='1'/><c:axId val='2'/>"
    plot = f"<c:plotArea><c:layout/><c:barChart>{bars}</c:barChart>{axes}</c:plotArea>"
    return (
        f"<c:chartSpace {NS}><c:chart>{plot}</c:chart>"
        "<c:externalData r:id='rIdBook'><c:autoUpdate val='0'/></c:externalData></c:chartSpace>"
    )


def everything(path: Path) -> Path:
    """A letter with a chart from a workbook, a letter, a text packed by Windows, and something unknown."""

    def change(members: Members) -> None:
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        add(members, "word/charts/chart1.xml", _chart(), kind)
        relate(members, "word/document.xml", "chart", "charts/chart1.xml", "rIdChart")
        files = {
            "Ann.xlsx": ("word/charts/chart1.xml", "package", "../embeddings/Ann.xlsx", "rIdBook", _SHEET),
            "l.docx": ("word/document.xml", "package", "embeddings/l.docx", "rIdO1", _SHEET),
            "o2.bin": ("word/document.xml", "oleObject", "embeddings/o2.bin", "rIdO2", _OLE),
            "o3.bin": ("word/document.xml", "oleObject", "embeddings/o3.bin", "rIdO3", _OLE),
        }
        data = [book(["Zelphora", "1"]), letter("by Zelphora"), packed_in("C:\\Ann\\note.txt", b"of Zelphora"), b"?"]
        for (name, (owner, how, target, rid, kind)), content in zip(files.items(), data, strict=True):
            members[f"word/embeddings/{name}"] = content
            declare(members, f"word/embeddings/{name}", kind)
            relate(members, owner, how, target, rid)
        members["word/media/preview.png"] = png()
        declare(members, "word/media/preview.png", "image/png")
        relate(members, "word/document.xml", "image", "media/preview.png", "rIdPreview")

    programs = ("Word.Document.12", "Package", "Equation.3")
    objects = "".join(OBJECT.format(number, program) for number, program in enumerate(programs, 1))
    return docx_with(path, paragraph("Dear all") + CHART + objects, change)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return everything(tmp_path_factory.mktemp("enclosed") / "a.docx")


def written(document: Document, children: dict[str, tuple[str, bytes]], target: Path) -> dict[str, bytes]:
    HANDLER.write(document, Changes((), children), target)
    return members_of(target)


def test_each_file_is_a_child_under_a_plain_name_and_its_preview_is_none(source: Path) -> None:
    document = HANDLER.load(source)
    assert {child.name: child.place for child in document.children} == {
        "embedded1.docx": "embedded file 1",
        "embedded2.txt": "embedded file 2",
        "embedded3.xlsx": "embedded file 3",
    }
    assert next(child.data for child in document.children if child.name.endswith("txt")) == b"of Zelphora"
    assert "an embedded object that cannot be opened" in document.dropped


def test_each_comes_back_in_the_packing_that_office_needs(source: Path, tmp_path: Path) -> None:
    document = HANDLER.load(source)
    new = {
        "embedded1": ("x.docx", letter("by X")),
        "embedded2": ("x.txt", b"of X"),
        "embedded3": ("x.xlsx", book(["X"])),
    }
    members = written(document, new, tmp_path / "b.docx")
    inside = {name.rpartition("/")[2]: data for name, data in members.items() if "/embeddings/" in name}
    assert set(inside) == {"redacted1.docx", "redacted2.bin", "redacted3.xlsx"}
    assert taken_out(inside["redacted2.bin"]) == ("txt", b"of X")
    assert openpyxl.load_workbook(io.BytesIO(inside["redacted3.xlsx"])).active["A1"].value == "X"
    xml = members["word/document.xml"].decode()
    assert 'ProgID="Package"' in xml
    assert "Ann" not in xml
    assert "imagedata" not in xml
    assert b"Staff!$A$1" in members["word/charts/chart1.xml"]
    assert {child.name for child in HANDLER.load(tmp_path / "b.docx").children} == {
        child.name for child in document.children
    }


@pytest.mark.parametrize("handler", [HANDLER, DROPPING], ids=["withheld", "dropped"])
def test_what_does_not_come_back_is_taken_out_with_all_that_led_to_it(
    source: Path, tmp_path: Path, handler: DocxHandler
) -> None:
    target = tmp_path / "b.docx"
    handler.write(handler.load(source), Changes(()), target)
    members = members_of(target)
    assert not [name for name in members if "embed" in name]
    assert b"externalData" not in members["word/charts/chart1.xml"]
    assert b"Staff" not in members["word/charts/chart1.xml"]
    assert b"OLEObject" not in members["word/document.xml"]
    docx.Document(str(target))


def test_the_name_of_a_sheet_behind_a_chart_is_a_text(source: Path, tmp_path: Path) -> None:
    document = HANDLER.load(source)
    ranges = [part for part in document.parts if part.text.startswith("Staff!")]
    children = {child.id: (child.name, child.data) for child in document.children}
    target = tmp_path / "b.docx"
    edits = tuple(Edit(TextSpan(part.id, 0, 5), NewText("X"), "f") for part in ranges)
    HANDLER.write(document, Changes(edits, children), target)
    assert b"Staff" not in members_of(target)["word/charts/chart1.xml"]


def test_an_original_fails_the_gate_and_a_redacted_one_is_told(source: Path, tmp_path: Path) -> None:
    assert [found.serious for found in HANDLER.unseen(source) if found.check == checklist.EMBEDDED] == [True] * 4
    document = HANDLER.load(source)
    written(document, {child.id: (child.name, child.data) for child in document.children}, tmp_path / "b.docx")
    found = [found.serious for found in HANDLER.unseen(tmp_path / "b.docx") if found.check == checklist.EMBEDDED]
    assert found == [False] * 3
    inner = examined(tmp_path / "b.docx", {".docx": HANDLER})
    assert any(each.serious and each.place.startswith("embedded file 1: ") for each in inner)


def deny(*words: str) -> Redactor:
    listed = ", ".join(f'"{word}"' for word in words)
    text = f'name = "t"\nextends = "default"\n[detectors]\nnames = false\n[lists]\ndeny = [{listed}]\n'
    return Redactor(policy.parse(text))


def test_the_whole_way_redacts_every_file_inside(source: Path, tmp_path: Path) -> None:
    outcome = deny("Zelphora").redact_file(source, tmp_path / "out.docx")
    assert outcome.ok, outcome.failures
    assert all(child.ok for child in outcome.children)
    document = HANDLER.load(tmp_path / "out.docx")
    assert len(document.children) == 3
    for child in document.children:
        data = b"".join(members_of_bytes(child.data).values()) if child.data.startswith(b"PK") else child.data
        assert b"Zelphora" not in data
    assert b"Zelphora" not in b"".join(members_of(tmp_path / "out.docx").values())


def members_of_bytes(data: bytes) -> Members:
    return members_of(io.BytesIO(data))  # type: ignore[arg-type]  # it opens what the zip reader opens


def test_the_whole_way_leaves_none_of_the_torture_file(tmp_path: Path) -> None:
    source = torture(tmp_path / "in.docx")
    outcome = deny(*EDITED.values()).redact_file(source, tmp_path / "out.docx")
    assert outcome.ok, outcome.failures
    said = b"\n".join(members_of(tmp_path / "out.docx").values()).decode("utf-8", "replace")
    assert not [secret for secret in (*EDITED.values(), *DROPPED.values()) if secret in said]


def test_a_page_that_word_inserts_on_opening_is_a_file_inside(tmp_path: Path) -> None:
    def change(members: Members) -> None:
        members["word/afchunk.htm"] = b"<html><body><p>by Zelphora</p></body></html>"
        declare(members, "word/afchunk.htm", "text/html")
        relate(members, "word/document.xml", "aFChunk", "afchunk.htm", "rIdA")

    document = HANDLER.load(docx_with(tmp_path / "a.docx", '<w:altChunk r:id="rIdA"/>' + paragraph("x"), change))
    (child,) = document.children
    assert (child.name, child.data[:6]) == ("embedded1.html", b"<html>")
    members = written(document, {"embedded1": ("x.html", b"<p>by X</p>")}, tmp_path / "b.docx")
    assert members["word/embeddings/redacted1.html"] == b"<p>by X</p>"
    assert b"aFChunk" in members["word/_rels/document.xml.rels"]
    assert b"altChunk" in members["word/document.xml"]
    assert b"altChunk" not in written(document, {}, tmp_path / "c.docx")["word/document.xml"]
    assert [found.serious for found in HANDLER.unseen(tmp_path / "b.docx") if found.check == checklist.EMBEDDED] == [
        False
    ]
