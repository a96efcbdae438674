"""PP-OCRv6 through rapidocr's stages: finding lines in a picture, and reading them whichever way up they are.

rapidocr is given every model by path, so that it fetches nothing, and its logger is silenced, for it would print what
it reads. Its own word boxes are not used: they forget lines that were turned over.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.read.ocr.finding import Found, found_in
from redact.read.ocr.textures import is_texture

if TYPE_CHECKING:
    from redact.read.ocr.finding import Quad
    from redact.types import Pixels

_FINE, _COARSE = 2000, 1280
"""Longest sides at which lines are looked for; they are read in the picture's own size."""
_MOST = 20_000
"""As many lines as a page can hold: rapidocr's own limit of 1,000 leaves the rest unread without a word."""
_SURE = 0.8
"""How sure a reading is that needs no second one."""


UNREAD = "\ufffd"
"""What stands in a text for a line that was found and could not be read."""


class Word(NamedTuple):
    """A word, and from where to where it stands along its line, as shares of the line's length.

    ``sureness`` is how sure the reading is, in [0, 1]: the mean of its letters. ``clear_before`` and ``clear_after``
    say that its end there was measured in the ink: none of it reaches further.
    """

    text: str
    start: float
    end: float
    sureness: float = 1.0
    clear_before: bool = False
    clear_after: bool = False

    def __repr__(self) -> str:
        return f"Word({self.start:.3f}, {self.end:.3f}, sureness={self.sureness:.3f})"


class Line(NamedTuple):
    """A line of text: its corners in the picture in the direction of reading, its words, how sure the reading is.

    *quad* is 4 x 2: the corners before the first letter above, after the last above, after the last below, before
    the first below. *others* are other readings of the same line, where there is a doubt.
    """

    quad: Quad
    words: tuple[Word, ...]
    score: float
    others: tuple[tuple[Word, ...], ...] = ()

    @property
    def text(self) -> str:
        """Its words with a space between them."""
        return " ".join(word.text for word in self.words)


class Models(NamedTuple):
    """Two rapidocr engines: *fine* finds and reads, *coarse* only finds."""

    fine: Any
    coarse: Any


@lru_cache(maxsize=2)
def engine(folder: Path, threads: int = 0) -> Models:
    """The models of *folder*, loaded at first use; *threads* 0 leaves the number to onnxruntime."""
    return Models(_engine(folder, threads, _FINE), _engine(folder, threads, _COARSE))


def _engine(folder: Path, threads: int, side: int) -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.CRITICAL + 1)
    models = {
        "Det": "PP-OCRv6_det_small.onnx",
        "Rec": "PP-OCRv6_rec_small.onnx",
        "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    }
    paths = {f"{stage}.model_path": str(folder / name) for stage, name in models.items()}
    settings = {
        "EngineConfig.onnxruntime.intra_op_num_threads": threads or -1,
        "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,  # 600 MB less for 6 % more time
        "Global.log_level": "critical",
        "Global.return_word_box": True,
        "Rec.rec_batch_num": 1,  # lines of a batch are padded to the longest: one by one takes a quarter less
        "Det.limit_type": "max",
        "Det.limit_side_len": side,
        "Det.max_candidates": _MOST,
        "Det.thresh": 0.2,  # lower than its own .3 and .5, at which every hundredth line of a sparse page is missed
        "Det.box_thresh": 0.4,
    }
    return RapidOCR(params=paths | settings)


def lines_in(pixels: Pixels, models: Models, *, unread: bool = False) -> list[Line]:
    """Every line of the picture that could be read, in no order; with *unread* also the others, without words."""
    found, longest = found_in(pixels, *models), max(pixels.shape[:2])
    read = zip(found, read_lines(found, models.fine, unread=True), strict=True)
    kept = [line for each, line in read if not is_texture(line, each.crop, longest)]
    return [line for line in kept if line.words or unread]


def read_lines(found: Sequence[Found], models: Any, *, unread: bool = False) -> list[Line]:
    """What the lines say; with *unread* also those of which nothing could be read, without words.

    A line that is hard to read, or seems to stand the other way up than the rest, is read both ways, and the surer
    reading counts.
    """
    most = sum(_length(each) if each.flipped else -_length(each) for each in found) > 0
    lines = _read_once([each._replace(flipped=each.flipped or most) for each in found], models)
    doubtful = [at for at, line in enumerate(lines) if line.score < _SURE or found[at].flipped != most]
    again = _read_once([found[at]._replace(flipped=not (found[at].flipped or most)) for at in doubtful], models)
    for at, line in zip(doubtful, again, strict=True):
        lines[at] = max(line, lines[at], key=lambda each: each.score)
    return [line for line in lines if line.words or unread]


def _length(found: Found) -> int:
    return int(found.crop.shape[1])


def _read_once(found: Sequence[Found], models: Any) -> list[Line]:
    import numpy as np

    crops = [np.ascontiguousarray(each.crop[::-1, ::-1]) if each.flipped else each.crop for each in found]
    quads = [np.roll(each.quad, 2, axis=0) if each.flipped else each.quad for each in found]
    return [Line(quad, *reading) for quad, reading in zip(quads, _readings(crops, models), strict=True)]


def _readings(crops: Sequence[Pixels], models: Any) -> list[tuple[tuple[Word, ...], float]]:
    if not crops:
        return []
    read = models.recognize_txt(list(crops))
    rows = zip(read.word_results, read.txts, read.scores, crops, strict=True)
    return [(tuple(_parted(_words(info, text), info, crop)), float(score)) for info, text, score, crop in rows]


def _parted(words: list[Word], info: Any, crop: Pixels) -> list[Word]:
    """The words with their ends where the gaps in the ink are."""
    from redact.read.ocr.gaps import parted

    if len(words) < 2:  # one word has no neighbour
        return words
    middles = [((word[0] + 0.5) / info.line_txt_len, (word[-1] + 0.5) / info.line_txt_len) for word in info.word_cols]
    return parted(words, middles, crop)


def _words(info: Any, text: str) -> list[Word]:
    """Words with their places: a letter stands at the column where the network named it.

    A word reaches three quarters of a letter beyond its own, but not past the middle of a gap; at the ends of the line
    it may reach further, for there is no neighbour.
    """
    if not info.words or info.line_txt_len <= 0:
        return []
    columns, length = info.word_cols, info.line_txt_len
    reach, end = 0.75 * _pitch(columns), 1.5 * _pitch(columns)
    gaps = [(before[-1] + after[0]) / 2 for before, after in pairwise(columns)]
    starts = [columns[0][0] - end, *(max(gap, word[0] - reach) for gap, word in zip(gaps, columns[1:], strict=True))]
    ends = [*(min(gap, word[-1] + reach) for gap, word in zip(gaps, columns, strict=False)), columns[-1][-1] + end]
    sure = iter([sure for sign, sure in zip(text, info.confs, strict=True) if not sign.isspace()])
    return [
        Word(
            "".join(letters),
            max(start + 0.5, 0.0) / length,
            min(end + 0.5, length) / length,
            min(fmean(islice(sure, len(letters))), 1.0),
        )
        for letters, start, end in zip(info.words, starts, ends, strict=True)
    ]


def _pitch(columns: Sequence[Sequence[int]]) -> float:
    """The usual distance from letter to letter, in columns."""
    letters = sum(len(word) - 1 for word in columns)
    return sum(word[-1] - word[0] for word in columns) / letters if letters else 2.0
