"""Files embedded on sheets: documents of their own, put back redacted in grey frames, or taken out."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from redact.contracts import Changes
from redact.media.xlsx import XlsxHandler
from redact.types import Release
from tests.media.office import Members, R, add, blank_docx, changed, declare, members_of, png, relate
from tests.media.xlsx.test_hidden import said

HANDLER = XlsxHandler(XlsxHandler.Options())
_MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_CORNER = (
    "<{0}><xdr:col>{1}</xdr:col><xdr:colOff>9525</xdr:colOff><xdr:row>{2}</xdr:row><xdr:rowOff>0</xdr:rowOff></{0}>"
)
_TYPES = "application/vnd.openxmlformats-officedocument"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "plain"
    path = tmp_path / "a.xlsx"
    book.save(path)
    inner = blank_docx(tmp_path / "inner.docx").read_bytes()

    def put(members: Members) -> None:
        sheet = "xl/worksheets/sheet1.xml"
        anchor = _CORNER.format("from", 1, 2) + _CORNER.format("to", 3, 9)
        modern = (
            '<oleObject progId="Word.Document.12" shapeId="1025" r:id="rIdO"><objectPr defaultSize="0" r:id="rIdP" '
            f'altText="Zelphora" macro="m"><anchor moveWithCells="1">{anchor}</anchor></objectPr></oleObject>'
        )
        old = '<oleObject progId="Word.Document.12" shapeId="1025" r:id="rIdO"/>'
        choice = f'<mc:Choice Requires="x14">{modern}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
        objects = (
            f'<oleObjects xmlns:r="{R}" xmlns:xdr="{drawing}" {_MC}><mc:AlternateContent>{choice}</mc:AlternateContent>'
        )
        members[sheet] = members[sheet].replace(b"</worksheet>", f"{objects}</oleObjects></worksheet>".encode())
        members["xl/embeddings/Quindriss.docx"] = inner
        declare(members, "xl/embeddings/Quindriss.docx", f"{_TYPES}.wordprocessingml.document")
        relate(members, sheet, "package", "../embeddings/Quindriss.docx", "rIdO")
        add(members, "xl/media/preview.png", "", "image/png")
        members["xl/media/preview.png"] = png()
        relate(members, sheet, "image", "../media/preview.png", "rIdP")

    return changed(path, put)


def test_the_file_is_a_child_and_comes_back_in_a_frame(source: Path) -> None:
    document = HANDLER.load(source)
    (child,) = document.children
    assert child.name == "embedded1.docx"
    assert zipfile.is_zipfile(io.BytesIO(child.data))
    target = source.with_name("out.xlsx")
    HANDLER.write(document, Changes((), {child.id: ("embedded1.docx", child.data)}, Release.LIMITED), target)
    members = members_of(target)
    assert members["xl/embeddings/redacted1.docx"] == child.data
    assert not [word for word in ("Zelphora", "Quindriss", "media/") if word in said(target) + " ".join(members)]
    drawing = members["xl/drawings/vmlDrawing1.vml"].decode()
    assert '_x0000_s1025"' in drawing
    assert "<x:Anchor>1, 1, 2, 0, 3, 1, 9, 0</x:Anchor>" in drawing
    assert 'shapeId="1025"' in members["xl/worksheets/sheet1.xml"].decode()
    assert not [each for each in HANDLER.unseen(target) if each.serious]
    assert "an embedded file" in {each.kind for each in HANDLER.unseen(target)}
    assert "an embedded file" in {each.kind for each in HANDLER.unseen(source) if each.serious}


def test_one_that_was_withheld_is_taken_out(source: Path) -> None:
    target = source.with_name("out.xlsx")
    HANDLER.write(HANDLER.load(source), Changes(()), target)
    assert not [name for name in members_of(target) if "embed" in name or "vml" in name]
    assert "oleObject" not in said(target)
    assert openpyxl.load_workbook(target).active["A1"].value == "plain"


def test_it_is_dropped_where_the_policy_says_so(source: Path) -> None:
    handler = XlsxHandler(XlsxHandler.Options(embedded="drop"))
    document = handler.load(source)
    assert document.children == ()
    assert "an embedded file" in document.dropped
