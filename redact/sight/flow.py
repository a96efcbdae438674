"""Motion between two frames of a film, and whether they belong to one shot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Colours: TypeAlias = NDArray[np.float32]
else:
    Colours = Any

Corners: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the film."""

_WIDTH = 640
"""Motion is measured on frames of at most this width."""
_GRID = 5
_INNER = 0.2
"""Points stand in the inner part of a box, where the thing is and its background is not."""
_ENOUGH = 5
_CUT = 0.6


def shrunk(pixels: Pixels) -> Pixels:
    """The frame in grey, small enough to keep a few of."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    scale = min(1.0, _WIDTH / width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(
        cv2.cvtColor(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY), np.uint8
    )


def colours_of(pixels: Pixels) -> Colours:
    """How often each of 512 shades occurs, as shares of the frame."""
    import cv2
    import numpy as np

    small = cv2.resize(pixels, (160, 90), interpolation=cv2.INTER_AREA)
    counts = cv2.calcHist([small], [0, 1, 2], None, [8, 8, 8], [0, 256] * 3)
    return np.asarray(counts / (160 * 90), np.float32)


def differ(before: Colours, after: Colours) -> bool:
    """Whether the colours of two neighbouring frames are so different that a new shot begins."""
    return float(abs(before - after).sum()) > _CUT


def carried(before: Pixels, after: Pixels, boxes: Sequence[Corners], size: tuple[int, int]) -> list[Corners]:
    """Each box moved by the middle motion of the points inside it, from one small grey frame to the next.

    *size* is the film's width and height. A box whose points are lost stays where it is.
    """
    import cv2
    import numpy as np

    if not boxes:
        return []
    scale = before.shape[1] / size[0]
    points = np.concatenate([_points(box, scale) for box in boxes])[:, None].astype(np.float32)
    moved, found, _ = cv2.calcOpticalFlowPyrLK(before, after, points, points.copy(), winSize=(15, 15), maxLevel=3)
    steps = (moved - points).reshape(len(boxes), -1, 2) / scale
    held = found.reshape(len(boxes), -1).astype(bool)
    return [_shifted(box, step[good]) for box, step, good in zip(boxes, steps, held, strict=True)]


def _points(box: Corners, scale: float) -> NDArray[np.float32]:
    import numpy as np

    left, top, right, bottom = (edge * scale for edge in box)
    inset_x, inset_y = (right - left) * _INNER, (bottom - top) * _INNER
    across = np.linspace(left + inset_x, right - inset_x, _GRID)
    down = np.linspace(top + inset_y, bottom - inset_y, _GRID)
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2).astype(np.float32)


def _shifted(box: Corners, steps: NDArray[np.float32]) -> Corners:
    import numpy as np

    if len(steps) < _ENOUGH:
        return box
    across, down = (float(step) for step in np.median(steps, axis=0))
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down
