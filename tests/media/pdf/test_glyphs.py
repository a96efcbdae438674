"""Words are taken out glyph by glyph; their neighbours stay where they were."""

from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from tests.media.pdf.making import (
    HANDLER,
    characters,
    everything_in,
    form,
    helvetica,
    is_drawn_as_picture,
    letters,
    made,
    mentions,
    new_pdf,
    picture,
    saved,
    without,
    written,
)

WAYS_TO_SHOW = {
    "Tj": b"BT /F1 12 Tf 20 100 Td (before Quillby after) Tj ET",
    "TJ": b"BT /F1 12 Tf 20 100 Td [(bef) -20 (ore Qu) 30 (ill) -5 (by af) (ter)] TJ ET",
    "hex": b"BT /F1 12 Tf 20 100 Td <6265666F7265205175696C6C6279206166746572> Tj ET",
    "one by one": b"BT /F1 12 Tf 20 100 Td (before ) Tj "
    + b" ".join(b"(%c) Tj" % n for n in b"Quillby")
    + b" ( after) Tj ET",
    "next line": b"BT /F1 12 Tf 14 TL 20 114 Td (x) Tj (before Quillby after) ' ET",
    "spaced next line": b'BT /F1 12 Tf 14 TL 20 114 Td (x) Tj 3 1 (before Quillby after) " ET',
    "spacing": b"BT /F1 12 Tf 2.5 Tc 7 Tw 20 100 Td (before Quillby after) Tj ET",
    "narrowed": b"BT /F1 12 Tf 60 Tz 1 Tc 20 100 Td (before Quillby after) Tj ET",
    "raised": b"BT /F1 12 Tf 5 Ts 20 100 Td (before Quillby after) Tj ET",
    "turned": b"BT /F1 12 Tf 0 1 -1 0 100 20 Tm (before Quillby after) Tj ET",
    "slanted": b"BT /F1 12 Tf 0.866 0.5 -0.5 0.866 40 40 Tm (before Quillby after) Tj ET",
    "upside down": b"BT /F1 12 Tf -1 0 0 -1 300 100 Tm (before Quillby after) Tj ET",
    "mirrored size": b"BT /F1 -12 Tf -1 0 0 -1 20 100 Tm (before Quillby after) Tj ET",
    "scaled": b"q 3 0 0 3 10 10 cm BT /F1 4 Tf 5 30 Td (before Quillby after) Tj ET Q",
    "size in matrix": b"BT /F1 1 Tf 12 0 0 12 20 100 Tm (before Quillby after) Tj ET",
    "outlined": b"BT 1 Tr /F1 12 Tf 20 100 Td (before Quillby after) Tj ET",
    "tagged": b"/P <</MCID 0>> BDC BT /F1 12 Tf 20 100 Td (before Quillby after) Tj ET EMC",
    "drawn twice": b"BT /F1 12 Tf 20 100 Td (before Quillby after) Tj 0.2 0 Td (before Quillby after) Tj ET",
    "left open": b"q BT /F1 12 Tf 20 100 Td (before Quillby after) Tj",
    "closed too often": b"Q Q BT /F1 12 Tf 20 100 Td (before Quillby after) Tj ET Q",
    "set in a state": b"/G1 gs BT 20 100 Td (before Quillby after) Tj ET",
}


def places(path: Path) -> dict[str, list[tuple[float, float]]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for character in characters(path):
        if not character.made and character.text != " ":
            found.setdefault(character.text, []).append(character.origin)
    return found


def assert_unmoved(before: Path, after: Path) -> None:
    old = places(before)
    for letter, origins in places(after).items():
        for x, y in origins:
            assert any(abs(x - u) < 0.05 and abs(y - v) < 0.05 for u, v in old[letter]), (letter, x, y, old[letter])


@pytest.mark.parametrize("way", WAYS_TO_SHOW)
def test_a_word_goes_and_its_neighbours_stay_where_they_are(way: str, tmp_path: Path) -> None:
    pdf = new_pdf(WAYS_TO_SHOW[way])
    pdf.pages[0].Resources.ExtGState = Dictionary(G1=Dictionary(Font=Array([pdf.make_indirect(helvetica()), 12])))
    source = saved(pdf, tmp_path)
    assert "Quillby" in letters(source)
    target = without(source, "Quillby")
    left = everything_in(target)
    assert not any(piece in left for piece in ("Quillby", "Quill", "uillb", "illby"))
    assert "before"[: -1 if way == "slanted" else None] in letters(target)  # an upright box over slanted letters
    assert "after" in letters(target)
    assert_unmoved(source, target)
    assert not is_drawn_as_picture(target)


WAYS_TO_HIDE = {
    "invisible": b"BT 3 Tr /F1 12 Tf 20 100 Td (Quillby) Tj 0 Tr 0 -40 Td (seen) Tj ET",
    "white": b"1 g BT /F1 12 Tf 20 100 Td (Quillby) Tj ET 0 g BT /F1 12 Tf 20 60 Td (seen) Tj ET",
    "clipped away": b"q 0 0 1 1 re W n BT /F1 12 Tf 20 100 Td (Quillby) Tj ET Q BT /F1 12 Tf 20 60 Td (seen) Tj ET",
    "under a box": b"BT /F1 12 Tf 20 100 Td (Quillby) Tj 0 -40 Td (seen) Tj ET 0 g 10 90 200 30 re f",
}


@pytest.mark.parametrize("way", WAYS_TO_HIDE)
def test_a_word_that_nobody_sees_goes_though_nobody_asks_for_it(way: str, tmp_path: Path) -> None:
    source = made(tmp_path, WAYS_TO_HIDE[way])
    assert "Quillby" in letters(source)
    document = HANDLER.load(source)
    assert document.part("p1").text.strip() == "seen"
    target = written(document, [])
    assert "Quillby" not in everything_in(target)
    assert letters(target).strip() == "seen"
    assert (picture(document) == picture(HANDLER.reopen(target))).all()


TEXT_STATE = st.fixed_dictionaries(
    {
        "Tc": st.floats(-1, 4),
        "Tw": st.floats(-2, 9),
        "Tz": st.floats(40, 160),
        "Ts": st.floats(-3, 3),
        "Tf": st.floats(6, 18),
    }
)
WORD = st.text("abcdefghijklmnop", min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(TEXT_STATE, st.lists(WORD, min_size=1, max_size=3), st.lists(WORD, max_size=3), st.floats(-300, 300))
def test_whatever_the_text_state_nothing_moves(
    tmp_path_factory, state: dict[str, float], before: list[str], after: list[str], kern: float
) -> None:
    settings_ = f"/F1 {state['Tf']:.3f} Tf " + " ".join(f"{state[k]:.3f} {k}" for k in ("Tc", "Tw", "Tz", "Ts"))
    text = f"[({' '.join(before)}) {kern:.2f} ( XYZ )] TJ ({' '.join(after)}) Tj"
    source = made(tmp_path_factory.mktemp("state"), f"BT {settings_} 20 100 Td {text} ET".encode())
    if "XYZ" not in letters(source):
        return
    target = without(source, "XYZ")
    assert not set("XYZ") & set(letters(target))
    assert_unmoved(source, target)
    assert not is_drawn_as_picture(target)


@pytest.mark.parametrize("kern", [40, 60, 80, 100])
def test_kerned_neighbours_that_reach_into_the_box_stay(kern: int, tmp_path: Path) -> None:
    source = made(tmp_path, b"BT /F1 12 Tf 20 100 Td [(Av) %d (.) 80 (Ty) 90 (.)] TJ ET" % kern)
    assert letters(without(source, "Av")).replace(" ", "") == ".Ty."


def test_lines_set_close_above_and_below_stay(tmp_path: Path) -> None:
    lines = b"BT /F1 12 Tf 11 TL 20 120 Td (gypsum above) Tj (Quillby jug) ' (fdlht below) ' ET"
    target = without(made(tmp_path, lines), "Quillby")
    assert letters(target).split() == ["gypsum", "above", "jug", "fdlht", "below"]


def test_a_form_that_is_drawn_twice_is_cut_only_where_the_box_is(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do q 1 0 0 1 0 -50 cm /X1 Do Q")
    pdf.pages[0].Resources.XObject.X1 = form(pdf, b"BT /F1 12 Tf 20 100 Td (one Quillby two) Tj ET")
    source = saved(pdf, tmp_path)
    document = HANDLER.load(source)
    target = written(document, mentions(document, "Quillby")[:1])
    assert letters(target).split() == ["one", "two", "one", "Quillby", "two"]
    assert letters(without(source, "Quillby")).split() == ["one", "two", "one", "two"]


def test_a_form_in_a_form_in_a_form_is_reached(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do")
    inner = form(pdf, b"BT /F1 12 Tf 20 60 Td (keep Quillby) Tj ET")
    middle = form(pdf, b"q 1 0 0 1 5 5 cm /X2 Do Q", Resources=Dictionary(XObject=Dictionary(X2=inner)))
    pdf.pages[0].Resources.XObject.X1 = form(
        pdf, b"/X3 Do", Matrix=Array([2, 0, 0, 2, 0, 0]), Resources=Dictionary(XObject=Dictionary(X3=middle))
    )
    target = without(saved(pdf, tmp_path), "Quillby")
    assert "Quillby" not in everything_in(target)
    assert "keep" in letters(target)


def test_a_form_without_resources_of_its_own_is_cut_too(tmp_path: Path) -> None:
    pdf = new_pdf(b"/X1 Do BT /F1 12 Tf 20 20 Td (page) Tj ET")
    bare = form(pdf, b"BT /F1 12 Tf 20 60 Td (keep Quillby) Tj ET")
    del bare["/Resources"]
    pdf.pages[0].Resources.XObject.X1 = bare
    target = without(saved(pdf, tmp_path), "Quillby")
    assert "Quillby" not in everything_in(target)
    assert letters(target).split() == ["keep", "page"]


def composite(pdf: pikepdf.Pdf, encoding: object = Name("/Identity-H"), base: int = 0) -> Dictionary:
    """A font whose codes are the letters' numbers plus *base*, two bytes each, every glyph 600 wide but "i"."""
    pairs = "".join(f"<{base + n:04x}> <{n:04x}>\n" for n in range(32, 127))
    cmap = (
        f"begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n95 beginbfchar\n{pairs}endbfchar\nendcmap"
    )
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name.Some, Flags=4, FontBBox=Array([0, -200, 600, 800]), ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80,
    )  # fmt: skip
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Some, DW=600, FontDescriptor=descriptor,
        W=Array([ord("i"), Array([300]), ord("l"), ord("l"), 350]),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Some, Encoding=encoding, DescendantFonts=Array([below]),
        ToUnicode=pdf.make_stream(cmap.encode()),
    )  # fmt: skip


def two_bytes(text: str, base: int = 0) -> bytes:
    return b"<" + b"".join(b"%04x" % (ord(letter) + base) for letter in text) + b">"


def test_a_composite_font_is_cut_by_its_codes(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F2 12 Tf 20 100 Td " + two_bytes("light Quillby final") + b" Tj ET")
    pdf.pages[0].Resources.Font.F2 = composite(pdf)
    source = saved(pdf, tmp_path)
    target = without(source, "Quillby")
    assert letters(target).split() == ["light", "final"]
    assert "Quillby" not in everything_in(target)
    assert_unmoved(source, target)
    assert not is_drawn_as_picture(target)


def test_a_composite_font_with_a_map_of_its_own_is_cut_by_it(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F2 12 Tf 20 100 Td " + two_bytes("light Quillby final", 0x300) + b" Tj ET")
    cmap = b"begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0320> <037e> 32 endcidrange"
    pdf.pages[0].Resources.Font.F2 = composite(pdf, pdf.make_stream(cmap, Type=Name.CMap), 0x300)
    source = saved(pdf, tmp_path)
    target = without(source, "Quillby")
    assert letters(target).split() == ["light", "final"]
    assert_unmoved(source, target)
    assert not is_drawn_as_picture(target)


def test_drawn_glyphs_are_cut(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /T3 10 Tf 20 100 Td (abcab) Tj ET")
    glyphs = {name: pdf.make_stream(b"800 0 0 0 700 700 d1 0 0 700 700 re f") for name in ("/one", "/two", "/three")}
    pairs = b"<61> <0041> <62> <0042> <63> <0043>"
    cmap = b"begincmap begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar %s endbfchar endcmap" % pairs
    pdf.pages[0].Resources.Font.T3 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 800, 800]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(glyphs), Encoding=Dictionary(Differences=Array([97, Name.one, Name.two, Name.three])),
        FirstChar=97, LastChar=99, Widths=Array([800, 800, 800]), ToUnicode=pdf.make_stream(cmap),
    )  # fmt: skip
    source = saved(pdf, tmp_path)
    assert letters(source) == "ABCAB"
    target = without(source, "C")
    assert "C" not in letters(target)
    assert letters(target).replace(" ", "") == "ABAB"
    assert_unmoved(source, target)


def test_a_page_whose_font_hides_its_widths_becomes_a_picture(tmp_path: Path) -> None:
    pdf = new_pdf(b"BT /F2 12 Tf 20 100 Td (keep Quillby) Tj ET", b"BT /F1 12 Tf 20 100 Td (other page) Tj ET")
    pdf.pages[0].Resources.Font.F2 = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Unheard)
    target = without(saved(pdf, tmp_path), "Quillby")
    assert is_drawn_as_picture(target)
    assert "Quillby" not in everything_in(target)
    assert letters(target, 1) == "other page"


def test_pages_without_edits_keep_their_content_byte_for_byte(tmp_path: Path) -> None:
    contents = [b"BT /F1 12 Tf 20 100 Td (page one Quillby) Tj ET", b"BT /F1 12 Tf 20 100 Td [(page) 12 ( two)] TJ ET"]
    target = without(made(tmp_path, *contents), "Quillby")
    with pikepdf.open(target) as pdf:
        assert pdf.pages[1].Contents.read_bytes() == contents[1]
