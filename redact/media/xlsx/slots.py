"""Every place in a cleaned workbook that can hold words, sheet by sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.ooxml.links import link_slots
from redact.media.ooxml.members import drawn_slots, filled, story_of
from redact.media.ooxml.package import ROOT
from redact.media.ooxml.properties import property_slots
from redact.media.ooxml.slots import AttributePiece, Slot, TextPiece, Then, apply
from redact.media.ooxml.words import loose_slots
from redact.media.ooxml.xml import q, qs, remove
from redact.media.splice import by_part
from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.cells import change
from redact.media.xlsx.formulas import has_words
from redact.media.xlsx.headers import header_slots
from redact.media.xlsx.notes import note_slots
from redact.types import Edit, Part

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_RULES = qs("x:dataValidation x:cfRule")
_RULE_FORMULAS = tuple(map(q, "x:formula x:formula1 x:formula2".split()))
_READ_APART = qs("x:sheetData x:headerFooter x:sheets x:definedNames")
_OWN_NAMES = ("_xlnm.", "_xlfn.", "_xlchart.", "_xlws.", "_xlpm.")


@dataclass(frozen=True, slots=True)
class NamePiece:
    """A name in which words are joined by underscores or points, shown as words."""

    element: Element = field(repr=False)

    @property
    def text(self) -> str:
        return re.sub(r"[_.\\]", " ", self.element.get("name", ""))

    def put(self, text: str) -> None:
        self.element.set("name", text)


def parts(book: Book) -> Iterator[Part]:
    """Every place of a workbook that holds words, cells first."""
    for cells in book.cells.values():
        yield from cells.parts
    yield from (slot.part() for slot in slots(book))


def put(book: Book, edits: Iterable[Edit]) -> set[str]:
    """Carry the edits out, and give the ids of what was changed beside cells.

    Raises ``PluginError`` for an edit of a part that is not there, or one that is none of text.
    """
    groups = by_part(edits)
    done = {key for n, cells in book.cells.items() for key in change(cells, book.redone[n], book.strings, groups)}
    return apply(slots(book), (edit for key, group in groups.items() if key not in done for edit in group))


def slots(book: Book) -> Iterator[Slot]:
    """A slot for each note, name, label, address and drawn text that is not empty: for all places but cells."""
    return filled(_slots(book))


def _slots(book: Book) -> Iterator[Slot]:
    for sheet in book.sheets:
        name = AttributePiece(sheet.entry, "name")
        yield Slot(f"book.s{sheet.number}", f"name of sheet {sheet.number}", (name,))
    for number, entry in enumerate(book.root.iter(q("x:definedName")), 1):
        if not entry.get("name", "").startswith(_OWN_NAMES):
            yield Slot(f"book.n{number}", f"defined name {number}", (NamePiece(entry),), then=_remover(entry))
            yield from _worded(entry, f"book.d{number}", f"value of defined name {number}", entry)
    for sheet in book.sheets:
        yield from _sheet_slots(book, sheet)
    yield from _other_slots(book)


def _sheet_slots(book: Book, sheet: Sheet) -> Iterator[Slot]:
    number, root = sheet.number, book.package.xml(sheet.member)
    notes = book.notes(sheet)
    yield from note_slots(number, notes) if notes is not None else ()
    yield from header_slots(root, f"s{number}", f"sheet {number}, ")
    yield from _rule_slots(root, f"s{number}", f"sheet {number}, ")
    yield from _loose_in_sheet(root, f"s{number}", f"sheet {number}, ")
    yield from link_slots(book.package, sheet.member, f"s{number}", f"sheet {number}, ")


def _rule_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """What rules for input and for colouring spell out; a rule that is changed goes."""
    for number, rule in enumerate(root.iter(*_RULES), 1):
        for count, formula in enumerate(rule.iter(*_RULE_FORMULAS), 1):
            yield from _worded(formula, f"{story}.r{number}.f{count}", f"{place}rule {number}, formula", rule)


def _loose_in_sheet(root: Element, story: str, place: str) -> Iterator[Slot]:
    """The labels and stray texts of a sheet, its cells and rules apart."""
    taken = {element for rule in root.iter(*_RULES) for element in rule.iter(*_RULE_FORMULAS)}
    rest = [child for child in root if child.tag not in _READ_APART]
    for number, child in enumerate(rest, 1):
        yield from loose_slots(child, f"{story}.e{number}", place, taken)


def _other_slots(book: Book) -> Iterator[Slot]:
    package = book.package
    notes = {name for sheet in book.sheets for name in package.targets(sheet.member, "comments")}
    done = {sheet.member for sheet in book.sheets} | notes
    for member in package.text_members():
        root = package.xml(member)
        if member in done or root.tag == q("x:sst"):
            continue
        if root.tag == q("x:workbook"):
            yield from _loose_in_sheet(root, "book", "workbook, ")
        elif member in package.targets(ROOT, "core-properties"):
            yield from property_slots(root)
        elif root.tag == q("x:table"):
            yield from _table_slots(root, *story_of(member))
        else:
            yield from drawn_slots(package, member)
            yield from _format_slots(root, *story_of(member))


def _table_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """The labels of a table; its columns are named after their cells, its formulas go when they are changed."""
    formulas = list(root.iter(q("x:calculatedColumnFormula"), q("x:totalsRowFormula")))
    for number, formula in enumerate(formulas, 1):
        yield from _worded(formula, f"{story}.f{number}", f"{place}formula {number}", formula)
    columns = (column for column in root.iter(q("x:tableColumn")) if column.get("totalsRowLabel"))
    for number, column in enumerate(columns, 1):
        yield Slot(f"{story}.l{number}", f"{place}label {number}", (AttributePiece(column, "totalsRowLabel"),))


def _format_slots(root: Element, story: str, place: str) -> Iterator[Slot]:
    """Words inside formats of numbers; a format that is changed becomes the general one."""
    worded = (row for row in root.iter(q("x:numFmt")) if '"' in row.get("formatCode", ""))
    for number, row in enumerate(worded, 1):
        piece = AttributePiece(row, "formatCode")
        yield Slot(f"{story}.c{number}", f"{place}format {number}", (piece,), then=_general(row))


def _worded(formula: Element, key: str, place: str, doomed: Element) -> Iterator[Slot]:
    if formula.text and has_words(formula.text):
        yield Slot(key, place, (TextPiece(formula),), then=_remover(doomed))


def _remover(element: Element) -> Then:
    return lambda: remove(element)


def _general(row: Element) -> Then:
    return lambda: row.set("formatCode", "General")
