"""Human faces in pictures and films."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import msgspec

from redact import weights
from redact.detect.faces.centerface import faces_in
from redact.sight.sightings import Sighting, surest
from redact.sight.tracking import Pace, follow
from redact.types import Box, Clip, Finding, KeyFrame, Modality, Part, Picture, Track

if TYPE_CHECKING:
    from redact.types import Pixels

_COARSE, _TURNED, _FILM = 640, 960, 1280
"""Longest sides, in pixels, of the coarse look, of turned looks, and of a film's frames."""
_SURE_WHEN_TURNED = 0.3
_TILE, _SEAM = 1536, 256


class FaceOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How faces are looked for, and how far around a face is covered.

    ``threshold`` is how sure the network must be; low, because a face that slips through cannot be called back.
    ``rim`` and ``hair`` widen each box by that share of its size: on every side, and on top for the hair as well.
    ``turned`` also looks at stills turned by 90, 180 and 270 degrees. ``largest`` is the longest side at which a still
    is looked at; small faces in larger pictures may be missed. ``every`` and ``hold`` are frames: how often a film is
    looked at, and for how long a face is held when a look misses it. ``threads`` 0 takes all cores.
    """

    threshold: float = 0.2
    rim: float = 0.15
    hair: float = 0.25
    turned: bool = True
    largest: int = 2560
    every: int = 5
    hold: int = 12
    threads: int = 0


class FaceDetector:
    """Finds faces: a box in a picture, a track through each shot of a film.

    Scores begin at 0.5 for what is just sure enough. Faces under 16 pixels, mostly covered ones and painted ones are
    found less often. Does not say whose face it is.
    """

    Options = FaceOptions
    version = "1.0"
    models: tuple[str, ...] = ("centerface",)
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.IMAGE, Modality.VIDEO})

    def __init__(self, options: FaceOptions) -> None:
        self._options = options
        self._rule = f"faces/centerface {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding]:
        model = weights.folder("centerface") / "centerface.onnx"
        for part in parts:
            match part.content:
                case Picture() as picture:
                    yield from self._in_picture(picture, part.id, model)
                case Clip() as clip:
                    yield from self._in_film(clip, part.id, model)

    def _in_picture(self, picture: Picture, part: str, model: Path) -> Iterator[Finding]:
        pixels = picture.pixels()
        size = (pixels.shape[1], pixels.shape[0])
        for face in self._everywhere(pixels, model):
            box = self._widened(Box(part, *face[:4]), size)
            yield Finding("FACE", (box,), self._score(face.score), self._rule)

    def _everywhere(self, pixels: Pixels, model: Path) -> list[Sighting]:
        longest = max(pixels.shape[:2])
        look = partial(faces_in, model=model, threads=self._options.threads)
        found: list[Sighting] = []
        for scale in _scales(longest, self._options.largest):
            found += _tiled(partial(look, threshold=self._options.threshold, scale=scale), pixels, scale)
        if self._options.turned:
            threshold = max(self._options.threshold, _SURE_WHEN_TURNED)
            found += _turned(partial(look, threshold=threshold, scale=min(1.0, _TURNED / longest)), pixels)
        return surest(found)

    def _in_film(self, clip: Clip, part: str, model: Path) -> Iterator[Finding]:
        scale = min(2.0 if max(clip.width, clip.height) < _COARSE else 1.0, _FILM / max(clip.width, clip.height))
        threshold, threads = self._options.threshold, self._options.threads
        find = partial(faces_in, model=model, threshold=threshold, scale=scale, threads=threads)
        for track, score in follow(clip, part, find, Pace(self._options.every, self._options.hold)):
            moving = self._moving(track, (clip.width, clip.height))
            if moving:
                yield Finding("FACE", (Track(part, moving),), self._score(score), self._rule)

    def _moving(self, track: Track, size: tuple[int, int]) -> tuple[KeyFrame, ...]:
        keys = (KeyFrame(key.time, self._widened(key.box, size)) for key in track.keys)
        return tuple(key for key in keys if key.box.left < key.box.right and key.box.top < key.box.bottom)

    def _widened(self, box: Box, size: tuple[int, int]) -> Box:
        across, down = (box.right - box.left) * self._options.rim, (box.bottom - box.top) * self._options.rim
        top = box.top - down - (box.bottom - box.top) * self._options.hair
        width, height = size
        left, right = max(box.left - across, 0.0), min(box.right + across, float(width))
        return Box(box.part, left, max(top, 0.0), right, min(box.bottom + down, float(height)))

    def _score(self, sure: float) -> float:
        least = self._options.threshold
        return min(0.5 + 0.5 * max(sure - least, 0.0) / max(1.0 - least, 1e-6), 1.0)


def _scales(longest: int, largest: int) -> list[float]:
    """A coarse look for faces that fill the picture, its own size, and twice that where it is small."""
    scales = {min(1.0, largest / longest)}
    if longest > _COARSE * 1.25:
        scales.add(_COARSE / longest)
    if longest * 2 <= largest:
        scales.add(2.0)
    return sorted(scales)


def _tiled(look: partial[list[Sighting]], pixels: Pixels, scale: float) -> Iterator[Sighting]:
    """One look at each tile of a large picture, so that memory stays small. Tiles overlap by more than a small face."""
    tile, step = round(_TILE / scale), round((_TILE - _SEAM) / scale)
    height, width = pixels.shape[:2]
    for top in range(0, max(height - tile, 0) + step, step):
        for left in range(0, max(width - tile, 0) + step, step):
            piece = pixels[top : top + tile, left : left + tile]
            if piece.size:
                yield from (_moved(face, left, top) for face in look(piece))


def _moved(face: Sighting, across: int, down: int) -> Sighting:
    return Sighting(face.left + across, face.top + down, face.right + across, face.bottom + down, face.score)


def _turned(look: partial[list[Sighting]], pixels: Pixels) -> Iterator[Sighting]:
    import numpy as np

    height, width = pixels.shape[:2]
    for face in look(np.ascontiguousarray(np.rot90(pixels, 1))):
        yield Sighting(width - face.bottom, face.left, width - face.top, face.right, face.score)
    for face in look(np.ascontiguousarray(np.rot90(pixels, 2))):
        yield Sighting(width - face.right, height - face.bottom, width - face.left, height - face.top, face.score)
    for face in look(np.ascontiguousarray(np.rot90(pixels, 3))):
        yield Sighting(face.top, height - face.right, face.bottom, height - face.left, face.score)
