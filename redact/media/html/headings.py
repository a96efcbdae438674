"""What a cell or a definition on a page is called: the words beside or above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 60


def heading_of(owner: HtmlElement) -> str:
    """The heading of the block in *owner*; empty where there is none."""
    match owner.tag:
        case "dd":
            return _words(owner.getprevious())
        case "td":
            return _beside(owner) or _above(owner)
    return ""


def _beside(cell: HtmlElement) -> str:
    left = cell.getprevious()
    if left is None:
        return ""
    words = _words(left)
    return words if left.tag == "th" or words.endswith(":") else ""


def _above(cell: HtmlElement) -> str:
    row = cell.getparent()
    table = next(cell.iterancestors("table"), None)
    first = None if table is None else table.find(".//tr")
    if row is None or first is None or first is row:
        return ""
    column = row.index(cell)
    head = first[column] if column < len(first) else None
    return _words(head) if head is not None and head.tag == "th" else ""


def _words(element: HtmlElement | None) -> str:
    words = "" if element is None else " ".join(str(element.text_content()).split())
    return words if len(words) <= _LONGEST else ""
