"""A picture file as plain rasters, turned upright, and what is needed to write it again.

Every raster is made of pixels alone: the colour under wholly clear pixels is gone, and nothing that stood beside the
pixels is carried along. Each frame is decoded once to see that it can be, and the last one that was decoded is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from redact.media.image.colour import raster_of
from redact.media.image.jpeg import Packing, packing_of
from redact.media.image.kinds import copied_as, kind_of
from redact.media.image.opening import DAMAGED, Limits, Reel, calm
from redact.media.image.profiles import BY_NAME, recognised

if TYPE_CHECKING:
    from PIL.Image import Image, Transpose

    from redact.media.pixels import Raster

_CARRY_PROFILES = frozenset({"png", "jpeg", "tiff", "webp", "avif"})


@dataclass(frozen=True, slots=True)
class Shape:
    """One frame: its size when it stands upright, how long it is shown (ms), and the profile that its copy keeps.

    ``bilevel``: black and white only; ``clear``: with alpha; ``deep``: more than one byte a channel; ``ink``: CMYK.
    """

    size: tuple[int, int]
    delay: int
    profile: str
    bilevel: bool
    clear: bool
    deep: bool
    ink: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What a picture file is made of, once every frame has been decoded: nothing of it identifies a person.

    ``kind`` is what it is, ``target`` what its copy will be; ``loop`` how often an animation repeats (0: for ever,
    ``None``: once), ``density`` pixels an inch, ``packing`` how a JPEG was packed.
    """

    kind: str
    target: str
    shapes: tuple[Shape, ...]
    moving: bool
    loop: int | None
    density: int | None
    lossless: bool
    packing: Packing | None

    @property
    def delays(self) -> tuple[int, ...]:
        """Milliseconds for which each frame is shown."""
        return tuple(shape.delay for shape in self.shapes)

    @property
    def bilevel(self) -> bool:
        """Whether every frame is black and white only."""
        return all(shape.bilevel for shape in self.shapes)


class Frames:
    """The frames of a picture file. Raises ``UnreadableError``, ``MissingError``."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path, self._limits = path, limits
        data = self._read()
        self._kind = kind_of(data, path.suffix.lower())
        self._reel: Reel | None = Reel(data, self._kind, limits)
        self._last: tuple[int, Raster] | None = None
        self._one_at_a_time = RLock()
        self.survey = self._surveyed(data)

    def raster(self, index: int) -> Raster:
        """The pixels of one frame, upright; not to be written into. Raises ``UnreadableError``."""
        with self._one_at_a_time:
            if self._last is not None and self._last[0] == index:
                return self._last[1]
            with calm():
                reel = self._reel or Reel(self._read(), self._kind, self._limits)
                picture = _upright(reel.frame(index))
                raster = self._keep(index, raster_of(picture, self.survey.shapes[index].profile))
            self._reel = reel if len(reel) > 1 else None
            return raster

    def rasters(self) -> Iterator[Raster]:
        """The pixels of every frame in turn, upright. Raises ``UnreadableError``."""
        for index in range(len(self.survey.shapes)):
            yield self.raster(index)

    def _read(self) -> bytes:
        with calm():
            return self._path.read_bytes()

    def _keep(self, index: int, raster: Raster) -> Raster:
        raster.flags.writeable = False
        self._last = (index, raster)
        return raster

    def _surveyed(self, data: bytes) -> Survey:
        reel, target = self._reel, copied_as(self._kind, self._path.suffix.lower())
        assert reel is not None  # noqa: S101  it has just been opened
        with calm():
            first = reel.frame(0)
            packing = packing_of(first, turned=_orientation(first) in _turns())
            density = _density(first)
            shapes = tuple(self._shape(reel.frame(index), index, target) for index in range(len(reel)))
            loop = first.info.get("loop")
        if len(reel) == 1:
            self._reel = None
        lossless = _lossless(data, self._kind)
        return Survey(self._kind, target, shapes, reel.moving, loop, density, lossless, packing)

    def _shape(self, picture: Image, index: int, target: str) -> Shape:
        deep = _deep(picture)
        upright = _upright(picture)
        profile = _profile(picture) if target in _CARRY_PROFILES else ""
        self._keep(index, raster := raster_of(upright, profile))
        return Shape(
            upright.size,
            _whole(picture.info.get("duration", 0)),
            profile,
            bilevel=upright.mode == "1",
            clear=raster.shape[2:] == (4,),
            deep=deep,
            ink=upright.mode == "CMYK",
        )


def _lossless(data: bytes, kind: str) -> bool:
    """Whether the pixels were packed without loss, as far as it matters for packing them again."""
    if kind in {"jpeg2000", "j2k"}:
        coding = data.find(b"\xff\x52")
        return data[coding + 13 : coding + 14] != b"\0"  # the wavelet: 0 stands for the one that loses
    return kind != "webp" or b"VP8L" in data[:64]


def _profile(picture: Image) -> str:
    """The standard whose colours a picture has, told by its profile, or by a camera's mark for Adobe RGB."""
    described = picture.info.get("icc_profile")
    name = recognised(described) if described else _marked(picture)
    grey = bool(name) and not BY_NAME[name].colourants
    return name if grey == (picture.mode == "L") and picture.mode in {"L", "RGB", "RGBA", "P"} else ""


def _marked(picture: Image) -> str:
    try:
        return "Adobe RGB (1998)" if picture.getexif().get_ifd(0xA005).get(1) == "R03" else ""
    except DAMAGED:
        return ""


def _deep(picture: Image) -> bool:
    """Whether a picture that is not yet decoded has more than one byte a channel."""
    tile: Any = (*getattr(picture, "tile", ()), ("", (), 0, ""))[0]
    raw = tile[3][0] if isinstance(tile[3], tuple) and tile[3] else tile[3]
    return bool(picture.info.get("deep")) or picture.mode[:1] in {"I", "F"} or ";16" in str(raw)


def _whole(value: Any) -> int:
    return round(value) if isinstance(value, (int, float)) else 0


def _upright(picture: Image) -> Image:
    picture.load()  # Pillow turns TIFF pages itself and forgets the tag; of the others only the tag is known
    turn = _turns().get(_orientation(picture))
    if turn is None:
        return picture
    turned = picture.transpose(turn)
    turned.info = picture.info
    return turned


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
