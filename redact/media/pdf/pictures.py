"""Pixels overwritten inside a picture of a PDF, so that nothing is left under the box that is drawn over them.

A picture keeps its size, its colour space and its depth. What was JPEG stays JPEG; what was compressed in a way that
nobody here writes is stored without loss. Masks and soft masks are overwritten at the same place, because the shape
of a mask can be the words themselves.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.media.pdf.geometry import IDENTITY, Point, Rect, bounds, corners
from redact.media.pdf.objects import CannotEditError, as_dictionary, as_list, is_stream, name_of, number
from redact.media.pdf.rendering import bare_picture

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LARGEST = 400_000_000  # samples; a larger picture is drawn with its page instead
_KEPT = (
    "/Type",
    "/Subtype",
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Decode",
    "/ImageMask",
    "/Interpolate",
    "/Intent",
    "/Mask",
    "/SMask",
)
_QUALITY = 85


@dataclass(slots=True)
class _Samples:
    """The samples of a picture as columns of ``uint8``, ``each`` columns to a pixel; bits stand alone below 8 bits."""

    columns: NDArray[np.uint8]
    each: int
    bits: int
    channels: int
    looks: bool = False
    """The samples are what the picture looks like (RGB or grey), no longer in its own colour space."""


def overwritten(pdf: Any, picture: Any, polygons: Sequence[Sequence[Point]]) -> Any:
    """A copy of the picture whose pixels under the polygons are wiped.

    Polygons are convex and lie in the unit square that a PDF draws a picture in, y upwards. Raises
    ``CannotEditError`` where the picture cannot be decoded.
    """
    samples = _samples(picture)
    width = samples.columns.shape[1] // samples.each
    for rows, across, inside in _patches(polygons, width, samples.columns.shape[0]):
        block = samples.columns[rows, across.start * samples.each : across.stop * samples.each]
        block[inside.repeat(samples.each, axis=1)] = 0
    copy = _stored(pdf, picture, samples)
    for name in ("/Mask", "/SMask"):
        if is_stream(copy.get(name)):
            copy[name] = overwritten(pdf, copy[name], polygons)
    return copy


def wiped_in_place(pdf: Any, picture: Any, rects: Sequence[Rect]) -> None:
    """Wipe parts of a picture, given in the unit square, wherever it is drawn. Raises ``CannotEditError``."""
    wiped = overwritten(pdf, picture, [corners(rect, IDENTITY) for rect in rects])
    for name in [name for name in picture if name not in ("/Length",)]:
        del picture[name]
    picture.write(wiped.read_raw_bytes(), filter=wiped.get("/Filter"))
    for name in wiped:
        if name not in ("/Length", "/Filter"):
            picture[name] = wiped[name]


def _patches(
    polygons: Sequence[Sequence[Point]], width: int, height: int
) -> Iterator[tuple[slice, slice, NDArray[np.bool_]]]:
    """For each polygon the rows and pixels around it, and which of those pixels it touches."""
    import numpy as np

    for polygon in polygons:
        points = [(x * width, (1 - y) * height) for x, y in polygon]
        left, top, right, bottom = bounds(points)
        rows = slice(max(0, math.floor(top)), min(height, math.ceil(bottom)))
        across = slice(max(0, math.floor(left)), min(width, math.ceil(right)))
        if rows.start >= rows.stop or across.start >= across.stop:
            continue
        y, x = np.ogrid[rows, across]
        yield rows, across, _inside(points, x + 0.5, y + 0.5)


def _inside(points: list[Point], x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels whose centre is inside the polygon or less than a pixel outside it."""
    import numpy as np

    following = points[1:] + points[:1]
    turn = math.copysign(1.0, sum(a * d - c * b for (a, b), (c, d) in zip(points, following, strict=True)))
    inside = np.ones(np.broadcast_shapes(x.shape, y.shape), dtype=bool)
    for (a, b), (c, d) in zip(points, following, strict=True):
        length = math.hypot(c - a, d - b)
        if length:
            inside &= turn * ((c - a) * (y - b) - (d - b) * (x - a)) >= -length
    return inside


# --- Decoding -------------------------------------------------------------------------------------------


def _samples(picture: Any) -> _Samples:
    width, height = int(number(picture.get("/Width"))), int(number(picture.get("/Height")))
    if not 0 < width * height <= _LARGEST or number(picture.get("/SMaskInData")):
        raise CannotEditError("a picture that is too large or keeps its mask inside")
    kind = _compression(picture)
    if kind in ("/CCITTFaxDecode", "/JBIG2Decode"):
        return _bilevel(picture, width, height)
    if kind == "/JPXDecode" or "/ColorTransform" in as_dictionary(picture.get("/DecodeParms")):
        return _as_it_looks(picture)
    return _decoded(picture, width, height, 8 if kind == "/DCTDecode" else _depth(picture))


def _compression(picture: Any) -> str:
    filters = [name_of(name) for name in as_list(picture.get("/Filter"))] or [name_of(picture.get("/Filter", ""))]
    return {"/CCF": "/CCITTFaxDecode", "/DCT": "/DCTDecode"}.get(filters[-1], filters[-1])


def _depth(picture: Any) -> int:
    depth = 1 if picture.get("/ImageMask") is True else int(number(picture.get("/BitsPerComponent")))
    if depth not in (1, 2, 4, 8, 16):
        raise CannotEditError("a picture without a depth")
    return depth


def _decoded(picture: Any, width: int, height: int, bits: int) -> _Samples:
    """The samples as the file holds them, once the compression is undone."""
    import numpy as np
    import pikepdf

    try:
        data = picture.read_bytes(decode_level=pikepdf.StreamDecodeLevel.all)
    except (pikepdf.PdfError, RuntimeError):  # RuntimeError: what its decoders raise
        raise CannotEditError("a picture that cannot be decoded") from None
    channels = _channels(picture, len(data), width * height * bits)
    row = math.ceil(width * channels * bits / 8)
    if not row or len(data) < row * height:
        raise CannotEditError("a picture that ends too soon")
    rows = np.frombuffer(data, np.uint8, row * height).reshape(height, row)
    if bits >= 8:
        return _Samples(rows.copy(), channels * bits // 8, bits, channels)
    return _Samples(np.unpackbits(rows, axis=1)[:, : width * channels * bits], channels * bits, bits, channels)


def _channels(picture: Any, length: int, plane: int) -> int:
    if picture.get("/ImageMask") is True:
        return 1
    space = as_list(picture.get("/ColorSpace")) or [picture.get("/ColorSpace")]
    name, inks = name_of(space[0]), space[1] if len(space) > 1 else None
    if name == "/ICCBased":
        return int(number(as_dictionary(inks).get("/N")))
    if name == "/DeviceN":
        return len(as_list(inks))
    if name in _CHANNELS:
        return _CHANNELS[name]
    if length * 8 % plane:
        raise CannotEditError("a picture of unknown colours")
    return length * 8 // plane


_CHANNELS = {
    **dict.fromkeys(("/DeviceGray", "/CalGray", "/Indexed", "/Separation"), 1),
    **dict.fromkeys(("/DeviceRGB", "/CalRGB", "/Lab"), 3),
    "/DeviceCMYK": 4,
}


def _bilevel(picture: Any, width: int, height: int) -> _Samples:
    """Fax and JBIG2: one bit a pixel, black as nought, which is how PDFium shows the bits in plain grey."""
    pixels = _bare(picture, plain=True)
    if pixels.shape[:2] != (height, width):
        raise CannotEditError("a picture of another size than it says")
    return _Samples((pixels[:, :, 0] > 127).astype("uint8"), 1, 1, 1)


def _as_it_looks(picture: Any) -> _Samples:
    pixels = _bare(picture, plain=False)
    height, width, channels = pixels.shape
    return _Samples(pixels.reshape(height, width * channels).copy(), channels, 8, channels, looks=True)


def _bare(picture: Any, *, plain: bool) -> NDArray[np.uint8]:
    """The picture's own pixels as PDFium decodes them, drawn alone; *plain*: as grey bits, whatever they mean."""
    import pikepdf

    with pikepdf.new() as alone:
        alone.add_blank_page(page_size=(72, 72))
        copy = alone.copy_foreign(picture)
        for name in ("/SMask", "/Mask", "/OC", *(("/Decode", "/ImageMask") if plain else ())):
            if name in copy:
                del copy[name]
        if plain:
            copy["/ColorSpace"], copy["/BitsPerComponent"] = pikepdf.Name.DeviceGray, 1
        alone.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=copy))
        alone.pages[0].Contents = alone.make_stream(b"72 0 0 72 0 0 cm /P Do")
        data = io.BytesIO()
        alone.save(data)
    pixels = bare_picture(data.getvalue())
    if pixels is None:
        raise CannotEditError("a picture that cannot be decoded")
    return pixels


# --- Storing --------------------------------------------------------------------------------------------


def _stored(pdf: Any, picture: Any, samples: _Samples) -> Any:
    import numpy as np
    import pikepdf

    copy = pdf.make_stream(b"", {name: picture[name] for name in _KEPT if name in picture})
    height, width = samples.columns.shape[0], samples.columns.shape[1] // samples.each
    jpeg = _compression(picture) in ("/DCTDecode", "/JPXDecode") and samples.channels in (1, 3)
    if jpeg and not as_list(picture.get("/Mask")):
        pixels = samples.columns.reshape(height, width, samples.channels)
        copy.write(_jpeg(pixels), filter=pikepdf.Name.DCTDecode)
    else:
        packed = samples.columns if samples.bits >= 8 else np.packbits(samples.columns, axis=1)
        copy.write(packed.tobytes())
    copy["/Width"], copy["/Height"] = width, height
    if picture.get("/ImageMask") is not True:
        copy["/BitsPerComponent"] = samples.bits
    if samples.looks:
        copy["/ColorSpace"] = pikepdf.Name.DeviceGray if samples.channels == 1 else pikepdf.Name.DeviceRGB
        copy.pop("/Decode", None) if "/Decode" in copy else None
    return copy


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).save(
        data, "JPEG", quality=_QUALITY, subsampling=0
    )
    return data.getvalue()
