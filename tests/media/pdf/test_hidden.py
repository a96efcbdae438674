"""What nobody sees on a page is not in the written copy, wherever it was."""

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redact.types import Edit, Modality, NewText, TextSpan
from tests.media.pdf.making import (
    HANDLER,
    everything_in,
    form,
    letters,
    made,
    new_pdf,
    picture,
    saved,
    without,
    written,
)
from tests.media.pdf.torture import VISIBLE, torture


def test_of_everything_that_is_planted_nothing_is_left(tmp_path: Path) -> None:
    source, planted = torture(tmp_path)
    before = source.read_bytes().decode("latin-1")
    assert len(planted) > 45
    assert [word for word in planted if word not in before] == []
    document = HANDLER.load(source)
    offered = "\n".join(part.text for part in document.parts if part.modality is Modality.TEXT)
    assert [word for word in planted if word in offered] == []
    target = written(document, [])
    left = everything_in(target)
    assert [word for word in planted if word in left] == []
    assert letters(target) == VISIBLE


def test_an_update_of_the_file_does_not_keep_what_was_there_before(tmp_path: Path) -> None:
    old = made(tmp_path, b"BT /F1 12 Tf 20 100 Td (Quillby) Tj ET").read_bytes()
    at = len(old)
    with pikepdf.open(tmp_path / "in.pdf") as pdf:
        number = pdf.pages[0].Contents.objgen[0]
        root = pdf.Root.objgen[0]
        size = len(pdf.objects) + 1
    stream = b"BT /F1 12 Tf 20 100 Td (Newly) Tj ET"
    update = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(stream), stream)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    previous = int(old[old.rindex(b"startxref") + 9 :].split()[0])
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\n" % (size, root, previous)
    (tmp_path / "in.pdf").write_bytes(old + update + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(update)))
    target = written(HANDLER.load(tmp_path / "in.pdf"), [])
    assert letters(target) == "Newly"
    assert "Quillby" not in everything_in(target)


def test_what_a_form_field_shows_becomes_part_of_the_page_and_can_be_taken_out(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td (Name:) Tj ET")
    shown = form(pdf, b"BT /F1 12 Tf 2 5 Td (Quillby Jones) Tj ET", BBox=Array([0, 0, 150, 20]))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Quillby Jones"), F=4,
        Rect=Array([100, 95, 250, 115]), AP=Dictionary(N=shown),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]))
    source = saved(pdf, tmp_path)
    assert "Quillby Jones" in HANDLER.load(source).part("p1").text
    target = without(source, "Quillby")
    assert "Quillby" not in everything_in(target)
    assert letters(target).split() == ["Name:", "Jones"]
    with pikepdf.open(target) as left:
        assert "/AcroForm" not in left.Root


def test_a_field_that_has_yet_to_be_drawn_is_drawn_and_offered(tmp_path: Path) -> None:
    pdf = new_pdf(b"")
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("who"), V=String("Quillby"), F=4,
        Rect=Array([100, 95, 250, 115]), DA=String("/F1 12 Tf 0 g"),
    )  # fmt: skip
    pdf.pages[0].Annots = Array([pdf.make_indirect(field)])
    resources = Dictionary(Font=pdf.pages[0].Resources.Font)
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[0]]), NeedAppearances=True, DR=resources)
    assert "Quillby" in HANDLER.load(saved(pdf, tmp_path)).part("p1").text


# --- Layers ------------------------------------------------------------------------------------------------


def layered(folder: Path, mark: str, **default: object) -> Path:
    content = f"/OC /{mark} BDC BT /F1 12 Tf 20 100 Td (Quillby) Tj ET EMC BT /F1 12 Tf 20 60 Td (rest) Tj ET"
    pdf = new_pdf(content.encode())
    one, two = (pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name))) for name in ("one", "two"))
    groups = {"one": one, "two": two}
    named = {key: Array([groups[name] for name in value]) for key, value in default.items() if isinstance(value, list)}
    rest = {key: value for key, value in default.items() if not isinstance(value, list)}
    pdf.Root.OCProperties = Dictionary(OCGs=Array([one, two]), D=Dictionary(**named, **rest))
    pdf.pages[0].Resources.Properties = Dictionary(
        One=one,
        Any=Dictionary(Type=Name.OCMD, OCGs=Array([one, two])),
        All=Dictionary(Type=Name.OCMD, OCGs=Array([one, two]), P=Name.AllOn),
        NoneOn=Dictionary(Type=Name.OCMD, OCGs=Array([one, two]), P=Name.AllOff),
        Not=Dictionary(Type=Name.OCMD, VE=Array([Name.Not, one])),
        Both=Dictionary(Type=Name.OCMD, VE=Array([Name.And, one, Array([Name.Not, two])])),
        Stranger=Dictionary(Type=Name.OCG),
    )
    return saved(pdf, folder)


@pytest.mark.parametrize(
    ("mark", "default", "shown"),
    [
        ("One", {}, True),
        ("One", {"OFF": ["one"]}, False),
        ("One", {"BaseState": Name.OFF}, False),
        ("One", {"BaseState": Name.OFF, "ON": ["one"]}, True),
        ("Any", {"OFF": ["one"]}, True),
        ("Any", {"OFF": ["one", "two"]}, False),
        ("All", {"OFF": ["one"]}, False),
        ("NoneOn", {"OFF": ["one", "two"]}, True),
        ("NoneOn", {"OFF": ["one"]}, False),
        ("Not", {"OFF": ["one"]}, True),
        ("Not", {}, False),
        ("Both", {"OFF": ["two"]}, True),
        ("Both", {}, False),
        ("Stranger", {}, False),
    ],
)
def test_a_layer_that_is_off_goes_and_one_that_is_on_stays(
    mark: str, default: dict, shown: bool, tmp_path: Path
) -> None:
    target = written(HANDLER.load(layered(tmp_path, mark, **default)), [])
    assert ("Quillby" in everything_in(target)) is shown
    assert "rest" in letters(target)
    with pikepdf.open(target) as pdf:
        assert "/OCProperties" not in pdf.Root


def test_a_form_that_is_off_goes_from_every_page_that_shares_it(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do", b"/X1 Do")
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("off")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([off]), D=Dictionary(OFF=Array([off])))
    shared = form(pdf, b"BT /F1 9 Tf 9 9 Td (Quillby) Tj ET", OC=off)
    for page in pdf.pages:
        page.Resources.XObject.X1 = shared
    assert "Quillby" not in everything_in(written(HANDLER.load(saved(pdf, tmp_path)), []))


# --- Bookmarks, links, embedded files ------------------------------------------------------------------------


def leading(folder: Path) -> Path:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td (first) Tj ET", b"BT /F1 12 Tf 20 100 Td (second) Tj ET")
    with pdf.open_outline() as outline:
        chapter = pikepdf.OutlineItem("Chapter of Quillby", 0)
        chapter.children.append(pikepdf.OutlineItem("Second part", 1, "XYZ", left=5, top=90, zoom=0))
        outline.root.append(chapter)
    rect = Array([20, 20, 80, 40])
    links = [
        Dictionary(A=Dictionary(S=Name.URI, URI=String("https://example.org/Quillby"))),
        Dictionary(A=Dictionary(S=Name.URI, URI=String("https://example.org/plain"))),
        Dictionary(Dest=Array([pdf.pages[1].obj, Name.FitH, 70])),
        Dictionary(Dest=String("there")),
        Dictionary(A=Dictionary(S=Name.Launch, F=String("Quillby.exe"))),
    ]
    for link in links:
        link.Type, link.Subtype, link.Rect = Name.Annot, Name.Link, rect
    pdf.pages[0].Annots = Array([pdf.make_indirect(link) for link in links])
    goal = Dictionary(D=Array([pdf.pages[1].obj, Name.Fit]))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), goal])))
    pdf.attachments["note.txt"] = pikepdf.AttachedFileSpec(pdf, b"Quillby inside", filename="note.txt")
    pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"more inside", filename="more.txt")
    return saved(pdf, folder)


def test_bookmarks_and_links_are_offered_and_put_back_where_they_led(tmp_path: Path) -> None:
    document = HANDLER.load(leading(tmp_path))
    assert document.part("o1").text == "Chapter of Quillby"
    assert document.part("p1.link1").text == "https://example.org/Quillby"
    edits = [
        Edit(TextSpan("o1", 11, 18), NewText("[Person]"), "f"),
        Edit(TextSpan("p1.link1", 20, 27), NewText("[Person]"), "f"),
    ]
    target = written(document, edits)
    assert "Quillby" not in everything_in(target)
    with pikepdf.open(target) as pdf:
        pages = [page.objgen for page in (page.obj for page in pdf.pages)]
        links = list(pdf.pages[0].Annots)
        assert [str(link.A.URI) for link in links if "/A" in link] == ["https://example.org/plain"]
        assert [pages.index(link.Dest[0].objgen) for link in links if "/Dest" in link] == [1, 1]
        with pdf.open_outline() as outline:
            (chapter,) = outline.root
            assert chapter.title == "Chapter of [Person]"
            assert [child.title for child in chapter.children] == ["Second part"]
            assert [float(n) for n in chapter.children[0].destination[2:]] == [5, 90, 0]
    assert HANDLER.reopen(target).part("o2").text == "Second part"


def test_a_link_under_a_box_goes_with_it(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td (Quillby here) Tj ET")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([18, 95, 70, 115]))
    link.A = Dictionary(S=Name.URI, URI=String("https://example.org/u/48813"))
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
    assert "48813" not in everything_in(without(saved(pdf, tmp_path), "Quillby"))


def test_embedded_files_are_handed_over_and_only_what_comes_back_is_put_in(tmp_path: Path) -> None:
    document = HANDLER.load(leading(tmp_path))
    assert {child.name: child.data for child in document.children} == {
        "note.txt": b"Quillby inside",
        "more.txt": b"more inside",
    }
    (withheld,) = (child.id for child in document.children if child.name == "note.txt")
    (released,) = (child.id for child in document.children if child.name == "more.txt")
    target = written(document, [], **{released: ("safe.txt", b"safe inside")})
    again = HANDLER.reopen(target)
    assert [(child.name, child.data) for child in again.children] == [("safe.txt", b"safe inside")]
    assert withheld not in [child.id for child in again.children] or len(again.children) == 1
    assert "more inside" not in everything_in(target)


def test_a_file_pinned_to_a_page_is_handed_over_too(tmp_path: Path) -> None:
    pdf = new_pdf(b"")
    file = pikepdf.AttachedFileSpec(pdf, b"pinned inside", filename="pin.txt")
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([1, 1, 9, 9]), FS=file.obj)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])
    document = HANDLER.load(saved(pdf, tmp_path))
    assert [child.data for child in document.children] == [b"pinned inside"]
    assert "pinned" not in everything_in(written(document, []))


def test_the_page_is_cut_to_what_is_shown_and_looks_the_same(tmp_path: Path) -> None:
    content = b"BT /F1 12 Tf 60 100 Td (shown) Tj ET BT /F1 12 Tf 2 20 Td (Quillby) Tj ET 0 0 1 rg 40 40 100 20 re f"
    source = made(tmp_path, content, CropBox=Array([50, 10, 350, 190]), Rotate=90, UserUnit=1.5)
    document = HANDLER.load(source)
    target = written(document, [])
    assert "Quillby" not in everything_in(target)
    assert (picture(document) == picture(HANDLER.reopen(target))).all()
    assert (picture(HANDLER.reopen(source)) == picture(document)).all()
