"""Picture files written from pixels alone: no tag, no comment, no thumbnail, no profile but a plain standard one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, Any

from redact.media.image import moving, tidy
from redact.media.image.colour import displayed
from redact.media.image.gif import animation
from redact.media.image.icon import icon
from redact.media.image.jpeg import QUALITY
from redact.media.image.profiles import plain

if TYPE_CHECKING:
    from PIL.Image import Image

    from redact.media.image.frames import Shape, Survey
    from redact.media.pixels import Raster

_PILLOWS = {
    "png": "PNG", "jpeg": "JPEG", "bmp": "BMP", "gif": "GIF", "webp": "WEBP", "tiff": "TIFF", "avif": "AVIF",
    "jpeg2000": "JPEG2000", "j2k": "JPEG2000", "ppm": "PPM", "tga": "TGA", "ico": "ICO",
}  # fmt: skip
_OPAQUE = frozenset({"jpeg", "bmp", "ppm"})
_BILEVEL = frozenset({"tiff", "png", "ppm"})
_DENSE = frozenset({"jpeg", "png", "tiff"})
_AVIF: dict[str, Any] = {"quality": 90, "speed": 9, "subsampling": "4:4:4"}
_JPEG_2000: dict[str, Any] = {"irreversible": True, "quality_mode": "dB", "quality_layers": [50]}
_SQUEEZE = 2
"""Of zlib's nine: a quarter of the time of the usual six for a twentieth more bytes."""


def encoded(rasters: Iterable[Raster], survey: Survey) -> bytes:
    """The bytes of a picture file of the kind that *survey* says, one frame, page or size per raster.

    Kinds that cannot hold alpha get what the detectors saw.
    """
    target = survey.target
    frames = (_image(raster, survey) for raster in rasters)
    if target == "tiff":
        return _pages(frames, survey)
    if target == "ico":
        return icon((frame.size, _saved(frame, "png", survey.shapes[0])) for frame in frames)
    if target == "gif":
        return animation(frames, delays=survey.delays, loop=survey.loop)
    if survey.moving and target in {"png", "webp", "avif"}:
        return _moving(frames, survey)
    return _saved(next(frames), target, survey.shapes[0], **_settings(survey))


def _moving(frames: Iterator[Image], survey: Survey) -> bytes:
    """Frames of one mode, for the container says it once for all of them."""
    mode = "RGBA" if any(shape.clear for shape in survey.shapes) else "RGB"
    same = (frame.convert(mode) for frame in frames)
    pack = partial(_saved, target=survey.target, shape=survey.shapes[0], **_settings(survey))
    profile = _profile(survey.shapes[0])
    if survey.target == "png":
        return moving.moving_png(same, pack, survey.delays, survey.loop)
    if survey.target == "webp":
        return moving.moving_webp(same, pack, survey.delays, survey.loop, profile=profile)
    first, rest = next(same), same
    more = {"save_all": True, "append_images": rest, "duration": list(survey.delays)}
    return _saved(first, "avif", survey.shapes[0], **_settings(survey), **more)


def _image(raster: Raster, survey: Survey) -> Image:
    from PIL import Image

    if raster.shape[2:] == (4,) and survey.target in _OPAQUE:
        return Image.fromarray(displayed(raster))
    picture = Image.fromarray(raster)
    return _bilevel(picture) if survey.bilevel and survey.target in _BILEVEL else picture


def _bilevel(picture: Image) -> Image:
    """Black and white again, unless a grey or blurred fill has come in."""
    used = {value for value, count in enumerate(picture.histogram()) if count}
    return picture.point(lambda value: 255 * (value > 127), mode="1") if used <= {0, 255} else picture


def _settings(survey: Survey) -> dict[str, Any]:
    packed = survey.packing.settings() if survey.packing else {"quality": QUALITY, "subsampling": 0}
    of_kind: dict[str, dict[str, Any]] = {
        "jpeg": packed,
        "webp": {"lossless": survey.lossless, "quality": QUALITY, "method": 2},
        "png": {"compress_level": _SQUEEZE},
        "avif": _AVIF,
        "jpeg2000": {} if survey.lossless else _JPEG_2000,
        "j2k": {"no_jp2": True, **({} if survey.lossless else _JPEG_2000)},
    }
    density = {"dpi": (survey.density, survey.density)} if survey.density else {}
    return {**of_kind.get(survey.target, {}), **(density if survey.target in _DENSE else {})}


def _profile(shape: Shape) -> bytes:
    return plain(shape.profile) if shape.profile else b""


def _saved(picture: Image, target: str, shape: Shape, **settings: Any) -> bytes:
    buffer = BytesIO()
    profile = _profile(shape)
    picture.save(buffer, _PILLOWS[target], **settings, **({"icc_profile": profile} if profile else {}))
    return tidy.tidied(buffer.getvalue(), target)


def _pages(frames: Iterable[Image], survey: Survey) -> bytes:
    from PIL.TiffImagePlugin import AppendingTiffWriter

    buffer = BytesIO()
    with AppendingTiffWriter(buffer) as writer:  # page by page, so that a long scan is never in memory at once
        for frame, shape in zip(chain(frames), survey.shapes, strict=True):
            profile = _profile(shape)
            more = _settings(survey) | ({"icc_profile": profile} if profile else {})
            frame.save(writer, "TIFF", compression="group4" if frame.mode == "1" else "tiff_adobe_deflate", **more)
            writer.newFrame()
        return buffer.getvalue()
