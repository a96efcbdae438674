"""What a workbook holds without showing it: looked for in any workbook, whoever made it.

Rows are read one by one, so that a workbook of millions of cells takes little more memory than its packed members.
Formulas are read by their words: one that reaches a hidden sheet through INDIRECT is not told, nor is one that reads
hidden rows or columns of a sheet that is shown (the rows and columns themselves are).
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

from redact.media import checklist
from redact.media.ooxml.gate import CHECKS as SHARED_CHECKS
from redact.media.ooxml.gate import Opened, unseen_in_package
from redact.media.source import LARGEST
from redact.media.xlsx.anchors import anchors, inner, unseen_anchors
from redact.media.xlsx.gate.beside import beside_cells, charts, notes, texts
from redact.media.xlsx.gate.rows import around_rows
from redact.media.xlsx.gate.sheet import Seen, look_at, told
from redact.media.xlsx.gate.workbook import Listed, Workbook, around, named
from redact.media.xlsx.hiding import hiding_of
from redact.types import Unseen

CHECKS = (
    checklist.HIDDEN_SHEETS,
    checklist.HIDDEN_ROWS,
    checklist.HIDDEN_COLUMNS,
    checklist.FILTERS,
    checklist.PIVOTS,
    checklist.DATA_MODEL,
    checklist.NAMES,
    checklist.FORMULAS,
    checklist.VALIDATION,
    checklist.CHARTS,
    checklist.COMMENTS,
    checklist.TRACKED,
    checklist.HIDDEN_TEXT,
    checklist.INVISIBLE,
    checklist.OUTSIDE,
    checklist.VIEWS,
    checklist.UNUSED,
    *SHARED_CHECKS,
)
"""Every item that a workbook is examined for."""
_KEPT = frozenset(
    {
        checklist.HIDDEN_SHEETS,
        checklist.HIDDEN_ROWS,
        checklist.HIDDEN_COLUMNS,
        checklist.FILTERS,
        checklist.NAMES,
        checklist.FORMULAS,
        checklist.VALIDATION,
        checklist.CHARTS,
        checklist.INVISIBLE,
        checklist.HIDDEN_CONTENT,
    }
)
"""What is as a policy wants it that keeps hidden things hidden."""


def unseen_in_workbook(path: Path, *, keeps_hidden: bool = False, largest: int = LARGEST) -> Iterator[Unseen]:
    """What a workbook holds without showing it. With *keeps_hidden*, things that are hidden are only told.

    Raises ``UnreadableError`` for what is no workbook, or is damaged.
    """
    opened = Opened.of(path, largest)
    _shorten(opened)
    book = Workbook.of(opened)
    for each in _all(opened, book):
        yield replace(each, serious=False) if keeps_hidden and each.check in _KEPT else each


def _all(opened: Opened, book: Workbook) -> Iterator[Unseen]:
    yield from around(opened, book)
    used, on_white = set[int](), set[int]()
    for sheet in book.sheets:
        if sheet.member in opened.members and opened.is_xml(sheet.member):
            seen = yield from _sheet(opened, book, sheet)
            used |= seen.shared
            on_white |= seen.on_white
    for member in named(opened, book.member, "sharedStrings"):
        yield from texts(opened.members[member], used, on_white)
    yield from charts(opened, book)
    yield from unseen_in_package(opened)


def _sheet(opened: Opened, book: Workbook, sheet: Listed) -> Generator[Unseen, None, Seen]:
    root, place = opened.xml(sheet.member), f"sheet {sheet.number}"
    tables = [opened.xml(member) for member in named(opened, sheet.member, "table")]
    hiding = hiding_of(root, tables, book.faint)
    drawings = [opened.xml(member) for member in named(opened, sheet.member, "drawing")]
    areas = [area for drawing in drawings for _, whole in anchors(drawing) if (area := inner(whole))]
    seen = look_at(opened.members[sheet.member], hiding, book.naming, areas)
    yield from told(seen, hiding, place)
    if veiled := sum(len(unseen_anchors(drawing, hiding, frozenset(seen.rows))) for drawing in drawings):
        kind = "pictures, charts or shapes in hidden rows or columns"
        yield Unseen(kind, place, veiled, check=checklist.HIDDEN_CONTENT)
    for each in (root, *tables):
        yield from beside_cells(opened, each, place, book.naming)
    yield from notes(opened, sheet.member, place)
    return seen


def _shorten(opened: Opened) -> None:
    """Let the long members be known by what stands around their rows: nobody needs all of one at once."""
    for member in opened.xml_members():
        kind = opened.types[member]
        if "worksheet" in kind or "sharedStrings" in kind or "pivotCacheRecords" in kind:
            opened.roots[member] = around_rows(opened.members[member])
    for _, relation in opened.related("worksheet", "sharedStrings"):
        if relation.target in opened.members and relation.target not in opened.roots and opened.is_xml(relation.target):
            opened.roots[relation.target] = around_rows(opened.members[relation.target])
