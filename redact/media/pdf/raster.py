"""A page made into a picture: what is done where it cannot be taken apart safely. Nothing of the old page is left."""

from __future__ import annotations

import io
from typing import Any

from redact.media.pdf.geometry import Frame, Rect, inverse
from redact.types import Pixels

_QUALITY = 88


def picture_of(pdf: Any, pixels: Pixels) -> Any:
    """The pixels as a picture of the PDF: without loss where that is small (few colours), else as JPEG."""
    import pikepdf

    height, width = pixels.shape[:2]
    grey = bool((pixels[:, :, 0] == pixels[:, :, 1]).all() and (pixels[:, :, 1] == pixels[:, :, 2]).all())
    space = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    stream = pdf.make_stream(b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height)
    stream["/ColorSpace"], stream["/BitsPerComponent"] = space, 8
    stream.write(_jpeg(pixels[:, :, 0] if grey else pixels), filter=pikepdf.Name.DCTDecode)
    return stream


def _jpeg(pixels: Pixels) -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG", quality=_QUALITY, subsampling=0)
    return data.getvalue()


def make_picture(pdf: Any, page: Any, frame: Frame, pixels: Pixels) -> None:
    """Put the picture in the place of everything that the page drew."""
    import pikepdf

    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture_of(pdf, pixels)))
    page.Contents = pdf.make_stream(b"q %s cm /P Do Q" % _placing(frame))
    if "/Group" in page:
        del page["/Group"]


def _placing(frame: Frame) -> bytes:
    """The matrix that lays a picture, whose first row is its top, over the page."""
    back = inverse(frame.matrix)
    if back is None:
        raise ValueError("a page without an area cannot be a picture")
    a, b, c, d, e, f = back
    w, h = frame.width, frame.height
    return " ".join(f"{value:.5f}" for value in (a * w, b * w, -c * h, -d * h, c * h + e, d * h + f)).encode()


def painted(pixels: Pixels, frame: Frame, boxes: list[tuple[Rect, tuple[int, int, int]]]) -> Pixels:
    """The pixels with the boxes (in points, on whole pixels) filled."""
    from redact.media.pdf.geometry import carried

    filled = pixels.copy()
    for rect, colour in boxes:
        left, top, right, bottom = (round(edge) for edge in carried(rect, frame.matrix))
        filled[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)] = colour
    return filled
