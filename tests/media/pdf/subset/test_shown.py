"""Which codes count as shown, wherever a PDF shows them."""

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String

from redact.media.pdf.subset.gathering import fonts_shown
from redact.media.pdf.subset.shown import Shown
from tests.media.pdf.making import form, helvetica, new_pdf


def codes(pdf: pikepdf.Pdf, name: str = "/F1") -> bytes:
    """The codes shown in a font of the first page."""
    shown: Shown = fonts_shown(pdf)[pdf.pages[0].Resources.Font[name].objgen]
    return bytes(sorted(shown.codes))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"BT /F1 9 Tf (ba) Tj ET", b"ab"),
        (b"BT /F1 9 Tf [(a) -20 (b\\051\\\\) <63>] TJ ET", b")\\abc"),
        (b"BT /F1 9 Tf (a) ' 1 2 (b) \" ET", b"ab"),
        (b"BT /F1 9 Tf (a\\\nb\\n\\8) Tj ET", b"\n8ab"),
        (b"q BT /F1 9 Tf (a) Tj ET Q BT (b) Tj ET", b"a"),
        (b"BT /F1 9 Tf ET BT (a) Tj ET q BT (b) Tj ET Q", b"ab"),
        (b"BT (a) Tj /None 9 Tf (b) Tj ET", b""),
        (b"BT /F1 9 Tf 3 Tr (hid) Tj ET", b"dhi"),
        (b"Q Q BT /F1 9 Tf (a) Tj ET Q", b"a"),
    ],
)
def test_strings_count_in_the_font_that_is_set(content: bytes, expected: bytes) -> None:
    assert codes(new_pdf(content)) == expected


@given(st.lists(st.binary(max_size=30), max_size=5), st.booleans())
def test_every_byte_of_every_string_counts(strings: list[bytes], in_array: bool) -> None:
    members = [String(string) for string in strings]
    shows = [([Array(members)], "TJ")] if in_array else [([member], "Tj") for member in members]
    steps = [([Name.F1, 9], "Tf"), *shows]
    content = pikepdf.unparse_content_stream([(operands, pikepdf.Operator(op)) for operands, op in steps])
    assert codes(new_pdf(content)) == bytes(sorted(set(b"".join(strings))))


def test_forms_patterns_masks_and_notes_count() -> None:
    pdf = new_pdf(b"BT /F1 9 Tf (a) Tj ET /X Do /G gs /Pattern cs /P scn 0 0 9 9 re f")
    page = pdf.pages[0]
    font = page.Resources.Font.F1 = pdf.make_indirect(helvetica())
    own = Dictionary(Font=Dictionary(Other=font))
    inner = form(pdf, b"BT /Other 9 Tf (b) Tj ET", Resources=own)
    page.Resources.XObject.X = form(pdf, b"/Y Do", Resources=Dictionary(XObject=Dictionary(Y=inner)))
    pattern = pdf.make_stream(b"BT /Other 9 Tf (c) Tj ET", PatternType=1, Resources=own)
    page.Resources.Pattern = Dictionary(P=pattern)
    mask = form(pdf, b"BT /Other 9 Tf (d) Tj ET", Resources=own)
    page.Resources.ExtGState = Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Alpha, G=mask)))
    look = form(pdf, b"BT /Other 9 Tf (e) Tj ET", Resources=own)
    page.Annots = Array([Dictionary(Subtype=Name.Stamp, AP=Dictionary(N=Dictionary(On=look)))])
    assert codes(pdf) == b"abcde"


def test_a_form_takes_the_font_of_its_page_along() -> None:
    pdf = new_pdf(b"BT /F1 9 Tf ET /X Do BT /F2 9 Tf ET /X Do")
    pdf.pages[0].Resources.Font.F2 = helvetica()
    pdf.pages[0].Resources.XObject.X = form(pdf, b"BT (a) Tj ET")
    assert codes(pdf) == codes(pdf, "/F2") == b"a"


def test_a_form_without_fonts_of_its_own_uses_those_of_each_page() -> None:
    pdf = new_pdf(b"/X Do", b"/X Do")
    shared = form(pdf, b"BT /F1 9 Tf (a) Tj ET", Resources=Dictionary(XObject=Dictionary()))
    for page in pdf.pages:
        page.Resources.XObject.X = shared
    assert [shown.codes for shown in fonts_shown(pdf).values()] == [{97}, {97}]


def test_a_form_that_draws_itself_ends() -> None:
    pdf = new_pdf(b"/X Do")
    loop = pdf.make_indirect(form(pdf, b"BT /F1 9 Tf (a) Tj ET /X Do"))
    loop.Resources = Dictionary(Font=Dictionary(F1=helvetica()), XObject=Dictionary(X=loop))
    pdf.pages[0].Resources.XObject.X = loop
    assert {frozenset(shown.codes) for shown in fonts_shown(pdf).values()} == {frozenset(), frozenset({97})}


def test_settings_choose_fonts_too() -> None:
    pdf = new_pdf(b"/G gs BT (a) Tj ET")
    font = pdf.pages[0].Resources.Font.F1 = pdf.make_indirect(helvetica())
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(Font=Array([font, 12])))
    assert codes(pdf) == b"a"
