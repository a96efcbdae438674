"""Fonts cut down to what a PDF still shows with them.

A font that came with a file holds the letters that the file used, and no others: outlines, widths, names, and the table
of what its codes stand for. Left as it is, it tells which letters stood in words that were taken out. Every font is
cut, whole ones too, and written in one way whether or not something was taken out, so that the writing tells nothing.
The blank stays in every font that shows anything, because programs measure the gaps between words by it.

Glyphs, codes and identifiers keep their numbers. Producers often give numbers in the order of first use, so that a gap
between the numbers that are left tells that other letters, and how many, first stood in a word that is gone; it does
not tell which. The boxes around all glyphs of a Type 3 font and in a font's descriptor stay too, as producers take them
from the whole font. Fonts that only a form's fields would use (``/AcroForm``) are not looked at.
"""

from __future__ import annotations

from typing import Any

__all__ = ["cut_fonts"]


def cut_fonts(pdf: Any) -> frozenset[int]:
    """Cut down every font of an open PDF in place; the pages, from 0, that draw with one that could not be cut.

    Such a font is left whole and still tells its letters: the caller must not release those pages as they are.
    """
    from redact.media.pdf.subset.cutting import cut_all
    from redact.media.pdf.subset.gathering import fonts_shown
    from redact.media.pdf.subset.pages import pages_with

    return pages_with(pdf, cut_all(pdf, fonts_shown(pdf)))
