"""A word taken out by the handler, and the fonts of what was written."""

from pathlib import Path

import pikepdf

from redact.media.pdf.subset import cut_fonts
from tests.media.pdf.making import letters, without
from tests.media.pdf.subset.fonts_made import KEPT, SECRET, font_of, looks, outlines, reportlab_pdf, saved


def test_a_redacted_word_leaves_no_letter_in_the_fonts(tmp_path: Path) -> None:
    source = tmp_path / "in.pdf"
    source.write_bytes(reportlab_pdf(KEPT[0], f"{KEPT[1]} {SECRET}"))
    target = without(source, SECRET)
    with pikepdf.open(target) as pdf:
        written = saved(pdf)
        assert cut_fonts(pdf) == frozenset()
        after = saved(pdf)
    assert SECRET not in letters(target)
    assert looks(after) == looks(written)
    drawn = set("".join(KEPT)) - {" "}
    assert len(outlines(after)) == len(drawn) + 1  # and the one for what is missing
    for letter in set(SECRET) - drawn:
        assert b"<%04X>" % ord(letter) not in font_of(after).ToUnicode.read_bytes().upper()
