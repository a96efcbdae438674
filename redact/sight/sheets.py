"""Sheets of paper in pictures: the ink on them, and how high the letters are; photographs are told apart.

The paper is levelled, for it is never lit evenly, and straight lines are taken away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey, Pixels

    Mask = NDArray[np.uint8]
else:
    Mask = Any

_PAPER, _PLAIN, _INK = 0.75, 0.9, 0.78
"""The least share of plain paper on a sheet, and how bright against the paper around it is plain, and what is ink."""
_WHITE, _COLOUR, _EVEN, _DIMMEST = 110, 48, 0.8, 0.65
"""How bright paper is at least, how much of a colour it may have, how much of it is about as bright as
most, and how bright the dimmest of it is against that."""


class Sheet(NamedTuple):
    """A sheet brought to its usual size: the ink, what of it is blue, the bare paper, the height of a letter."""

    ink: Mask
    blue: Mask
    bare: Mask
    letter: float


def sheet_of(pixels: Pixels) -> Sheet | None:
    """The sheet; ``None`` for a photograph, in which little is plain and bright."""
    import cv2
    import numpy as np

    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = _paper(grey)
    level = grey.astype(np.float32) / np.maximum(paper, 1)
    ink = (level < _INK).astype(np.uint8)
    if float((level > _PLAIN).mean()) < _PAPER or not _is_paper(pixels, paper):
        return None
    red, blue = pixels[..., 0].astype(np.int16), pixels[..., 2].astype(np.int16)
    bare = (level > _INK) & (paper > _DIMMEST * np.median(paper)) & (_colour(pixels) <= _COLOUR)
    blue_ink = ink * (blue - red > 25).astype(np.uint8)
    return Sheet(_without_lines(ink), blue_ink, bare.astype(np.uint8), _letter(ink, pixels.shape[1]))


def _is_paper(pixels: Pixels, paper: Grey) -> bool:
    """Whether most of the picture is evenly bright and has hardly a colour."""
    import numpy as np

    usual = float(np.median(paper))
    even = float(((paper > _DIMMEST * usual) & (paper < 1.4 * usual)).mean())
    colour = float(np.median(_colour(pixels[::4, ::4])[paper[::4, ::4] > _DIMMEST * usual]))
    return usual >= _WHITE and even >= _EVEN and colour <= _COLOUR


def _colour(pixels: Pixels) -> NDArray[np.int16]:
    """How far each place is from grey."""
    import numpy as np

    return np.asarray(pixels.max(axis=2).astype(np.int16) - pixels.min(axis=2), np.int16)


def _paper(grey: Grey) -> Grey:
    """How bright the paper is at each place: the brightest around, smoothed."""
    import cv2
    import numpy as np

    few = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bright = cv2.morphologyEx(few, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    return np.asarray(cv2.resize(cv2.blur(bright, (9, 9)), grey.shape[::-1]), np.uint8)


def _without_lines(ink: Mask) -> Mask:
    """The ink without rules and frames: long runs that are straight; what crosses them is mended."""
    import cv2
    import numpy as np

    long = max(40, ink.shape[1] // 20)
    mended = ink
    for shape in ((1, long), (long, 1)):
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8))
        lines = np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), np.uint8)
        across = np.ones((7, 1) if shape[0] == 1 else (1, 7), np.uint8)
        rest: Mask = np.where(lines > 0, 0, mended).astype(np.uint8)
        mended = np.where(lines > 0, cv2.morphologyEx(rest, cv2.MORPH_CLOSE, across), rest).astype(np.uint8)
    return np.asarray(mended, np.uint8)


def _letter(ink: Mask, width: int) -> float:
    """How high a letter of the page usually is."""
    import cv2
    import numpy as np

    _, _, rows, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    heights, widths = rows[1:, cv2.CC_STAT_HEIGHT], rows[1:, cv2.CC_STAT_WIDTH]
    letters = heights[(heights >= 5) & (heights <= 60) & (widths >= 3) & (widths <= 60)]
    return float(np.median(letters)) if len(letters) >= 30 else width / 110
