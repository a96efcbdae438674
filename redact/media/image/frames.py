"""A picture file opened by Pillow: its frames as plain rasters, turned upright, and what is needed to write it again.

Every raster is made of pixels alone: colour profiles have been applied, the colour under wholly clear pixels is gone,
and nothing that stood beside the pixels is carried along.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError, UnsupportedError
from redact.media.image.colour import raster_of

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

    from redact.media.pixels import Raster

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    ArithmeticError,
    AttributeError,
    RuntimeError,
    struct.error,
    zlib.error,
    MemoryError,
)
"""What Pillow raises for files that were cut short or put together wrongly, found by cutting and bending many."""
DAMAGE = "the picture is damaged, cut short, or not a picture"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a picture may be: pixels in one page or in all frames of a GIF, and frames or pages in one file."""

    pixels: int
    frames: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What a picture file is made of, once every frame has been decoded: nothing of it identifies a person.

    ``delays`` are milliseconds a frame, ``loop`` how often an animation repeats (0: for ever, ``None``: once),
    ``density`` pixels an inch, ``bilevel`` whether every frame is black and white only.
    """

    format: str
    sizes: tuple[tuple[int, int], ...]
    delays: tuple[int, ...]
    loop: int | None
    density: int | None
    bilevel: bool
    lossless: bool


def survey(path: Path, limits: Limits) -> Survey:
    """Decode every frame once and say what the file is made of. Raises ``UnreadableError``, ``UnsupportedError``."""
    with opened(path) as picture:
        count = _count(picture, limits)
        frames = [_glance(picture, index, limits) for index in range(count)]
        return Survey(
            format="JPEG" if picture.format == "MPO" else str(picture.format),
            sizes=tuple(frame[0] for frame in frames),
            delays=tuple(frame[1] for frame in frames),
            loop=picture.info.get("loop"),
            density=_density(picture),
            bilevel=all(frame[2] for frame in frames),
            lossless=_lossless(path),
        )


def raster(path: Path, index: int) -> Raster:
    """The pixels of one frame, upright. Raises ``UnreadableError``."""
    with opened(path) as picture:
        return _raster(picture, index)


def rasters(path: Path, frames: int) -> Iterator[Raster]:
    """The pixels of every frame in turn, upright. Raises ``UnreadableError``."""
    with opened(path) as picture:
        for index in range(frames):
            yield _raster(picture, index)


def _raster(picture: Image, index: int) -> Raster:
    if index:
        picture.seek(index)
    return raster_of(_upright(picture))


@contextmanager
def opened(path: Path) -> Iterator[Image]:
    """A picture file for as long as it is needed; what Pillow says of damage becomes one clear line.

    The whole file is read first, so that no handle stays open on it.
    """
    from PIL import Image

    logging.getLogger("PIL").setLevel(logging.INFO)  # on DEBUG Pillow logs the values of tags, which are a user's words
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they quote tags
            with Image.open(BytesIO(path.read_bytes()), formats=FORMATS) as picture:
                yield picture
    except UnreadableError:
        raise
    except Image.DecompressionBombError:
        raise _too_large() from None
    except DAMAGED:
        raise UnreadableError(DAMAGE) from None


def _too_large() -> UnreadableError:
    return UnreadableError("the picture has more pixels than the limit", "make it smaller, or cut it into pieces")


def _count(picture: Image, limits: Limits) -> int:
    if picture.format in {"JPEG", "MPO"}:
        return 1  # what a camera appends (a preview, the other eye's view) is dropped
    count = int(getattr(picture, "n_frames", 1))
    if count > limits.frames:
        raise UnreadableError("the picture has more frames than the limit", "split it, or raise max_frames")
    if picture.format == "GIF" and count * picture.width * picture.height > limits.pixels:
        raise _too_large()
    if count > 1 and picture.format not in {"GIF", "TIFF"}:
        raise UnsupportedError(f"a moving {picture.format} picture is not supported", "convert it to GIF or to a film")
    return count


def _glance(picture: Image, index: int, limits: Limits) -> tuple[tuple[int, int], int, bool]:
    if index:
        picture.seek(index)
    if picture.width * picture.height > limits.pixels:
        raise _too_large()
    upright = _upright(picture)
    return upright.size, _whole(picture.info.get("duration", 0)), upright.mode == "1"


def _whole(value: Any) -> int:
    return int(value) if isinstance(value, (int, float)) else 0


def _upright(picture: Image) -> Image:
    picture.load()  # Pillow turns TIFF pages itself and forgets the tag; of the others only the tag is known
    turn = _turns().get(_orientation(picture))
    return picture if turn is None else picture.transpose(turn)


def _orientation(picture: Image) -> Any:
    try:
        return picture.getexif().get(0x0112, 1)
    except DAMAGED:
        return 1  # a tag that cannot be read turns nothing, in viewers neither


def _turns() -> dict[Any, Transpose]:
    from PIL.Image import Transpose

    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }


def _density(picture: Image) -> int | None:
    try:
        across, down = (round(float(value)) for value in picture.info.get("dpi", (0, 0)))
    except DAMAGED:
        return None
    return across if across == down and 1 < across <= 4800 else None


def _lossless(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(64)
    return not head.startswith(b"RIFF") or b"VP8L" in head
