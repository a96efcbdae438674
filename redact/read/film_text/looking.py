"""Lines of text found in a frame of a film, and read: the stages of the OCR, the finding at reduced size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.read.film_text.patches import Quad, height_of, length_of
from redact.read.ocr.engine import Word, read_lines
from redact.read.ocr.finding import Found
from redact.read.ocr.textures import is_texture

if TYPE_CHECKING:
    from redact.read.ocr.engine import Models
    from redact.types import Pixels

_ROOM = 0.3
"""How much longer a line is made at each end, in line heights: the network cuts off half letters."""
_TALL = 1.5


class Reading(NamedTuple):
    """What a line says and how sure that is; no words where it is no text."""

    words: tuple[Word, ...]
    score: float

    @property
    def text(self) -> str:
        """Its words with spaces between them."""
        return " ".join(word.text for word in self.words)


class Looking(NamedTuple):
    """The models, and the longest side at which lines are looked for."""

    models: Models
    side: int

    def find(self, pixels: Pixels) -> list[Quad]:
        """The corners of every line (4 x 2, from the start above clockwise along it), in pixels of the frame."""
        import cv2
        import numpy as np

        height, width = pixels.shape[:2]
        scale = min(self.side / max(height, width), 1.0)
        size = (max(round(width * scale), 1), max(round(height * scale), 1))
        image = pixels if scale == 1.0 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        return [_longer(quad) / np.float32(scale) for quad in _quads(np.asarray(image), self.models.coarse)]

    def read(self, pixels: Pixels, quads: Sequence[Quad]) -> list[Reading]:
        """What stands at each of *quads*. Places without text give a reading without words."""
        found = [Found(quad, crop_of(pixels, quad)) for quad in quads]
        readings = []
        for each in found:
            read = read_lines([each], self.models.fine)
            lines = [line for line in read if not is_texture(line, each.crop, max(pixels.shape[:2]))]
            readings.append(_reading(lines, each))
        return readings


def _reading(lines: Sequence[Any], found: Found) -> Reading:
    """The reading in the direction of the line as found: one that stands on its head is read from its end."""
    import numpy as np

    if not lines:
        return Reading((), 0.0)
    line = lines[0]
    if np.allclose(line.quad, found.quad):
        return Reading(line.words, line.score)
    return Reading(tuple(Word(word.text, 1 - word.end, 1 - word.start) for word in line.words), line.score)


def _quads(image: Pixels, models: Any) -> list[Quad]:
    import numpy as np
    from rapidocr.main import RapidOCRError

    record: dict[str, Any] = {}
    try:
        _, regions = models.detect_and_crop(np.ascontiguousarray(image[..., ::-1]), record)
    except RapidOCRError:
        return []  # it found nothing
    inset = np.array([record["padding_1"]["left"], record["padding_1"]["top"]], np.float32)
    return [np.asarray(quad, np.float32) - inset for quad in regions.boxes]


def _longer(quad: Quad) -> Quad:
    """The corners along the line, with room before and after; a tall one is read downwards."""
    import numpy as np

    along = np.roll(quad, -1, axis=0) if height_of(quad) >= _TALL * length_of(quad) else quad
    step = (along[1] - along[0]) / max(length_of(along), 1e-6) * height_of(along) * _ROOM
    return np.asarray(along + np.array([-1, 1, 1, -1], np.float32)[:, None] * step, np.float32)


def crop_of(pixels: Pixels, quad: Quad) -> Pixels:
    """The line cut out of the frame and laid level, in its own size."""
    import cv2
    import numpy as np

    size = (max(round(length_of(quad)), 4), max(round(height_of(quad)), 4))
    flat = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    way = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), flat)
    crop = cv2.warpPerspective(pixels, way, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(crop[..., ::-1], np.uint8)
