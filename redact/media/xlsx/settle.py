"""What must follow when cells and names of a workbook have been changed, so that nothing brings the old values back.

Results worked out from changed cells are taken out (Excel works them out again on opening), formulas that lost what
they refer to become their results, tables name their columns after their cells, and texts that no cell shows any more
leave the shared list.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from redact.media.ooxml.xml import local, q, remove
from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.cells import add, shown_now
from redact.media.xlsx.formulas import Place, column_number, tainted, with_columns, with_sheet_names
from redact.media.xlsx.hidden import NOTHING, Plan
from redact.media.xlsx.leave import carry_out
from redact.media.xlsx.notes import draw_notes
from redact.media.xlsx.reading import filled_of, within_reach

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_SHARED = re.compile(rb' t="shared"')
_GROUP = re.compile(rb' si="(\d+)"')
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_HOLDERS = ("dataValidations", "conditionalFormatting", "definedNames", "hyperlinks", "oleObjects")
_CALC_FOLLOWS = tuple(map(q, "x:definedNames x:sheets".split()))


@dataclass(frozen=True, slots=True)
class Before:
    """What must be remembered of a workbook before it is changed.

    The numbers of its sheets by folded name, and the names of its ranges by their numbers.
    """

    sheets: Mapping[str, int] = field(repr=False)
    names: Mapping[int, str] = field(repr=False)

    @classmethod
    def of(cls, book: Book) -> Before:
        """Look at a workbook that was just cleaned."""
        sheets = {sheet.entry.get("name", "").casefold(): sheet.number for sheet in book.sheets}
        names = {n: entry.get("name", "") for n, entry in enumerate(book.root.iter(q("x:definedName")), 1)}
        return cls(sheets, names)

    def without(self, sheets: Container[int]) -> Before:
        """The same, less some sheets."""
        return Before({name: number for name, number in self.sheets.items() if number not in sheets}, self.names)


def settle(book: Book, changed: set[str], before: Before, plan: Plan = NOTHING) -> list[str]:
    """Carry out what follows from the changes, and what is planned for hidden things; what was done about these.

    *changed* are the ids of changed slots other than cells.
    """
    _forget_results(book, before, plan.spared)
    said = carry_out(book, plan)
    before = before.without(plan.sheets) if plan.what == "drop" else before
    _flatten(book, [name for n, name in before.names.items() if {f"book.n{n}", f"book.d{n}"} & changed])
    _name_columns(book)
    _rename_sheets(book, before.sheets)
    _drop_orphans(book)
    _remove_empty(book)
    book.package.sweep()
    for sheet in book.sheets:
        draw_notes(book.package, sheet.member, book.notes(sheet), sheet.number)
    book.finish()
    return said


def _forget_results(book: Book, before: Before, spared: Container[Place]) -> None:
    """Take out the results of formulas that come, at any remove, from a changed cell, but for *spared* ones."""
    changed = [place for number in book.redone for place in _changed(book, number)]
    if not changed:
        return
    filled = (each for cells in book.cells.values() for each in filled_of(cells, before.sheets))
    near = within_reach(filled, changed)
    places = tainted([pattern.at(place) for pattern, place in near if place not in spared], changed)
    if not places:
        return
    for number, redone in book.redone.items():
        grid = redone.grid
        for cell in {cell for cell, _ in grid.spelled}:
            if (number, grid.rows[cell], grid.columns[cell]) in places:
                redone.forget(cell)
    calculation = book.root.find(q("x:calcPr"))
    if calculation is None:
        calculation = book.root.makeelement(q("x:calcPr"))
        next(child for tag in _CALC_FOLLOWS for child in book.root.findall(tag)).addnext(calculation)
    calculation.set("fullCalcOnLoad", "1")


def _changed(book: Book, number: int) -> Iterator[Place]:
    redone = book.redone[number]
    return ((number, redone.grid.rows[cell], redone.grid.columns[cell]) for cell in sorted(redone.cells))


def _flatten(book: Book, names: Sequence[str]) -> None:
    """Turn cells whose formula calls one of these names into their results; rules and other names with it go."""
    if not names:
        return
    pattern = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, names))})(?![\w.(])", re.IGNORECASE)
    for element in list(book.formula_elements()):
        if pattern.search(element.text or ""):
            remove(next(element.iterancestors(q("x:dataValidation"), q("x:cfRule")), element))
    for redone in book.redone.values():
        for cell in [each.cell for each in redone.formulas() if pattern.search(each.text)]:
            redone.settle_for_result(cell)


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
    for redone in book.redone.values() if new else ():
        redone.respell(lambda text: with_columns(text, new))


def _columns(book: Book, sheet: Sheet, table: Element) -> Iterator[tuple[Element, str]]:
    """The columns of a table with the names that they must have."""
    first = re.match(r"([A-Z]{1,3})(\d+)", table.get("ref", ""))
    headed = table.get("headerRowCount") != "0" and first is not None
    row, left = (int(first[2]), column_number(first[1])) if first else (0, 0)
    grid = book.redone[sheet.number].grid
    heads = {grid.columns[cell] - left: cell for cell in grid.in_row(row)} if headed else {}
    seen = set[str]()
    for number, column in enumerate(table.iter(q("x:tableColumn"))):
        yield column, _column_name(book, sheet.number, heads.get(number), number, seen)


def _column_name(book: Book, sheet: int, head: int | None, number: int, seen: set[str]) -> str:
    cells, redone = book.cells[sheet], book.redone[sheet]
    said = shown_now(cells, redone, head) if head is not None else ""
    shown = said or f"Column{number + 1}"
    name, count = shown, 1
    while name.casefold() in seen:
        count += 1
        name = f"{shown} {count}"
    seen.add(name.casefold())
    if head is not None and said and name != shown:
        add(cells, redone, book.strings, head, f" {count}")
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
    for redone in book.redone.values() if names else ():
        redone.respell(lambda text: with_sheet_names(text, names))
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
    for redone in book.redone.values():
        shared = [(each, _GROUP.search(each.marks)) for each in redone.formulas(_SHARED)]
        spelled = {group[1] for each, group in shared if group and each.text}
        for each, group in shared:
            if not group or group[1] not in spelled:
                redone.settle_for_result(each.cell)


def _remove_empty(book: Book) -> None:
    for root in (book.root, *(book.package.xml(sheet.member) for sheet in book.sheets)):
        for holder in [child for child in root if local(child.tag) in _HOLDERS]:
            holder.attrib.pop("count", "")
            if len(holder) == 0:
                remove(holder)
