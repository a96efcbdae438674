"""A written presentation as python-pptx sees it, and its members raw, for verification."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from redact.errors import UnreadableError
from redact.media.ooxml.listing import TYPES
from redact.media.ooxml.raw import raw_parts
from redact.media.ooxml.zip import packed, unpacked
from redact.media.source import contents
from redact.types import Attachment, Modality, Part

_PLAIN = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
_OTHERS = (
    b"application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    b"application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    b"application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
)


def reopened(target: Path, largest: int) -> tuple[tuple[Part, ...], tuple[Attachment, ...]]:
    """The texts of all slides, their tables and notes, then each member raw; and the pictures.

    Raises ``UnreadableError`` where python-pptx cannot open the file.
    """
    members = unpacked(contents(target, largest))
    shown = _shown(_as_presentation(members))
    pictures = (
        Attachment(posixpath.splitext(posixpath.basename(name))[0], posixpath.basename(name), data)
        for name, data in members.items()
        if name.startswith("ppt/media/")
    )
    return (*shown, *raw_parts(members)), tuple(pictures)


def _as_presentation(members: dict[str, bytes]) -> bytes:
    """The same file declared as an ordinary presentation: python-pptx opens no other."""
    types = members.get(TYPES, b"")
    for other in _OTHERS:
        types = types.replace(other, _PLAIN)
    return packed({**members, TYPES: types})


def _shown(data: bytes) -> list[Part]:
    import pptx
    from lxml.etree import XMLSyntaxError
    from pptx.exc import PythonPptxError

    try:
        presentation: Any = pptx.Presentation(io.BytesIO(data))
        texts = [(number, _texts(slide)) for number, slide in enumerate(presentation.slides, 1)]
        return [
            Part(f"shown{number}.{count}", Modality.TEXT, text, f"slide {number}", page=number)
            for number, slide in texts
            for count, text in enumerate(slide, 1)
            if text.strip()
        ]
    except (KeyError, ValueError, AttributeError, TypeError, XMLSyntaxError, PythonPptxError):
        raise UnreadableError("python-pptx cannot open it") from None


def _texts(slide: Any) -> list[str]:
    notes = [slide.notes_slide.notes_text_frame.text] if _has_notes(slide) else []
    return [*(text for shape in slide.shapes for text in _said(shape)), *notes]


def _has_notes(slide: Any) -> bool:
    return bool(slide.has_notes_slide) and slide.notes_slide.notes_text_frame is not None


def _said(shape: Any) -> Iterator[str]:
    """The paragraphs of a shape, of those in a group, and of the cells of a table."""
    for inner in getattr(shape, "shapes", ()):
        yield from _said(inner)
    if getattr(shape, "has_text_frame", False):
        yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
    if getattr(shape, "has_table", False):
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
