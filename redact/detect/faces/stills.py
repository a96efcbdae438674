"""Faces in a still picture: suspected in a few looks at all of it, then judged by a closer look at each alone.

A look at the whole at a low threshold misses little and suspects much that is no face. Each suspicion is then cut out,
turned upright, brought to one size and looked at again, by another network as well. That costs a tenth of looking at
the whole in twice its size, finds more of the small faces, and drops most false alarms.
How large the looks are is a matter of a budget in pixels: small pictures are enlarged, large ones shrunk, and a picture
of up to 1.6 megapixels is looked at alike in all four turns. A larger one is looked at more finely upright, and in the
turn in which most heads stand upright, where that is another.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from redact.detect.faces.closer import Closer, judged
from redact.detect.faces.layers import Layers
from redact.detect.faces.looking import shares
from redact.detect.faces.turning import AROUND, UPRIGHT, Face, back, turned
from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    from redact.detect.faces.looking import Look
    from redact.types import Pixels

SUSPECTED = 0.05
_ALIKE, _UPRIGHT, _TURNED = 1.6e6, 3.2e6, 0.7e6
"""Pixels of a look: up to the first in every turn alike; beyond, at most the second upright and the third turned."""
_ENLARGED = 2.0
_COARSE, _FINE = 640, 1200
"""Longest side of a coarse look, for faces that fill a picture; and from which on the other looks are too fine."""
_TILE, _SEAM, _BLOCK = 1536, 128, 32
"""Pixels: the longest side of a tile, how far two overlap, and what networks round sizes up to."""
_SAME, _SURE = 0.3, 0.8
_MOST = 600


class Glance(NamedTuple):
    """One way of looking at the whole: its scale, and the quarters by which the picture is turned."""

    scale: float
    quarters: tuple[int, ...]


def faces_in_still(pixels: Pixels, search: Sequence[Look], glances: Sequence[Glance], closer: Closer) -> list[Face]:
    """Every face that is likely enough; its score is how likely, all told."""
    layers = Layers(pixels)
    suspected = [face for look in search for glance in glances for face in suspects(layers, look, glance)]
    faces = judged(layers, _in_each_turn(suspected)[:_MOST], closer)
    if finer := _finer(faces, glances):
        suspected += [face for look in search for face in suspects(layers, look, finer)]
        faces = judged(layers, _in_each_turn(suspected)[:_MOST], closer)
    return distinct(faces)


def _finer(faces: Sequence[Face], glances: Sequence[Glance]) -> Glance | None:
    """The finest look, in the turn in which most of the sure heads stand upright, where it was not taken."""
    ways = Counter(face.quarters for face in faces if face.seen.score >= _SURE)
    way = ways.most_common(1)[0][0] if ways else UPRIGHT
    finest = max(glance.scale for glance in glances)
    taken = max((glance.scale for glance in glances if way in glance.quarters), default=finest)
    return Glance(finest, (way,)) if taken < finest else None


def glances(size: tuple[int, int], largest: int, *, around: bool, share: float = 1.0) -> list[Glance]:
    """The looks at a picture of that width and height, none with a longer side than *largest*, times *share*."""
    area, longest = max(size[0] * size[1], 1), max(size)
    upright = min(_scale(area, _ALIKE if area <= _ALIKE else _UPRIGHT), largest / longest) * share
    around_at = min(upright, _scale(area, _ALIKE if area <= _ALIKE else _TURNED) * share)
    looks = [Glance(upright, (UPRIGHT,)), *([Glance(around_at, AROUND)] if around else ())]
    return looks + [Glance(_COARSE / longest, look.quarters) for look in looks if look.scale * longest > _FINE]


def _scale(area: int, most: float) -> float:
    return min(math.sqrt(most / area), _ENLARGED if area <= _ALIKE else 1.0)


def suspects(layers: Layers, look: Look, glance: Glance) -> Iterator[Face]:
    """What may be a face at that glance, in pixels of the picture; large pictures are looked at in tiles."""
    plate = layers.shrunk(glance.scale)
    height, width = plate.shape[:2]
    across, down = layers.pixels.shape[1] / width, layers.pixels.shape[0] / height
    for quarters in glance.quarters:
        for seen in _tiled(look, turned(plate, quarters)):
            left, top, right, bottom, score = back(seen, quarters, (width, height))
            yield Face(Sighting(left * across, top * down, right * across, bottom * down, score), quarters)


def _tiled(look: Look, plate: Pixels) -> Iterator[Sighting]:
    """One look at each tile, so that memory stays small. Tiles overlap by more than a small face."""
    for top, bottom in _stretches(plate.shape[0]):
        for left, right in _stretches(plate.shape[1]):
            for seen in look(plate[top:bottom, left:right], threshold=SUSPECTED):
                yield Sighting(seen.left + left, seen.top + top, seen.right + left, seen.bottom + top, seen.score)


def _stretches(length: int) -> list[tuple[int, int]]:
    """Where tiles begin and end: as few as cover the length, of one size, evenly laid."""
    count = max(1, math.ceil((length - _SEAM) / (_TILE - _SEAM)))
    size = min(math.ceil((length + (count - 1) * _SEAM) / count / _BLOCK) * _BLOCK, length)
    starts = [round(number * (length - size) / max(count - 1, 1)) for number in range(count)]
    return [(start, start + size) for start in starts]


def _in_each_turn(suspected: Sequence[Face]) -> list[Face]:
    """The suspicions, surest first, each once for every turn in which it arose: a closer look tells which way is up."""
    turns = sorted({face.quarters for face in suspected})
    once = [each for way in turns for each in distinct([face for face in suspected if face.quarters == way])]
    return sorted(once, key=lambda each: -each.seen.score)


def distinct(faces: Sequence[Face]) -> list[Face]:
    """The faces, surest first, without those that share more than a third with a surer one."""
    import numpy as np

    ordered = sorted(faces, key=lambda each: -each.seen.score)
    boxes = np.array([face.seen for face in ordered], np.float64).reshape(-1, 5)
    left = np.ones(len(ordered), np.bool_)
    for number, face in enumerate(ordered):
        if left[number]:
            left[number + 1 :] &= shares(boxes[number + 1 :], face.seen) <= _SAME
    return [face for face, stays in zip(ordered, left, strict=True) if stays]
