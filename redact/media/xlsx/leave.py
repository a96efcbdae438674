"""Hidden things of a workbook left out of a copy, or shown in it, as they were planned; what was done is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from redact.media.ooxml.package import counted
from redact.media.ooxml.shapes import drop_hidden, show_hidden
from redact.media.ooxml.xml import q, qs, remove
from redact.media.xlsx.anchors import unseen_anchors
from redact.media.xlsx.book import Book, Sheet
from redact.media.xlsx.faint import hiding_forms
from redact.media.xlsx.formulas import FORMULAS
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.hidden import OWN_NAMES, Plan, styles_of
from redact.media.xlsx.hiding import Hiding, Rectangle, area_of, is_hidden_column, is_within
from redact.media.xlsx.leave_sheets import drop_charts, drop_links, drop_sheets
from redact.media.xlsx.unfaint import show_faint, show_runs

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_RULES = qs("x:dataValidation x:cfRule")
_PLAIN_WIDTH, _PLAIN_HEIGHT = "9", "15"


def carry_out(book: Book, plan: Plan) -> list[str]:
    """Do what was planned to a workbook whose edits are done and whose results are settled; what it was, in words."""
    if plan.what == "keep":
        return []
    forms = hiding_forms(styles_of(book))
    said = [*(_dropped(book, plan) if plan.what == "drop" else _shown(book, plan))]
    said.append((_drop_rules(book, lambda rule: rule.get("dxfId") in forms), "rules that hid cells left out"))
    said.append((show_faint(book, plan), "cells that could not be seen for their colour or size shown"))
    said.append((show_runs(book, plan), "cells with letters that could not be seen shown"))
    return [*counted({words: count for count, words in said})]


def _dropped(book: Book, plan: Plan) -> Iterator[tuple[int, str]]:
    roots = [book.package.xml(member) for member in book.package.text_members()]
    yield sum(_settle(book, n, cells) for n, cells in plan.reading.items()), "formulas of hidden things became results"
    emptied = sum(_empty(book, sheet, plan.cells[sheet.number]) for sheet in book.sheets if sheet.number in plan.cells)
    yield emptied, "hidden cells emptied: for their row, column, format or what is over them"
    yield sum(_forget_cells(book, sheet, plan) for sheet in book.sheets), "notes and links on hidden cells left out"
    yield _drop_rules(book, lambda rule: _reads(rule, plan.naming)), "rules of hidden things left out"
    yield _drop_names(roots, plan.naming), "names and formulas of hidden things left out"
    yield drop_links(book, plan.naming), "links to hidden things left out"
    yield drop_charts(book, plan.naming), "charts of hidden things left out"
    drawn = sum(_forget_drawn(book, sheet, plan) for sheet in book.sheets)
    yield drawn + sum(map(drop_hidden, roots)), "hidden shapes and pictures left out"
    yield drop_sheets(book, plan.sheets), "hidden sheets left out"


def _shown(book: Book, plan: Plan) -> Iterator[tuple[int, str]]:
    roots = [book.package.xml(member) for member in book.package.text_members()]
    for sheet in book.sheets:
        sheet.entry.attrib.pop("state", "")
        _show_cells(book, sheet, plan.hiding[sheet.number])
    yield len(plan.sheets), "hidden sheets shown"
    yield sum(map(len, plan.cells.values())), "hidden cells shown: for their row, column, format or what is over them"
    names = [entry for entry in book.root.iter(q("x:definedName")) if entry.get("hidden")]
    veiled = [entry for entry in names if not entry.get("name", "").startswith(OWN_NAMES)]
    for entry in veiled:
        del entry.attrib["hidden"]
    yield len(veiled), "hidden names shown"
    yield sum(map(show_hidden, roots)), "hidden shapes shown"


def _settle(book: Book, number: int, cells: Sequence[int]) -> int:
    """Leave nothing of formulas but their results."""
    redone = book.redone[number]
    for cell in cells:
        if redone.cell(cell).formula:
            redone.settle_for_result(cell)
    return len(cells)


def _empty(book: Book, sheet: Sheet, cells: Sequence[int]) -> int:
    """Empty cells. Heads of tables get words of no meaning, for a table must have some."""
    redone, tables = book.redone[sheet.number], [*_headed(book, sheet)]
    for cell in cells:
        row, column = redone.grid.rows[cell], redone.grid.columns[cell]
        lefts = (left for top, left, _, right in tables if top == row and left <= column <= right)
        number = column - next(lefts, column + 1) + 1
        if number:
            redone.put(cell, b"<t>Column%d</t>" % number)
        else:
            redone.empty(cell)
    return len(cells)


def _headed(book: Book, sheet: Sheet) -> Iterator[Rectangle]:
    for home, table in book.tables():
        area = area_of(table.get("ref", ""))
        if home is sheet and area and table.get("headerRowCount") != "0":
            yield area


def _forget_cells(book: Book, sheet: Sheet, plan: Plan) -> int:
    """Take away what hangs on cells that are left out: notes, links."""
    hiding = plan.hiding[sheet.number]
    rows = plan.rows.get(sheet.number, frozenset())
    notes = book.notes(sheet)
    roots = [book.package.xml(sheet.member), *([notes] if notes is not None else [])]
    hung = [element for root in roots for element in root.iter(q("x:comment"), q("x:hyperlink"))]
    gone = [element for element in hung if _is_gone(element.get("ref", ""), hiding, rows)]
    for element in gone:
        remove(element)
    return len(gone)


def _forget_drawn(book: Book, sheet: Sheet, plan: Plan) -> int:
    """Take pictures, charts and shapes away that stand in hidden rows or columns."""
    rows, hiding = plan.rows.get(sheet.number, frozenset[int]()), plan.hiding[sheet.number]
    drawings = [book.package.xml(member) for member in book.package.targets(sheet.member, "drawing")]
    gone = [anchor for drawing in drawings for anchor in unseen_anchors(drawing, hiding, rows)]
    for anchor in gone:
        remove(anchor)
    return len(gone)


def _is_gone(reference: str, hiding: Hiding, rows: frozenset[int]) -> bool:
    area = area_of(reference)
    if area is None:
        return False
    top, left, bottom, right = area
    in_rows = bottom - top <= len(rows) and all(row in rows for row in range(top, bottom + 1))
    return in_rows or all(column in hiding.columns for column in range(left, right + 1)) or hiding.is_covered(top, left)


def _drop_rules(book: Book, is_doomed: Callable[[Element], bool]) -> int:
    gone = [rule for sheet in book.sheets for rule in book.package.xml(sheet.member).iter(*_RULES) if is_doomed(rule)]
    for rule in gone:
        remove(rule)
    return len(gone)


def _drop_names(roots: Sequence[Element], naming: Naming) -> int:
    """Take away names, and formulas of tables, that read what is left out."""
    kinds = [tag for tag in FORMULAS if tag not in {q("x:f"), q("c:f")}]
    gone = [element for root in roots for element in root.iter(*kinds) if naming.names_hidden(element.text or "")]
    gone += [e for root in roots for e in root.iter(q("x:definedName")) if naming.is_name(e.get("name", ""))]
    for element in gone:
        remove(element)
    return len(set(gone))


def _reads(rule: Element, naming: Naming) -> bool:
    return any(naming.names_hidden(element.text or "") for element in rule.iter(*FORMULAS))


def _show_cells(book: Book, sheet: Sheet, hiding: Hiding) -> None:
    """Show the rows and columns of a sheet, and the cells that merged ones cover or whose format shows nothing."""
    root = book.package.xml(sheet.member)
    book.redone[sheet.number].show_rows()
    for entry in root.iterfind(f"{q('x:cols')}/{q('x:col')}"):
        if is_hidden_column(entry):
            entry.set("width", entry.get("width", "") if entry.get("hidden") and _is_wide(entry) else _PLAIN_WIDTH)
            entry.attrib.pop("hidden", "")
        entry.attrib.pop("collapsed", "")
    _plain_sizes(root)
    covered = _covering(book, sheet, hiding)
    for merge in [entry for entry in root.iter(q("x:mergeCell")) if area_of(entry.get("ref", "")) in covered]:
        remove(merge)
    for holder in [entry for entry in root.findall(q("x:mergeCells")) if not len(entry)]:
        remove(holder)


def _is_wide(entry: Element) -> bool:
    shown = entry.makeelement(entry.tag, {"width": entry.get("width", _PLAIN_WIDTH)})
    return not is_hidden_column(shown)


def _plain_sizes(root: Element) -> None:
    form = root.find(q("x:sheetFormatPr"))
    if form is None:
        return
    probe = form.makeelement(q("x:col"), {"width": form.get("defaultColWidth", _PLAIN_WIDTH)})
    if is_hidden_column(probe):
        del form.attrib["defaultColWidth"]
    form.attrib.pop("zeroHeight", "")
    if form.get("defaultRowHeight", _PLAIN_HEIGHT).rstrip("0").rstrip(".") in {"", "1"}:
        form.set("defaultRowHeight", _PLAIN_HEIGHT)


def _covering(book: Book, sheet: Sheet, hiding: Hiding) -> set[Rectangle]:
    """The merged cells that lie over cells with something in them."""
    grid = book.redone[sheet.number].grid
    areas = {area for group in hiding.covered.values() for area in group} | set(hiding.tall)
    found = set[Rectangle]()
    for row, column in zip(grid.rows, grid.columns, strict=True) if areas else ():
        over = (*hiding.covered.get(row, ()), *hiding.tall)
        found |= {area for area in over if is_within(area, row, column) and area[:2] != (row, column)}
    return found
