"""Lines of text carried from one frame of a film to another: where each stands there, if it still does.

Source of the method: pyramidal Lucas-Kanade flow on points along the line, a similarity fitted to them, and the level
patch of the line compared with what it looked like when it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.read.film_text.patches import Quad, Shares, alike, height_of, length_of, patch_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.read.film_text.patches import Patch
    from redact.types import Grey

    Points = NDArray[np.float32]
else:
    Points = Any

SAME = 0.5
"""How much a window correlates when it shows the same letters."""
_THERE = 0.25
"""A line is still there as long as this share of its windows is."""
_STILL = 4.0
"""No window of a line that stands still has changed by more shades than that, on average."""
_GOOD = 0.8
_ROWS, _LEAST = 3, 6
_STRETCH = 0.12


@dataclass(slots=True)
class Trail:
    """A line on its way through a film: where it stood last, in which frame, and what it looked like when read."""

    quad: Quad
    known: Patch
    grey: Grey
    held: Shares

    @classmethod
    def at(cls, grey: Grey, quad: Quad) -> Trail:
        """A line that stands at *quad* in that frame."""
        import numpy as np

        return cls(quad, patch_of(grey, quad), grey, np.ones(1, np.float32))

    @property
    def share(self) -> float:
        """The share of its windows that look the same."""
        return float((self.held >= SAME).mean()) if len(self.held) else 0.0


def carry(trails: Sequence[Trail], grey: Grey) -> list[Trail]:
    """Move each line to where it stands in the frame *grey*; those that are gone are given back, unmoved."""
    moving = [trail for trail in trails if not _is_still(trail, grey)]
    gone = []
    for trail, quad in _carried(moving, grey):
        if not _settle(trail, (quad, trail.quad), grey):
            gone.append(trail)
    return gone


def _is_still(trail: Trail, grey: Grey) -> bool:
    import cv2

    height, width = grey.shape
    left, top = (max(int(edge), 0) for edge in trail.quad.min(axis=0))
    right, bottom = (int(edge) + 1 for edge in trail.quad.max(axis=0))
    before, now = trail.grey[top:bottom, left:right], grey[top:bottom, left:right]
    if not now.size or right > width or bottom > height or trail.grey.shape != grey.shape:
        return False
    windows = min(max(round(length_of(trail.quad) / max(height_of(trail.quad), 1.0)), 1), now.shape[1])
    changed = cv2.resize(cv2.absdiff(before, now), (windows, 1), interpolation=cv2.INTER_AREA)
    return bool(changed.max() <= _STILL)


def _settle(trail: Trail, quads: Iterable[Quad], grey: Grey) -> bool:
    """Put the line where it looks most like itself; ``False`` where it does so nowhere."""
    best, where = None, trail.quad
    for quad in quads:
        held = alike(trail.known, grey, quad)
        if best is None or _sum(held) > _sum(best):
            best, where = held, quad
        if len(held) and held.mean() >= _GOOD:
            break
    if best is None or not len(best) or (best >= SAME).mean() < _THERE:
        return False
    trail.quad, trail.grey, trail.held = where, grey, best
    return True


def _sum(held: Shares) -> float:
    return float(held.mean()) if len(held) else -1.0


def _carried(trails: Sequence[Trail], grey: Grey) -> Iterable[tuple[Trail, Quad]]:
    """Each line with where the flow takes it; lines that were last seen in one frame are asked for together."""
    groups: dict[int, list[Trail]] = {}
    for trail in trails:
        groups.setdefault(id(trail.grey), []).append(trail)
    for group in groups.values():
        yield from zip(group, _flown(group, grey), strict=True)


def _flown(trails: Sequence[Trail], grey: Grey) -> list[Quad]:
    import cv2
    import numpy as np

    before = trails[0].grey
    if before.shape != grey.shape:
        return [trail.quad for trail in trails]
    grids = [_grid(trail.quad) for trail in trails]
    points = np.concatenate(grids)[:, None]
    moved, found, _ = cv2.calcOpticalFlowPyrLK(before, grey, points, points.copy(), winSize=(15, 15), maxLevel=3)
    good = found.reshape(-1).astype(bool)
    quads, start = [], 0
    for trail, grid in zip(trails, grids, strict=True):
        piece = slice(start, start + len(grid))
        quads.append(_shifted(trail.quad, grid[good[piece]], moved[piece, 0][good[piece]]))
        start += len(grid)
    return quads


def _grid(quad: Quad) -> Points:
    """Points over the line, closer together the longer it is."""
    import numpy as np

    count = int(np.clip(length_of(quad) / 10, 5, 30))
    along, down = np.meshgrid(np.linspace(0.03, 0.97, count), np.linspace(0.3, 0.7, _ROWS))
    across = along.reshape(-1, 1)
    above = quad[0] * (1 - across) + quad[1] * across
    below = quad[3] * (1 - across) + quad[2] * across
    depth = down.reshape(-1, 1)
    return np.asarray(above * (1 - depth) + below * depth, np.float32)


def _shifted(quad: Quad, before: Points, after: Points) -> Quad:
    """The line moved, turned and stretched as most of its points were."""
    import cv2
    import numpy as np

    if len(before) < _LEAST:
        return quad
    step = np.median(after - before, axis=0)
    way, _ = cv2.estimateAffinePartial2D(before, after, ransacReprojThreshold=1.5)
    if way is None or abs(float(np.hypot(way[0, 0], way[0, 1])) - 1) > _STRETCH:
        return np.asarray(quad + step, np.float32)
    turned = quad @ way[:, :2].T + way[:, 2]
    off = np.linalg.norm(turned.mean(axis=0) - quad.mean(axis=0) - step)
    return np.asarray(turned if off < height_of(quad) else quad + step, np.float32)
