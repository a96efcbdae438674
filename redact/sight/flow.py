"""Where things have moved from one frame of a film to the next, and how much nearer they have come.

Source of the method: pyramidal Lucas–Kanade flow of a grid of points inside each box, there and back again (Kalal et
al., Forward-Backward Error, 2010): a point that does not come back to where it set out is not counted. The middle of
what remains moves the box, the spread of its points resizes it. Where too few remain, the picture in the box is
searched for nearby; where that is not there either, the box goes on as it went and grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Grey

    Points: TypeAlias = NDArray[np.float32]
else:
    Points = Any

Corners: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the film."""

_GRID = 5
_INNER = 0.2
"""Points stand in the inner part of a box, where the thing is and its background is not."""
_ENOUGH = 6
_BACK = 1.0
"""How many grey pixels away from where it set out a point may come back."""
_GROWTH = 1.08
"""By how much a thing may grow or shrink between two frames."""
_ALIKE, _REACH, _FURTHEST = 0.7, 24, 48
"""How like each other pictures are of one thing; and how far around a box is looked, in grey pixels, at least and for
motion at most: its measure reaches hardly further."""
_SPREAD, _SPREADS, _SLOWING = 0.05, 5, 0.8
"""By how much, and how often, a box grows that is lost; and what share of its speed it keeps from frame to frame."""
_DIMMER = 0.03
"""From what share on a change of brightness is made up for."""


class Going(NamedTuple):
    """A box on its way: where it is, how it moved last, and for how many frames that could only be guessed."""

    box: Corners
    step: tuple[float, float] = (0.0, 0.0)
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Motion:
    """Two small grey frames of a film, and by how much they are smaller than it is."""

    before: Grey
    after: Grey
    scale: float

    def carry(self, going: Sequence[Going]) -> list[Going]:
        """Each box moved from the one frame to the other. Boxes outside of the picture go on as they went."""
        if not going:
            return []
        after = _as_bright(self.after, self.before)
        return [self._carried(after, each) for each in going]

    def _carried(self, after: Grey, each: Going) -> Going:
        """Looks at what is around the box alone, as far as it may have moved."""
        box = _on(each.box, self.scale)
        reach = min(max(_REACH, box[2] - box[0], box[3] - box[1]), _FURTHEST)
        left, top, right, bottom = _clipped((box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach), after)
        if right - left < _REACH or bottom - top < _REACH:
            return self._searched(after, each)
        window = slice(top, bottom), slice(left, right)
        start = _points((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        step = each.step[0] * self.scale, each.step[1] * self.scale
        return self._moved(after, each, start, *_there_and_back(self.before[window], after[window], start, step))

    def _moved(self, after: Grey, each: Going, start: Points, end: Points, good: NDArray[np.bool_]) -> Going:
        start, end = start[good], end[good]
        if len(start) < _ENOUGH:
            return self._searched(after, each)
        steps = end - start
        middle = _middle(steps)
        together = abs(steps - middle).max(axis=1) <= 1.5 + 0.15 * float(abs(middle).max())
        growth = _growth(start[together], end[together]) if together.sum() >= _ENOUGH else 1.0
        across, down = (float(step) / self.scale for step in middle)
        return Going(_grown(_shifted(each.box, across, down), growth), (across, down))

    def _searched(self, after: Grey, each: Going) -> Going:
        found = _best_place(self.before, after, _on(each.box, self.scale))
        if found is not None:
            across, down = (step / self.scale for step in found)
            return Going(_shifted(each.box, across, down), (across, down))
        step = each.step[0] * _SLOWING, each.step[1] * _SLOWING
        growth = 1 + _SPREAD if each.lost < _SPREADS else 1.0
        return Going(_grown(_shifted(each.box, *step), growth), step, each.lost + 1)


def _as_bright(after: Grey, before: Grey) -> Grey:
    """The one frame as bright as the other: a fade or a flash is no motion."""
    import cv2
    import numpy as np

    one, other = cv2.mean(after)[0], cv2.mean(before)[0]
    if min(one, other) < 1 or abs(one - other) <= _DIMMER * max(one, other):
        return after
    return np.asarray(cv2.convertScaleAbs(after, alpha=other / one), np.uint8)


def _on(box: Corners, scale: float) -> Corners:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


@cache
def _grid() -> Points:
    """The points in a box, in shares of its width and height."""
    import numpy as np

    steps = np.linspace(_INNER, 1 - _INNER, _GRID, dtype=np.float32)
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2).astype(np.float32)


def _points(box: Corners) -> Points:
    import numpy as np

    left, top, right, bottom = box
    return _grid() * np.array((right - left, bottom - top), np.float32) + np.array((left, top), np.float32)


def _middle(steps: Points) -> Points:
    """The median of each column; ``numpy.median`` takes ten times as long for so few."""
    import numpy as np

    ranked, half = np.sort(steps, axis=0), len(steps) // 2
    middle = ranked[half] if len(steps) % 2 else (ranked[half - 1] + ranked[half]) / 2
    return np.asarray(middle, np.float32)


def _there_and_back(
    before: Grey, after: Grey, start: Points, step: tuple[float, float]
) -> tuple[Points, NDArray[np.bool_]]:
    """Where the points have gone, and which of them come back to where they were. They are looked for a *step* on."""
    import cv2
    import numpy as np

    one, other = np.ascontiguousarray(before), np.ascontiguousarray(after)
    points = start[:, None]
    how: dict[str, Any] = {"winSize": (15, 15), "maxLevel": 3, "flags": cv2.OPTFLOW_USE_INITIAL_FLOW}
    on = np.array(step, np.float32)
    moved, there, _ = cv2.calcOpticalFlowPyrLK(one, other, points, points + on, **how)
    again, back, _ = cv2.calcOpticalFlowPyrLK(other, one, moved, moved - on, **how)
    off = abs(again[:, 0] - start).max(axis=1)
    height, width = before.shape
    inside = ((start >= 0) & (start < (width, height))).all(axis=1)
    held = there[:, 0].astype(np.bool_) & back[:, 0].astype(np.bool_) & (off <= _BACK) & inside
    return np.asarray(moved[:, 0], np.float32), np.asarray(held, np.bool_)


def _growth(start: Points, end: Points) -> float:
    """By how much the points have moved apart."""
    spread = _spread(start)
    return min(max(_spread(end) / spread, 1 / _GROWTH), _GROWTH) if spread > 1 else 1.0


def _spread(points: Points) -> float:
    """How far the points are from their middle: the standard deviations across and down, together."""
    off = points - points.sum(axis=0) / len(points)
    return float(((off * off).sum(axis=0) / len(points)) ** 0.5 @ (1.0, 1.0))


def _best_place(before: Grey, after: Grey, box: Corners) -> tuple[float, float] | None:
    """How far away the picture in the box is found again, or ``None`` where nothing near is like it."""
    import cv2

    left, top, right, bottom = _clipped(box, before)
    if right - left < 8 or bottom - top < 8:
        return None
    reach = max(_REACH, (right - left) // 2, (bottom - top) // 2)
    from_x, from_y = max(left - reach, 0), max(top - reach, 0)
    around = after[from_y : bottom + reach, from_x : right + reach]
    likeness = cv2.matchTemplate(around, before[top:bottom, left:right], cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    return (float(from_x + x - left), float(from_y + y - top)) if best >= _ALIKE else None


def _clipped(box: Corners, picture: Grey) -> tuple[int, int, int, int]:
    height, width = picture.shape[:2]
    left, top = max(round(box[0]), 0), max(round(box[1]), 0)
    return left, top, min(round(box[2]), width), min(round(box[3]), height)


def _shifted(box: Corners, across: float, down: float) -> Corners:
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def _grown(box: Corners, factor: float) -> Corners:
    across, down = (box[2] - box[0]) * (factor - 1) / 2, (box[3] - box[1]) * (factor - 1) / 2
    return box[0] - across, box[1] - down, box[2] + across, box[3] + down
