"""QR codes, bar codes and their like in a picture: where they stand, and what they say where they can be read.

zxing reads codes; OpenCV finds QR codes and bar codes that are too blurred or slanted to be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.sight.bars import Bars, followed
from redact.sight.sightings import Sighting, surest
from redact.sight.slanting import levelled, slanting_bars

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey, Pixels

    Quad = NDArray[np.float32]
else:
    Quad = Any

READ, BROKEN, DOUBTFUL = 1.0, 0.7, 0.3
"""How sure a code is: one that can be read, one that looks like nothing else, one that is often seen in noise."""
_SMALL, _LARGE = 1600, 3000
_UNMISTAKABLE = frozenset(
    {"QRCode", "QRCodeModel1", "QRCodeModel2", "Aztec", "AztecCode", "PDF417", "CompactPDF417", "MaxiCode"}
)
"""Codes whose finder patterns are rarely seen elsewhere."""
_BARS = 20
"""The shortest bar codes have more bars and gaps than that; a gate or a keyboard has fewer."""
_FINE = 900
"""Pixels to which a bar code that lies aslant is enlarged."""
_BARS_ASLANT, _MIXED, _ALIKE = 28, 0.4, 0.7
"""What a code that lies aslant has at least, for there are fences and leaves."""
_LEAST = 40
"""OpenCV's finders need a few pixels to stand on."""


class Code(NamedTuple):
    """A code in a picture: its rectangle and how sure it is that there is one, and what it says ("" if unread)."""

    sighting: Sighting
    words: str


def read_codes(pixels: Pixels, *, scaled: bool = True) -> list[Code]:
    """Every code in the picture that can be read, the upper first, each once.

    With *scaled*, a small picture is also looked at enlarged and a large one shrunk.
    """
    found = [code for code in _in_scales(pixels, scaled=scaled) if code.words]
    kept = surest([code.sighting for code in found])
    words = {code.sighting: code.words for code in reversed(found)}
    return [Code(each, words[each]) for each in sorted(kept, key=lambda each: (each.top, each.left))]


def codes_in(pixels: Pixels, margin: float, *, scaled: bool = True) -> list[Sighting]:
    """Every code in the picture, read or not, widened on every side by *margin* of its longer side."""
    height, width = pixels.shape[:2]
    found = [code.sighting for code in _in_scales(pixels, scaled=scaled)]
    found += _found(_grey(pixels))
    return surest([_clipped(_widened(each, margin), width, height) for each in found])


def _in_scales(pixels: Pixels, *, scaled: bool) -> list[Code]:
    grey = _grey(pixels)
    if not scaled:
        return list(_read(grey, 1.0))
    seen = hashlib.blake2b(grey.tobytes(), digest_size=32).digest() + str(grey.shape).encode()
    if seen not in _last:
        codes = [code for scale in (1.0, *_scales(max(grey.shape))) for code in _scaled(grey, scale)]
        codes += _aslant(grey)
        _last.clear()
        _last[seen] = tuple(codes)
    return list(_last[seen])


_last: dict[bytes, tuple[Code, ...]] = {}
"""What was read in the last still picture, by its digest: one plugin reads codes where another covers them."""


def _scaled(grey: Grey, scale: float) -> Iterator[Code]:
    import cv2
    import numpy as np

    height, width = grey.shape
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return _read(grey if scale == 1.0 else np.asarray(cv2.resize(grey, size), np.uint8), scale)


def _aslant(grey: Grey) -> Iterator[Code]:
    """Bar codes that lie aslant, read level; what has as many bars as a code counts where it cannot be read."""
    import cv2
    import numpy as np

    for corners in slanting_bars(grey) if min(grey.shape) >= _LEAST else ():
        level, back = levelled(grey, corners)
        finer = max(1.0, min(_FINE / max(level.shape), 3.0))
        level = np.asarray(cv2.resize(level, None, fx=finer, fy=finer, interpolation=cv2.INTER_CUBIC), np.uint8)
        read = [code for code in _corners_read(level) if code[1].valid]
        for there, code in read:
            yield Code(_around(cv2.transform(there[None] / np.float32(finer), back)[0], READ), _said(code))
        bars = followed(grey, corners)
        if read or _is_code(bars):
            yield Code(_around(bars.corners, BROKEN), "")


def _is_code(bars: Bars) -> bool:
    """Whether bars that lie aslant and cannot be read are a code's: many, of many widths, alike from end to end."""
    return bars.bars >= _BARS_ASLANT and bars.mixed >= _MIXED and bars.alike >= _ALIKE


def _grey(pixels: Pixels) -> Grey:
    import cv2
    import numpy as np

    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)


def _scales(longest: int) -> tuple[float, ...]:
    return (2.0,) if longest < _SMALL else (_LARGE / 2 / longest,) if longest > _LARGE else ()


def _read(grey: Grey, scale: float) -> Iterator[Code]:
    for corners, code in _corners_read(grey):
        score = READ if code.valid else BROKEN if code.format.name in _UNMISTAKABLE else DOUBTFUL
        yield Code(_around(corners / scale, score), _said(code))


def _corners_read(grey: Grey) -> Iterator[tuple[Quad, Any]]:
    """What zxing reads, each with its corners; those of a bar code as far as its bars reach."""
    import numpy as np
    import zxingcpp

    linear = zxingcpp.barcode_formats_list(zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.AllLinear))
    for code in zxingcpp.read_barcodes(grey, return_errors=True, text_mode=zxingcpp.TextMode.Plain):
        at = code.position
        corners = np.array(
            [(c.x, c.y) for c in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)], np.float32
        )
        if code.symbology in linear:
            corners = followed(grey, corners).corners
        yield corners, code


def _said(code: Any) -> str:
    """What a code says, as far as it is text: signs that steer machines are line ends or left out."""
    text = str(code.text) if code.valid else ""
    lines = "".join("\n" if letter in _BREAKS else letter for letter in text)
    return "".join(letter for letter in lines if letter == "\n" or letter.isprintable()).strip()


_BREAKS = frozenset("\r\n\x1c\x1d\x1e\x1f\t")


def _found(grey: Grey) -> Iterator[Sighting]:
    import cv2

    if min(grey.shape) < _LEAST:
        return
    for corners in _corners(cv2.QRCodeDetectorAruco().detectMulti(grey)):
        yield _around(corners, BROKEN)
    for corners in _corners(cv2.barcode.BarcodeDetector().detectMulti(grey)):
        bars = followed(grey, corners)
        yield _around(bars.corners, BROKEN if bars.bars >= _BARS else DOUBTFUL)


def _corners(found: Any) -> Quad:
    import numpy as np

    return np.asarray([] if found[1] is None else found[1], np.float32).reshape(-1, 4, 2)


def _around(corners: Quad, score: float) -> Sighting:
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return Sighting(float(left), float(top), float(right), float(bottom), score)


def _widened(code: Sighting, margin: float) -> Sighting:
    rim = margin * max(code.right - code.left, code.bottom - code.top)
    return Sighting(code.left - rim, code.top - rim, code.right + rim, code.bottom + rim, code.score)


def _clipped(code: Sighting, width: int, height: int) -> Sighting:
    left, top = max(code.left, 0.0), max(code.top, 0.0)
    return Sighting(left, top, min(code.right, float(width)), min(code.bottom, float(height)), code.score)
