"""Hidden text of Word: runs and rows of tables that their author hid, found, taken out or shown.

Instructions of fields in hidden runs stay where they are: without them a field is broken, and what is harmless of them
is all that is left. A paragraph's hidden mark holds no text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from redact.media.docx.formats import RUNS, Styles, has, is_on, is_switched_on
from redact.media.ooxml.xml import q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_VANISH = qs("w:vanish w:specVanish")
_MACHINERY = qs("w:rPr m:rPr w:fldChar w:instrText w:delInstrText w:lastRenderedPageBreak")
"""Children of a run that are nothing to read."""
_PARAGRAPH_MARKS = qs("w:pPr")
_ROWS = q("w:tr")


def hidden_runs(root: Element, styles: Styles) -> Iterator[Element]:
    """Every run in a member that holds something to read and is hidden."""
    if not can_hide(root, styles):
        return
    for run in root.iter(*RUNS):
        if any(child.tag not in _MACHINERY for child in run) and is_hidden(run, styles):
            yield run


def can_hide(root: Element, styles: Styles) -> bool:
    """Whether anything in a member may be hidden, for what is too long to look at run by run."""
    return has(root, styles, _VANISH)


def is_hidden(run: Element, styles: Styles) -> bool:
    """Whether a run is hidden, by itself or by its styles."""
    return any(is_switched_on(run, styles, name) for name in _VANISH)


def hidden_rows(root: Element) -> Iterator[Element]:
    """Every row of a table that is hidden."""
    return (row for row in root.iter(_ROWS) if is_on(row.find(f"{q('w:trPr')}/{q('w:hidden')}")))


def drop(root: Element, styles: Styles) -> int:
    """Take everything hidden out of a member; how many runs and rows there were."""
    runs, rows = list(hidden_runs(root, styles)), list(hidden_rows(root))
    for run in runs:
        for child in list(run):
            if child.tag not in _MACHINERY:
                remove(child)
        if all(child.tag in {q("w:rPr"), q("m:rPr")} for child in run):
            remove(run)
    for row in rows:
        _drop_row(row)
    return len(runs) + len(rows)


def show(roots: Iterable[Element], styles: Styles) -> int:
    """Show everything hidden in these members, that of styles among them; how many runs and rows there were."""
    listed = list(roots)
    found = sum(1 for root in listed for _ in hidden_runs(root, styles))
    for root in listed:
        for element in list(root.iter(*_VANISH)):
            if not _is_of_a_mark(element):
                remove(element)
        for row in list(hidden_rows(root)):
            for element in row.findall(f"{q('w:trPr')}/{q('w:hidden')}"):
                remove(element)
            found += 1
    return found


def _is_of_a_mark(element: Element) -> bool:
    """Whether it hides the end of a paragraph, and not what is in it."""
    holder = element.getparent()
    above = holder.getparent() if holder is not None else None
    return above is not None and above.tag in _PARAGRAPH_MARKS


def _drop_row(row: Element) -> None:
    table = row.getparent()
    remove(row)
    if table is not None and table.tag == q("w:tbl") and table.find(_ROWS) is None:
        holder = table.getparent()
        if holder is not None:
            holder.replace(table, table.makeelement(q("w:p")))
