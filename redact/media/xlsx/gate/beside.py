"""What stands beside the cells of a sheet: lists of allowed values, filters, notes, charts, views, extensions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media import checklist
from redact.media.ooxml.gate import Opened
from redact.media.ooxml.xml import local, q
from redact.media.xlsx.faint import hiding_forms, run_reason
from redact.media.xlsx.gate.naming import Naming
from redact.media.xlsx.gate.rows import elements
from redact.media.xlsx.gate.workbook import Workbook, named
from redact.types import Unseen

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_SETTINGS = {
    "customSheetView": ("personal views", checklist.VIEWS),
    "scenario": ("scenarios", checklist.VIEWS),
    "inputCells": ("values of scenarios", checklist.VIEWS),
    "protectedRange": ("ranges with the names of who may edit them", checklist.METADATA),
    "dataRef": ("the sources of a consolidation", checklist.LINKED),
    "webPublishItem": ("where it was published", checklist.METADATA),
    "cellSmartTag": ("smart tags", checklist.CUSTOM_DATA),
    "filterColumn": ("the choices of a filter", checklist.FILTERS),
    "sortCondition": ("what it was sorted by", checklist.FILTERS),
}
_TOLD = frozenset({"sortCondition"})
_LIST_FORMULAS = frozenset({"formula1", "formula2", "f", "formula"})
_CACHES = tuple(map(q, "c:strCache c:numCache c:multiLvlStrCache".split()))
_NOBODY = frozenset({"", "Author"})


def beside_cells(opened: Opened, root: Element, place: str, naming: Naming) -> Iterator[Unseen]:
    """What the parts of a sheet, or of a table, other than its cells hold."""
    for name, (kind, check) in _SETTINGS.items():
        if amount := sum(1 for element in root.iter() if local(element.tag) == name):
            yield Unseen(kind, place, amount, serious=name not in _TOLD, check=check)
    yield from _lists(root, place, naming)
    yield from _rules(opened, root, place, naming)


def notes(opened: Opened, sheet: str, place: str) -> Iterator[Unseen]:
    """Notes, which a reader sees, and the names of those who wrote them."""
    for member in named(opened, sheet, "comments"):
        root = opened.xml(member)
        if amount := sum(1 for _ in root.iter(q("x:comment"))):
            yield Unseen("notes", place, amount, serious=False, check=checklist.COMMENTS)
        if people := sum((author.text or "").strip() not in _NOBODY for author in root.iter(q("x:author"))):
            yield Unseen("names of those who wrote notes", place, people, check=checklist.COMMENTS)


def charts(opened: Opened, book: Workbook) -> Iterator[Unseen]:
    """Copies of cells in charts: serious where the cells are hidden or in another file."""
    for member in opened.xml_members():
        root = opened.xml(member)
        if root.tag != q("c:chartSpace"):
            continue
        copies = sum(1 for _ in root.iter(*_CACHES))
        formulas = [formula.text or "" for formula in root.iter(q("c:f"))]
        hidden = sum(book.naming.names_hidden(formula) for formula in formulas)
        pivot = sum(1 for _ in root.iter(q("c:pivotSource")))
        if hidden or pivot:
            place = opened.place(member)
            yield Unseen("a chart of what is hidden", place, hidden + pivot, check=checklist.CHARTS)
        elif copies:
            kind = "copies of the cells that a chart shows"
            yield Unseen(kind, opened.place(member), copies, serious=False, check=checklist.CHARTS)


def texts(data: bytes, used: set[int], on_white: set[int]) -> Iterator[Unseen]:
    """Texts of the shared list that no cell shows, guides for pronunciation, and letters that cannot be seen.

    *used* are the numbers of those that cells show, *on_white* of those that one shows on white.
    """
    unused = guides = faint = 0
    for number, text in enumerate(elements(data, q("x:si"))):
        unused += number not in used and any(part.text for part in text.iter(q("x:t")))
        guides += sum(1 for _ in text.iter(q("x:rPh")))
        faint += number in on_white and any(is_faint(run) for run in text.iter(q("x:r")))
    for kind, amount, check in (
        ("texts that no cell shows", unused, checklist.UNUSED),
        ("phonetic guides", guides, checklist.HIDDEN_TEXT),
        ("cells with letters that cannot be seen", faint, checklist.INVISIBLE),
    ):
        if amount:
            yield Unseen(kind, "shared texts", amount, check=check)


def is_faint(run: Element) -> bool:
    """Whether a run of letters cannot be seen on white."""
    return bool((run.findtext(q("x:t")) or "").strip() and run_reason(run.find(q("x:rPr"))))


def _lists(root: Element, place: str, naming: Naming) -> Iterator[Unseen]:
    rules = [rule for rule in root.iter() if local(rule.tag) == "dataValidation"]
    if rules:
        yield Unseen("rules for input", place, len(rules), serious=False, check=checklist.VALIDATION)
    if veiled := sum(_reads_hidden(rule, naming) for rule in rules):
        yield Unseen("lists of allowed values on what is hidden", place, veiled, check=checklist.VALIDATION)


def _rules(opened: Opened, root: Element, place: str, naming: Naming) -> Iterator[Unseen]:
    """Rules for colouring that read what is hidden, or that hide what their cells hold."""
    rules = [rule for rule in root.iter() if local(rule.tag) == "cfRule"]
    if veiled := sum(_reads_hidden(rule, naming) for rule in rules):
        yield Unseen("rules for colouring that read what is hidden", place, veiled, check=checklist.FORMULAS)
    styles = [row.target for _, row in opened.related("styles") if row.target in opened.members]
    hiding = hiding_forms(opened.xml(styles[0]) if styles else None)
    if veiling := sum(rule.get("dxfId", "") in hiding for rule in rules):
        yield Unseen("rules that make cells invisible", place, veiling, check=checklist.INVISIBLE)


def _reads_hidden(rule: Element, naming: Naming) -> bool:
    texts = (element.text or "" for element in rule.iter() if local(element.tag) in _LIST_FORMULAS)
    return any(naming.names_hidden(text) for text in texts)
