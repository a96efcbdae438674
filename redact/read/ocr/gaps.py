"""Where the ink of one word of a line ends and that of the next begins, measured in the line's pixels.

The network that reads names the place of a letter to half of its width only. A word is to be covered with all its ink
and without any of its neighbour's, so the bare columns between the two are looked for. Where there are none (letters
that lean or touch, a rule below them, a busy ground) the words stay as they were.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from redact.read.ocr.engine import Word

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

_WIDE, _WIDER = 0.1, 1.3
"""How wide a gap is at least, in heights of the line, and against every other gap between the same two letters."""
_REACH = 0.2
"""How far into a wide gap a word is covered, in heights of the line."""
_RIM = 0.06
"""The share of rows above and below in which other lines may show."""
_INK, _FAINT = 0.3, 20
"""What differs from the ground by this share of the most, and by so much of 255, is ink."""


def parted(words: Sequence[Word], middles: Sequence[tuple[float, float]], crop: Pixels) -> list[Word]:
    """The words with their ends where the ink ends, as far as there is a gap.

    *middles* are where the first and the last letter of each stands, as shares of the line; *crop* is the line, level.
    """
    bare = _bare(crop)
    found = list(words)
    for at, ((_, last), (first, _)) in enumerate(pairwise(middles)):
        gap = _gap(bare, (last, first), crop.shape[0])
        if gap is None:
            continue
        half = min((gap[1] - gap[0]) / 2, _REACH * crop.shape[0])
        end, start = (gap[0] + half) / len(bare), (gap[1] - half) / len(bare)
        if found[at].start < end <= start < found[at + 1].end:
            found[at] = found[at]._replace(end=end, clear_after=True)
            found[at + 1] = found[at + 1]._replace(start=start, clear_before=True)
    return found


def _bare(crop: Pixels) -> NDArray[np.bool_]:
    """Which columns of a line have no ink."""
    import cv2
    import numpy as np

    rim = round(_RIM * crop.shape[0])
    grey = cv2.medianBlur(np.ascontiguousarray(crop[rim : crop.shape[0] - rim].max(axis=2)), 3).astype(np.int16)
    off = np.abs(grey - np.median(grey))
    ink = off > max(_INK * float(np.percentile(off, 98)), _FAINT)
    return np.asarray(~ink.any(axis=0))


def _gap(bare: NDArray[np.bool_], between: tuple[float, float], height: int) -> tuple[int, int] | None:
    """The first and last edge of the widest run of bare columns between two letters, if it is clearly the widest."""
    import numpy as np

    start, stop = (min(max(round(share * len(bare)), 0), len(bare)) for share in between)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], bare[start:stop].astype(np.int8), [0]))))
    runs = sorted(((int(b - a), start + int(a), start + int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)))
    if not runs or runs[-1][0] < max(_WIDE * height, 2):
        return None
    if len(runs) > 1 and runs[-1][0] < _WIDER * runs[-2][0]:
        return None
    return runs[-1][1], runs[-1][2]
