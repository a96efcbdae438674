"""A TrueType subset after a word with letters of its own is gone."""

import io
from collections import Counter

import pikepdf
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.media.pdf.subset.fonts_made import (
    FONTS,
    KEPT,
    SECRET,
    cut,
    embedded,
    font_of,
    looks,
    mined,
    outlines,
    program_of,
    reportlab_pdf,
    saved,
    without_line,
)

HIDDEN = without_line(reportlab_pdf(*KEPT, SECRET))


def widths(data: bytes) -> dict[int, int]:
    font = font_of(data)
    return {int(font.FirstChar) + at: int(width) for at, width in enumerate(font.Widths)}


def test_what_is_left_looks_and_reads_the_same() -> None:
    assert looks(cut(HIDDEN)) == looks(HIDDEN)
    assert mined(cut(HIDDEN)) == mined(HIDDEN)


def test_the_outlines_of_its_letters_are_gone() -> None:
    before, after = outlines(HIDDEN), outlines(cut(HIDDEN))
    fresh = set(SECRET) - set("".join(KEPT))
    assert len(before) - len(after) == len(fresh)
    assert Counter(after.values()) <= Counter(before.values())


def test_their_widths_are_gone() -> None:
    before, after = widths(HIDDEN), widths(cut(HIDDEN))
    lost = {code for code, width in before.items() if width} - {code for code, width in after.items() if width}
    assert len(lost) >= len(set(SECRET) - set("".join(KEPT)))
    assert {code: before[code] for code in after if after[code]} == {code: w for code, w in after.items() if w}
    assert len(TTFont(io.BytesIO(program_of(cut(HIDDEN))))["hmtx"].metrics) < len(before)


def test_nothing_says_what_their_codes_meant() -> None:
    before, after = (font_of(data).ToUnicode.read_bytes() for data in (HIDDEN, cut(HIDDEN)))
    for letter in set(SECRET) - set("".join(KEPT)):
        assert b"<%04X>" % ord(letter) in before.upper()
        assert b"<%04X>" % ord(letter) not in after.upper()


def test_the_tag_depends_on_what_is_left() -> None:
    names = {
        str(font_of(cut(without_line(reportlab_pdf(*KEPT, word)))).BaseFont) for word in ("Quixz", "Jabber", "Why")
    }
    assert len(names) == 1
    with pikepdf.open(io.BytesIO(HIDDEN)) as pdf:
        next(f for f in pdf.pages[0].Resources.Font.values() if "/FontDescriptor" in f).BaseFont = pikepdf.Name(
            "/QUIXZZ+V"
        )
        assert "QUIXZZ" not in str(font_of(cut(saved(pdf))).BaseFont)


@settings(max_examples=25, deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=8))
def test_files_that_differ_in_the_hidden_word_are_the_same_afterwards(word: str) -> None:
    # where the word comes last; a word before others takes numbers that the letters after it do not get
    assert cut(without_line(reportlab_pdf(*KEPT, word))) == cut(without_line(reportlab_pdf(*KEPT, SECRET)))


def test_cutting_twice_is_cutting_once() -> None:
    assert cut(cut(HIDDEN)) == cut(HIDDEN)


def test_parts_of_letters_stay_with_the_letters_made_of_them() -> None:
    whole = (FONTS / "Vera.ttf").read_bytes()
    hidden = without_line(
        embedded("/FontFile2", whole, "caf\xe9 \xc5rhus", "Qu\xfcz", Encoding=pikepdf.Name.WinAnsiEncoding)
    )
    font = TTFont(io.BytesIO(program_of(cut(hidden))))
    cmap = font["cmap"].getBestCmap()
    assert set(cmap) == set(map(ord, "caf\xe9 \xc5rhus"))
    assert font["glyf"][cmap[0xE9]].isComposite()
    assert looks(cut(hidden)) == looks(hidden)
    assert not {"Q", "z", "udieresis"} & set(font.getGlyphOrder())
    assert not {"name", "kern", "GSUB", "GPOS", "OS/2"} & set(font.keys())


def test_fonts_that_share_a_program_keep_what_either_shows() -> None:
    with pikepdf.open(io.BytesIO(embedded("/FontFile2", (FONTS / "Vera.ttf").read_bytes(), "one", "six"))) as pdf:
        fonts = pdf.pages[0].Resources.Font
        fonts.F2 = pdf.make_indirect(pikepdf.Dictionary(dict(fonts.F1.items())))
        content = pdf.pages[0].Contents.read_bytes()
        pdf.pages[0].Contents = pdf.make_stream(content.replace(b"/F1", b"/F2", 1))
        both = saved(pdf)
    assert looks(cut(both)) == looks(both)
    font = TTFont(io.BytesIO(program_of(cut(both))))
    assert set(font["cmap"].getBestCmap()) == set(map(ord, "onesix"))
