"""Whole sheets left out of a workbook, with the links and the charts that would say what stood there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from redact.media.ooxml.marks import detach
from redact.media.ooxml.xml import q, qs, remove
from redact.media.xlsx.book import Book
from redact.media.xlsx.gate.naming import Naming

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ANCHORS = qs("xdr:twoCellAnchor xdr:oneCellAnchor xdr:absoluteAnchor")
_VIEW_MARKS = ("activeTab", "firstSheet")


def drop_sheets(book: Book, numbers: frozenset[int]) -> int:
    """Take sheets out of the workbook, with the names that are theirs alone. What only they led to goes on sweeping."""
    doomed = [sheet for sheet in book.sheets if sheet.number in numbers]
    if not doomed:
        return 0
    before = [sheet.number for sheet in book.sheets]
    book.sheets = tuple(sheet for sheet in book.sheets if sheet.number not in numbers)
    for sheet in doomed:
        remove(sheet.entry)
    members = {sheet.member for sheet in doomed}
    relations = book.package.relations
    for owner in relations:
        relations[owner] = [row for row in relations[owner] if row.external or row.target not in members]
    _renumber(book, before)
    return len(doomed)


def drop_links(book: Book, naming: Naming) -> int:
    """Take links to hidden sheets and names away, those of cells and those of drawings."""
    count = 0
    for member in book.package.text_members():
        root = book.package.xml(member)
        for link in [e for e in root.iter(q("x:hyperlink")) if naming.names_hidden(e.get("location", ""))]:
            remove(link)
            count += 1
        rows = book.package.relations[member]
        gone = [row for row in rows if row.external and naming.names_hidden(unquote(row.target).removeprefix("#"))]
        if gone:
            detach(root, {row.id for row in gone})
            book.package.relations[member] = [row for row in rows if row not in gone]
            count += len(gone)
    return count


def drop_charts(book: Book, naming: Naming) -> int:
    """Take away every chart that draws from what is hidden, with the frame that shows it."""
    package, count = book.package, 0
    doomed = {member for member in package.text_members() if _draws(package.xml(member), naming)}
    for owner in [*package.relations] if doomed else ():
        gone = [row for row in package.relations[owner] if not row.external and row.target in doomed]
        for row in gone:
            frames = [e for e in package.xml(owner).iter() if e.get(q("r:id")) == row.id]
            for frame in frames:
                remove(next((up for up in frame.iterancestors() if up.tag in _ANCHORS), frame))
        package.relations[owner] = [row for row in package.relations[owner] if row not in gone]
        count += len(gone)
    return count


def _draws(root: Element, naming: Naming) -> bool:
    is_chart = root.tag == q("c:chartSpace")
    return is_chart and any(naming.names_hidden(formula.text or "") for formula in root.iter(q("c:f")))


def _renumber(book: Book, before: list[int]) -> None:
    """Give names and views the numbers that their sheets have now."""
    now = {sheet.number: at for at, sheet in enumerate(book.sheets)}
    for name in list(book.root.iter(q("x:definedName"))):
        local = name.get("localSheetId", "")
        if not local:
            continue
        number = before[int(local)] if local.isdigit() and int(local) < len(before) else 0
        if number in now:
            name.set("localSheetId", str(now[number]))
        else:
            remove(name)
    for view in book.root.iter(q("x:workbookView")):
        for mark in _VIEW_MARKS:
            at = view.attrib.pop(mark, "")
            if at.isdigit() and int(at) < len(before) and now.get(before[int(at)]):
                view.set(mark, str(now[before[int(at)]]))
