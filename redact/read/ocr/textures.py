"""Fur, leaves, coins and stripes that are taken for one huge line of writing, told from writing.

What was read well is writing, whatever it looks like. What was hardly read counts as none where it fills much of the
picture, unless it is made of clean strokes: writing that large is read, and a page of handwriting has smaller lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redact.read.ocr.engine import Line
    from redact.types import Pixels

_LETTERS, _SURE = 3, 0.8
"""So many letters read so surely are writing."""
_LARGE, _LARGE_ALONE, _HUGE = 0.19, 0.1, 0.45
"""How high a line is against the longer side of the picture: one that is doubted, one of which at most one letter was
read, and one that is none."""
_SIDE = 48
_GROUND = 31
_STROKE, _SPECK = (0.2, 0.98), 0.12
"""How high strokes and specks are, against the line."""
_STROKES, _SPECKS, _SPECKS_ALONE = 0.5, 2.5, 5.0
"""How many strokes a line has at least, and how many specks at most, for a stretch as long as it is high."""


def is_texture(line: Line, crop: Pixels, longest: int) -> bool:
    """Whether a line that was found is none. *crop* shows it, level; *longest* is the longer side of the picture."""
    import numpy as np

    letters = sum(letter.isalnum() for letter in line.text)
    high = float(np.linalg.norm(line.quad[3] - line.quad[0])) / max(longest, 1)
    if (letters >= _LETTERS and line.score >= _SURE) or high < (_LARGE_ALONE if letters <= 1 else _LARGE):
        return False
    return high > _HUGE or not _has_clean_strokes(crop, _SPECKS if high >= _LARGE else _SPECKS_ALONE)


def _has_clean_strokes(crop: Pixels, specks: float) -> bool:
    """Whether what stands out from the ground is strokes of a line's size, with few specks beside them."""
    import cv2
    import numpy as np

    size = (max(round(crop.shape[1] * _SIDE / crop.shape[0]), _SIDE // 2), _SIDE)
    grey = cv2.cvtColor(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
    ground = cv2.medianBlur(grey, _GROUND if size[0] > _GROUND else 3)
    _, ink = cv2.threshold(cv2.absdiff(grey, ground), 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    _, _, rows, _ = cv2.connectedComponentsWithStats(np.asarray(ink, np.uint8), connectivity=8)
    high = rows[1:, cv2.CC_STAT_HEIGHT] / _SIDE
    squares = size[0] / _SIDE
    strokes = int(((high >= _STROKE[0]) & (high <= _STROKE[1])).sum())
    return bool(strokes >= _STROKES * squares and int((high <= _SPECK).sum()) <= specks * squares)
