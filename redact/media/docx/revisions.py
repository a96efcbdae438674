"""Tracked changes of Word: all accepted, so that what was deleted is gone, or kept without who made them and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q, qs, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_INSERTED = qs("w:ins w:moveTo")
_DELETED = qs("w:del w:moveFrom")
_WORDS_DELETED = qs("w:delText w:delInstrText")
"""Words that are deleted wherever they stand."""
_FORMER = qs(
    "w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:tblPrExChange w:trPrChange w:tcPrChange w:tblGridChange "
    "w:numberingChange w:cellIns w:cellMerge w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart "
    "w:moveToRangeEnd w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd "
    "w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd"
)
_MOVES = qs("w:moveFromRangeStart w:moveToRangeStart")
_RANGES = qs("w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd")
CHANGES = _INSERTED | _DELETED | _FORMER | qs("w:cellDel")
"""Every element that says what was changed, by whom and when."""
_AUTHOR, _DATE, _NAME = q("w:author"), q("w:date"), q("w:name")
NOBODY = "Author"
"""The name that stands for all authors in a copy."""
_MARK_PROPERTIES = q("w:rPr")
_ROW_PROPERTIES = q("w:trPr")


def accept(root: Element) -> int:
    """Accept every tracked change in a member; how many things were deleted for good."""
    deleted = _delete(root)
    for element in list(root.iter(*_INSERTED)):
        if _is_a_mark(element):
            remove(element)
        else:
            unwrap(element)
    for element in list(root.iter(*_FORMER)):
        remove(element)
    return deleted


def keep(root: Element) -> int:
    """Leave what was inserted, deleted and moved, by nobody and at no time; how many changes there are.

    Changes of formatting and of whole cells are accepted, and what a deleted field was told to do is gone.
    """
    for element in list(root.iter(q("w:cellDel"))):
        _empty_cell(element)
        remove(element)
    for element in [*root.iter(*(_FORMER - _RANGES)), *root.iter(q("w:delInstrText"))]:
        remove(element)
    new: dict[str, str] = {}
    for element in root.iter(*_MOVES):
        name = element.get(_NAME, "")
        element.set(_NAME, new.setdefault(name, f"move{len(new) + 1}"))
    kept = list(root.iter(*_INSERTED, *_DELETED))
    for element in [*kept, *root.iter(*_MOVES)]:
        element.attrib.pop(_DATE, "")
        element.set(_AUTHOR, NOBODY)
    return len(kept)


def changes_in(root: Element) -> tuple[int, int]:
    """How many tracked changes a member holds, and how many of them say by whom or when."""
    found = list(root.iter(*CHANGES))
    signed = [e for e in found if e.get(_AUTHOR, NOBODY) not in {"", NOBODY} or e.get(_DATE)]
    return len(found), len(signed)


def _delete(root: Element) -> int:
    doomed = list(root.iter(*_DELETED, *_WORDS_DELETED, q("w:cellDel")))
    for element in doomed:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag == q("w:cellDel"):
            _empty_cell(element)
        elif parent.tag == _ROW_PROPERTIES:
            _remove_row(parent)
        elif _is_a_mark(element):
            _remove_paragraph_if_empty(element)
        remove(element)
    return len(doomed)


def _is_a_mark(element: Element) -> bool:
    """Whether it says something of a paragraph's end, a row or a number rather than holding runs."""
    parent = element.getparent()
    return parent is not None and parent.tag in {_MARK_PROPERTIES, _ROW_PROPERTIES, q("w:numPr"), q("m:ctrlPr")}


def _remove_row(properties: Element) -> None:
    row = properties.getparent()
    if row is None:
        return
    table = row.getparent()
    remove(row)
    if table is not None and table.tag == q("w:tbl") and table.find(q("w:tr")) is None:
        _remove_block(table)


def _remove_paragraph_if_empty(mark: Element) -> None:
    paragraph = next(mark.iterancestors(q("w:p")), None)
    if paragraph is None or paragraph.find(f".//{q('w:sectPr')}") is not None:
        return
    if all(child.tag in {q("w:pPr"), *_DELETED} for child in paragraph):
        _remove_block(paragraph)


def _remove_block(block: Element) -> None:
    """Take a paragraph or a table out, unless it is the last paragraph that its holder must have."""
    holder = block.getparent()
    if holder is None:
        return
    others = [child for child in holder if child is not block and child.tag in {q("w:p"), q("w:tbl")}]
    if others and others[-1].tag == q("w:p"):
        remove(block)
    elif block.tag == q("w:tbl"):
        holder.replace(block, block.makeelement(q("w:p")))


def _empty_cell(mark: Element) -> None:
    cell = next(mark.iterancestors(q("w:tc")), None)
    for child in list(cell) if cell is not None else []:
        if child.tag != q("w:tcPr"):
            remove(child)
    if cell is not None:
        cell.append(cell.makeelement(q("w:p")))
