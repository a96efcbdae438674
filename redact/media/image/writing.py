"""Picture files written from pixels alone: no tag, no comment, no profile, no thumbnail."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from redact.media.image.colour import displayed
from redact.media.image.gif import animation

if TYPE_CHECKING:
    from PIL.Image import Image

    from redact.media.image.frames import Survey
    from redact.media.pixels import Raster

FORMAT_OF = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".bmp": "BMP",
    ".gif": "GIF",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
QUALITY = 95


def encoded(rasters: Iterable[Raster], suffix: str, survey: Survey) -> bytes:
    """The bytes of a picture file of the type that *suffix* names, one frame or page per raster.

    Types that cannot hold alpha get what the detectors saw.
    """
    target = FORMAT_OF[suffix]
    frames = (_image(raster, target, survey) for raster in rasters)
    if target == "TIFF":
        return _pages(frames, survey)
    first, *rest = frames
    if target == "GIF":
        return animation(chain([first], rest), delays=survey.delays, loop=survey.loop)
    return _saved(first, target, **_settings(target, survey))


def _image(raster: Raster, target: str, survey: Survey) -> Image:
    from PIL import Image

    if raster.shape[2:] == (4,) and target in {"JPEG", "BMP"}:
        return Image.fromarray(displayed(raster))
    picture = Image.fromarray(raster)
    return _bilevel(picture) if survey.bilevel and target in {"TIFF", "PNG"} else picture


def _bilevel(picture: Image) -> Image:
    """Black and white again, unless a grey or blurred fill has come in."""
    used = {value for value, count in enumerate(picture.histogram()) if count}
    return picture.point(lambda value: 255 * (value > 127), mode="1") if used <= {0, 255} else picture


def _settings(target: str, survey: Survey) -> dict[str, Any]:
    density = {"dpi": (survey.density, survey.density)} if survey.density else {}
    match target:
        case "JPEG":
            return {"quality": QUALITY, "subsampling": 0, **density}
        case "WEBP":
            return {"lossless": survey.lossless, "quality": QUALITY, "method": 4}
        case "PNG":
            return density
        case _:
            return {}


def _saved(picture: Image, target: str, **settings: Any) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, target, **settings)
    return buffer.getvalue()


def _pages(frames: Iterable[Image], survey: Survey) -> bytes:
    from PIL.TiffImagePlugin import AppendingTiffWriter

    density = {"dpi": (survey.density, survey.density)} if survey.density else {}
    buffer = BytesIO()
    with AppendingTiffWriter(buffer) as writer:  # page by page, so that a long scan is never in memory at once
        for frame in frames:
            frame.save(writer, "TIFF", compression="group4" if frame.mode == "1" else "tiff_adobe_deflate", **density)
            writer.newFrame()
        return buffer.getvalue()
