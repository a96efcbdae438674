"""Cells: what each shows, and how one cell gets words of its own without touching another that showed the same.

Excel keeps a text once for all cells that show it; a changed cell leaves that list and holds its text itself, with the
formatting of its runs. Its formula goes, for it could bring the old value back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Piece
from redact.media.ooxml.xml import legal, q, remove
from redact.media.xlsx.formulas import Place, column_letters, column_number
from redact.media.xlsx.numbers import Formats

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

CELL, ROW, VALUE, FORMULA, INLINE, TEXT = map(q, "x:c x:row x:v x:f x:is x:t".split())
_NO_WORDS = re.compile(r"[01]|#[A-Z0-9_]+[/!?]?[0A]?[!?]?|")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")


class Cell:
    """One cell: where it is, its element, and what is needed to read it. What it shows is worked out once."""

    __slots__ = ("_formats", "_strings", "_texts", "_value", "element", "is_text", "place")

    def __init__(self, place: Place, element: Element, strings: Sequence[Sequence[Element]], formats: Formats) -> None:
        self.place, self.element = place, element
        self.is_text = element.get("t") in {"s", "str", "inlineStr"}
        self._strings, self._formats = strings, formats
        self._texts: Sequence[Element] | None = None
        self._value: str | None = None

    def __repr__(self) -> str:
        return f"Cell({self.place})"

    @property
    def reference(self) -> str:
        """As a person calls it: "B4"."""
        return f"{column_letters(self.place[2])}{self.place[1]}"

    def texts(self) -> Sequence[Element]:
        """The elements that hold its text, of its own or in the shared list; none for a number."""
        if self._texts is None:
            self._texts = self._found()
        return self._texts

    def value(self) -> str:
        """The text of a number, a date, or a formula's result."""
        if self._value is None:
            text, style = self.element.findtext(VALUE) or "", self.element.get("s", "0")
            is_number = self.element.get("t", "n") == "n"
            self._value = self._formats.shown(text, int(style) if style.isdigit() else 0) if is_number else text
        return self._value

    def _found(self) -> Sequence[Element]:
        if self.element.get("t") == "s":
            value = self.element.findtext(VALUE, "")
            number = int(value) if value.isascii() and value.isdigit() else -1
            return self._strings[number] if 0 <= number < len(self._strings) else ()
        holder = self.element.find(INLINE)
        return list(holder.iter(TEXT)) if holder is not None else ()

    def pieces(self) -> tuple[Piece, ...]:
        """What the cell's text is made of; nothing for truth values, errors and empty cells."""
        if self.element.get("t") in {"b", "e"} and _NO_WORDS.fullmatch(self.element.findtext(VALUE) or ""):
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
        self._texts = list(holder.iter(TEXT))

    def adopt(self, text: Element) -> None:
        """Take note of the element that holds the cell's text from now on."""
        self._texts = [text]


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
        self.cell.adopt(holder[0])
        _set(holder[0], text)


def cells_of(number: int, sheet: Element, strings: Sequence[Sequence[Element]], formats: Formats) -> Iterator[Cell]:
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
