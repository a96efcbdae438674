"""What is new in a frame of a film, told from small grey frames: a cut, a change, strokes like those of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey

    Blocks = NDArray[np.float32]
else:
    Blocks = Any

_BLOCK = 12
"""Pixels in a block, about the height of a small line."""
_STROKES, _RISE = 9.0, 1.7
"""Letters give a block at least this much difference from pixel to pixel, and so much more than was there before."""
_RUN = 3
_CHANGE = 4.0
_CUT, _SHIFT = 0.5, 28.0


class Shades(NamedTuple):
    """A frame in blocks: how bright each is, and how much neighbouring pixels differ in it."""

    bright: Blocks
    rough: Blocks


class News(NamedTuple):
    """Whether anything has changed since a frame, and whether strokes have come that could be a word."""

    anything: bool
    strokes: bool


def shades_of(grey: Grey) -> Shades:
    """The blocks of a frame."""
    import cv2
    import numpy as np

    size = (max(grey.shape[1] // _BLOCK, 1), max(grey.shape[0] // _BLOCK, 1))
    steps = cv2.absdiff(grey[:, 1:], grey[:, :-1]) if grey.shape[1] > 1 else grey * 0
    bright, rough = (cv2.resize(each, size, interpolation=cv2.INTER_AREA) for each in (grey, steps))
    return Shades(np.asarray(bright, np.float32), np.asarray(rough, np.float32))


def news(before: Shades, now: Shades) -> News:
    """What has come since *before*; strokes count where a few blocks side by side have them."""
    import cv2
    import numpy as np

    if before.bright.shape != now.bright.shape:
        return News(anything=True, strokes=True)
    changed = np.maximum(np.abs(before.bright - now.bright), np.abs(before.rough - now.rough))
    strokes = (now.rough > _STROKES) & (now.rough > _RISE * before.rough)
    runs = cv2.erode(strokes.astype(np.uint8), np.ones((1, _RUN), np.uint8), borderValue=0)
    return News(anything=bool(changed.max() > _CHANGE), strokes=bool(runs.any()))


def is_cut(before: Grey, after: Grey) -> bool:
    """Whether the shades of two neighbouring frames are so different that a new shot begins."""
    import cv2
    import numpy as np

    if before.shape != after.shape:
        return True
    counts = [np.bincount(each[::4, ::4].ravel() >> 3, minlength=32) / each[::4, ::4].size for each in (before, after)]
    if float(np.abs(counts[0] - counts[1]).sum()) > _CUT:
        return True
    small = [cv2.resize(each, (64, 36), interpolation=cv2.INTER_AREA) for each in (before, after)]
    return float(cv2.absdiff(small[0], small[1]).mean()) > _SHIFT
