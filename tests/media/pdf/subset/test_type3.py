"""A font of drawn glyphs after a word is gone."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.media.pdf.subset.fonts_made import cut, font_of, looks, saved, without_line


def drawn(*lines: bytes) -> bytes:
    """``a`` is a bar, ``b`` shows a form, ``Q`` another, ``x`` shows text in a font of its own."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    box = Array([0, 0, 1000, 1000])
    forms = {
        name: pdf.make_stream(b"0 0 300 %d re f" % height, Type=Name.XObject, Subtype=Name.Form, BBox=box)
        for name, height in (("/Fb", 400), ("/FQ", 900))
    }
    letters = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    letters.FirstChar, letters.LastChar, letters.Widths = 65, 68, Array([700, 701, 702, 703])
    glyphs = {
        "a": b"800 0 d0 0 0 500 700 re f",
        "b": b"600 0 d0 /Fb Do",
        "Q": b"900 0 d0 /FQ Do",
        "x": b"500 0 d0 BT /F0 900 Tf (B) Tj ET",
    }
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=box, FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary({f"/{name}": pdf.make_stream(data) for name, data in glyphs.items()}),
        Encoding=Dictionary(Differences=Array([1, *(Name(f"/{name}") for name in glyphs)])),
        FirstChar=1, LastChar=4, Widths=Array([800, 600, 900, 500]),
        Resources=Dictionary(XObject=Dictionary(forms), Font=Dictionary(F0=pdf.make_indirect(letters))),
    )  # fmt: skip
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
    shown = [
        b"BT /F1 20 Tf 20 %d Td <%s> Tj ET" % (150 - 30 * at, line.hex().encode()) for at, line in enumerate(lines)
    ]
    page.Contents = pdf.make_stream(b"\n".join(shown))
    return saved(pdf)


def test_the_drawings_of_its_letters_are_gone() -> None:
    hidden = without_line(drawn(b"\1\2\1", b"\3\4"))
    after = cut(hidden)
    font = font_of(after)
    assert set(font.CharProcs.keys()) == {"/a", "/b"}
    assert [str(member) for member in font.Encoding.Differences] == ["1", "/a", "/b"]
    assert [int(width) for width in font.Widths] == [800, 600]
    assert set(font.Resources.XObject.keys()) == {"/Fb"}
    assert "/F0" not in font.Resources.get("/Font", {})
    assert looks(after) == looks(hidden)


def test_a_font_within_a_glyph_keeps_what_the_glyph_shows() -> None:
    hidden = without_line(drawn(b"\1\4", b"\3"))
    inner = font_of(cut(hidden)).Resources.Font.F0
    assert int(inner.FirstChar) == 66
    assert {int(width) for width in inner.Widths} <= {701, 0, 1}
    assert looks(cut(hidden)) == looks(hidden)


def test_a_font_of_which_nothing_is_shown_holds_nothing() -> None:
    after = cut(without_line(without_line(drawn(b"\1", b"\3\4"))))
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert [set(font.keys()) for font in pdf.pages[0].Resources.Font.values()] == [
            {"/Type", "/Subtype", "/BaseFont"}
        ]


def test_glyphs_without_resources_of_their_own_draw_with_those_of_the_page() -> None:
    with pikepdf.open(io.BytesIO(drawn(b"\1\4", b"\3"))) as pdf:
        table = pdf.pages[0].Resources
        table.Font.F0 = table.Font.F1.Resources.Font.F0
        table.XObject = table.Font.F1.Resources.XObject
        del table.Font.F1.Resources
        hidden = without_line(saved(pdf))
    assert looks(cut(hidden)) == looks(hidden)
    with pikepdf.open(io.BytesIO(cut(hidden))) as pdf:
        assert int(pdf.pages[0].Resources.Font.F0.FirstChar) == 66
