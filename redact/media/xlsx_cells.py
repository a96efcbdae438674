"""Cells: what each shows, and how one cell gets words of its own without touching another that showed the same.

Excel keeps a text once for all cells that show it; a changed cell leaves that list and holds its text itself, with the
formatting of its runs. Its formula goes, for it could bring the old value back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.ooxml_slots import Piece
from redact.media.ooxml_xml import legal, q, remove
from redact.media.xlsx_formulas import Place, column_letters, column_number
from redact.media.xlsx_numbers import Formats

if TYPE_CHECKING:
    from redact.media.ooxml_xml import Element

CELL, ROW, VALUE, FORMULA, INLINE, TEXT = map(q, "x:c x:row x:v x:f x:is x:t".split())
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it is, its element, and what is needed to read it."""

    place: Place
    element: Element = field(repr=False)
    strings: Sequence[Element] = field(repr=False)
    formats: Formats = field(repr=False)

    @property
    def reference(self) -> str:
        """As a person calls it: "B4"."""
        return f"{column_letters(self.place[2])}{self.place[1]}"

    @property
    def is_text(self) -> bool:
        """Whether it holds words rather than a number."""
        return self.element.get("t") in {"s", "str", "inlineStr"}

    def texts(self) -> list[Element]:
        """The elements that hold its text, of its own or in the shared list; none for a number."""
        holder = self.element.find(INLINE)
        if self.element.get("t") == "s":
            value = self.element.findtext(VALUE, "")
            number = int(value) if value.isascii() and value.isdigit() else -1
            holder = self.strings[number] if 0 <= number < len(self.strings) else None
        return list(holder.iter(TEXT)) if holder is not None else []

    def value(self) -> str:
        """The text of a number, a date, or a formula's result."""
        text = self.element.findtext(VALUE) or ""
        if self.element.get("t", "n") != "n":
            return text
        style = self.element.get("s", "0")
        return self.formats.shown(text, int(style) if style.isdigit() else 0)

    def pieces(self) -> tuple[Piece, ...]:
        """What the cell's text is made of; nothing for truth values, errors and empty cells."""
        if self.element.get("t") in {"b", "e"}:
            return ()
        if texts := self.texts():
            return tuple(SharedPiece(self, number) for number in range(len(texts)))
        return (ValuePiece(self),) if self.element.find(VALUE) is not None else ()

    def own(self, texts: Sequence[Element]) -> None:
        """Make the cell hold a copy of this text itself, and no formula."""
        holder = self.element.makeelement(INLINE)
        if texts:
            source = texts[0].getparent()
            outer = source.getparent() if source is not None and source.tag == q("x:r") else source
            holder.extend([deepcopy(child) for child in outer] if outer is not None else [])
        for child in list(self.element):
            remove(child)
        self.element.append(holder)
        self.element.set("t", "inlineStr")


@dataclass(frozen=True, slots=True)
class SharedPiece:
    """One run of a cell's text, wherever it is kept."""

    cell: Cell
    number: int

    @property
    def text(self) -> str:
        return self.cell.texts()[self.number].text or ""

    def put(self, text: str) -> None:
        if self.cell.element.get("t") != "inlineStr" or self.cell.element.find(FORMULA) is not None:
            self.cell.own(self.cell.texts())
        _set(self.cell.texts()[self.number], text)


@dataclass(frozen=True, slots=True)
class ValuePiece:
    """A number, a date, or the result of a formula; it becomes a text when it is changed."""

    cell: Cell

    @property
    def text(self) -> str:
        texts = self.cell.texts()
        return texts[0].text or "" if texts else self.cell.value()

    def put(self, text: str) -> None:
        self.cell.own(())
        holder = self.cell.element[0]
        holder.append(holder.makeelement(TEXT))
        _set(holder[0], text)


def cells_of(number: int, sheet: Element, strings: Sequence[Element], formats: Formats) -> Iterator[Cell]:
    """The cells of one sheet that hold anything, in order; a cell without a reference follows the one before it."""
    row = column = 0
    for element in sheet.iter(ROW, CELL):
        if element.tag == ROW:
            named = element.get("r", "")
            row, column = (int(named) if named.isdigit() else row + 1), 0
            continue
        if match := _REFERENCE.fullmatch(element.get("r", "")):
            row, column = int(match[2]), column_number(match[1])
        else:
            column += 1
        if len(element):
            yield Cell((number, row, column), element, strings, formats)


def _set(element: Element, text: str) -> None:
    element.text = legal(text)
    element.set(q("xml:space"), "preserve")
