"""The bookmarks of a PDF: titles that are redacted like any text, put back where they led."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redact.media.pdf.links import Goal, Goals
from redact.media.pdf.objects import as_dictionary, is_string, key_of, words_of

_MOST = 100_000  # bookmarks; a file with more goes round in circles or means harm


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the outline: how deep it stands, what it is called, where it leads."""

    id: str
    depth: int
    title: str = field(repr=False)
    goal: Goal | None


def bookmarks_of(root: Any, goals: Goals) -> tuple[Bookmark, ...]:
    """The outline from top to bottom."""
    rows = _walk(as_dictionary(root.get("/Outlines")))
    return tuple(
        Bookmark(f"o{n}", depth, words_of(item["/Title"]), goals.of(item))
        for n, (depth, item) in enumerate(rows, 1)
        if is_string(item.get("/Title"))
    )


def _walk(outlines: Any) -> Iterator[tuple[int, Any]]:
    seen: set[Any] = set()
    waiting = [(0, outlines.get("/First"))]
    while waiting and len(seen) < _MOST:
        depth, item = waiting.pop()
        key = key_of(as_dictionary(item)) if as_dictionary(item) else None
        if key is None or key in seen:
            continue
        seen.add(key)
        yield depth, item
        waiting += [(depth, item.get("/Next")), (depth + 1, item.get("/First"))]


def add_bookmarks(pdf: Any, bookmarks: tuple[Bookmark, ...]) -> None:
    """Give the written file its outline."""
    from pikepdf import OutlineItem

    if not bookmarks:
        return
    with pdf.open_outline() as outline:
        above: list[Any] = [outline.root]
        for bookmark in bookmarks:
            del above[bookmark.depth + 1 :]
            item = OutlineItem(bookmark.title, _destination(pdf, bookmark.goal))
            above[-1].append(item)
            above.append(item.children)


def _destination(pdf: Any, goal: Goal | None) -> Any:
    from redact.media.pdf.links import as_array

    return None if goal is None else as_array(pdf, goal)
