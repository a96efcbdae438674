"""Text in pictures: scans, photographs of documents, screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec import structs

from redact import weights
from redact.read.ocr.engine import Line, Models, engine, lines_in
from redact.read.ocr.layout import Paper, laid_out
from redact.read.ocr.tiles import merged, tiles
from redact.types import Modality, Part, Picture

if TYPE_CHECKING:
    from redact.types import Pixels

_SHORT = 736
"""A picture whose shorter side is less is enlarged, so that small letters can be told apart."""
_MOST_ENLARGED, _ENLARGED = 4.0, 2000
_LONG = 4200
"""A picture with a longer side is read in tiles."""


class OcrOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How text is read.

    ``score`` is the least sureness of a line. ``pad`` widens each word's box by that share of the line's height.
    ``threads`` 0 takes all cores.
    """

    score: float = 0.4
    pad: float = 0.15
    threads: int = 0


class OcrReader:
    """Reads the text in a picture and remembers where every word stands.

    Rows are separated by line ends, columns within a row by tabs. Pages that lie on their side or upside down are
    read as if they were upright. Does not read handwriting well, nor letters under 8 pixels.
    """

    Options = OcrOptions
    version = "1.0"
    models: tuple[str, ...] = ("ppocr-v6",)
    modality: ClassVar[Modality] = Modality.IMAGE

    def __init__(self, options: OcrOptions) -> None:
        self._options = options

    def read(self, part: Part) -> Part:
        if not isinstance(part.content, Picture):
            raise TypeError(f"part {part.id} holds {part.modality}, not a picture")
        pixels = part.content.pixels()
        models = engine(weights.folder("ppocr-v6"), self._options.threads)
        lines = [line for line in _lines(pixels, models) if line.score >= self._options.score]
        text, alignment = laid_out(lines, Paper(part.id, pixels.shape[1], pixels.shape[0]), self._options.pad)
        return structs.replace(part, id=f"{part.id}.ocr", modality=Modality.TEXT, content=text, alignment=alignment)


def _lines(pixels: Pixels, models: Models) -> list[Line]:
    if max(pixels.shape[:2]) > _LONG:
        return merged((tile, _read(tile.pixels, models)) for tile in tiles(pixels))
    return _read(pixels, models)


def _read(pixels: Pixels, models: Models) -> list[Line]:
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = max(1.0, min(_SHORT / min(height, width), _MOST_ENLARGED, _ENLARGED / max(height, width)))
    size = (round(width * scale), round(height * scale))
    image = pixels if scale == 1.0 else np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    lines = lines_in(image, models)
    return [line._replace(quad=line.quad / np.float32(scale)) for line in lines]
