"""What of a PDF is offered for reading: each page's text and picture, addresses of links, titles of bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from redact.media.pdf.bookmarks import Bookmark
from redact.media.pdf.characters import characters_of, is_unreadable
from redact.media.pdf.layout import Layout, page_text
from redact.media.pdf.links import Link
from redact.media.pdf.prepare import Prepared
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.tags import Description
from redact.media.shelf import Shelf
from redact.types import Document, Modality, Part, Picture

MEDIA_TYPE = "application/pdf"


def offered(source: Path, ready: Prepared) -> Document:
    """The prepared PDF as a document. A page whose text is all that it shows gives its picture as a raw part."""
    rendering, shelf = Rendering(ready.data), Shelf()
    parts: list[Part] = []
    for index, (frame, census) in enumerate(zip(ready.frames, ready.censuses, strict=True)):
        picture = picture_id(index)
        text = page_text(characters_of(rendering, index))
        parts.append(
            Part(
                f"p{index + 1}",
                Modality.TEXT,
                shelf.text(text),
                f"page {index + 1}",
                index + 1,
                language=ready.language or "en",
                alignment=Layout(rendering, index, frame, picture),
            )
        )
        unread = census.needs_reading or is_unreadable(text)
        parts.append(picture_part(index, rendering.picture(index, frame), raw=not unread))
    held = (*link_parts(ready.links), *bookmark_parts(ready.bookmarks), *description_parts(ready.descriptions))
    return Document(source, MEDIA_TYPE, (*parts, *held), ready.attachments, notes=ready.notes, held=ready)


def picture_id(index: int) -> str:
    """The id of the picture of a page, counted from 0."""
    return f"p{index + 1}.image"


def picture_part(index: int, picture: Picture, *, raw: bool) -> Part:
    """The picture of a page, counted from 0."""
    return Part(picture_id(index), Modality.IMAGE, picture, f"page {index + 1}", index + 1, raw=raw)


def link_parts(links: Iterable[Link]) -> Iterator[Part]:
    """The addresses that links lead to."""
    for link in links:
        if link.address:
            yield Part(link.id, Modality.TEXT, link.address, f"page {link.page + 1}, a link", link.page + 1)


def description_parts(descriptions: Iterable[Description]) -> Iterator[Part]:
    """What is said of pictures to those who do not see them."""
    for each in descriptions:
        page = None if each.page is None else each.page + 1
        yield Part(each.id, Modality.TEXT, each.text, each.place, page)


def bookmark_parts(bookmarks: Iterable[Bookmark]) -> Iterator[Part]:
    """The titles of bookmarks."""
    for bookmark in bookmarks:
        yield Part(bookmark.id, Modality.TEXT, bookmark.title, f"bookmark {bookmark.id.removeprefix('o')}")
