"""How the pages of a PDF are numbered: in which figures, from which number on. What stands before a number is dropped.

PDF 32000-1, 12.4.2.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from redact.media.pdf.links import leaves
from redact.media.pdf.objects import as_dictionary, name_of

_STYLES = frozenset("/D /R /r /A /a".split())
_MOST = 1_000_000


class Numbering(NamedTuple):
    """The first page, counted from 0, that is numbered so; the style as PDF names it; the number of that page."""

    page: int
    style: str
    start: int


def numberings_of(pdf: Any) -> tuple[Numbering, ...]:
    """How the pages of an open PDF are numbered, none where they are counted from 1."""
    found: dict[int, Numbering] = {}
    count = len(pdf.pages)
    for page, label in leaves(pdf.Root.get("/PageLabels"), "/Nums"):
        if type(page) is int and 0 <= page < count:
            style, start = name_of(as_dictionary(label).get("/S")), as_dictionary(label).get("/St", 1)
            if style not in _STYLES:  # a page that is called by a word alone is counted
                style, start = "/D", page + 1
            found[page] = Numbering(page, style, start if type(start) is int and 0 < start < _MOST else 1)
    rows = tuple(found[page] for page in sorted(found))
    return () if rows == (Numbering(0, "/D", 1),) or not rows or rows[0].page else rows


def add_numberings(pdf: Any, numberings: tuple[Numbering, ...]) -> None:
    """Number the pages of the written file."""
    from pikepdf import Array, Dictionary, Name

    rows: list[Any] = []
    for page, style, start in numberings:
        rows += [page, Dictionary(S=Name(style), St=start)]
    if rows:
        pdf.Root["/PageLabels"] = Dictionary(Nums=Array(rows))
