"""Where lines of text stand in a picture.

The network is asked at two scales: what is too small for the one is seen by the other, and on a sheet that is almost
empty the finer look misses lines that the coarser one finds. A line that both find is kept as the finer saw it, unless
the coarser saw clearly more of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Quad = NDArray[np.float32]
else:
    Quad = Any

Place: TypeAlias = tuple[int, int, int, int]

_UPSIDE_DOWN = 0.7
_ROOM = 0.3
"""How much longer a line is made at each end, in line heights."""
_SAME = 0.5
"""The share of its area that a line has in common with another when it is that line, or a piece of it."""
_WHOLE, _TALLER = 0.92, 1.4
"""A coarse line replaces finer ones that are less than this share of it, unless it is this much taller than they."""


_CELL, _AROUND, _RELIEF = 8, 7, 3.0
"""Cells of so many pixels are compared with those around them: bare paper differs by less than this, of 255."""


class Found(NamedTuple):
    """A line that was found but not read: its corners in the direction of its pixels, and its pixels, level.

    *quad* is 4 x 2: the corners at the start above, the end above, the end below, the start below. *flipped* says
    that the letters seem to stand upside down, *sure* in [0, 1] how sure it is that there is writing at all.
    """

    quad: Quad
    crop: Pixels
    flipped: bool = False
    sure: float = 1.0


def found_in(pixels: Pixels, fine: Any, coarse: Any) -> list[Found]:
    """Every line in the picture. *fine* and *coarse* are rapidocr engines that look at different scales."""
    import numpy as np

    image = np.ascontiguousarray(pixels[..., ::-1])
    place = inhabited(image)
    if place is None:
        return []
    lines = united(_looks(image, place, fine, coarse))
    if not lines:
        return []
    crops = fine.crop_text_regions(image, [line.quad for line in lines])
    _, turns = fine.cls_and_rotate(crops)
    over = [label == "180" and sure >= _UPSIDE_DOWN for label, sure in turns.cls_res]
    rows = zip(lines, crops, over, strict=True)
    return [Found(_along(line.quad), crop, flipped, line.sure) for line, crop, flipped in rows]


class Stretch(NamedTuple):
    """A line as one look at the picture shows it: its corners as the network gives them, and how sure it is of it."""

    quad: Quad
    sure: float


def _looks(image: Pixels, place: Place, fine: Any, coarse: Any) -> list[list[Stretch]]:
    """What each look finds: one look alone where the picture is so small that both would see the same."""
    sides = [engine._load_det_model().limit_side_len for engine in (fine, coarse)]
    looks = [(fine, sides[0])] if max(image.shape[:2]) <= min(sides) else list(zip((fine, coarse), sides, strict=True))
    return [_look(image, place, engine, side) for engine, side in looks]


def _look(image: Pixels, place: Place, models: Any, side: int) -> list[Stretch]:
    """The lines in that place of the picture, at the scale at which the whole picture would have that longest side."""
    import cv2
    import numpy as np
    from rapidocr.utils.process_img import apply_vertical_padding

    left, top, right, bottom = place
    part, scale = image[top:bottom, left:right], min(side / max(image.shape[:2]), 1.0)
    size = (max(round(part.shape[1] * scale), 1), max(round(part.shape[0] * scale), 1))
    small = part if scale == 1.0 else cv2.resize(part, size, interpolation=cv2.INTER_LINEAR)
    padded, record = apply_vertical_padding(small, {}, models.width_height_ratio, models.min_height)
    regions = models._load_det_model()(np.ascontiguousarray(padded))
    if regions.boxes is None:
        return []
    inset = np.array([record["padding_1"]["left"], record["padding_1"]["top"]], np.float32)
    stretch = np.array([part.shape[1] / size[0], part.shape[0] / size[1]], np.float32)
    corner = np.array([left, top], np.float32)
    quads = [_longer((np.asarray(quad, np.float32) - inset) * stretch + corner) for quad in regions.boxes]
    return [Stretch(quad, float(sure)) for quad, sure in zip(quads, regions.scores, strict=True)]


def inhabited(image: Pixels) -> Place | None:
    """Left, top, right and bottom of what is not bare in a picture, with some room; ``None`` where all of it is.

    Margins of a page are a fifth of it, and what stands on half a sheet costs half as much to look at.
    """
    import cv2
    import numpy as np

    height, width = image.shape[:2]
    size = (max(width // _CELL, 1), max(height // _CELL, 1))
    cells = cv2.resize(image, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    relief = np.abs(cells - cv2.blur(cells, (_AROUND, _AROUND))).max(axis=2) > _RELIEF
    if min(size) >= _AROUND and not relief.any():
        return None
    if min(size) < _AROUND:
        return 0, 0, width, height
    columns, rows = np.flatnonzero(relief.any(axis=0)), np.flatnonzero(relief.any(axis=1))
    left, top = max(int(columns[0]) - _AROUND, 0) * _CELL, max(int(rows[0]) - _AROUND, 0) * _CELL
    right, bottom = (int(columns[-1]) + 1 + _AROUND) * _CELL, (int(rows[-1]) + 1 + _AROUND) * _CELL
    return left, top, min(right, width), min(bottom, height)


def _longer(quad: Quad) -> Quad:
    """The corners with room for half a letter before and after, which the network sometimes cuts off."""
    import numpy as np

    across, down = quad[1] - quad[0], quad[3] - quad[0]
    lying = np.linalg.norm(across) >= np.linalg.norm(down)
    way, height = (across, np.linalg.norm(down)) if lying else (down, np.linalg.norm(across))
    step = way / max(float(np.linalg.norm(way)), 1e-6) * height * _ROOM
    signs = np.array([-1, 1, 1, -1] if lying else [-1, -1, 1, 1], np.float32)
    longer: Quad = (quad + signs[:, None] * step).astype(np.float32)
    return longer


def _along(quad: Quad) -> Quad:
    """The corners in the direction of the crop: rapidocr lays a tall one down, so that its right side is on top."""
    import numpy as np

    across = int(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[2] - quad[3])))
    down = int(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))
    standing = down / max(across, 1) >= 1.5
    return np.roll(quad, -1, axis=0) if standing else quad


def united(looks: Sequence[Sequence[Stretch]]) -> list[Stretch]:
    """The lines of one or two looks at one picture, each once, the finer look first."""
    lines = list(looks[0])
    for line in looks[1] if len(looks) > 1 else ():
        near = [other for other in lines if _touch(line.quad, other.quad)]
        area = _area(line.quad)
        shared = [_shared(line.quad, other.quad) for other in near]
        pieces = [each for each, both in zip(near, shared, strict=True) if both >= _SAME * _area(each.quad)]
        seen = sum(shared) / area if area else 1.0
        if seen < _SAME and not pieces:
            lines.append(line)
        elif pieces and seen < _WHOLE and _height(line.quad) <= _TALLER * max(_height(each.quad) for each in pieces):
            lines = [other for other in lines if all(other is not each for each in pieces)] + [line]
    return lines


def _touch(one: Quad, other: Quad) -> bool:
    return bool((one.min(axis=0) < other.max(axis=0)).all() and (other.min(axis=0) < one.max(axis=0)).all())


def _shared(one: Quad, other: Quad) -> float:
    import cv2

    return float(cv2.intersectConvexConvex(one, other)[0])


def _area(quad: Quad) -> float:
    import cv2

    return abs(float(cv2.contourArea(quad)))


def _height(quad: Quad) -> float:
    import numpy as np

    return float(np.linalg.norm(quad[3] - quad[0]))
