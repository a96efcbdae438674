"""Pictures of which a part is cropped away, wherever they are drawn: by the page's edge or by a clip."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redact.media.pdf.gate.calls import call, handle_of
from redact.media.pdf.gate.covered import differs
from redact.media.pdf.gate.page import Sight
from redact.media.pdf.gate.survey import IMAGE, clip_of
from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CROPPED = "part of a picture that is cropped away"

_SLIVER = 0.02  # of a side: what is rounded away
_EDGE = 2  # pixels beside what is seen that are left out
_WHOLE = Rect(0.0, 0.0, 1.0, 1.0)


@dataclass(slots=True)
class Crops:
    """What is seen of each picture of a file, as a part of its whole, page after page."""

    _seen: dict[tuple[int, int, int], Rect] = field(default_factory=dict)
    _places: dict[tuple[int, int, int], tuple[int, int]] = field(default_factory=dict)

    def note(self, sight: Sight) -> None:
        """Take down the pictures of a page. The page must be open."""
        for row in (sight.survey.kind == IMAGE).nonzero()[0].tolist():
            seen = _seen(sight, row)
            if seen is not None:
                key = _key(sight.survey.handles[row])
                self._seen[key] = _hull(self._seen[key], seen) if key in self._seen else seen
                self._places.setdefault(key, (sight.index, row))

    def doubtful(self) -> Iterator[tuple[int, int, Rect]]:
        """Each picture that is not seen whole: a page and a row where it is drawn, and the part that is seen."""
        for key, seen in self._seen.items():
            if not seen.covers(_WHOLE, _SLIVER):
                yield (*self._places[key], seen)


def _key(handle: int) -> tuple[int, int, int]:
    """What tells one picture from another: its size and the length of its data."""
    width, height = ctypes.c_uint(), ctypes.c_uint()
    call("FPDFImageObj_GetImagePixelSize")(handle, ctypes.addressof(width), ctypes.addressof(height))
    return width.value, height.value, call("FPDFImageObj_GetImageDataRaw")(handle, None, 0)


def _seen(sight: Sight, row: int) -> Rect | None:
    """The part of a picture that is seen here, ``None`` for one without an area; an empty part for one off the page."""
    room, clip = sight.survey.rect(row), Rect(*sight.survey.clip[row].tolist())
    if not room.area:
        return None
    seen = room.common(clip).common(sight.around.page)
    if not seen.area:
        return Rect(0.5, 0.5, 0.5, 0.5)
    across, up = room.right - room.left, room.top - room.bottom
    return Rect(
        (seen.left - room.left) / across,
        (seen.bottom - room.bottom) / up,
        (seen.right - room.left) / across,
        (seen.top - room.bottom) / up,
    )


def _hull(one: Rect, other: Rect) -> Rect:
    if not one.area or not other.area:
        return one if one.area else other
    return Rect(
        min(one.left, other.left), min(one.bottom, other.bottom), max(one.right, other.right), max(one.top, other.top)
    )


def holds_more(page: Any, handle: int, seen: Rect) -> bool:
    """Whether a picture of an open page shows something beside the part that is seen.

    The page cannot be drawn as it was meant after that.
    """
    pixels = _pixels(page, handle)
    if pixels is None:
        return False
    height, width = pixels.shape[:2]
    left, right = max(round(seen.left * width) - _EDGE, 0), min(round(seen.right * width) + _EDGE, width)
    top, bottom = max(round((1 - seen.top) * height) - _EDGE, 0), min(round((1 - seen.bottom) * height) + _EDGE, height)
    rest = (pixels[:, :left], pixels[:, right:], pixels[:top], pixels[bottom:])
    return any(_differs(part) for part in (rest if seen.area else (pixels,)) if part.size)


def _differs(pixels: NDArray[np.uint8]) -> bool:
    """Whether the pixels that belong to the picture are of more than one colour: a turned one has empty corners."""
    own = pixels[pixels[:, :, 3] == 255] if pixels.shape[2] == 4 else pixels.reshape(-1, pixels.shape[2])
    return differs(own[None, :, :3])


def _pixels(page: Any, handle: int) -> NDArray[np.uint8] | None:
    """What a picture looks like as it lies on the page, all of it."""
    import numpy as np
    import pypdfium2.raw as pdfium

    _widen_clip(handle)
    found = call("FPDFImageObj_GetRenderedBitmap")(handle_of(page.pdf.raw), handle_of(page.raw), handle)
    if not found:
        return None
    bitmap = ctypes.cast(found, pdfium.FPDF_BITMAP)
    try:
        height, stride = pdfium.FPDFBitmap_GetHeight(bitmap), pdfium.FPDFBitmap_GetStride(bitmap)
        kind, data = pdfium.FPDFBitmap_GetFormat(bitmap), pdfium.FPDFBitmap_GetBuffer(bitmap)
        rows = np.frombuffer(ctypes.string_at(data, height * stride), np.uint8).reshape(height, stride)
        each, kept = _CHANNELS.get(kind, (4, 4))
        pixels: NDArray[np.uint8] = rows[:, : pdfium.FPDFBitmap_GetWidth(bitmap) * each].reshape(height, -1, each)
        return pixels[:, :, :kept]
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _widen_clip(handle: int) -> None:
    """Let an object be seen whole: what clips it is blown up around its own middle. There is no way to take it away."""
    clip = clip_of(handle)
    if math.isfinite(clip.area):
        x, y = (clip.left + clip.right) / 2, (clip.bottom + clip.top) / 2
        call("FPDFPageObj_TransformClipPath")(handle, _WIDER, 0, 0, _WIDER, x * (1 - _WIDER), y * (1 - _WIDER))


_WIDER = 10_000.0
_CHANNELS = {1: (1, 1), 2: (3, 3), 3: (4, 3)}
"""By PDFium's number of a bitmap's format the bytes of a pixel, and how many of them mean something."""
