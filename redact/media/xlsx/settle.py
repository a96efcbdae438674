"""What must follow when cells and names of a workbook have been changed, so that nothing brings the old values back.

Results worked out from changed cells are taken out (Excel works them out again on opening), formulas that lost what
they refer to become their results, tables name their columns after their cells, and texts that no cell shows any more
leave the shared list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from redact.media.ooxml.xml import local, q, remove
from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.cells import FORMULA, VALUE, Cell
from redact.media.xlsx.formulas import (
    Formula,
    Place,
    column_number,
    read_formula,
    tainted,
    with_columns,
    with_sheet_names,
)
from redact.media.xlsx.notes import draw_notes

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_CELL_ID = re.compile(r"s(\d+)\.([A-Z]{1,3})(\d+)(?:\.f)?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_HOLDERS = ("dataValidations", "conditionalFormatting", "definedNames", "hyperlinks")
_CALC_FOLLOWS = tuple(map(q, "x:definedNames x:sheets".split()))


@dataclass(frozen=True, slots=True)
class Before:
    """What must be remembered of a workbook before it is changed.

    The numbers of its sheets by folded name, what its formulas read, and the names of its ranges by their numbers.
    """

    sheets: Mapping[str, int] = field(repr=False)
    formulas: Sequence[Formula] = field(repr=False)
    names: Mapping[int, str] = field(repr=False)

    @classmethod
    def of(cls, book: Book) -> Before:
        """Look at a workbook that was just cleaned."""
        sheets = {sheet.entry.get("name", "").casefold(): sheet.number for sheet in book.sheets}
        names = {n: entry.get("name", "") for n, entry in enumerate(book.root.iter(q("x:definedName")), 1)}
        return cls(sheets, _formulas(book, sheets), names)


def settle(book: Book, changed: set[str], before: Before) -> None:
    """Carry out what follows from the changes. *changed* are the ids of changed slots."""
    places = {_place(match) for match in map(_CELL_ID.fullmatch, changed) if match}
    _forget_results(book, tainted(before.formulas, places))
    _flatten(book, [name for n, name in before.names.items() if {f"book.n{n}", f"book.d{n}"} & changed])
    _name_columns(book)
    _rename_sheets(book, before.sheets)
    _drop_orphans(book)
    _blank_unused(book)
    _remove_empty(book)
    for sheet in book.sheets:
        notes = book.notes(sheet)
        if notes is not None and notes.find(f".//{q('x:comment')}") is not None:
            draw_notes(book.package, sheet.member, notes, sheet.number)


def _place(match: re.Match[str]) -> Place:
    return int(match[1]), int(match[3]), column_number(match[2])


def _formulas(book: Book, names: Mapping[str, int]) -> list[Formula]:
    masters: dict[tuple[int, str], tuple[str, Place]] = {}
    found = list[Formula]()
    for cell in book.all_cells():
        element = cell.element.find(FORMULA)
        if element is None:
            continue
        text, group = element.text or "", (cell.place[0], element.get("si", ""))
        if element.get("t") == "shared" and text:
            masters[group] = text, cell.place
        if not text and group in masters:
            found.append(read_formula(masters[group][0], cell.place, names, masters[group][1]))
        else:
            found.append(read_formula(text, cell.place, names) if text else Formula(cell.place, (), opaque=True))
    return found


def _forget_results(book: Book, places: set[Place]) -> None:
    if not places:
        return
    for cell in book.all_cells():
        if cell.place in places and cell.element.find(FORMULA) is not None:
            for value in cell.element.findall(VALUE):
                remove(value)
            cell.element.attrib.pop("t", "")
    calculation = book.root.find(q("x:calcPr"))
    if calculation is None:
        calculation = book.root.makeelement(q("x:calcPr"))
        next(child for tag in _CALC_FOLLOWS for child in book.root.findall(tag)).addnext(calculation)
    calculation.set("fullCalcOnLoad", "1")


def _flatten(book: Book, names: Sequence[str]) -> None:
    """Turn cells whose formula calls one of these names into their results; rules and other names with it go."""
    if not names:
        return
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?![\w.(])", re.IGNORECASE)
    for element in list(book.formula_elements()):
        if pattern.search(element.text or ""):
            remove(next(element.iterancestors(q("x:dataValidation"), q("x:cfRule")), element))


def _name_columns(book: Book) -> None:
    """Give the columns of tables the names that their head cells show, and follow them in formulas."""
    new: dict[str, str] = {}
    for sheet, table in book.tables():
        for column, name in _columns(book, sheet, table):
            old = re.sub("_x000[aA]_", "\n", column.get("name", ""))
            if old != name:
                column.set("name", name.replace("\n", "_x000a_"))
                new[old] = name
    for element in list(book.formula_elements()) if new else ():
        element.text = with_columns(element.text or "", new) or None


def _columns(book: Book, sheet: Sheet, table: Element) -> Iterator[tuple[Element, str]]:
    """The columns of a table with the names that they must have."""
    first = re.match(r"([A-Z]{1,3})(\d+)", table.get("ref", ""))
    headed = table.get("headerRowCount") != "0" and first is not None
    row, left = (int(first[2]), column_number(first[1])) if first else (0, 0)
    heads = {cell.place[2] - left: cell for cell in book.cells[sheet.number] if cell.place[1] == row}
    seen = set[str]()
    for number, column in enumerate(table.iter(q("x:tableColumn"))):
        yield column, _column_name(heads.get(number) if headed else None, number, seen)


def _column_name(head: Cell | None, number: int, seen: set[str]) -> str:
    pieces = head.pieces() if head else ()
    shown = "".join(piece.text for piece in pieces) or f"Column{number + 1}"
    name, count = shown, 1
    while name.casefold() in seen:
        count += 1
        name = f"{shown} {count}"
    seen.add(name.casefold())
    if pieces and name != shown:
        pieces[-1].put(f"{pieces[-1].text} {count}")
    return name


def _rename_sheets(book: Book, before: Mapping[str, int]) -> None:
    """Make new names of sheets fit Excel's rules, and follow them wherever a sheet is called by its name."""
    now = {sheet.number: sheet.entry for sheet in book.sheets}
    new = {old: now[number] for old, number in before.items() if now[number].get("name", "").casefold() != old}
    taken = {entry.get("name", "").casefold() for entry in now.values() if entry not in new.values()}
    for entry in new.values():
        entry.set("name", _fitting(entry.get("name", ""), taken))
    names = {old: entry.get("name", "") for old, entry in new.items()}
    for element in book.formula_elements() if names else ():
        element.text = with_sheet_names(element.text or "", names) or None
    for sheet in book.sheets if names else ():
        _rename_in_links(book, sheet, names)


def _rename_in_links(book: Book, sheet: Sheet, names: Mapping[str, str]) -> None:
    for link in book.package.xml(sheet.member).iter(q("x:hyperlink")):
        if link.get("location"):
            link.set("location", with_sheet_names(link.get("location", ""), names))
    book.package.relations[sheet.member] = [
        replace(row, target=with_sheet_names(unquote(row.target), names)) if row.target.startswith("#") else row
        for row in book.package.relations[sheet.member]
    ]


def _fitting(name: str, taken: set[str]) -> str:
    name = _FORBIDDEN.sub("", name).strip()[:_LONGEST_NAME] or "Sheet"
    fitting, count = name, 1
    while fitting.casefold() in taken:
        count += 1
        fitting = f"{name[: _LONGEST_NAME - 4]} {count}"
    taken.add(fitting.casefold())
    return fitting


def _drop_orphans(book: Book) -> None:
    """Turn cells of a shared formula into their results when the cell that spelled it out lost it."""
    for cells in book.cells.values():
        shared = [(cell, f) for cell in cells for f in cell.element.findall(FORMULA) if f.get("t") == "shared"]
        spelled = {formula.get("si") for _, formula in shared if formula.text}
        for _, formula in shared:
            if formula.get("si") not in spelled:
                remove(formula)


def _blank_unused(book: Book) -> None:
    """Empty the shared texts that no cell shows."""
    used = set(_shared_numbers(book))
    for number, string in enumerate(book.strings):
        if number not in used and (len(string) != 1 or string[0].text):
            for child in list(string):
                remove(child)
            string.append(string.makeelement(q("x:t")))


def _shared_numbers(book: Book) -> Iterator[int]:
    for cell in book.all_cells():
        value = cell.element.findtext(VALUE, "") if cell.element.get("t") == "s" else ""
        if value.isascii() and value.isdigit():
            yield int(value)


def _remove_empty(book: Book) -> None:
    for root in (book.root, *(book.package.xml(sheet.member) for sheet in book.sheets)):
        for holder in [child for child in root if local(child.tag) in _HOLDERS]:
            holder.attrib.pop("count", "")
            if len(holder) == 0:
                remove(holder)
