"""Text in pictures: scans, photographs of documents, screenshots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

import msgspec
from msgspec import structs

from redact import weights
from redact.read.ocr import tesseract
from redact.read.ocr.doubts import with_doubts
from redact.read.ocr.engine import UNREAD, Line, Word, engine, read_lines
from redact.read.ocr.finding import Found, found_in
from redact.read.ocr.layout import Paper, laid_out
from redact.read.ocr.textures import is_texture
from redact.read.ocr.tiles import merged, tiles
from redact.types import Modality, Part, Picture

if TYPE_CHECKING:
    from redact.types import Pixels

_SHORT = 736
"""A picture whose shorter side is less is enlarged, so that small letters can be told apart."""
_MOST_ENLARGED, _ENLARGED = 4.0, 2000
_WRITING = 0.6
"""How sure it must be that there is writing where none can be read: leaves and bricks are taken for letters, too."""
_LONG = 4200
"""A picture with a longer side is read in tiles."""


class OcrOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How text is read.

    ``score`` is the least sureness of a line: less counts as writing that could not be read. ``pad`` widens each
    word's box by that share of the line's height. ``threads`` 0 takes all cores. ``tesseract``: whether Tesseract
    reads the lines of which PP-OCR is less sure than ``sure``, too: always, never, or where it is installed; it reads
    ``language`` ("eng+cym"), or that of the document.
    """

    score: float = 0.4
    pad: float = 0.15
    threads: int = 0
    tesseract: bool | Literal["auto"] = "auto"
    language: str = ""
    sure: float = 0.97


class OcrReader:
    """Reads the text in a picture and remembers where every word stands, and how sure the reading is.

    Rows are separated by line ends, columns within a row by tabs. Pages that lie on their side or upside down are
    read as if they were upright. A row with a line that two readers read differently stands again at the end of the
    text in the other reading, and so does one in which a number seems to have been misread. Writing that was found
    and cannot be read is one sign, U+FFFD. Does not read handwriting well, nor letters under 8 pixels.
    """

    Options = OcrOptions
    version = "2.1"
    models: tuple[str, ...] = ("ppocr-v6",)
    modality: ClassVar[Modality] = Modality.IMAGE

    def __init__(self, options: OcrOptions) -> None:
        self._options = options

    def read(self, part: Part) -> Part:
        if not isinstance(part.content, Picture):
            raise TypeError(f"part {part.id} holds {part.modality}, not a picture")
        pixels = part.content.pixels()
        lines = self._lines(pixels, self._options.language or part.language)
        text, alignment = laid_out(lines, Paper(part.id, pixels.shape[1], pixels.shape[0]), self._options.pad)
        return structs.replace(part, id=f"{part.id}.ocr", modality=Modality.TEXT, content=text, alignment=alignment)

    def again(self, part: Part) -> Part:
        """Like ``read``, of a written copy, by PP-OCR alone.

        In scraps of letters beside what is covered Tesseract reads words that nobody wrote.
        """
        return OcrReader(structs.replace(self._options, tesseract=False)).read(part)

    def _lines(self, pixels: Pixels, language: str) -> list[Line]:
        if max(pixels.shape[:2]) > _LONG:
            return merged((tile, self._read(tile.pixels, language)) for tile in tiles(pixels))
        return self._read(pixels, language)

    def _read(self, pixels: Pixels, language: str) -> list[Line]:
        import numpy as np

        models = engine(weights.folder("ppocr-v6"), self._options.threads)
        image, scale = _enlarged(pixels)
        found = found_in(image, *models)
        read = read_lines(found, models.fine, unread=True)
        rows = [(each, line) for each, line in zip(found, read, strict=True) if self._is_writing(each, line)]
        kept = [(each, line) for each, line in rows if not is_texture(line, each.crop, max(image.shape[:2]))]
        lines = self._twice([each for each, _ in kept], [self._or_unread(line) for _, line in kept], language)
        return [line._replace(quad=line.quad / np.float32(scale)) for line in lines]

    def _is_readable(self, line: Line) -> bool:
        return bool(line.words) and line.score >= self._options.score

    def _is_writing(self, found: Found, line: Line) -> bool:
        return self._is_readable(line) or found.sure >= _WRITING

    def _or_unread(self, line: Line) -> Line:
        if self._is_readable(line):
            return line
        return line._replace(words=(Word(UNREAD, 0.0, 1.0, min(line.score, self._options.score)),))

    def _twice(self, found: Sequence[Found], lines: Sequence[Line], language: str) -> list[Line]:
        """The lines with what a second reader makes of those that are in doubt."""
        doubtful = [
            at for at, line in enumerate(lines) if min(word.sureness for word in line.words) < self._options.sure
        ]
        asked = self._options.tesseract is True or (self._options.tesseract == "auto" and tesseract.installed())
        seconds: dict[int, tuple[Word, ...]] = {}
        if asked and doubtful:
            crops = [_upright(found[at], lines[at]) for at in doubtful]
            seconds = dict(zip(doubtful, tesseract.readings(crops, language, self._options.threads), strict=True))
        return [with_doubts(line, seconds.get(at, ())) for at, line in enumerate(lines)]


def _upright(found: Found, line: Line) -> Pixels:
    """The pixels of a line the way up in which it was read."""
    import numpy as np

    turned = not np.array_equal(found.quad[0], line.quad[0])
    return np.ascontiguousarray(found.crop[::-1, ::-1]) if turned else found.crop


def _enlarged(pixels: Pixels) -> tuple[Pixels, float]:
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = max(1.0, min(_SHORT / min(height, width), _MOST_ENLARGED, _ENLARGED / max(height, width)))
    if scale == 1.0:
        return pixels, scale
    size = (round(width * scale), round(height * scale))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC), np.uint8), scale
