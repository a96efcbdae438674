"""The edits of a document sorted by what they change: boxes on pages, titles of bookmarks, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from redact.contracts import Changes
from redact.errors import PluginError
from redact.media.pdf.bookmarks import Bookmark
from redact.media.pdf.geometry import Rect
from redact.media.pdf.links import Link
from redact.media.pdf.offer import picture_id
from redact.media.pdf.patches import Patch, patch_of
from redact.media.pdf.prepare import Prepared
from redact.media.pdf.tags import Tags
from redact.media.splice import by_part, spliced
from redact.types import Box, Document, Edit, Fill, Keep, NewText, TextSpan


def wanted(changes: Changes) -> list[Edit]:
    """The edits that change something."""
    return [edit for edit in changes.edits if not isinstance(edit.replacement, Keep)]


class Patches(Mapping[int, list[Patch]]):
    """The patches of each page, counted from 0, made when they are asked for: of a long file they are many."""

    def __init__(self, boxes: Mapping[int, list[tuple[Box, Fill]]], ready: Prepared) -> None:
        self._boxes, self._frames = boxes, ready.frames

    def __getitem__(self, index: int) -> list[Patch]:
        return [patch_of(self._frames[index], box, fill) for box, fill in self._boxes[index]]

    def __iter__(self) -> Iterator[int]:
        return iter(self._boxes)

    def __len__(self) -> int:
        return len(self._boxes)


def patches_of(edits: list[Edit], document: Document, ready: Prepared) -> Patches:
    """The patches of each page. Whatever is to replace a box, it is filled. Raises ``PluginError``."""
    pages = {picture_id(index): index for index in range(len(ready.frames))}
    boxes: dict[int, list[tuple[Box, Fill]]] = {}
    for edit in edits:
        fill = edit.replacement if isinstance(edit.replacement, Fill) else Fill()
        for box in _boxes(edit, document, ready):
            if box.part not in pages:
                raise PluginError("an edit names a part that this PDF does not have")
            boxes.setdefault(pages[box.part], []).append((box, fill))
    return Patches(boxes, ready)


def _boxes(edit: Edit, document: Document, ready: Prepared) -> Iterator[Box]:
    """Boxes as they are; spans of a page's text by way of its alignment."""
    region = edit.region
    if isinstance(region, Box):
        yield region
    elif not isinstance(region, TextSpan):
        raise PluginError("a PDF has neither time nor frames to edit")
    elif region.part not in _held(ready):
        alignment = next((part.alignment for part in document.parts if part.id == region.part), None)
        if alignment is None:
            raise PluginError("an edit names a part that this PDF does not have")
        yield from (found for found in alignment.locate(region.start, region.end) if isinstance(found, Box))


def _held(ready: Prepared) -> set[str]:
    """The parts that stand on no page."""
    names = ((each.id for each in held) for held in (ready.links, ready.bookmarks, ready.descriptions))
    return set(chain.from_iterable(names))


def edited_bookmarks(bookmarks: tuple[Bookmark, ...], edits: list[Edit]) -> tuple[Bookmark, ...]:
    """The bookmarks with new titles; one whose title is gone keeps its place under a sign."""
    own = by_part(edits)
    titles = (_changed(bookmark.title, own[bookmark.id]) for bookmark in bookmarks)
    rows = zip(bookmarks, titles, strict=True)
    return tuple(replace(bookmark, title=title if title.strip() else "–") for bookmark, title in rows)


def edited_tags(
    tags: Tags, edits: list[Edit], patches: Mapping[int, list[Patch]], lines: Mapping[int, list[Rect]]
) -> Tags:
    """The tags with new descriptions; without the extents of elements from which something went."""
    own = by_part(edits)
    texts = {each.id: _changed(each.text, own[each.id]) for each in tags.descriptions}
    rooms = {page: [*(patch.room for patch in boxes), *lines.get(page, [])] for page, boxes in patches.items()}
    return tags.described(texts).unmeasured(rooms)


def _changed(text: str, edits: list[Edit]) -> str:
    """A text that stands on no page with its edits; what is not replaced by text goes."""
    rows = ((edit.region, edit.replacement) for edit in edits)
    return spliced(
        text,
        (
            (region.start, region.end, new.text if isinstance(new, NewText) else "")
            for region, new in rows
            if isinstance(region, TextSpan)
        ),
    )


def kept_links(
    links: tuple[Link, ...], edits: list[Edit], patches: Mapping[int, list[Patch]], lines: Mapping[int, list[Rect]]
) -> list[Link]:
    """The links of which nothing had to go: neither their address nor what they lie on, nor did its line move."""
    touched = {edit.region.part for edit in edits}
    return [
        link
        for link in links
        if link.id not in touched
        and not _lies_under(link.rect, [patch.room for patch in patches.get(link.page, [])])
        and not _lies_under(link.rect, lines.get(link.page, []))
    ]


def _lies_under(rect: Rect, rooms: list[Rect]) -> bool:
    return any(rect.common(room).area > 0 for room in rooms)
