"""Where things have moved from one frame of a film to the next, and how much nearer they have come.

Source of the method: pyramidal Lucas–Kanade flow of a grid of points inside each box, there and back again (Kalal et
al., Forward-Backward Error, 2010): a point that does not come back to where it set out is not counted. The middle of
what remains moves the box, the spread of its points resizes it. Where too few remain, the picture in the box is
searched for nearby; where that is not there either, the box goes on as it went and grows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
_ALIKE, _REACH = 0.7, 24
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
        reach = max(_REACH, box[2] - box[0], box[3] - box[1])
        left, top, right, bottom = _clipped((box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach), after)
        if right - left < _REACH or bottom - top < _REACH:
            return self._searched(after, each)
        window = slice(top, bottom), slice(left, right)
        start = _points((box[0] - left, box[1] - top, box[2] - left, box[3] - top))
        return self._moved(after, each, start, *_there_and_back(self.before[window], after[window], start))

    def _moved(self, after: Grey, each: Going, start: Points, end: Points, good: NDArray[np.bool_]) -> Going:
        import numpy as np

        steps = end - start
        middle = np.median(steps[good], axis=0) if good.sum() >= _ENOUGH else None
        if middle is None:
            return self._searched(after, each)
        good &= np.abs(steps - middle).max(axis=1) <= 1.5 + 0.15 * np.abs(middle).max()
        growth = _growth(start[good], end[good]) if good.sum() >= _ENOUGH else 1.0
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


def _points(box: Corners) -> Points:
    import numpy as np

    left, top, right, bottom = box
    inset_x, inset_y = (right - left) * _INNER, (bottom - top) * _INNER
    steps = np.linspace(0, 1, _GRID, dtype=np.float32)
    across, down = (
        left + inset_x + steps * (right - left - 2 * inset_x),
        top + inset_y + steps * (bottom - top - 2 * inset_y),
    )
    return np.stack(np.meshgrid(across, down), axis=-1).reshape(-1, 2).astype(np.float32)


def _there_and_back(before: Grey, after: Grey, start: Points) -> tuple[Points, NDArray[np.bool_]]:
    """Where the points have gone, and which of them come back to where they were."""
    import cv2
    import numpy as np

    one, other = np.ascontiguousarray(before), np.ascontiguousarray(after)
    points = start[:, None]
    how: dict[str, Any] = {"winSize": (15, 15), "maxLevel": 3}
    moved, there, _ = cv2.calcOpticalFlowPyrLK(one, other, points, points.copy(), **how)
    again, back, _ = cv2.calcOpticalFlowPyrLK(other, one, moved, moved.copy(), **how)
    off = np.abs(again - points).max(axis=(1, 2))
    size = np.array((before.shape[1], before.shape[0]), np.float32)
    inside = ((start >= 0) & (start < size)).all(axis=1)
    held = there.ravel().astype(bool) & back.ravel().astype(bool) & (off <= _BACK) & inside
    return np.asarray(moved[:, 0], np.float32), np.asarray(held, np.bool_)


def _growth(start: Points, end: Points) -> float:
    """By how much the points have moved apart."""
    spread = float(start.std(axis=0).sum())
    return min(max(float(end.std(axis=0).sum()) / spread, 1 / _GROWTH), _GROWTH) if spread > 1 else 1.0


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
