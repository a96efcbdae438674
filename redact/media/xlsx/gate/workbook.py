"""What a workbook holds beside its sheets: hidden sheets, names, sources and copies of data, settings of its users."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.ooxml.gate import Opened
from redact.media.ooxml.xml import local, q
from redact.media.xlsx.faint import Faint, faint_in
from redact.media.xlsx.formulas import leads_elsewhere
from redact.media.xlsx.gate.naming import Naming
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

HIDDEN_STATES = {"hidden": "a hidden sheet", "veryHidden": "a very hidden sheet"}
OWN_NAMES = ("_xlnm.", "_xlfn.", "_xlchart.", "_xlws.", "_xlpm.")
"""How the names begin that Excel itself hides."""
_TRUE = frozenset({"1", "true"})
_KINDS = {
    "pivotCacheDefinition": ("a pivot cache", checklist.PIVOTS),
    "pivotCacheRecords": ("the records of a pivot cache", checklist.PIVOTS),
    "pivotTable": ("a pivot table", checklist.PIVOTS),
    "slicer": ("a slicer", checklist.PIVOTS),
    "slicerCache": ("the values of a slicer", checklist.PIVOTS),
    "timeline": ("a time line", checklist.PIVOTS),
    "timelineCache": ("the values of a time line", checklist.PIVOTS),
    "connections": ("data connections", checklist.DATA_MODEL),
    "queryTable": ("a query", checklist.DATA_MODEL),
    "powerPivotData": ("a data model", checklist.DATA_MODEL),
    "model": ("a data model", checklist.DATA_MODEL),
    "volatileDependencies": ("live data", checklist.DATA_MODEL),
    "sheetMetadata": ("rich data of cells", checklist.DATA_MODEL),
    "xmlMaps": ("XML maps", checklist.DATA_MODEL),
    "tableSingleCells": ("cells tied to XML", checklist.DATA_MODEL),
    "threadedComment": ("a comment thread", checklist.COMMENTS),
    "revisionHeaders": ("the history of changes", checklist.TRACKED),
    "revisionLog": ("the history of changes", checklist.TRACKED),
}
"""By the last word of a relation's kind."""
_SETTINGS = {
    "fileSharing": ("the name of who opened it", checklist.METADATA),
    "absPath": ("the folder where it was saved", checklist.METADATA),
    "webPublishing": ("where it was published", checklist.METADATA),
    "customWorkbookViews": ("personal views", checklist.VIEWS),
    "smartTagTypes": ("smart tags", checklist.CUSTOM_DATA),
    "externalReferences": ("links to other workbooks", checklist.LINKED),
}
_NAME_MARKS = frozenset({"comment", "description", "help", "statusBar", "customMenu"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet as the workbook lists it: its number from 1, its member, and how it is hidden, if it is."""

    number: int
    member: str
    state: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The root of a workbook, its sheets, the styles that show nothing, and what formulas must not read."""

    root: Element = field(repr=False)
    member: str
    sheets: tuple[Listed, ...]
    faint: Faint
    naming: Naming

    @classmethod
    def of(cls, opened: Opened) -> Workbook:
        """Find it. Raises ``UnreadableError`` where there is none."""
        member = next((row.target for _, row in opened.related("officeDocument") if row.target in opened.members), "")
        if not member or not opened.is_xml(member) or opened.xml(member).tag != q("x:workbook"):
            raise UnreadableError("another kind of Office file than its name says", "name it for what it is")
        root = opened.xml(member)
        sheets = tuple(_listed(opened, root, member))
        return cls(root, member, sheets, _faint(opened, member), _naming(root, sheets))


def around(opened: Opened, book: Workbook) -> Iterator[Unseen]:
    """Everything that is not on a sheet."""
    yield from _sheets(opened, book)
    yield from _names(book)
    for owner, relation in opened.related(*_KINDS):
        kind, check = _KINDS[relation.kind]
        amount = _records(opened, relation.target) if relation.kind == "pivotCacheRecords" else 1
        yield Unseen(kind, opened.place(owner), amount, serious=check != checklist.COMMENTS, check=check)
    for owner, relation in opened.related("customXml"):
        if b"DataMashup" in _start(opened.members.get(relation.target, b"")):
            yield Unseen("queries", opened.place(owner), check=checklist.DATA_MODEL)
    for element in book.root.iter():
        if local(element.tag) in _SETTINGS:
            kind, check = _SETTINGS[local(element.tag)]
            yield Unseen(kind, "workbook", check=check)


def named(opened: Opened, member: str, kind: str) -> list[str]:
    """The members that *member* leads to by relations of that kind."""
    return [row.target for row in opened.relations.get(member, []) if row.kind == kind and row.target in opened.members]


def _listed(opened: Opened, root: Element, member: str) -> Iterator[Listed]:
    targets = {row.id: row.target for row in opened.relations[member]}
    for number, entry in enumerate(root.iter(q("x:sheet")), 1):
        state = entry.get("state", "visible")
        yield Listed(number, targets.get(entry.get(q("r:id"), ""), ""), state, entry.get("name", "").casefold())


def _faint(opened: Opened, member: str) -> Faint:
    styles, themes = named(opened, member, "styles"), named(opened, member, "theme")
    return faint_in(opened.xml(styles[0]) if styles else None, opened.xml(themes[0]) if themes else None)


def _naming(root: Element, sheets: tuple[Listed, ...]) -> Naming:
    hidden = frozenset(sheet.name for sheet in sheets if sheet.state in HIDDEN_STATES)
    entries = [entry for entry in root.iter(q("x:definedName")) if not entry.get("name", "").startswith(OWN_NAMES)]
    veiled = frozenset(entry.get("name", "").casefold() for entry in entries if entry.get("hidden") in _TRUE)
    naming = Naming(tuple(sheet.name for sheet in sheets), hidden, veiled)
    return naming.with_names((entry.get("name", ""), entry.text or "") for entry in entries)


def _sheets(opened: Opened, book: Workbook) -> Iterator[Unseen]:
    for sheet in book.sheets:
        if sheet.state in HIDDEN_STATES:
            yield Unseen(HIDDEN_STATES[sheet.state], f"sheet {sheet.number}", check=checklist.HIDDEN_SHEETS)
    listed = {sheet.member for sheet in book.sheets}
    for kind in ("worksheet", "chartsheet"):
        for member in set(named(opened, book.member, kind)) - listed:
            yield Unseen("a sheet that the workbook does not list", opened.place(member), check=checklist.HIDDEN_SHEETS)


def _names(book: Workbook) -> Iterator[Unseen]:
    entries = [entry for entry in book.root.iter(q("x:definedName")) if not entry.get("name", "").startswith(OWN_NAMES)]
    hidden = sum(entry.get("hidden") in _TRUE for entry in entries)
    away = sum(leads_elsewhere(entry.text or "") for entry in entries)
    veiled = sum(book.naming.names_hidden(entry.text or "") for entry in entries)
    marked = sum(any(entry.get(mark) for mark in _NAME_MARKS) for entry in entries)
    for kind, amount in (
        ("hidden names", hidden),
        ("names for something in other files", away),
        ("names for what is hidden", veiled),
        ("remarks on names", marked),
    ):
        if amount:
            yield Unseen(kind, "workbook", amount, check=checklist.NAMES)


def _records(opened: Opened, member: str) -> int:
    """How many rows of its source a pivot cache holds."""
    return max(1, opened.members.get(member, b"").count(b"<r>"))


def _start(data: bytes) -> bytes:
    head = data[:2_000]
    return head.replace(b"\0", b"")
