"""A film cut into shots, and what has changed in a picture since it was last looked at. All in small grey pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from redact.sight.windows import WHOLE, Window
from redact.types import Clip, Frame

if TYPE_CHECKING:
    from redact.types import Grey

_WIDTH, _THUMB = 640, (160, 90)
"""The longest side at which motion is measured, and the size in which pictures are compared."""
_SAME_SHOT = 0.75
"""How like each other the structure of two frames of one shot is at least, as a correlation."""
_COARSE, _ELSEWHERE = (32, 18), 0.3
"""The size in which structure is compared, and what share of that changes in a cut at least."""
_BLANK, _SHIFTED = 2.0, 0.5
"""Below what contrast a frame is empty; and how sure it must be that a frame is the one before, moved."""
_CHANGED = 8
"""From how many of 255 levels on a spot counts as changed; a sensor's noise is averaged to less."""
_STRONGLY, _SUDDEN, _SPOTS = 24, 3, 8
"""From how many levels on a spot is quite different, and how many times as many of them, and more, are a surprise."""
_CALMING = 75
"""How much, in hundredths, a frame in which nothing moves lets count of what moved before: films repeat frames."""
_DARKER = 2.5
"""By what factor the light may change between two frames of one shot."""
_AROUND = 0.06
"""How far around a change is looked at as well, as a share of the picture's width."""


class Shown(NamedTuple):
    """One frame, small and grey, and whether a shot begins or ends with it. Its colours are made when asked for.

    ``sudden``: much more of it is new than was in the frame before, so that something may have come from nowhere.
    """

    frame: Frame
    grey: Grey
    thumb: Grey
    first: bool
    last: bool
    sudden: bool


def shown(clip: Clip) -> Iterator[Shown]:
    """Each frame of the film, with one frame of foresight."""
    waiting: Shown | None = None
    size, usual = small(clip.width, clip.height), 0
    for frame in clip.frames():
        grey = frame.grey(*size)
        thumb = thumbnail(grey)
        cut = waiting is None or not alike(waiting.thumb, thumb)
        moved = 0 if waiting is None or cut else _moved(waiting.thumb, thumb)
        if waiting is not None:
            yield waiting._replace(last=cut)
        sudden = moved > _SUDDEN * usual + _SPOTS
        usual = max(moved, 0 if cut else usual * _CALMING // 100)
        waiting = Shown(frame, grey, thumb, cut, last=False, sudden=sudden)
    if waiting is not None:
        yield waiting._replace(last=True)


def _moved(one: Grey, other: Grey) -> int:
    """How many spots are quite different."""
    import cv2

    return int((cv2.absdiff(one, other) > _STRONGLY).sum())


def small(width: int, height: int) -> tuple[int, int]:
    """The size at which motion is measured in a film of that width and height."""
    scale = min(1.0, _WIDTH / max(width, height, 1))
    return max(1, round(width * scale)), max(1, round(height * scale))


def thumbnail(grey: Grey) -> Grey:
    """The frame as small as it is compared."""
    import cv2
    import numpy as np

    return np.asarray(cv2.resize(grey, _THUMB, interpolation=cv2.INTER_AREA), np.uint8)


def alike(one: Grey, other: Grey) -> bool:
    """Whether two thumbnails may be of one shot: much of them is the same, or of the same structure, if darker."""
    import cv2
    import numpy as np

    first, second = (
        np.asarray(cv2.resize(each, _COARSE, interpolation=cv2.INTER_AREA), np.float32) for each in (one, other)
    )
    light = sorted((float(first.mean()) + 1, float(second.mean()) + 1))
    first, second = first - first.mean(), second - second.mean()
    strong = float(first.std()), float(second.std())
    if light[1] > _DARKER * light[0]:
        return False
    if min(strong) < _BLANK:
        return max(strong) < 2 * _BLANK
    if float((first * second).mean()) >= _SAME_SHOT * strong[0] * strong[1]:
        return True
    return float((np.abs(first - second) > _CHANGED).mean()) < _ELSEWHERE or _is_shifted(one, other)


def _is_shifted(one: Grey, other: Grey) -> bool:
    """Whether the one is the other moved sideways, as when the camera pans."""
    import cv2
    import numpy as np

    first, second = np.asarray(one, np.float32), np.asarray(other, np.float32)
    _, sure = cv2.phaseCorrelate(first, second, cv2.createHanningWindow(_THUMB, cv2.CV_32F))
    return float(sure) >= _SHIFTED


@dataclass(slots=True)
class Known:
    """What a picture looked like, at every spot, when that spot was last looked at closely."""

    thumb: Grey | None = field(default=None, repr=False)

    def changed(self, thumb: Grey) -> Window | None:
        """What has changed since, as one rectangle in shares of the picture; ``None`` where nothing has."""
        import cv2
        import numpy as np

        if self.thumb is None:
            return WHOLE
        spots = cv2.absdiff(self.thumb, thumb) > _CHANGED
        rows, columns = np.flatnonzero(spots.any(axis=1)), np.flatnonzero(spots.any(axis=0))
        if not rows.size:
            return None
        height, width = thumb.shape
        wide, tall = _AROUND, _AROUND * width / height
        left, right = columns[0] / width - wide, (columns[-1] + 1) / width + wide
        top, bottom = rows[0] / height - tall, (rows[-1] + 1) / height + tall
        return max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0)

    def looked(self, thumb: Grey, window: Window) -> None:
        """Remember how it looks there now."""
        height, width = thumb.shape
        if self.thumb is None or window == WHOLE:
            self.thumb = thumb
            return
        rows = slice(int(window[1] * height), int(window[3] * height))
        columns = slice(int(window[0] * width), int(window[2] * width))
        fresh = self.thumb.copy()
        fresh[rows, columns] = thumb[rows, columns]
        self.thumb = fresh
