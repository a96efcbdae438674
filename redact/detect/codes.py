"""QR codes and bar codes in pictures and films: what they hold leads to a person, an account or an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeAlias

import msgspec

from redact.sight.sightings import Sighting, surest
from redact.sight.tracking import Pace, follow
from redact.types import Box, Clip, Finding, KeyFrame, Modality, Part, Picture, Track

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Grey: TypeAlias = NDArray[np.uint8]

_READ, _BROKEN, _DOUBTFUL = 1.0, 0.7, 0.3
_SMALL, _LARGE = 1600, 3000
_UNMISTAKABLE = frozenset({"QRCode", "Aztec", "PDF417", "MaxiCode"})
"""Codes whose finder patterns are rarely seen elsewhere; the others are often seen in noise."""
_LEAST = 40
"""OpenCV's finders need a few pixels to stand on."""


class CodeOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How codes are looked for. ``margin`` widens each box on every side by that share of its longer side.

    ``every`` and ``hold`` are frames: how often a film is looked at, and for how long a code is held unseen.
    """

    margin: float = 0.1
    every: int = 10
    hold: int = 20


class CodeDetector:
    """Finds QR codes, bar codes, Data Matrix, Aztec and PDF417: a box in a picture, a track through a film's shot.

    A code that is seen but cannot be read counts, with a lower score. What the code says is not looked at.
    """

    Options = CodeOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE, Modality.VIDEO})

    def __init__(self, options: CodeOptions) -> None:
        self._options = options
        self._rule = f"codes/zxing {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from self._in_picture(picture, part.id)
                case Clip() as clip:
                    yield from self._in_film(clip, part.id)

    def _in_picture(self, picture: Picture, part: str) -> Iterator[Finding]:
        for code in codes_in(picture.pixels(), self._options.margin):
            yield self._finding(Box(part, *code[:4]), code.score)

    def _in_film(self, clip: Clip, part: str) -> Iterator[Finding]:
        find = partial(codes_in, margin=self._options.margin, scaled=False)
        for track, score in follow(clip, part, find, Pace(self._options.every, self._options.hold)):
            keys = tuple(key for key in track.keys if _is_inside(key, clip))
            if keys:
                yield self._finding(Track(part, keys), score)

    def _finding(self, region: Box | Track, score: float) -> Finding:
        why = "the code can be read" if score == _READ else "it looks like a code that is damaged or too small"
        return Finding("QR_CODE", (region,), score, self._rule, why=(why,))


def codes_in(pixels: Pixels, margin: float, *, scaled: bool = True) -> list[Sighting]:
    """Every code in the picture; with *scaled*, a small picture is also looked at enlarged, a large one shrunk.

    zxing reads codes and OpenCV finds QR codes and bar codes that are too blurred or slanted to be read.
    """
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    height, width = grey.shape
    longest = max(height, width)
    found = [*_read(grey, 1.0, margin), *_found(grey, margin)]
    for scale in _scales(longest) if scaled else ():
        size = (max(1, round(width * scale)), max(1, round(height * scale)))
        found += _read(np.asarray(cv2.resize(grey, size), np.uint8), scale, margin)
    return surest([_clipped(code, width, height) for code in found])


def _scales(longest: int) -> tuple[float, ...]:
    return (2.0,) if longest < _SMALL else (_LARGE / 2 / longest,) if longest > _LARGE else ()


def _read(grey: Grey, scale: float, margin: float) -> Iterator[Sighting]:
    import zxingcpp

    for code in zxingcpp.read_barcodes(grey, return_errors=True):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        score = _READ if code.valid else _BROKEN if code.format.name in _UNMISTAKABLE else _DOUBTFUL
        yield _around([(corner.x / scale, corner.y / scale) for corner in corners], margin, score)


def _found(grey: Grey, margin: float) -> Iterator[Sighting]:
    import cv2
    import numpy as np

    if min(grey.shape) < _LEAST:
        return
    for finder in (cv2.QRCodeDetectorAruco(), cv2.barcode.BarcodeDetector()):
        _, points = finder.detectMulti(grey)
        for corners in () if points is None else np.asarray(points, float).reshape(-1, 4, 2):
            yield _around([(float(x), float(y)) for x, y in corners], margin, _BROKEN)


def _around(corners: list[tuple[float, float]], margin: float, score: float) -> Sighting:
    xs, ys = [corner[0] for corner in corners], [corner[1] for corner in corners]
    rim = margin * max(max(xs) - min(xs), max(ys) - min(ys))
    return Sighting(min(xs) - rim, min(ys) - rim, max(xs) + rim, max(ys) + rim, score)


def _clipped(code: Sighting, width: int, height: int) -> Sighting:
    left, top = max(code.left, 0.0), max(code.top, 0.0)
    return Sighting(left, top, min(code.right, float(width)), min(code.bottom, float(height)), code.score)


def _is_inside(key: KeyFrame, clip: Clip) -> bool:
    box = key.box
    return box.left < box.right and box.top < box.bottom and box.left < clip.width and box.top < clip.height
