"""Pages that became pictures keep their words, below the picture, without those that were hidden."""

import io
from pathlib import Path

import pikepdf
from pdfminer.high_level import extract_text

from tests.media.pdf.making import (
    characters,
    everything_in,
    is_drawn_as_picture,
    letters,
    made,
    new_pdf,
    saved,
    without,
)
from tests.media.pdf.test_glyphs import composite, two_bytes

CURVE = b"10 100 m 80 180 120 20 150 105 c 180 190 220 10 390 100 c S "
"""Cannot be taken apart under a box."""
LINES = b"BT /F1 12 Tf 108 100 Td (it was Quillby who came) Tj 0 -50 Td (and nobody else \\(caf\\351\\)) Tj ET"


def test_words_stay_where_they_are_seen(tmp_path: Path) -> None:
    source = made(tmp_path, CURVE + LINES)
    target = without(source, "Quillby")
    assert is_drawn_as_picture(target)
    assert letters(target).split() == ["it", "was", "who", "came", "and", "nobody", "else", "(café)"]
    assert "uill" not in everything_in(target)
    before = {c.text: c.ink.left for c in characters(source) if c.text in "ck"}
    after = {c.text: c.ink.left for c in characters(target) if c.text in "ck"}
    assert all(abs(before[letter] - after[letter]) < 2 for letter in before)
    with pikepdf.open(target) as pdf:
        assert pdf.pages[0].Contents.read_bytes().count(b"3 Tr") == 1


def test_letters_that_no_western_font_has_can_be_copied(tmp_path: Path) -> None:
    pdf = new_pdf(CURVE + b"BT /F2 12 Tf 118 100 Td " + two_bytes("to Quillby }# {}") + b" Tj ET")
    font = composite(pdf)
    greek = (
        font.ToUnicode.read_bytes()
        .replace(b"<0023> <0023>", b"<0023> <03a9>")
        .replace(b"<007b> <007b>", b"<007b> <0416>")
    )
    font.ToUnicode = pdf.make_stream(greek)
    pdf.pages[0].Resources.Font.F2 = font
    target = without(saved(pdf, tmp_path), "Quillby")
    assert is_drawn_as_picture(target)
    assert letters(target).split() == ["to", "}Ω", "Ж}"]
    assert extract_text(io.BytesIO(target.read_bytes())).split() == ["to", "}Ω", "Ж}"]


def test_a_page_without_words_gets_none(tmp_path: Path) -> None:
    target = without(made(tmp_path, CURVE + b"BT /F1 12 Tf 130 100 Td (Quillby) Tj ET"), "Quillby")
    assert is_drawn_as_picture(target)
    assert letters(target) == ""
