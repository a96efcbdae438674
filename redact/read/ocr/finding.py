"""Where lines of text stand in a picture.

The network is asked at two scales: what is too small for the one is seen by the other, and on a sheet that is almost
empty the finer look misses lines that the coarser one finds. A line that both find is kept as the finer saw it, unless
the coarser saw clearly more of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.types import Pixels

    Quad = NDArray[np.float32]
else:
    Quad = Any

_UPSIDE_DOWN = 0.7
_ROOM = 0.3
"""How much longer a line is made at each end, in line heights."""
_SAME = 0.5
"""The share of its area that a line has in common with another when it is that line, or a piece of it."""
_WHOLE, _TALLER = 0.92, 1.4
"""A coarse line replaces finer ones that are less than this share of it, unless it is this much taller than they."""


class Found(NamedTuple):
    """A line that was found but not read: its corners in the direction of its pixels, and its pixels, level.

    *quad* is 4 x 2: the corners at the start above, the end above, the end below, the start below. *flipped* says
    that the letters seem to stand upside down.
    """

    quad: Quad
    crop: Pixels
    flipped: bool = False


def found_in(pixels: Pixels, fine: Any, coarse: Any) -> list[Found]:
    """Every line in the picture. *fine* and *coarse* are rapidocr engines that look at different scales."""
    import numpy as np

    image = np.ascontiguousarray(pixels[..., ::-1])
    lines = united(_look(image, fine), _look(image, coarse))
    if not lines:
        return []
    _, turns = fine.cls_and_rotate([line.crop for line in lines])
    over = [label == "180" and sure >= _UPSIDE_DOWN for label, sure in turns.cls_res]
    return [line._replace(flipped=flipped) for line, flipped in zip(lines, over, strict=True)]


def _look(image: Pixels, models: Any) -> list[Found]:
    import numpy as np
    from rapidocr.main import RapidOCRError

    record: dict[str, Any] = {}
    try:
        _, regions = models.detect_and_crop(image, record)
    except RapidOCRError:
        return []  # it found nothing
    inset = np.array([record["padding_1"]["left"], record["padding_1"]["top"]], np.float32)
    quads = [_longer(np.asarray(quad, np.float32) - inset) for quad in regions.boxes]
    crops = models.crop_text_regions(image, quads)
    return [Found(_along(quad), crop) for quad, crop in zip(quads, crops, strict=True)]


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


def united(fine: Sequence[Found], coarse: Sequence[Found]) -> list[Found]:
    """The lines of two looks at one picture, each once."""
    lines = list(fine)
    for line in coarse:
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
