"""Pictures: photographs, screenshots, scans. Only their pixels come through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import PluginError
from redact.media.image import exiftool
from redact.media.image.colour import displayed
from redact.media.image.frames import Frames
from redact.media.image.gate import CHECKS, OTHER_TAGS, unseen_in
from redact.media.image.kinds import BECOMES, SUFFIXES, WRITTEN, kind_of
from redact.media.image.opening import Limits
from redact.media.image.reopened import frames_of, is_moving
from redact.media.image.rest import words_beside_pixels
from redact.media.image.told import dropped_from, notes_on
from redact.media.image.writing import encoded
from redact.media.pixels import paint
from redact.types import Box, Document, Edit, Fill, Keep, Modality, Part, Picture, Unseen

if TYPE_CHECKING:
    from redact.media.pixels import Raster
    from redact.types import Pixels


class ImageOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How large a picture may be: pixels in one page or in all frames of an animation, and frames or pages in one file.

    Pillow refuses more than 178 million pixels whatever is said here. ``exiftool``: whether it is asked about copies
    where it is installed, as a second opinion.
    """

    max_pixels: int = 150_000_000
    max_frames: int = 1000
    exiftool: bool = True


class ImageHandler:
    """Opens and writes pictures, still and moving, with every page of a scan and every frame of an animation.

    Parts are pictures "i1", "i2", …, turned upright as their orientation tag says. The written file is built anew from
    the pixels: no tag, comment, thumbnail or second picture survives, and the colour hidden under clear pixels is
    levelled. Alpha, black-and-white scans, timing and print size are kept; a colour profile that has the numbers of a
    standard one becomes a plain one with the same numbers, all others, CMYK and palettes become sRGB, and more than
    one byte a channel becomes one. JPEG is packed with the tables of the source. A file is opened as what it is,
    whatever its name says. HEIC and camera files become JPEG, Photoshop's become PNG.
    An edit that is no fill and no decision to keep covers its box in black.
    """

    Options = ImageOptions
    version = "2.0"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = SUFFIXES
    becomes: ClassVar[dict[str, str]] = BECOMES

    def __init__(self, options: ImageOptions) -> None:
        self._limits = Limits(options.max_pixels, options.max_frames)
        self._ask = options.exiftool and exiftool.installed()
        self.checks = (*CHECKS, OTHER_TAGS) if self._ask else CHECKS

    def load(self, source: Path) -> Document:
        frames = Frames(source, self._limits)
        found = frames.survey
        pictures = (Picture(*shape.size, partial(_shown, frames, n)) for n, shape in enumerate(found.shapes))
        parts = tuple(_part(found.kind, found.moving, index, picture) for index, picture in enumerate(pictures))
        suffix = source.suffix.lower()
        expected = WRITTEN.get(suffix, found.kind if suffix in BECOMES else "")
        return Document(
            source,
            f"image/{found.kind}",
            parts,
            dropped=dropped_from(source.read_bytes(), found),
            notes=notes_on(found, expected),
            held=frames,
        )

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        held = document.held
        frames = held if isinstance(held, Frames) else Frames(document.source, self._limits)
        edits = _by_part(changes.edits, len(frames.survey.shapes))
        painted = (_painted(frame, here) for frame, here in zip(frames.rasters(), edits, strict=True))
        target.write_bytes(encoded(painted, frames.survey))

    def reopen(self, target: Path) -> Document:
        data = target.read_bytes()
        kind = kind_of(data, target.suffix.lower())
        moving, pages = is_moving(data, kind), enumerate(frames_of(data, kind))
        pictures = tuple(_part(kind, moving, index, picture) for index, picture in pages)
        words = enumerate(words_beside_pixels(data, kind), start=1)
        tags = tuple(Part(f"raw{n}", Modality.TEXT, text, place="beside the pixels", raw=True) for n, text in words)
        return Document(target, f"image/{kind}", pictures + tags)

    def unseen(self, path: Path) -> Iterable[Unseen]:
        """All that a picture file, whoever made it, holds beside its picture. Raises ``UnreadableError``."""
        data = path.read_bytes()
        return unseen_in(data, kind_of(data, path.suffix.lower()), self._limits, ask=self._ask)


def _part(kind: str, moving: bool, index: int, picture: Picture) -> Part:
    number = index + 1
    place = {"tiff": f"page {number}", "ico": f"picture {number}"}.get(kind, f"frame {number}" if moving else "")
    page = number if kind == "tiff" else None
    return Part(f"i{number}", Modality.IMAGE, picture, place=place or "the picture", page=page)


def _shown(frames: Frames, index: int) -> Pixels:
    return displayed(frames.raster(index))


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
