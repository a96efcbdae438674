"""The cells of a workbook: what each shows and holds, with the head of its column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import structs

from redact.media.odf.formulas import has_words, leads_elsewhere, names_in
from redact.media.odf.grid import CELLS, Grid, Spot
from redact.media.odf.hidden import sheets
from redact.media.odf.package import OdfFile
from redact.media.odf.xml import forget, q, qs
from redact.media.ooxml.slots import AttributePiece, Piece, Slot
from redact.types import Modality, Part

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

FORMULA, _TYPE, _PARAGRAPH = q("table:formula"), q("office:value-type"), q("text:p")
_STRING = q("office:string-value")
_VALUES = tuple(map(q, "office:value office:date-value office:time-value office:boolean-value".split()))
TYPED = qs(
    "office:value office:date-value office:time-value office:boolean-value office:string-value office:value-type "
    "office:currency table:formula table:number-matrix-columns-spanned table:number-matrix-rows-spanned"
)
"""The attributes of a cell that hold its value and where it comes from."""
_TYPED_KINDS = frozenset({"spreadsheet", "chart"})
_NAMED = qs("table:named-expression table:database-range table:database-source-query")
_FIRST_ROWS = 10
_LONGEST = 120
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LineEnd:
    """What stands between two paragraphs of one cell."""

    text: str = "\n"

    def put(self, text: str) -> None:
        """Nothing: the paragraphs stay apart."""


@dataclass(frozen=True, slots=True)
class CellSlot(Slot):
    """The text of a cell, which is one of a column."""

    column: str = ""

    def part(self, language: str = "en") -> Part:
        """The same as a part of a document."""
        part = Part(self.id, Modality.TEXT, self.text, self.place, language=language, context=self.context)
        return structs.replace(part, column=self.column)


def clean_cells(file: OdfFile) -> None:
    """Leave in each cell one value and what is shown of it, and no formula that reads something elsewhere."""
    roots = file.roots.values()
    named = {e.get(q("table:name"), "").casefold() for root in roots for e in root.iter(*_NAMED)} - {""}
    for root in file.roots.values():
        for cell in root.iter(*CELLS):
            if file.kind not in _TYPED_KINDS:
                forget_value(cell)
                continue
            formula = cell.get(FORMULA)
            if formula and (leads_elsewhere(formula) or (named and names_in(formula) & named)):
                file.dropped["a formula on something elsewhere"] += 1
                del cell.attrib[FORMULA]
            _show_value(cell)


def forget_value(cell: Element) -> None:
    """Leave of a cell only the text that it shows."""
    for key in TYPED:
        forget(cell, key)


def _show_value(cell: Element) -> None:
    """Give a cell that holds a value and shows none the text of it; a text is held once."""
    words = cell.get(_STRING)
    forget(cell, _STRING)
    value = words if words is not None else next((cell.get(key, "") for key in _VALUES if cell.get(key)), "")
    if value and cell.find(_PARAGRAPH) is None:
        for line in value.split("\n"):
            new = cell.makeelement(_PARAGRAPH)
            new.text = " ".join(line.split())
            cell.append(new)


def cell_slots(file: OdfFile, read: dict[Element, list[Piece]]) -> Iterator[Slot]:
    """A slot for the name of each sheet, and for the text, the value and the words of the formula of each cell."""
    for root in file.roots.values():
        for number, sheet in enumerate(sheets(root), 1):
            name = AttributePiece(sheet, q("table:name"))
            yield Slot(f"s{number}.name", f"name of sheet {number}", (name,))
            for spot, context, column in _headed(list(Grid(sheet).spots()), read):
                yield from _slots_of(spot, number, read, (context, column))


def _slots_of(spot: Spot, sheet: int, read: dict[Element, list[Piece]], head: tuple[str, bool]) -> Iterator[Slot]:
    key, place = f"s{sheet}.{spot.name}", f"sheet {sheet}, cell {spot.name}"
    context, column = head
    pieces = _pieces(spot.element, read)
    shown = "".join(piece.text for piece in pieces)
    if shown.strip():
        yield CellSlot(key, place, pieces, context, column=f"s{sheet}.c{spot.left + 1}" if column else "")
    value = next((name for name in _VALUES[:-1] if spot.element.get(name)), "")
    if value and not _tells(shown, spot.element.get(value, "")):
        yield Slot(f"{key}.v", f"{place}, value", (AttributePiece(spot.element, value),), context)
    if has_words(spot.element.get(FORMULA, "")):
        yield Slot(f"{key}.f", f"{place}, formula", (AttributePiece(spot.element, FORMULA),))


def _pieces(cell: Element, read: dict[Element, list[Piece]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for number, paragraph in enumerate(cell.findall(_PARAGRAPH)):
        pieces += [LineEnd()] if number else []
        pieces += read.get(paragraph, [])
    return tuple(pieces)


def _tells(shown: str, value: str) -> bool:
    """Whether what a cell shows has all the figures of its value."""
    figures = "".join(_NUMBER.findall(value)).strip("0")
    return figures in "".join(_NUMBER.findall(shown)) or value == shown


def _headed(spots: Sequence[Spot], read: dict[Element, list[Piece]]) -> Iterator[tuple[Spot, str, bool]]:
    """Each element of cells with the words that say what it is, and whether it is a value of its column."""
    head_row, heads = _heads(spots, read)
    for top, row in groupby(spots, key=lambda spot: spot.top):
        beside = ""
        for spot in row:
            head = heads.get(spot.left, "") if top > head_row else ""
            yield spot, "" if top == head_row else head or beside, top > head_row
            beside = _text(spot, read) or beside if _is_text(spot) else beside


def _heads(spots: Sequence[Spot], read: dict[Element, list[Piece]]) -> tuple[int, dict[int, str]]:
    """The first row of two or more cells that are all words, among the first rows: its number and its words."""
    filled = [spot for spot in spots if len(spot.element)]
    for count, (row, group) in enumerate(groupby(filled, key=lambda spot: spot.top)):
        if count >= _FIRST_ROWS:
            break
        listed = list(group)
        if len(listed) > 1 and all(map(_is_text, listed)):
            return row, {spot.left: _text(spot, read) for spot in listed}
    if len({spot.left for spot in filled}) == 1 and len(filled) > 1 and _is_text(filled[0]):
        return filled[0].top, {filled[0].left: _text(filled[0], read)}
    return -1, {}


def _is_text(spot: Spot) -> bool:
    return spot.element.get(_TYPE, "string") == "string"


def _text(spot: Spot, read: dict[Element, list[Piece]]) -> str:
    return "".join(piece.text for piece in _pieces(spot.element, read))[:_LONGEST]
