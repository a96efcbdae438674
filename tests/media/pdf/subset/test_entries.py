"""What a font's dictionaries say of codes that are not shown any more: also of fonts that are not in the file."""

import io
from typing import Any

import pikepdf
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from redact.media.pdf.subset import cut_fonts
from redact.media.pdf.subset.tounicode import blanks_in, cut_map
from tests.media.pdf.making import helvetica, new_pdf
from tests.media.pdf.subset.fonts_made import cut, looks, saved


def with_font(content: bytes, **entries: Any) -> bytes:
    pdf = new_pdf(content)
    font = pdf.pages[0].Resources.Font.F1
    for key, value in entries.items():
        font[f"/{key}"] = value
    return saved(pdf)


def first_font(data: bytes) -> Any:
    pdf = pikepdf.open(io.BytesIO(data))
    _OPEN.append(pdf)
    return pdf.pages[0].Resources.Font.F1


_OPEN: list[pikepdf.Pdf] = []
SHOWN = b"BT /F1 12 Tf 20 100 Td (bad) Tj ET"


def test_widths_of_other_codes_are_nothing() -> None:
    after = first_font(cut(with_font(SHOWN, FirstChar=90, LastChar=110, Widths=Array([500 + n for n in range(21)]))))
    assert (int(after.FirstChar), int(after.LastChar)) == (97, 100)
    assert [int(width) for width in after.Widths] == [507, 508, 0, 510]


def test_a_font_chosen_by_its_widths_stays_the_same_font() -> None:
    arial = {"BaseFont": Name("/Arial"), "Subtype": Name.TrueType, "FirstChar": 97, "LastChar": 100}
    data = with_font(b"BT /F1 12 Tf 20 100 Td (aaa) Tj ET", Widths=Array([556, 556, 500, 300]), **arial)
    assert looks(cut(data)) == looks(data)
    assert not {500, 300} & {int(width) for width in first_font(cut(data)).Widths}


def test_the_blank_stays_because_gaps_are_measured_by_it() -> None:
    after = first_font(cut(with_font(SHOWN, FirstChar=32, LastChar=110, Widths=Array([278] + [500] * 78))))
    assert int(after.FirstChar) == 32
    assert int(after.Widths[0]) == 278
    assert sum(int(width) > 0 for width in after.Widths) == 4


def test_names_of_other_codes_are_gone() -> None:
    names = Dictionary(Differences=Array([97, Name.Q, Name.b, Name.z, Name.d, Name.x, 200, Name.Aacute]))
    after = first_font(cut(with_font(SHOWN, Encoding=names))).Encoding
    assert [str(member) for member in after.Differences] == ["97", "/Q", "/b", "100", "/d"]


def test_what_fonts_share_is_not_changed_for_the_other() -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td (ab) Tj /F2 12 Tf (cd) Tj ET")
    names = pdf.make_indirect(Dictionary(Differences=Array([97, Name.e, Name.f, Name.g, Name.h])))
    fonts = pdf.pages[0].Resources.Font
    fonts.F2 = helvetica()
    fonts.F1.Encoding = fonts.F2.Encoding = names
    assert looks(cut(saved(pdf))) == looks(saved(pdf))
    with pikepdf.open(io.BytesIO(cut(saved(pdf)))) as after:
        told = [[str(m) for m in font.Encoding.Differences] for font in after.pages[0].Resources.Font.values()]
    assert told == [["97", "/e", "/f"], ["99", "/g", "/h"]]


def test_a_font_that_shows_nothing_any_more_says_nothing() -> None:
    data = with_font(b"BT /F1 12 Tf () Tj ET", BaseFont=Name("/QUIXZZ+Rare"), FirstChar=81, Widths=Array([700]))
    after = first_font(cut(data))
    assert set(after.keys()) == {"/Type", "/Subtype", "/BaseFont"}
    assert str(after.BaseFont) == "/Helvetica"


def test_vertical_and_horizontal_widths_of_other_identifiers_are_gone() -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td <00010003> Tj ET")
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Some"), DW=1000,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        W=Array([1, Array([501, 502, 503]), 4, 90, 600]), W2=Array([1, 3, -900, 250, 800, 7, Array([-1, 2, 3])]),
        CIDToGIDMap=pdf.make_stream(bytes(range(20))),
    )  # fmt: skip
    pdf.pages[0].Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Some"), Encoding=Name("/Identity-H"),
        DescendantFonts=Array([below]),
    )  # fmt: skip
    inner = first_font(cut(saved(pdf))).DescendantFonts[0]
    assert Array([1, Array([501]), 3, Array([503])]) == inner.W
    assert Array([1, Array([-900, 250, 800]), 3, Array([-900, 250, 800])]) == inner.W2
    assert inner.CIDToGIDMap.read_bytes() == bytes((0, 0, 2, 3, 0, 0, 6, 7))


def test_a_map_of_codes_of_the_files_own_is_cut_too() -> None:
    pdf = new_pdf(b"BT /F1 12 Tf 20 100 Td <0103> Tj ET")
    codes = b"""/CIDInit /ProcSet findresource begin begincmap /CMapName /Own def 1 begincodespacerange <00> <ff>
        endcodespacerange 1 begincidrange <01> <09> 40 endcidrange endcmap end"""
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Some"), W=Array([40, Array([1, 2, 3])])
    )
    pdf.pages[0].Resources.Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Some"), Encoding=pdf.make_stream(codes, CMapName=Name.Own),
        DescendantFonts=Array([below]),
    )  # fmt: skip
    after = first_font(cut(saved(pdf)))
    assert Array([40, Array([1]), 42, Array([3])]) == after.DescendantFonts[0].W
    assert b"<01> 40\n<03> 42" in after.Encoding.read_bytes()
    assert b"cidrange" not in after.Encoding.read_bytes()


# --- Letters of codes -------------------------------------------------------------------------------------

MAP = b"""begincmap 1 begincodespacerange <00><FF> endcodespacerange
2 beginbfchar <01> <0041> <02><00660066> endbfchar
2 beginbfrange <10><12><0051> <20> <22> [<0061> <D83DDE00> <0020>] endbfrange endcmap"""


def test_letters_of_other_codes_are_gone() -> None:
    cut_down = cut_map(MAP, {0x02, 0x11, 0x21})
    assert b"3 beginbfchar\n<02> <00660066>\n<11> <0052>\n<21> <D83DDE00>\nendbfchar" in cut_down
    assert b"<01>" not in cut_down
    assert blanks_in(MAP, range(256)) == {0x22}


@given(st.dictionaries(st.integers(0, 255), st.integers(0x20, 0xD7FF)), st.sets(st.integers(0, 255)))
def test_letters_of_codes_in_use_are_kept(letters: dict[int, int], used: set[int]) -> None:
    rows = b"\n".join(b"<%02X> <%04X>" % row for row in letters.items())
    table = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar\n%s\nendbfchar" % (len(letters), rows)
    assert _read(cut_map(table, used)) == {code: chr(letters[code]) for code in letters.keys() & used}
    assert cut_map(cut_map(table, used), used) == cut_map(table, used)


def _read(table: bytes) -> dict[int, str]:
    from pdfminer.cmapdb import CMapParser, FileUnicodeMap

    read = FileUnicodeMap()
    CMapParser(read, io.BytesIO(table)).run()
    return read.cid2unichr


def test_nothing_to_cut_is_nothing_changed() -> None:
    with pikepdf.open(io.BytesIO(with_font(SHOWN))) as pdf:
        assert cut_fonts(pdf) == frozenset()
        assert dict(pdf.pages[0].Resources.Font.F1.items()) == dict(helvetica().items())
