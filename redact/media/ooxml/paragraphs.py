"""Paragraphs of Word and of drawings: each is one text, whatever runs, links and tracked names it is cut into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import MarkPiece, Piece, TextPiece
from redact.media.ooxml.xml import q, qs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

PARAGRAPHS = qs("w:p a:p")
TEXTS = qs("w:t a:t m:t w:delText")
_MARKS = {
    q("w:tab"): "\t",
    q("w:ptab"): "\t",
    q("w:br"): "\n",
    q("w:cr"): "\n",
    q("w:noBreakHyphen"): "-",
    q("a:br"): "\n",
}
_SYMBOL = q("w:sym")
_RUN = q("w:r")
_DRAWN_FONTS = ("wingdings", "webdings", "symbol")


def paragraphs(root: Element) -> dict[Element, list[Piece]]:
    """The pieces of every paragraph, in the order of the document; a paragraph inside another has its own."""
    found: dict[Element, list[Piece]] = {}
    for element in root.iter(*PARAGRAPHS, *TEXTS, *_MARKS, _SYMBOL):
        if element.tag in PARAGRAPHS:
            found[element] = []
            continue
        piece, home = _piece(element), next(element.iterancestors(*PARAGRAPHS), None)
        if piece is not None and home is not None:
            found[home].append(piece)
    return found


def texts_of(pieces: list[Piece]) -> Iterator[Element]:
    """The elements that hold the text of a paragraph."""
    return (piece.element for piece in pieces if isinstance(piece, TextPiece))


def _piece(element: Element) -> Piece | None:
    if element.tag in TEXTS:
        return TextPiece(element)
    if element.tag == q("a:br"):
        return MarkPiece(element, "\n", _drawn_run)
    parent = element.getparent()
    if parent is None or parent.tag != _RUN:
        return None
    if element.tag == _SYMBOL:
        return MarkPiece(element, _symbol(element), _word_text)
    return MarkPiece(element, _MARKS[str(element.tag)], _word_text)


def _symbol(element: Element) -> str:
    """The letter that a symbol shows: ordinary fonts keep theirs again in the private area from F000 on."""
    try:
        code = int(element.get(q("w:char"), "25A1"), 16)
        drawn = element.get(q("w:font"), "").casefold().startswith(_DRAWN_FONTS)
        return chr(code - 0xF000 if 0xF020 <= code <= 0xF0FF and not drawn else code)
    except (ValueError, OverflowError):
        return "□"


def _word_text(text: str) -> Element:
    from lxml import etree

    element = etree.Element(q("w:t"))
    element.text = text
    element.set(q("xml:space"), "preserve")
    return element


def _drawn_run(text: str) -> Element:
    from lxml import etree

    run = etree.Element(q("a:r"))
    etree.SubElement(run, q("a:t")).text = text
    return run
