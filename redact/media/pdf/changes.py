"""The edits of a document sorted by what they change: boxes on pages, titles of bookmarks, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from redact.contracts import Changes
from redact.errors import PluginError
from redact.media.pdf.bookmarks import Bookmark
from redact.media.pdf.geometry import Rect
from redact.media.pdf.links import Link
from redact.media.pdf.offer import picture_id
from redact.media.pdf.prepare import Prepared
from redact.media.pdf.removal import Patch, patch_of
from redact.types import Box, Document, Edit, Fill, Keep, NewText, TextSpan


def wanted(changes: Changes) -> list[Edit]:
    """The edits that change something."""
    return [edit for edit in changes.edits if not isinstance(edit.replacement, Keep)]


def patches_of(edits: list[Edit], document: Document, ready: Prepared) -> dict[int, list[Patch]]:
    """The patches of each page, counted from 0. Whatever is to replace a box, it is filled. Raises ``PluginError``."""
    pages = {picture_id(index): index for index in range(len(ready.frames))}
    patches: dict[int, list[Patch]] = {}
    for edit in edits:
        fill = edit.replacement if isinstance(edit.replacement, Fill) else Fill()
        for box in _boxes(edit, document, ready):
            if box.part not in pages:
                raise PluginError("an edit names a part that this PDF does not have")
            index = pages[box.part]
            patches.setdefault(index, []).append(patch_of(ready.frames[index], box, fill))
    return patches


def _boxes(edit: Edit, document: Document, ready: Prepared) -> Iterator[Box]:
    """Boxes as they are; spans of a page's text by way of its alignment."""
    region = edit.region
    if isinstance(region, Box):
        yield region
    elif not isinstance(region, TextSpan):
        raise PluginError("a PDF has neither time nor frames to edit")
    elif region.part not in {link.id for link in ready.links} | {bookmark.id for bookmark in ready.bookmarks}:
        alignment = next((part.alignment for part in document.parts if part.id == region.part), None)
        if alignment is None:
            raise PluginError("an edit names a part that this PDF does not have")
        yield from (found for found in alignment.locate(region.start, region.end) if isinstance(found, Box))


def edited_bookmarks(bookmarks: tuple[Bookmark, ...], edits: list[Edit]) -> tuple[Bookmark, ...]:
    """The bookmarks with new titles; one whose title is gone keeps its place under a sign."""
    return tuple(replace(bookmark, title=_title(bookmark, edits)) for bookmark in bookmarks)


def _title(bookmark: Bookmark, edits: list[Edit]) -> str:
    title = bookmark.title
    own = [(e.region, e.replacement) for e in edits if isinstance(e.region, TextSpan) and e.region.part == bookmark.id]
    for region, replacement in sorted(own, key=lambda row: row[0].start, reverse=True):
        new = replacement.text if isinstance(replacement, NewText) else ""
        title = title[: region.start] + new + title[region.end :]
    return title if title.strip() else "–"


def kept_links(links: tuple[Link, ...], edits: list[Edit], patches: dict[int, list[Patch]]) -> list[Link]:
    """The links of which nothing had to go: neither their address nor what they lie on."""
    touched = {edit.region.part for edit in edits}
    return [link for link in links if link.id not in touched and not _lies_under(link.rect, patches.get(link.page, []))]


def _lies_under(rect: Rect, patches: list[Patch]) -> bool:
    return any(rect.common(patch.room).area > 0 for patch in patches)
