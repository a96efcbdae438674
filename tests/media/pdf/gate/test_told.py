"""What belongs in many files, or is shown in another way, is told and does not hold a file back."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redact.errors import UnreadableError
from redact.media.pdf.gate import unseen
from redact.media.pdf.passwords import Passwords
from tests.media.pdf.gate.planted import BOX, LINE, SECRET, SHOWN, changed, drawn
from tests.media.pdf.making import form, new_pdf, saved


def names(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Dests = Dictionary(Chapter=Array([pdf.pages[0].obj, Name.Fit]))


def labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String("A-"))]))


def producer(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Producer"] = "A program 1.2"


def alternative(pdf: pikepdf.Pdf) -> None:
    tag = Dictionary(S=Name.Figure, Alt=String(SECRET), E=String(SECRET))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([tag]))


def said_as_shown(pdf: pikepdf.Pdf) -> None:
    tag = Dictionary(S=Name.Span, ActualText=String("everybody"))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=tag)


def embedded(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"words"


def layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Plans")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary())


def shown_field(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("f"), V=String(SECRET), F=4,
            Rect=Array([20, 20, 100, 40]), AP=Dictionary(N=form(pdf, b"BT /F1 9 Tf 2 2 Td (x) Tj ET")),
        )
    )  # fmt: skip
    pdf.pages[0].Annots = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


TOLD: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "named destination": names,
    "page label": labels,
    "information about the program and the time": producer,
    "alternative text": alternative,
    "embedded file": embedded,
    "name of a layer": layer,
    "value of a form field": shown_field,
}


@pytest.mark.parametrize("kind", TOLD)
def test_it_is_told(kind: str, tmp_path: Path) -> None:
    found = unseen(changed(tmp_path, TOLD[kind]))
    assert kind in {each.kind for each in found}
    assert not any(each.serious for each in found)


def test_words_said_in_place_of_the_same_glyphs_are_nothing(tmp_path: Path) -> None:
    assert unseen(changed(tmp_path, said_as_shown)) == []
    inline = b"/Span <</ActualText (what is sh\\157wn)>> BDC BT /F1 9 Tf 20 60 Td (What is shown) Tj ET EMC"
    assert unseen(drawn(tmp_path, inline)) == []


def test_an_encrypted_file_that_opens_is_told(tmp_path: Path) -> None:
    path = saved(new_pdf(SHOWN), tmp_path, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert [each.kind for each in unseen(path)] == ["encryption"]


def test_a_locked_file_is_examined_with_its_password(tmp_path: Path) -> None:
    path = saved(new_pdf(SHOWN + LINE + BOX), tmp_path, encryption=pikepdf.Encryption(owner="owner", user="user"))
    found = unseen(path, Passwords(("", "user")))
    assert [each.kind for each in found] == ["text under a box", "encryption"]


def test_a_locked_file_is_refused(tmp_path: Path) -> None:
    path = saved(new_pdf(SHOWN), tmp_path, encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(UnreadableError, match="password"):
        unseen(path)


def test_a_linear_file_has_no_earlier_revision(tmp_path: Path) -> None:
    assert unseen(saved(new_pdf(SHOWN), tmp_path, linearize=True)) == []


@pytest.mark.parametrize("mode", pikepdf.ObjectStreamMode.__members__)
def test_a_plain_file_has_nothing(mode: str, tmp_path: Path) -> None:
    assert unseen(saved(new_pdf(SHOWN), tmp_path, object_stream_mode=pikepdf.ObjectStreamMode[mode])) == []


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"no PDF at all %%EOF", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n", b"\0" * 5000]
)
def test_what_is_no_pdf_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "in.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableError):
        unseen(path)


def test_half_a_file_is_refused(tmp_path: Path) -> None:
    path = saved(new_pdf(SHOWN * 50), tmp_path)
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(UnreadableError):
        unseen(path)


def test_rings_of_objects_end(tmp_path: Path) -> None:
    def ring(pdf: pikepdf.Pdf) -> None:
        one, two = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("x"))), pdf.make_indirect(Dictionary())
        one.Next, two.Kids, two.Xyz = Array([one, two]), Array([two]), two
        two.Next = one
        pdf.Root.OpenAction, pdf.Root.Names = one, Dictionary(JavaScript=two, EmbeddedFiles=two)
        pdf.Root.AcroForm, pdf.Root.Own, pdf.Root.PageLabels = Dictionary(Fields=Array([two])), two, two

    assert {each.kind for each in unseen(changed(tmp_path, ring)) if each.serious} == {"script"}
