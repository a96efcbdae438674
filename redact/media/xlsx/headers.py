"""Headers and footers of sheets: words between codes for place, font and page number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Slot
from redact.media.ooxml.xml import legal, q

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_CODE = re.compile(r'(&(?:"[^"]*"|\d{1,3}|K[0-9A-Fa-f]{6}|K\d{2}[+-]\d{3}|[A-JL-Za-z]))')
_AND = "\0"
"""Stands for a doubled "&" while a header is taken apart; XML cannot hold it, so no header does."""
_PLACE = re.compile("&[LCR]")


@dataclass(frozen=True, slots=True)
class HeaderPiece:
    """The words between two codes of a header; a doubled "&" is shown as one."""

    element: Element = field(repr=False)
    number: int

    @property
    def text(self) -> str:
        return _pieces(self.element)[self.number].replace(_AND, "&")

    def put(self, text: str) -> None:
        pieces = _pieces(self.element)
        pieces[self.number] = legal(text).replace("&", _AND)
        self.element.text = "".join(pieces).replace(_AND, "&&")


def header_slots(sheet: Element, story: str, place: str) -> Iterator[Slot]:
    """A slot for the left, the middle and the right of each header and footer."""
    sections = (
        section for texts in sheet.findall(q("x:headerFooter")) for element in texts for section in _cut(element)
    )
    for number, pieces in enumerate(sections, 1):
        yield Slot(f"{story}.h{number}", f"{place}header or footer {number}", pieces)


def _cut(element: Element) -> Iterator[tuple[HeaderPiece, ...]]:
    """The pieces of one header, by place: codes for places part them, other codes do not."""
    section = 0
    numbered = list[tuple[int, HeaderPiece]]()
    for number, piece in enumerate(_pieces(element)):
        section += bool(_PLACE.fullmatch(piece))
        if number % 2 == 0:
            numbered.append((section, HeaderPiece(element, number)))
    for _, group in groupby(numbered, key=lambda pair: pair[0]):
        yield tuple(piece for _, piece in group)


def _pieces(element: Element) -> list[str]:
    """Words at even places, codes at odd ones."""
    return _CODE.split((element.text or "").replace("&&", _AND))
