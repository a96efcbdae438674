"""Pictures: photographs, screenshots, scans. Only their pixels come through."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import PluginError
from redact.media.image.colour import displayed
from redact.media.image.frames import Limits, raster, rasters, survey
from redact.media.image.reopened import frames_of, kind_of
from redact.media.image.rest import words_beside_pixels
from redact.media.image.writing import FORMAT_OF, encoded
from redact.media.pixels import paint
from redact.types import Box, Document, Edit, Fill, Keep, Modality, Part, Picture

if TYPE_CHECKING:
    from redact.media.pixels import Raster
    from redact.types import Pixels


class ImageOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large a picture may be: pixels in one page or in all frames of a GIF, and frames or pages in one file.

    Pillow refuses more than 178 million pixels whatever is said here.
    """

    max_pixels: int = 150_000_000
    max_frames: int = 1000


class ImageHandler:
    """Opens and writes pictures: .png .jpg .bmp .gif .webp .tif, with every page of a scan and every frame of a GIF.

    Parts are pictures "i1", "i2", …, turned upright as their orientation tag says. The written file is built anew from
    the pixels: no tag, comment, thumbnail, profile or second picture survives, and the colour hidden under clear
    pixels is levelled. Alpha, black-and-white scans, timing and print size are kept; CMYK, palettes and colour
    profiles become sRGB, and more than one byte a channel becomes one. Moving PNG and WebP pictures are refused.
    An edit that is no fill and no decision to keep covers its box in black.
    """

    Options = ImageOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(FORMAT_OF)

    def __init__(self, options: ImageOptions) -> None:
        self._limits = Limits(options.max_pixels, options.max_frames)

    def load(self, source: Path) -> Document:
        found = survey(source, self._limits)
        kind = found.format.lower()
        pictures = (Picture(*size, partial(_shown, source, index)) for index, size in enumerate(found.sizes))
        parts = tuple(_part(kind, index, picture) for index, picture in enumerate(pictures))
        return Document(source, f"image/{kind}", parts)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        found = survey(document.source, self._limits)
        edits = _by_part(changes.edits, len(found.sizes))
        pairs = zip(rasters(document.source, len(found.sizes)), edits, strict=True)
        painted = (_painted(frame, here) for frame, here in pairs)
        target.write_bytes(encoded(painted, document.source.suffix.lower(), found))

    def reopen(self, target: Path) -> Document:
        data = target.read_bytes()
        kind = kind_of(data)
        pictures = tuple(_part(kind, index, picture) for index, picture in enumerate(frames_of(data)))
        words = enumerate(words_beside_pixels(data), start=1)
        tags = tuple(Part(f"raw{n}", Modality.TEXT, text, place="beside the pixels", raw=True) for n, text in words)
        return Document(target, f"image/{kind}", pictures + tags)


def _part(kind: str, index: int, picture: Picture) -> Part:
    number = index + 1
    place = {"tiff": f"page {number}", "gif": f"frame {number}"}.get(kind, "the picture")
    return Part(f"i{number}", Modality.IMAGE, picture, place=place, page=number if kind == "tiff" else None)


def _shown(source: Path, index: int) -> Pixels:
    return displayed(raster(source, index))


def _painted(frame: Raster, edits: Sequence[Edit]) -> Raster:
    return paint(frame, [_fill(edit) for edit in edits if not isinstance(edit.replacement, Keep)])


def _fill(edit: Edit) -> tuple[Box, Fill]:
    if not isinstance(edit.region, Box):
        raise PluginError("a picture can be covered by boxes only")
    return edit.region, edit.replacement if isinstance(edit.replacement, Fill) else Fill()


def _by_part(edits: Sequence[Edit], count: int) -> list[list[Edit]]:
    """The edits of each picture. Raises ``PluginError`` for one that lies in none: it would be left undone."""
    sorted_out: dict[str, list[Edit]] = {f"i{index + 1}": [] for index in range(count)}
    for edit in edits:
        if edit.region.part not in sorted_out:
            raise PluginError("a region lies in a part that the picture does not have")
        sorted_out[edit.region.part].append(edit)
    return list(sorted_out.values())
