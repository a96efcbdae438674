"""A PDF made ready: everything that a released copy must not hold is gone before anybody reads it.

Loading and writing both start from here, so that what was offered for reading is what is written. The prepared PDF is
built anew from a list of what may stay: pages with what they visibly draw. Bookmarks, links and embedded files are held
apart as values. All else of the old file (information, metadata, scripts, forms, tags, signatures, earlier versions,
objects that nothing uses) is not copied.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.annotations import flatten
from redact.media.pdf.attachments import attachments_of
from redact.media.pdf.bookmarks import Bookmark, bookmarks_of
from redact.media.pdf.damage import notes_of
from redact.media.pdf.geometry import Frame, frame_of
from redact.media.pdf.intact import check_pages
from redact.media.pdf.layers import hidden_in
from redact.media.pdf.links import Goals, Link, links_of
from redact.media.pdf.objects import number
from redact.media.pdf.opening import opened
from redact.media.pdf.page_labels import Numbering, numberings_of
from redact.media.pdf.passwords import Passwords
from redact.media.pdf.raster import make_picture
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.saving import stored
from redact.media.pdf.tags import Description, Tags, language_of
from redact.media.pdf.tags_reading import tags_of
from redact.media.pdf.tidy import inherited, tidy, visible_box
from redact.media.pdf.unshown import take_out_unshown
from redact.media.pdf.walk import Census
from redact.media.shelf import Stored
from redact.types import Attachment


@dataclass(frozen=True, slots=True)
class Draft:
    """A prepared PDF, open to be changed; what it was, as a file; the frames of its pages."""

    pdf: Any
    data: Stored = field(repr=False)
    frames: tuple[Frame, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The prepared PDF as a file, and what was held apart. Pages count from 0."""

    data: Stored = field(repr=False)
    frames: tuple[Frame, ...]
    censuses: tuple[Census, ...]
    links: tuple[Link, ...]
    bookmarks: tuple[Bookmark, ...]
    attachments: tuple[Attachment, ...]
    language: str
    notes: tuple[str, ...] = ()
    tags: Tags | None = None
    numberings: tuple[Numbering, ...] = ()

    @property
    def descriptions(self) -> tuple[Description, ...]:
        """What is said of pictures to those who do not see them."""
        return self.tags.descriptions if self.tags else ()

    @contextmanager
    def draft(self) -> Iterator[Draft]:
        """The prepared PDF to be changed, afresh each time."""
        import pikepdf

        with self.data.reader() as file, pikepdf.open(file) as pdf:
            yield Draft(pdf, self.data, self.frames)


def prepared(source: Path, passwords: Passwords | None = None) -> Prepared:
    """The source, made ready. Raises ``UnreadableError``."""
    import pikepdf

    with opened(source, passwords) as original, pikepdf.new() as pdf:
        if not len(original.pages):
            raise UnreadableError("the PDF has no pages")
        check_pages(original)
        return _ready(original, pdf)


def _ready(original: Any, pdf: Any) -> Prepared:
    from pikepdf import String

    root = original.Root
    goals, hidden = Goals(original), hidden_in(root)
    links, bookmarks = tuple(links_of(original, goals)), bookmarks_of(root, goals)
    attachments, language = attachments_of(original), language_of(root.get("/Lang"))
    tags, numberings = tags_of(original, links, flatten(original, hidden)), numberings_of(original)
    tidied = tidy(original, hidden)
    pdf.pages.extend(original.pages)
    if language:
        pdf.Root["/Lang"] = String(language)
    frames = tuple(frame_of_page(page.obj) for page in pdf.pages)
    data, pictured = _shown(pdf, frames, tidied.opaque)
    censuses = tuple(Census(pictures=1) if n in pictured else census for n, census in enumerate(tidied.censuses))
    notes = (*notes_of(original), *_pictured(pictured))
    return Prepared(data, frames, censuses, links, bookmarks, attachments, language, notes, tags, numberings)


def _shown(pdf: Any, frames: tuple[Frame, ...], opaque: frozenset[int]) -> tuple[Stored, frozenset[int]]:
    """The PDF with nothing in it but what is seen; the pages, *opaque* ones among them, that had to become pictures."""
    data = stored(pdf)
    unshown = take_out_unshown(pdf, data)
    pictured = opaque | unshown.stubborn
    if pictured:
        _make_pictures(pdf, frames, pictured, data)
    return stored(pdf) if pictured or unshown.changed else data, pictured


def frame_of_page(page: Any) -> Frame:
    """The frame of a page."""
    rotation = int(number(inherited(page, "/Rotate"))) // 90 * 90 % 360
    return frame_of(visible_box(page), rotation, min(max(number(page.get("/UserUnit"), 1.0), 1.0), 1000.0))


def _pictured(pages: Iterable[int]) -> Iterator[str]:
    for index in sorted(pages):
        yield f"page {index + 1} was made a picture of itself, because it could not be taken apart"


def _make_pictures(pdf: Any, frames: tuple[Frame, ...], pages: Iterable[int], data: Stored) -> None:
    """Pages that cannot be taken apart are kept as they look; *data* is the PDF as it was."""
    rendering = Rendering(data)
    for index in pages:
        make_picture(pdf, pdf.pages[index], frames[index], rendering.pixels(index, frames[index]))
