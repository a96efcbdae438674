"""Number plates in a still: suspected in looks at all of it in several sizes, judged by closer looks at each, and read.

The looks at the whole are generous; what they suspect must look like a plate in other sizes too. What is left is read
for a second opinion.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from redact.detect.plate_closer import judged
from redact.detect.plate_network import plates_seen, sized
from redact.detect.plate_options import PlateOptions, score, widened
from redact.detect.plate_paper import is_page, is_printed
from redact.detect.plate_reading import Opinion, opinion
from redact.sight.sightings import Sighting, surest
from redact.types import Box, Finding

if TYPE_CHECKING:
    from redact.types import Pixels

_ENLARGED, _SMALL = 3.0, 2.5e6
"""How much a picture is enlarged at most, and up to how many pixels it may grow so."""
_STEP, _LEAST = 0.5, 160
"""How much smaller each look is than the one before, and the longest side of the smallest."""
_TILE, _SEAM = 2048, 128
_AGAIN, _SURE = 0.7, 0.8
"""How much smaller the looks of the verification are, and how sure it must be."""
_SUSPECTED, _MOST = 0.3, 32
"""How sure a look at the whole must be, and how many of what it suspects are looked at closer."""
_ON_PAGES = 0.7
"""How sure the network must be of what it sees on a page or screen and cannot be read as a plate."""
_READ_MOST = 12
"""How many of what is seen are read, the surest first."""
_WHY = {
    Opinion.PLATE: ("it looks like a number plate", "what is read there is built like one"),
    Opinion.PERHAPS: ("it looks like a number plate",),
}


class Seen(NamedTuple):
    """A plate in a picture, and what reading it adds."""

    sighting: Sighting
    opinion: Opinion


def plates_in_still(
    pixels: Pixels, part: str, options: PlateOptions, rule: str, *, again: bool = False
) -> Iterator[Finding]:
    """A finding for each plate in the picture; *again* looks in other sizes, for the verification."""
    size = (pixels.shape[1], pixels.shape[0])
    for sighting, read in _opinions(pixels, in_all_sizes(pixels, options, again=again), options):
        box = widened(Box(part, *sighting[:4]), size, options)
        sure = score(sighting.score, options)
        sure = min(sure + 0.2, 1.0) if read is Opinion.PLATE else sure
        yield Finding("NUMBER_PLATE", (box,), sure, rule, why=_WHY[read])


def in_all_sizes(pixels: Pixels, options: PlateOptions, *, again: bool = False) -> list[Sighting]:
    """What the network sees in looks at the whole and closer, each plate once."""
    least = max(options.threshold, _SURE) if again else options.threshold
    ways = scales((pixels.shape[1], pixels.shape[0]), options.largest, _AGAIN if again else 1.0)
    found = list(_suspects(pixels, ways, min(_SUSPECTED, least), options.threads))
    suspected = surest(sorted(found, key=lambda each: -each.score)[: 4 * _MOST])[:_MOST]
    return judged(pixels, suspected, least, options.threads)


def scales(size: tuple[int, int], largest: int, share: float = 1.0) -> list[float]:
    """How much smaller or larger a picture of that width and height is looked at, the finest first."""
    longest, area = max(size), max(size[0] * size[1], 1)
    finest = min(max(1.0, min(_ENLARGED, math.sqrt(_SMALL / area))), largest / longest) * share
    count = 1 + max(0, math.floor(math.log(max(finest * longest / _LEAST, 1.0), 1 / _STEP)))
    return [finest * _STEP**number for number in range(count)]


def _suspects(pixels: Pixels, ways: Sequence[float], threshold: float, threads: int) -> Iterator[Sighting]:
    """What each look takes for a plate, in pixels of the picture. Each copy is made of the one before, not anew."""
    shown, before = pixels, 1.0
    for scale in ways:
        shown, before = sized(shown, scale / before), scale
        across, down = pixels.shape[1] / shown.shape[1], pixels.shape[0] / shown.shape[0]
        for left, top, right, bottom, sure in _tiled(shown, threshold, threads):
            yield Sighting(left * across, top * down, right * across, bottom * down, sure)


def _tiled(shown: Pixels, threshold: float, threads: int) -> Iterator[Sighting]:
    """One look at each tile, so that memory stays small. Tiles overlap by more than a small plate."""
    for top, bottom in _pieces(shown.shape[0]):
        for left, right in _pieces(shown.shape[1]):
            for a, b, c, d, sure in plates_seen(shown[top:bottom, left:right], threshold=threshold, threads=threads):
                yield Sighting(a + left, b + top, c + left, d + top, sure)


def _pieces(length: int) -> list[tuple[int, int]]:
    """From where to where tiles reach: as few and as short as cover the length."""
    count = max(1, math.ceil((length - _SEAM) / (_TILE - _SEAM)))
    reach = math.ceil((length + (count - 1) * _SEAM) / count)
    starts = (round(number * (length - reach) / max(count - 1, 1)) for number in range(count))
    return [(start, start + reach) for start in starts]


def _opinions(pixels: Pixels, sightings: list[Sighting], options: PlateOptions) -> Iterator[Seen]:
    """What is seen, with what reading it adds, without what is read as words and what is printed on a page."""
    page = is_page(pixels)
    for number, sighting in enumerate(sightings):
        asked = options.reading and number < _READ_MOST
        read = opinion(pixels, sighting, options.threads) if asked else Opinion.PERHAPS
        doubtful = page and read is not Opinion.PLATE
        printed = doubtful and (sighting.score < _ON_PAGES or is_printed(pixels, sighting))
        if read is not Opinion.WORDS and not printed:
            yield Seen(sighting, read)
