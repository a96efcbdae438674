"""A written PDF opened again by other means than it was written with, for whoever checks it.

Text as pdfminer reads it and pictures as PDFium draws them; as raw parts, text as PDFium reads it, every string that
stands anywhere in the file, every stream that could be text, and what stands before the file's head or after its end.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.pdf.attachments import attachments_of
from redact.media.pdf.bookmarks import bookmarks_of
from redact.media.pdf.characters import UNREADABLE, characters_of, is_unreadable
from redact.media.pdf.layers import hidden_in
from redact.media.pdf.layout import mended, page_text
from redact.media.pdf.links import Goals, links_of
from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, name_of
from redact.media.pdf.offer import MEDIA_TYPE, bookmark_parts, link_parts, picture_part
from redact.media.pdf.opening import opened
from redact.media.pdf.prepare import frame_of_page
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.stream import parsed
from redact.media.pdf.strings import said_in, shown_by, strings_in, text_streams
from redact.media.pdf.tidy import tidy
from redact.types import Document, Modality, Part

_UNMAPPED = re.compile(r"\(cid:\d+\)")


def reopened(target: Path) -> Document:
    """The written file as parts. Raises ``UnreadableError``."""
    data = target.read_bytes()
    with opened(target) as pdf:
        goals = Goals(pdf)
        held = [*link_parts(links_of(pdf, goals)), *bookmark_parts(bookmarks_of(pdf.Root, goals))]
        raw = [*_streams(pdf), _raw("strings", strings_in(pdf)), _raw("edges", _edges(data))]
        children = attachments_of(pdf)
        censuses = tidy(pdf, hidden_in(pdf.Root)).censuses
        frames = [frame_of_page(page.obj) for page in pdf.pages]
    rendering = Rendering(data)
    parts: list[Part] = []
    for index, (text, census, frame) in enumerate(zip(_read(data, len(frames)), censuses, frames, strict=True)):
        seen = page_text(characters_of(rendering, index))
        unread = census.needs_reading or is_unreadable(seen)
        parts.append(
            Part(f"p{index + 1}", Modality.TEXT, seen if text is None else text, f"page {index + 1}", index + 1)
        )
        parts.append(_raw(f"p{index + 1}.seen", seen, index + 1))
        parts.append(picture_part(index, rendering.picture(index, frame), raw=not unread))
    return Document(target, MEDIA_TYPE, (*parts, *held, *raw), children)


def _raw(part: str, text: str, page: int | None = None) -> Part:
    return Part(part, Modality.TEXT, text, f"page {page}" if page else "inside the file", page, raw=True)


def _read(data: bytes, pages: int) -> Iterator[str | None]:
    """The text of each page as pdfminer reads it; ``None`` where it gives up."""
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it logs the text that it reads
    layout = LAParams(all_texts=True)
    try:
        found = list(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))))
    except PSException:
        raise UnreadableError("the PDF cannot be read again") from None
    if len(found) != pages:
        raise UnreadableError("the PDF has another number of pages when it is read again")
    for page in found:
        yield _page_text(page, layout)


def _page_text(page: Any, layout: Any) -> str | None:
    from pdfminer.converter import TextConverter
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.psexceptions import PSException

    out, resources = io.StringIO(), PDFResourceManager()
    try:
        PDFPageInterpreter(resources, TextConverter(resources, out, laparams=layout)).process_page(page)
    except (
        PSException,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        struct.error,
    ):  # what odd fonts make it raise
        return None
    text = out.getvalue().removesuffix("\f").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return mended(_UNMAPPED.sub(UNREADABLE, text))


def _streams(pdf: Any) -> Iterator[Part]:
    """What each page and each form says in its strings, and every other stream that could be text."""
    for index, page in enumerate(pdf.pages):
        yield _raw(f"p{index + 1}.drawn", _drawn(page.obj), index + 1)
    for value in pdf.objects:
        if is_stream(value) and (name_of(value.get("/Subtype")) == "/Form" or "/PatternType" in as_dictionary(value)):
            yield _raw(f"x{value.objgen[0]}.drawn", _drawn(value))
    for number, data in text_streams(pdf):
        yield _raw(f"s{number}", said_in(data))


def _drawn(stream: Any) -> str:
    try:
        return shown_by(parsed(stream))
    except CannotEditError:
        return ""


def _edges(data: bytes) -> str:
    head, end = data.find(b"%PDF-"), data.rfind(b"%%EOF")
    return (data[: max(head, 0)] + data[end + 5 :] if end >= 0 else data[: max(head, 0)]).decode("latin-1")
