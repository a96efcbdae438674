"""JPEG files as good as they were: packed with the tables of the source, or better ones where those were very coarse.

Coefficients of places that nobody touched thus fall on the same steps again, and nearly all come back as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.image.anatomy import Thing, anatomy

if TYPE_CHECKING:
    from PIL.Image import Image

QUALITY = 95
"""For what was no JPEG."""
MOST_SCANS = 100
"""A progressive picture has about ten. Each is a pass over all its pixels, so that thousands stop a machine."""
_COARSEST = 75
"""The tables of this quality are the coarsest that are used, so that what covers a place keeps its colour."""
_TURNED = 92
"""For pictures that are turned, whose pixels fall into other blocks than before."""


@dataclass(frozen=True, slots=True)
class Packing:
    """How a JPEG was packed: its tables, how finely its colours are sampled (Pillow's number), and in which order."""

    tables: tuple[tuple[int, ...], ...]
    sampling: int
    progressive: bool

    def settings(self) -> dict[str, Any]:
        """The same for Pillow's ``save``."""
        order = {"progressive": True} if self.progressive else {"optimize": True}
        return {"qtables": [list(table) for table in self.tables], "subsampling": self.sampling, **order}


def packing_of(picture: Image, *, turned: bool) -> Packing | None:
    """How the copy of an opened JPEG is packed; ``None`` where its tables are not those of brightness and colours."""
    from PIL.JpegImagePlugin import get_sampling

    tables: dict[int, list[int]] | None = getattr(picture, "quantization", None)
    if picture.format not in {"JPEG", "MPO"} or picture.mode not in {"L", "RGB"} or not tables:
        return None
    if picture.mode == "RGB" and picture.info.get("adobe_transform", 1) == 0:
        return None
    coarsest = _tables(_TURNED if turned else _COARSEST)
    finer = tuple(
        tuple(_finer(step, most) for step, most in zip(tables[key], coarsest[min(index, 1)], strict=True))
        for index, key in enumerate(sorted(tables)[:2])
    )
    sampling = get_sampling(picture) if picture.mode == "RGB" and not turned else 0
    return Packing(finer, sampling if sampling in {0, 1, 2} else 0, bool(picture.info.get("progressive")))


def _finer(step: int, most: int) -> int:
    """A whole part of a step that is no larger than *most*: what fell on the steps before still does."""
    return max(round(step / -(-step // most)), 1)


def _tables(quality: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    scale = 200 - 2 * quality
    scaled = tuple(
        tuple(min(max((value * scale + 50) // 100, 1), 255) for value in table) for table in (_BRIGHTNESS, _COLOURS)
    )
    return scaled[0], scaled[1]


def check_scans(data: bytes) -> None:
    """Raises ``UnreadableError`` for a picture with far more passes than any camera or program makes."""
    if data.count(b"\xff\xda") <= MOST_SCANS:
        return
    scans = sum(1 for piece in anatomy(data, "jpeg") if piece.thing is Thing.PIXELS)
    if scans > MOST_SCANS:
        raise UnreadableError("the picture has more scans than any program writes", "save it again in its own program")


_BRIGHTNESS = (
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
    51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
    120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
)  # fmt: skip
_COLOURS = (
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
    99, 99, 99, 99, *(99,) * 32,
)  # fmt: skip
"""The example tables of ITU-T T.81, annex K, from which libjpeg makes those of each quality."""
