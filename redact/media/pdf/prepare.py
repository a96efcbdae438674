"""A PDF made ready: everything that a released copy must not hold is gone before anybody reads it.

Loading and writing both start from here, so that what was offered for reading is what is written. The prepared PDF is
built anew from a list of what may stay: pages with what they visibly draw. Bookmarks, links and embedded files are held
apart as values. All else of the old file (information, metadata, scripts, forms, tags, signatures, earlier versions,
objects that nothing uses) is not copied.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.annotations import flatten
from redact.media.pdf.attachments import attachments_of
from redact.media.pdf.bookmarks import Bookmark, bookmarks_of
from redact.media.pdf.geometry import Frame, frame_of
from redact.media.pdf.layers import hidden_in
from redact.media.pdf.links import Goals, Link, links_of
from redact.media.pdf.objects import number, words_of
from redact.media.pdf.opening import opened
from redact.media.pdf.raster import make_picture
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.tidy import inherited, tidy, visible_box
from redact.media.pdf.walk import Census
from redact.types import Attachment


@dataclass(frozen=True, slots=True)
class Prepared:
    """The prepared PDF, open, and what was held apart. Pages count from 0."""

    pdf: Any
    frames: tuple[Frame, ...]
    censuses: tuple[Census, ...]
    links: tuple[Link, ...]
    bookmarks: tuple[Bookmark, ...]
    attachments: tuple[Attachment, ...]
    language: str

    def data(self) -> bytes:
        """The prepared PDF as a file in memory."""
        return saved(self.pdf)


@contextmanager
def prepared(source: Path) -> Iterator[Prepared]:
    """The source, made ready. Raises ``UnreadableError``."""
    import pikepdf

    with opened(source) as original, pikepdf.new() as pdf:
        if not len(original.pages):
            raise UnreadableError("the PDF has no pages")
        yield _ready(original, pdf)


def _ready(original: Any, pdf: Any) -> Prepared:
    from pikepdf import String

    root = original.Root
    goals, hidden = Goals(original), hidden_in(root)
    links, bookmarks = tuple(links_of(original, goals)), bookmarks_of(root, goals)
    attachments, language = attachments_of(original), _language(root)
    flatten(original, hidden)
    tidied = tidy(original, hidden)
    pdf.pages.extend(original.pages)
    if language:
        pdf.Root["/Lang"] = String(language)
    frames = tuple(frame_of_page(page.obj) for page in pdf.pages)
    if tidied.opaque:
        _make_pictures(pdf, frames, tidied.opaque)
    return Prepared(pdf, frames, tidied.censuses, links, bookmarks, attachments, language)


def frame_of_page(page: Any) -> Frame:
    """The frame of a page."""
    rotation = int(number(inherited(page, "/Rotate"))) // 90 * 90 % 360
    return frame_of(visible_box(page), rotation, min(max(number(page.get("/UserUnit"), 1.0), 1.0), 1000.0))


def _make_pictures(pdf: Any, frames: tuple[Frame, ...], pages: frozenset[int]) -> None:
    """Pages that cannot be taken apart are kept as they look."""
    rendering = Rendering(saved(pdf))
    for index in pages:
        make_picture(pdf, pdf.pages[index], frames[index], rendering.pixels(index, frames[index]))


def _language(root: Any) -> str:
    language = words_of(root.get("/Lang")).split("-")[0].lower()
    return language if len(language) == 2 and language.isascii() and language.isalpha() else ""


def saved(pdf: Any) -> bytes:
    """An open PDF as a file in memory."""
    data = io.BytesIO()
    save(pdf, data)
    return data.getvalue()


def save(pdf: Any, target: Any) -> None:
    """Write all that the PDF's root reaches, once, without encryption and without history."""
    import pikepdf

    pdf.remove_unreferenced_resources()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        encryption=False,
    )


def save_whole(pdf: Any, target: Path) -> None:
    """The same to a path, where nothing is left if it goes wrong."""
    try:
        save(pdf, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
