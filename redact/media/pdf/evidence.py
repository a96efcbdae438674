"""A written PDF opened again by other means than it was written with, for whoever checks it.

Text as PDFium reads it and pictures as it draws them; as raw parts, what the strings of every page and form say by
their fonts as pdfminer reads those and as bare bytes, every string that stands anywhere in the file, every stream that
could be text, and what stands before the file's head or after its end.
"""

from __future__ import annotations

from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from redact.media.pdf.attachments import attachments_of
from redact.media.pdf.bookmarks import bookmarks_of
from redact.media.pdf.characters import characters_of, is_unreadable
from redact.media.pdf.freed import give_back
from redact.media.pdf.glance import Glance
from redact.media.pdf.layout import Layout, page_text
from redact.media.pdf.links import Goals, links_of
from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, name_of
from redact.media.pdf.offer import MEDIA_TYPE, bookmark_parts, description_parts, link_parts, picture_id, picture_part
from redact.media.pdf.opening import opened
from redact.media.pdf.prepare import frame_of_page
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.spelling import Operation, Spelling, operations_of
from redact.media.pdf.strings import in_lines, said_in, shown_by, strings_in, text_streams
from redact.media.pdf.tags_reading import descriptions_in
from redact.media.shelf import Shelf
from redact.types import Document, Modality, Part, Words


def reopened(target: Path) -> Document:
    """The written file as parts. Raises ``UnreadableError``."""
    with opened(target) as pdf, target.open("rb") as file:
        spelling = Spelling(file)
        shelf = Shelf()
        pages = list(_pages(pdf, target, spelling, shelf))
        goals = Goals(pdf)
        held = [*link_parts(links_of(pdf, goals)), *bookmark_parts(bookmarks_of(pdf.Root, goals))]
        held += description_parts(descriptions_in(pdf))
        raw = [*_streams(pdf, spelling, shelf), _raw("strings", shelf.text(strings_in(pdf)))]
        raw.append(_raw("edges", _edges(target)))
        give_back(len(pdf.pages))
        return Document(target, MEDIA_TYPE, (*pages, *held, *raw), attachments_of(pdf))


def _pages(pdf: Any, target: Path, spelling: Spelling, shelf: Shelf) -> Iterator[Part]:
    rendering, glance = Rendering.of_file(target), Glance()
    for index, page in enumerate(pdf.pages):
        seen = page_text(characters_of(rendering, index))
        place = f"page {index + 1}"
        frame = frame_of_page(page.obj)
        layout = Layout(rendering, index, frame, picture_id(index))
        yield Part(f"p{index + 1}", Modality.TEXT, shelf.text(seen), place, index + 1, alignment=layout)
        operations = _operations(page.obj)
        drawn = _drawn(operations, page.resources, spelling)
        yield _raw(f"p{index + 1}.drawn", shelf.text(drawn), index + 1)
        unread = operations is None or glance.needs_reading(operations, page.resources) or is_unreadable(seen)
        yield picture_part(index, rendering.picture(index, frame), raw=not unread)


def _raw(part: str, text: str | Words, page: int | None = None) -> Part:
    return Part(part, Modality.TEXT, text, f"page {page}" if page else "inside the file", page, raw=True)


def _operations(stream: Any) -> list[Operation] | None:
    try:
        return operations_of(stream)
    except CannotEditError:
        return None


def _drawn(operations: list[Operation] | None, resources: Any, spelling: Spelling) -> str:
    """What a stream says in its strings, in every reading, with the lines as they are shown and without line breaks."""
    if not operations:
        return ""
    return in_lines([spelling.said(operations, resources), *shown_by(operands for _, operands in operations)])


def _streams(pdf: Any, spelling: Spelling, shelf: Shelf) -> Iterator[Part]:
    """What each form and pattern says in its strings, and every other stream that could be text."""
    for value in pdf.objects:
        if is_stream(value) and (name_of(value.get("/Subtype")) == "/Form" or "/PatternType" in as_dictionary(value)):
            resources = as_dictionary(value.get("/Resources"))
            yield _raw(f"x{value.objgen[0]}.drawn", shelf.text(_drawn(_operations(value), resources, spelling)))
    for number, data in text_streams(pdf):
        yield _raw(f"s{number}", shelf.text(said_in(data)))


def _edges(target: Path) -> str:
    with target.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        head, end = data.find(b"%PDF-"), data.rfind(b"%%EOF")
        return (data[: max(head, 0)] + data[end + 5 :] if end >= 0 else data[: max(head, 0)]).decode("latin-1")
