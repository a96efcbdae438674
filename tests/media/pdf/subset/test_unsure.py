"""Fonts that cannot be cut: their pages are named, and nothing of them is half done."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from redact.media.pdf.subset import cut_fonts
from tests.media.pdf.making import new_pdf
from tests.media.pdf.subset.fonts_made import FONTS, compact, embedded, without_line

PROGRAMS = {
    "nothing": b"",
    "noise": b"\1\0\4\3" + bytes(range(200)),
    "half a TrueType": (FONTS / "Vera.ttf").read_bytes()[:3000],
    "half a compact program": compact(list("abc"))[:100],
    "no outlines": b"\0\1\0\0\0\0\0\0\0\0\0\0",
    "half a Type 1": (FONTS / "_er_____.pfb").read_bytes()[:9000],
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_pages_with_a_broken_program_are_named(program: bytes) -> None:
    with pikepdf.open(io.BytesIO(embedded("/FontFile2", program, "abc"))) as pdf:
        pdf.add_blank_page()
        assert cut_fonts(pdf) == {0}


def test_a_broken_program_that_nothing_shows_goes() -> None:
    with pikepdf.open(io.BytesIO(without_line(embedded("/FontFile2", b"noise", "abc")))) as pdf:
        assert cut_fonts(pdf) == frozenset()
        assert "/FontDescriptor" not in pdf.pages[0].Resources.Font.F1


def composite(encoding: object, shown: bytes) -> pikepdf.Pdf:
    pdf = new_pdf(b"BT /F1 9 Tf <%s> Tj ET" % shown)
    below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Some"), W=Array([1, Array([500])]))
    pdf.pages[0].Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Some"), DescendantFonts=Array([below]), Encoding=encoding
    )
    return pdf


def test_strings_that_cannot_be_cut_into_codes_are_named() -> None:
    assert cut_fonts(composite(Name("/No-Such-Map"), b"0001")) == {0}
    assert cut_fonts(composite(Name("/UniJIS-UTF16-H"), b"30")) == {0}
    assert cut_fonts(composite(Name("/Identity-H"), b"0001")) == frozenset()


def test_a_page_that_cannot_be_read_may_show_anything() -> None:
    pdf = new_pdf(b"BT /F1 9 Tf (a) Tj ET")
    pdf.pages[0].Contents = pdf.make_stream(b"not compressed", Filter=Name.FlateDecode)
    pdf.pages[0].Contents.write(b"not compressed", filter=Name.FlateDecode)
    assert cut_fonts(pdf) == {0}
