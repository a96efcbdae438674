"""What the record of a picture says: what kinds of things go with its copy, and in what the copy differs. No values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.image.anatomy import Thing
from redact.media.image.gate import things_in

if TYPE_CHECKING:
    from redact.media.image.frames import Survey

_NAMES = {
    "png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP", "tiff": "TIFF", "avif": "AVIF", "heif": "HEIC",
    "jpeg2000": "JPEG 2000", "j2k": "JPEG 2000", "bmp": "BMP", "ppm": "PNM", "tga": "Targa", "ico": "icon",
    "psd": "Photoshop", "raw": "camera",
}  # fmt: skip


def dropped_from(data: bytes, survey: Survey) -> tuple[str, ...]:
    """The kinds of things beside the picture, none of which its copy has."""
    found = things_in(data, survey.kind)
    return tuple(thing.value for thing in Thing if thing in found)


def notes_on(survey: Survey, expected: str) -> tuple[str, ...]:
    """In what the copy differs from the original; *expected* is the kind that the ending of the file stands for."""
    return tuple(_notes(survey, expected))


def _notes(survey: Survey, expected: str) -> Iterator[str]:
    if survey.kind != expected and survey.target == survey.kind:
        yield f"it is a {_NAMES[survey.kind]} picture under the name of another type, and so is its copy"
    if survey.target != survey.kind:
        yield f"its copy is a {_NAMES[survey.target]} picture: {_NAMES[survey.kind]} files are not written"
    if any(shape.deep for shape in survey.shapes):
        yield "its pixels had more than one byte a channel and have one in the copy"
    if any(shape.ink for shape in survey.shapes):
        yield "its inks (CMYK) have become red, green and blue"
