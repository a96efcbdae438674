"""Number plates in films: tracks, one for each plate and shot."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from redact.detect.plate_closer import judged
from redact.detect.plate_network import plates_seen
from redact.detect.plate_options import PlateOptions, score, widened
from redact.sight.sightings import Sighting, surest
from redact.sight.tracking import Pace, follow
from redact.types import Box, Clip, Finding, KeyFrame, Track

if TYPE_CHECKING:
    from redact.types import Pixels

_FILM, _COARSE = 1920, 960
"""Longest sides: above the first a frame is shrunk, up to the second it is enlarged by half."""
_SIZES, _SIZES_AGAIN = (1.0, 0.5, 0.25), (0.7, 0.35)
_KEEPS, _DOUBT = 0.4, 0.1
"""How sure the network must be of a plate that it has seen before, and how much surer of one that it sees only once."""
_SURE, _SURELY = 0.8, 0.9
"""How sure the verification must be, and from which score on it takes for a plate what it has seen only once."""
_SUSPECTED, _MOST = 0.4, 16
"""How sure a look at the whole must be, and how many of what it suspects are looked at closer."""
_RATE = 25.0
_WHY = ("it looks like a number plate",)


def plates_in_film(clip: Clip, part: str, options: PlateOptions, rule: str) -> Iterator[Finding]:
    """A finding for each plate in each shot."""
    pace = Pace(options.every, options.hold, 0, options.threshold, _DOUBT, rate=_RATE)
    look = partial(_looked, sizes=_SIZES, options=options, sure=min(options.threshold, _KEEPS))
    yield from _followed(clip, part, look, pace, (options, rule))


def plates_in_film_again(clip: Clip, part: str, options: PlateOptions, rule: str) -> Iterator[Finding]:
    """The same in other sizes and frames, for the verification: only what is clearly a plate."""
    sure = max(options.threshold, _SURE)
    pace = Pace(2 * options.every, options.hold, 0, sure, _DOUBT, ends=False, rate=_RATE)
    look = partial(_looked, sizes=_SIZES_AGAIN, options=options, sure=sure)
    for found in _followed(clip, part, look, pace, (options, rule)):
        if found.score >= score(_SURELY, options) or _times_seen(found) > 1:
            yield found


def _looked(pixels: Pixels, *, sizes: tuple[float, ...], options: PlateOptions, sure: float) -> list[Sighting]:
    longest = max(pixels.shape[:2])
    finest = min(1.5 if longest <= _COARSE else 1.0, _FILM / longest)
    looks = (plates_seen(pixels, threshold=_SUSPECTED, scale=finest * size, threads=options.threads) for size in sizes)
    return judged(pixels, surest([each for look in looks for each in look])[:_MOST], sure, options.threads)


def _times_seen(found: Finding) -> int:
    return sum(key.seen for region in found.regions if isinstance(region, Track) for key in region.keys)


def _followed(
    clip: Clip, part: str, look: partial[list[Sighting]], pace: Pace, how: tuple[PlateOptions, str]
) -> Iterator[Finding]:
    options, rule = how
    size = (clip.width, clip.height)
    for track, sure in follow(clip, part, look, pace):
        wide = (KeyFrame(key.time, widened(key.box, size, options), key.seen) for key in track.keys)
        keys = tuple(key for key in wide if _is_inside(key.box))
        if keys:
            yield Finding("NUMBER_PLATE", (Track(part, keys),), score(sure, options), rule, why=_WHY)


def _is_inside(box: Box) -> bool:
    return box.left < box.right and box.top < box.bottom
