"""Where on a sheet pictures, charts and shapes stand that are tied to two cells: such go unseen with their rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.xml import q
from redact.media.xlsx.hiding import Hiding, Rectangle

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_ANCHOR = q("xdr:twoCellAnchor")
_CORNERS = ("xdr:from", "xdr:to")
_MOST_ROWS = 10_000
"""A drawing over more rows is not looked at row by row."""


def anchors(drawing: Element) -> Iterator[tuple[Element, Rectangle]]:
    """Each such anchor of a drawing, with its cells, from that of its upper left corner to that of its lower right."""
    for anchor in drawing.iter(_ANCHOR):
        texts = [
            anchor.findtext(f"{q(corner)}/{q(name)}") or "" for corner in _CORNERS for name in ("xdr:row", "xdr:col")
        ]
        if all(text.isascii() and text.isdigit() and len(text) < 8 for text in texts):
            top, left, bottom, right = (int(text) + 1 for text in texts)
            yield anchor, (top, left, bottom, right)


def unseen_anchors(drawing: Element, hiding: Hiding, rows: frozenset[int]) -> list[Element]:
    """The anchors that stand in hidden *rows* or hidden columns only."""
    return [anchor for anchor, area in anchors(drawing) if _is_unseen(area, hiding, rows)]


def inner(area: Rectangle) -> Rectangle | None:
    """The cells that a drawing covers from edge to edge, if there are any."""
    top, left, bottom, right = area
    return (top + 1, left + 1, bottom - 1, right - 1) if bottom - top > 1 and right - left > 1 else None


def _is_unseen(area: Rectangle, hiding: Hiding, rows: frozenset[int]) -> bool:
    top, left, bottom, right = area
    in_rows = bottom - top < _MOST_ROWS and all(row in rows for row in range(top, max(bottom, top + 1)))
    return in_rows or all(column in hiding.columns for column in range(left, max(right, left + 1)))
