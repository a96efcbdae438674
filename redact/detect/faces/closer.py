"""A closer look at what may be a face: pieces of one size, many side by side in one picture.

Each network that looks gives how sure it is that a face stands in the middle of the piece. What all said becomes one
probability. Its weights are those of a logistic regression on 1,625 suspicions of CenterFace in made collages and
photographs, with CenterFace and RetinaFace as judges; they were not fitted to other networks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from redact.detect.faces.looking import shares
from redact.detect.faces.piece import ROOM, ROW, piece_of, side_by_side
from redact.detect.faces.turning import Face

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.detect.faces.layers import Layers
    from redact.detect.faces.looking import Look
    from redact.sight.sightings import Sighting

_CELL, _OTHER_CELL = 96, 88
_MIDDLE, _LEAST = 0.3, 0.02
_AT_BEST = 0.6
"""How sure the first judge may become of what the last has doubts about: surer, it never was of a face."""
_DOUBTFUL = 0.02
"""From which likelihood on a suspicion is looked at once more, in company."""


class _Weights(NamedTuple):
    bias: float
    suspicion: float
    judges: tuple[float, ...]


_WEIGHTS = (_Weights(0.0, 1.0, ()), _Weights(1.15, 0.54, (1.27,)), _Weights(0.95, 0.24, (0.8, 0.52)))
"""By the number of judges."""
_SMALL, _PER_HALF = 16.0, 2.0
"""A face under so many pixels is less likely one, by that much (a logarithm of odds) for each halving of its size."""
_AGAINST, _SURE, _SOME = 2.0, 0.9, 2
"""In a picture with some heads of which one is sure and which all point one way, others are less likely, by as much."""


class Closer(NamedTuple):
    """How to look closer: the networks, two at most, that judge, and how likely a face must be to count.

    *again* looks at the pieces mirrored and in another size first; *smooth* looks at them without noise.
    """

    judges: Sequence[Look]
    least: float
    again: bool = False
    smooth: bool = False


class _Weighed(NamedTuple):
    """A suspicion, and the logarithm of its odds."""

    face: Face
    total: float


def judged(layers: Layers, faces: Sequence[Face], closer: Closer) -> list[Face]:
    """Those of the suspected faces that are likely enough, each with its likelihood for a score.

    Those that pass are looked at mirrored as well, and both looks count the same: that halves the false alarms. People
    come in company: where a face is sure, what is doubtful is looked at twice more, without noise.
    """
    first = _weighed(layers, faces, closer)
    found = _seen_twice(layers, first, closer)
    way = _prevailing(found)
    agreed = list(_agreed(found, way, closer.least))
    if not closer.judges or not any(face.seen.score >= _SURE for face in agreed):
        return agreed
    passed = {id(each.face) for each in found if _likely(each.total) >= closer.least}
    doubtful = [each.face for each in first if _likely(each.total) >= _DOUBTFUL and id(each.face) not in passed]
    smooth = closer._replace(smooth=True)
    return agreed + list(_agreed(_seen_twice(layers, _weighed(layers, doubtful, smooth), smooth), way, closer.least))


def _seen_twice(layers: Layers, first: Sequence[_Weighed], closer: Closer) -> list[_Weighed]:
    """Those that are likely enough at first sight, with the mean of that and of another look."""
    passed = [each for each in first if _likely(each.total) >= closer.least]
    second = _weighed(layers, [each.face for each in passed], closer._replace(again=not closer.again))
    return [_Weighed(one.face, (one.total + other.total) / 2) for one, other in zip(passed, second, strict=True)]


def _weighed(layers: Layers, faces: Sequence[Face], closer: Closer) -> list[_Weighed]:
    """One look at each. The last judge is asked first, the other only of those it can still save."""
    totals = [_start(face.seen, len(closer.judges)) for face in faces]
    for number, look in reversed(list(enumerate(closer.judges))):
        weight = _WEIGHTS[len(closer.judges)].judges[number]
        hope = math.inf if number == len(closer.judges) - 1 else weight * _odds(_AT_BEST)
        asked = [at for at, total in enumerate(totals) if _likely(total + hope) >= closer.least]
        said = _said(look, layers, [faces[at] for at in asked], closer)
        heard = dict(zip(asked, said, strict=True))
        totals = [total + weight * _odds(heard.get(at, 0.0)) for at, total in enumerate(totals)]
    return [_Weighed(face, total) for face, total in zip(faces, totals, strict=True)]


def _agreed(found: Sequence[_Weighed], way: int | None, least: float) -> Iterator[Face]:
    for face, total in found:
        likely = _likely(total - _AGAINST * (way not in {None, face.quarters}))
        if likely >= least:
            yield Face(face.seen._replace(score=likely), face.quarters)


def _start(seen: Sighting, judges: int) -> float:
    """The logarithm of the odds before anybody has looked closer."""
    size = max(min(seen.right - seen.left, seen.bottom - seen.top), 1.0)
    weights = _WEIGHTS[judges]
    return weights.bias + weights.suspicion * _odds(seen.score) - _PER_HALF * max(0.0, math.log2(_SMALL / size))


def _prevailing(found: Sequence[_Weighed]) -> int | None:
    """The quarters of all heads of which one is sure, where they are some and agree."""
    ways = [each.face.quarters for each in found if _likely(each.total) >= _SURE]
    return ways[0] if len(ways) >= _SOME and len(set(ways)) == 1 else None


def _likely(total: float) -> float:
    return 1 / (1 + math.exp(-min(max(total, -50.0), 50.0)))


def _odds(share: float) -> float:
    return math.log((share + 0.01) / (1.01 - share))


def _said(look: Look, layers: Layers, faces: Sequence[Face], closer: Closer) -> Iterator[float]:
    """How sure a network is of each, a picture of pieces at a time."""
    import numpy as np

    cell, many = (_OTHER_CELL if closer.again else _CELL), ROW * ROW
    for start in range(0, len(faces), many):
        pieces = [piece_of(layers, face, cell, smooth=closer.smooth) for face in faces[start : start + many]]
        sheet = side_by_side([each[:, ::-1] for each in pieces] if closer.again else pieces)
        rows = np.array(look(sheet, threshold=_LEAST), np.float64).reshape(-1, 5)
        yield from (_surest_in(rows, number, cell) for number in range(len(pieces)))


def _surest_in(seen: NDArray[np.float64], number: int, cell: int) -> float:
    """The score of the surest sighting that fills the middle of that piece."""
    middle_x, middle_y = (number % ROW + 0.5) * cell, (number // ROW + 0.5) * cell
    half = cell / ROOM / 2
    place = (middle_x - half, middle_y - half, middle_x + half, middle_y + half)
    return min(float(seen[shares(seen, place) > _MIDDLE, 4].max(initial=0.0)), 1.0)
