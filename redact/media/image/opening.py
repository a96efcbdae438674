"""A picture file opened: its frames one after another, as Pillow pictures, whatever the file is made of.

Whatever goes wrong in a library becomes one clear line. The whole file is read first, so that no handle stays open.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any

from redact.errors import RedactError, UnreadableError
from redact.media.image import foreign
from redact.media.image.anatomy import exif, gif
from redact.media.image.jpeg import check_scans
from redact.media.image.whole import check_whole

if TYPE_CHECKING:
    from PIL.Image import Image

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
_PILLOWS = {
    "png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WEBP", "tiff": "TIFF", "avif": "AVIF", "jpeg2000": "JPEG2000",
    "j2k": "JPEG2000", "bmp": "BMP", "ppm": "PPM", "tga": "TGA", "ico": "ICO", "psd": "PSD",
}  # fmt: skip
"""By kind, the one plugin of Pillow that may open it."""
_MOVING = frozenset({"png", "gif", "webp", "avif"})


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a picture may be: pixels in a page or in all frames of an animation, and frames or pages in a file."""

    pixels: int
    frames: int


class Reel:
    """The frames of one file that are shown: ``frame(i)`` gives each, quickest in order. Raises ``UnreadableError``."""

    def __init__(self, data: bytes, kind: str, limits: Limits) -> None:
        with calm():
            self._first = _opened(data, kind, limits)
            foreign.check_size(self._first.size, limits.pixels)
            self._numbers = _frames(self._first, data, kind, limits)
        self._kind, self._limits = kind, limits
        if kind in _MOVING and len(self) * self._first.width * self._first.height > limits.pixels:
            raise foreign.too_large()

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def moving(self) -> bool:
        """Whether the frames are shown one after another."""
        return self._kind in _MOVING and len(self) > 1

    def frame(self, index: int) -> Image:
        """The picture of that frame, not yet decoded. It changes when another is asked for."""
        number = self._numbers[index]
        if self._kind == "ico":
            icon: Image = self._first.ico.frame(number)  # type: ignore[attr-defined]  # only icons have it
            foreign.check_size(icon.size, self._limits.pixels)
            return icon
        if self._kind != "psd" and self._first.tell() != number:
            self._first.seek(number)
        foreign.check_size(self._first.size, self._limits.pixels)
        return self._first


@contextmanager
def calm() -> Iterator[None]:
    """What libraries say of damage becomes one clear line; what they log and warn of quotes tags and is not shown."""
    from PIL.Image import DecompressionBombError

    logging.getLogger("PIL").setLevel(logging.INFO)  # on DEBUG Pillow logs the values of tags
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except RedactError:
        raise
    except DecompressionBombError:
        raise foreign.too_large() from None
    except DAMAGED:
        raise UnreadableError(DAMAGE) from None


def _opened(data: bytes, kind: str, limits: Limits) -> Image:
    from PIL import Image

    check_whole(data, kind)
    if kind == "heif":
        return foreign.heif(data, limits.pixels)
    if kind == "raw":
        return foreign.raw(data, limits.pixels)
    if kind == "jpeg":
        check_scans(data)
        return Image.open(BytesIO(data), formats=["JPEG", "MPO"])
    return Image.open(BytesIO(data), formats=[_PILLOWS[kind]])


def _frames(picture: Image, data: bytes, kind: str, limits: Limits) -> list[int]:
    """The numbers of the frames that are shown. What a camera appends to a JPEG, and the layers of a PSD, are not."""
    counts: dict[str, Callable[[], list[int]]] = {
        "gif": lambda: _numbers(sum(1 for block in _pictures(data, limits)), limits),
        "png": lambda: _numbers(_declared(picture), limits)[getattr(picture, "default_image", False) :],
        "webp": lambda: _numbers(_declared(picture), limits),
        "avif": lambda: _numbers(_declared(picture), limits),
        "tiff": lambda: _pages(data, limits),
        "ico": lambda: _numbers(len(picture.ico.entry), limits),  # type: ignore[attr-defined]  # only icons have it
    }
    return counts[kind]() if kind in counts else [0]


def _declared(picture: Image) -> int:
    return int(getattr(picture, "n_frames", 1))


def _pictures(data: bytes, limits: Limits) -> Iterator[Any]:
    found = (block for block in gif.blocks(data) if block[0] == 0x2C)
    return islice(found, limits.frames + 1)


def _numbers(count: int, limits: Limits) -> list[int]:
    if count > limits.frames:
        raise UnreadableError("the picture has more frames than the limit", "split it, or raise max_frames")
    return list(range(max(count, 1)))


def _pages(data: bytes, limits: Limits) -> list[int]:
    """The pages of a TIFF file without those that are a small copy or the mask of another."""
    pages = (each for each in exif.directories(data) if each.kind == "picture" and not each.depth)
    kinds = [(*page.numbers(254), 0)[0] for page in islice(pages, limits.frames + 1)]
    whole = [number for number, flags in enumerate(kinds) if not flags & 5]
    return [number for number in _numbers(len(kinds), limits) if number in set(whole)] if whole else [0]
