"""Bar codes straightened: how far their bars reach, and whether what looks like one has bars at all.

A reader of bar codes tells the rows that it could read, and of a worn or noisy code these are few: the bars are
followed up and down from there as long as the rows look alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey

    Quad = NDArray[np.float32]
    Row = NDArray[np.float32]
else:
    Quad = Row = Any

_COLUMNS, _ROWS = 320, 161
_ALIKE, _GAP = 0.35, 6
"""How much two rows of one code correlate, and how many rows may be spoilt before the code is at its end."""
_CLEAR = 0.3
"""A bar differs from its surroundings by this share of the code's usual difference."""


class Bars(NamedTuple):
    """A bar code: its four corners, and how many bars and gaps there are in it.

    *mixed*: how much their widths differ, as a share of their mean: those of a fence hardly do. *alike*: the share of
    the rows between the corners as given that show the same bars.
    """

    corners: Quad
    bars: int
    mixed: float
    alike: float


def followed(grey: Grey, corners: Quad) -> Bars:
    """The code with *corners* (4 x 2, in order round it) made as high as its bars, whichever way they run."""
    import numpy as np

    ways = [_along(grey, corners), _along(grey, np.roll(corners, 1, axis=0))]
    return max(ways, key=lambda bars: bars.bars)


def _along(grey: Grey, corners: Quad) -> Bars:
    """The code as read from its first corner to its second."""
    import numpy as np

    across = (corners[1] - corners[0] + corners[2] - corners[3]) / 2
    length = max(float(np.linalg.norm(across)), 1.0)
    down, high = _down(corners, across / length)
    middle = corners.mean(axis=0)
    reach = min(length, 4 * high + 0.25 * length)
    rows = _straightened(grey, middle, (across, down * reach))
    half = max(1, round(_ROWS / 2 * high / 2 / reach))
    centre = _ROWS // 2
    usual = rows[max(centre - half, 0) : centre + half + 1].mean(axis=0)
    alike = list(_correlation(rows, usual) >= _ALIKE)
    up, below = _run(alike[: centre + 1][::-1]), _run(alike[centre:])
    step = 2 * reach / (_ROWS - 1)
    above, under = max(up * step, high / 2), max(below * step, high / 2)
    start, end = middle - across / 2, middle + across / 2
    whole = np.array([start - above * down, end - above * down, end + under * down, start + under * down], np.float32)
    within = alike[max(centre - half, 0) : centre + half + 1]
    return Bars(whole, *_counted(usual), sum(map(bool, within)) / len(within))


def _down(corners: Quad, way: Quad) -> tuple[Quad, float]:
    """The direction of the bars, and how high the code is as given; of a single row, square to its direction."""
    import numpy as np

    down = (corners[3] - corners[0] + corners[2] - corners[1]) / 2
    high = float(np.linalg.norm(down))
    return (down / high, high) if high >= 2 else (np.array([-way[1], way[0]], np.float32), 2.0)


def _straightened(grey: Grey, middle: Quad, ways: tuple[Quad, Quad]) -> Row:
    """Rows of the code from far above to far below: each runs along the first way, the second leads down."""
    import cv2
    import numpy as np

    across, down = ways
    there = np.array([middle - across / 2 - down, middle + across / 2 - down, middle - across / 2 + down], np.float32)
    here = np.array([[0, 0], [_COLUMNS - 1, 0], [0, _ROWS - 1]], np.float32)
    way = cv2.getAffineTransform(here, there)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(grey, way, (_COLUMNS, _ROWS), flags=flags), np.float32)


def _correlation(rows: Row, usual: Row) -> Row:
    import numpy as np

    centred = rows - rows.mean(axis=1, keepdims=True)
    wanted = usual - usual.mean()
    spread = np.sqrt((centred**2).sum(axis=1) * (wanted**2).sum()) + 1.0
    return np.asarray((centred * wanted).sum(axis=1) / spread, np.float32)


def _run(alike: Sequence[bool]) -> int:
    """How many rows from the first belong to the code, over gaps of a few."""
    last = missed = 0
    for at, same in enumerate(alike):
        missed = 0 if same else missed + 1
        if missed > _GAP:
            break
        last = at if same else last
    return last


def _counted(usual: Row) -> tuple[int, float]:
    """How often the row goes from clearly dark to clearly bright or back, and how much the widths between differ."""
    import cv2
    import numpy as np

    around = np.asarray(cv2.blur(usual[None], (_COLUMNS // 6, 1)), np.float32)[0]
    off = usual - around
    places = np.flatnonzero(np.abs(off) > _CLEAR * max(float(off.std()), 1.0))
    bright = off[places] > 0
    turns = places[1:][bright[1:] != bright[:-1]]
    widths = np.diff(turns)
    return len(turns), float(widths.std() / widths.mean()) if len(widths) > 1 else 0.0
