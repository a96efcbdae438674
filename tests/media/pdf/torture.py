"""A PDF with another made-up word in every place that can hold one. None of it may be in a written copy."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.media.pdf.making import form, helvetica, new_pdf

VISIBLE = "ordinary words"
DROPPED = tuple(
    first + second
    for first in "Aldrin Barsle Corfin Dunkel Elmsto Fenwar Gorset Huxter".split()
    for second in "wick hamby stoke leigh thorpe combe gate ford".split()
)


def torture(folder: Path) -> tuple[Path, list[str]]:
    """The file, and the words that were planted in it."""
    words = iter(DROPPED)
    planted: list[str] = []

    def word() -> str:
        planted.append(next(words))
        return planted[-1]

    pdf = new_pdf(_content(word))
    page = pdf.pages[0]
    _plant_in_page(pdf, page, word)
    _plant_in_root(pdf, word)
    path = folder / "in.pdf"
    earlier = new_pdf(f"BT /F1 12 Tf 20 150 Td ({word()}) Tj ET".encode())
    data = io.BytesIO()
    earlier.save(data, compress_streams=False)
    pdf.save(
        path, fix_metadata_version=False, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
    )
    _with_history(path, data.getvalue(), word)
    return path, planted


def _content(word) -> bytes:
    return f"""
        % {word()}
        /Span <</ActualText ({word()}) /Alt ({word()}) /E ({word()}) /Lang ({word()})>> BDC
        BT /F1 12 Tf 20 100 Td ({VISIBLE}) Tj ET EMC
        /Mark ({word()}) DP /Spot <</Note ({word()})>> DP
        /Tagged /P1 BDC EMC
        ({word()}) 1 0 0 rg ({word()}) nonsense BX ({word()}) unknown EX
        BT /F1 12 Tf 9000 100 Td ({word()}) Tj ET
        BT /F1 12 Tf 20 -500 Td ({word()}) Tj ET
        BT /F1 0.0001 Tf 20 60 Td ({word()}) Tj ET
        BT /F1 0 Tf 20 60 Td ({word()}) Tj ET
        BT /F1 12 Tf 0 Tz 20 60 Td ({word()}) Tj ET
        /OC /L1 BDC BT /F1 12 Tf 20 40 Td ({word()}) Tj ET EMC
        /Hidden Do
        /Shown gs
        10 10 m 20 20 l
    """.encode()


def _plant_in_page(pdf: pikepdf.Pdf, page: pikepdf.Page, word) -> None:
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(word())))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([off]), D=Dictionary(OFF=Array([off]), Name=String(word())))
    page.Resources.Properties = Dictionary(L1=off, P1=Dictionary(ActualText=String(word())))
    page.Resources.XObject.Hidden = form(pdf, f"BT /F1 9 Tf 9 9 Td ({word()}) Tj ET".encode(), OC=off)
    page.Resources.XObject.Unused = form(pdf, f"BT /F1 9 Tf 9 9 Td ({word()}) Tj ET".encode())
    pattern = f"/Span <</ActualText ({word()})>> BDC 0 0 5 5 re f EMC % {word()}".encode()
    page.Resources.Pattern = Dictionary(Unused=pdf.make_stream(pattern))
    page.Resources.ExtGState = Dictionary(Shown=Dictionary(LW=1, Note=String(word())))
    page.Resources.Font.F1 = helvetica()
    page.Resources.Font.F1.Note = String(word())
    page.Metadata = pdf.make_stream(f"<x>{word()}</x>".encode())
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(word())))
    page.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(word())))
    page.Thumb = pdf.make_stream(word().encode())
    page.obj["/Anything"] = String(word())
    page.Annots = Array([pdf.make_indirect(note) for note in _notes(pdf, word)])


def _notes(pdf: pikepdf.Pdf, word) -> list[Dictionary]:
    rect = Array([200, 20, 260, 40])
    shown = form(pdf, f"BT /F1 9 Tf 9 9 Td ({word()}) Tj ET".encode())
    return [
        Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rect, Contents=String(word()), T=String(word())),
        Dictionary(Type=Name.Annot, Subtype=Name.Popup, Rect=rect, Contents=String(word())),
        Dictionary(Type=Name.Annot, Subtype=Name.Highlight, Rect=rect, Contents=String(word()), RC=String(word())),
        Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=rect, F=2, AP=Dictionary(N=shown)),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=rect, Contents=String(word()),
            A=Dictionary(S=Name.JavaScript, JS=String(word())),
        ),
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=rect, FT=Name.Tx, T=String(word()), V=String(word())),
    ]  # fmt: skip


def _plant_in_root(pdf: pikepdf.Pdf, word) -> None:
    pdf.docinfo["/Author"] = word()
    pdf.docinfo["/Custom"] = word()
    root = pdf.Root
    root.Metadata = pdf.make_stream(f"<x>{word()}</x>".encode())
    root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(word()))
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(word()))]))
    root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.P, Alt=String(word())))
    root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].Annots[5]]), XFA=pdf.make_stream(word().encode()))
    pdf.trailer["/Surplus"] = String(word())


def _with_history(path: Path, earlier: bytes, word) -> None:
    """An object that nothing uses, what an earlier version held, and something after the end."""
    data = path.read_bytes()
    old = earlier[earlier.index(b"BT ") : earlier.index(b" ET")]
    unused = f"9999 0 obj\n({word()})\nendobj\n".encode()
    path.write_bytes(
        data + unused + b"% " + old + b"\n" + data[data.rindex(b"startxref") :] + f"\n% {word()}\n".encode()
    )
