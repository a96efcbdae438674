"""Faces in films: tracks, one for each face and shot.

A close look at both ends of every shot and every few frames, at the size of the film; in between a glance at half of
it. The verification looks in another way: at every frame that is not the same as the one before, at a quarter of the
size, and closely at what it takes for a face there; and closely at frames halfway between those of the first time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from redact import weights
from redact.detect.faces.options import FaceOptions, score, widened
from redact.detect.faces.swift import MODEL, swift_faces
from redact.sight.sightings import Sighting, surest
from redact.sight.tracking import Find, Pace, follow
from redact.types import Clip, Finding, KeyFrame, Track

if TYPE_CHECKING:
    from redact.types import Pixels

    Look = partial[list[Sighting]]

_COARSE, _FILM = 640, 1280
"""Longest sides, in pixels, of a frame that is enlarged, and of what is looked at."""
_GLANCE, _PEEP = 0.5, 0.25
"""How much smaller than closely a frame is looked at between two close looks, and in the verification."""
_KEEPS, _DOUBT = 0.1, 0.15
"""How sure the network must be of a face that it has seen before, and how much surer of one that it sees only once."""
_ENOUGH = 96
"""Pixels: how large a face need not be larger for a close look."""
_SURE, _SURELY = 0.5, 0.8
"""How sure the verification must be, which sees half heads beside what covers them; and the score from which on it
takes for a face what it has seen in one frame only."""
_UNEVEN, _PLAIN = 10, 0.8
"""How many levels a plain colour may be uneven by, and how much of a face's middle it takes to hide the face."""
_AROUND, _LEAST = 0.6, 48
"""How far around a supposed face a close look reaches: by that share of its size, and so many pixels."""


def faces_in_film(clip: Clip, part: str, options: FaceOptions, rule: str) -> Iterator[Finding]:
    """A finding for each face in each shot."""
    pace = Pace(options.every, options.hold, options.glance, options.threshold, _DOUBT, _GLANCE**2)
    close, glance = _look(clip, options, 1.0), _look(clip, options, _GLANCE)
    yield from _findings(clip, part, (close, glance), pace, (options, rule))


def faces_in_film_again(clip: Clip, part: str, options: FaceOptions, rule: str) -> Iterator[Finding]:
    """A finding for each face in each shot, looked for in another way: for the verification of a written copy."""
    pace = Pace(2 * options.every, options.hold, 1, max(options.threshold, _SURE), _DOUBT, _PEEP**2, ends=False)
    close, peep = _look(clip, options, 1.0), partial(_open, look=_look(clip, options, _PEEP))
    looks = partial(_open, look=close), partial(_confirmed, peep=peep, close=close)
    for found in _findings(clip, part, looks, pace, (options, rule)):
        if found.score >= _SURELY or _times_seen(found) > 1:
            yield found


def _times_seen(found: Finding) -> int:
    return sum(key.seen for region in found.regions if isinstance(region, Track) for key in region.keys)


def _look(clip: Clip, options: FaceOptions, share: float) -> Look:
    longest = max(clip.width, clip.height)
    scale = min(2.0 if longest < _COARSE else 1.0, _FILM / longest)
    model = weights.folder(MODEL) / "centerface.onnx"
    sure = min(options.threshold, _KEEPS)
    return partial(swift_faces, model=model, threshold=sure, scale=scale * share, threads=options.threads)


def _open(pixels: Pixels, *, look: Find) -> list[Sighting]:
    """What is seen of faces that are not covered: around a covered one the network sees the head."""
    return [face for face in look(pixels) if not _is_plain(pixels, face)]


def _is_plain(pixels: Pixels, face: Sighting) -> bool:
    """Whether the middle of it is of one colour, but for what compression adds."""
    import numpy as np

    across, down = (face.right - face.left) / 4, (face.bottom - face.top) / 4
    rows = slice(int(face.top + down), int(face.bottom - down) + 1)
    middle = pixels[rows, int(face.left + across) : int(face.right - across) + 1].astype(np.int16)
    if middle.size == 0:
        return True
    off = np.abs(middle - np.median(middle, axis=(0, 1))).max(axis=2)
    return bool((off <= _UNEVEN).mean() >= _PLAIN)


def _confirmed(pixels: Pixels, *, peep: Find, close: Look) -> list[Sighting]:
    """What a close look at every supposed face says of it: small pictures are taken for faces too easily."""
    found: list[Sighting] = []
    for face in peep(pixels):
        window = _around(face, pixels)
        piece = pixels[window[1] : window[3], window[0] : window[2]]
        scale = min(1.0, _ENOUGH / max(face.right - face.left, face.bottom - face.top))
        look = partial(close, scale=close.keywords["scale"] * scale)
        found += (_moved(each, window[0], window[1]) for each in look(piece) if not _is_plain(piece, each))
    return surest(found)


def _around(face: Sighting, pixels: Pixels) -> tuple[int, int, int, int]:
    height, width = pixels.shape[:2]
    across, down = (max(side * _AROUND, _LEAST) for side in (face.right - face.left, face.bottom - face.top))
    left, top = max(int(face.left - across), 0), max(int(face.top - down), 0)
    return left, top, min(int(face.right + across), width), min(int(face.bottom + down), height)


def _moved(face: Sighting, across: int, down: int) -> Sighting:
    return Sighting(face.left + across, face.top + down, face.right + across, face.bottom + down, face.score)


def _findings(
    clip: Clip, part: str, looks: tuple[Find, Find], pace: Pace, how: tuple[FaceOptions, str]
) -> Iterator[Finding]:
    options, rule = how
    for track, sure in follow(clip, part, looks[0], pace, looks[1]):
        moving = _moving(track.keys, (clip.width, clip.height), options)
        if moving:
            yield Finding("FACE", (Track(part, moving),), score(sure, options), rule)


def _moving(keys: Sequence[KeyFrame], size: tuple[int, int], options: FaceOptions) -> tuple[KeyFrame, ...]:
    wide = (KeyFrame(key.time, widened(key.box, size, options), key.seen) for key in keys)
    return tuple(key for key in wide if key.box.left < key.box.right and key.box.top < key.box.bottom)
