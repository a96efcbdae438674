"""A closer look at what may be a face: cut out, turned upright, brought to one size, many side by side in one picture.

Each network that looks gives how sure it is that a face stands in the middle of the piece. What all said becomes one
probability. Its weights are those of a logistic regression on 1,625 suspicions of CenterFace in made collages and
photographs, with CenterFace and RetinaFace as judges; they were not fitted to other networks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from redact.detect.faces.looking import shares
from redact.detect.faces.turning import Face, turned

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from redact.detect.faces.looking import Look
    from redact.sight.sightings import Sighting
    from redact.types import Pixels

_ROOM = 2.4
"""How large a piece is, in sizes of the face."""
_CELL, _OTHER_CELL = 96, 112
_ROW = 8
_MIDDLE, _LEAST, _GREY = 0.3, 0.02, 110
_AT_BEST = 0.6
"""How sure the first judge may become of what the last has doubts about: surer, it never was of a face."""


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

    *again* looks at the pieces mirrored and in another size first.
    """

    judges: Sequence[Look]
    least: float
    again: bool = False


def judged(pixels: Pixels, faces: Sequence[Face], closer: Closer) -> list[Face]:
    """Those of the suspected faces that are likely enough, each with its likelihood for a score.

    Those that pass are looked at mirrored as well, and both looks count the same: that halves the false alarms.
    """
    first = _totals(pixels, faces, closer)
    passed = [at for at, total in enumerate(first) if _likely(total) >= closer.least]
    faces, first = [faces[at] for at in passed], [first[at] for at in passed]
    second = _totals(pixels, faces, closer._replace(again=not closer.again))
    return list(_agreed(faces, [(one + other) / 2 for one, other in zip(first, second, strict=True)], closer.least))


def _totals(pixels: Pixels, faces: Sequence[Face], closer: Closer) -> list[float]:
    """The logarithm of the odds of each. The last judge is asked first, the other only of those it can still save."""
    totals = [_start(face.seen, len(closer.judges)) for face in faces]
    for number, look in reversed(list(enumerate(closer.judges))):
        weight = _WEIGHTS[len(closer.judges)].judges[number]
        hope = math.inf if number == len(closer.judges) - 1 else weight * _odds(_AT_BEST)
        asked = [at for at, total in enumerate(totals) if _likely(total + hope) >= closer.least]
        said = _said(look, pixels, [faces[at] for at in asked], again=closer.again)
        heard = dict(zip(asked, said, strict=True))
        totals = [total + weight * _odds(heard.get(at, 0.0)) for at, total in enumerate(totals)]
    return totals


def _agreed(faces: Sequence[Face], totals: Sequence[float], least: float) -> Iterator[Face]:
    way = _prevailing(faces, totals)
    for face, total in zip(faces, totals, strict=True):
        likely = _likely(total - _AGAINST * (way not in {None, face.quarters}))
        if likely >= least:
            yield Face(face.seen._replace(score=likely), face.quarters)


def _start(seen: Sighting, judges: int) -> float:
    """The logarithm of the odds before anybody has looked closer."""
    size = max(min(seen.right - seen.left, seen.bottom - seen.top), 1.0)
    weights = _WEIGHTS[judges]
    return weights.bias + weights.suspicion * _odds(seen.score) - _PER_HALF * max(0.0, math.log2(_SMALL / size))


def _prevailing(faces: Sequence[Face], totals: Sequence[float]) -> int | None:
    """The quarters of all heads of which one is sure, where they are some and agree."""
    ways = [face.quarters for face, total in zip(faces, totals, strict=True) if _likely(total) >= _SURE]
    return ways[0] if len(ways) >= _SOME and len(set(ways)) == 1 else None


def _likely(total: float) -> float:
    return 1 / (1 + math.exp(-min(max(total, -50.0), 50.0)))


def _odds(share: float) -> float:
    return math.log((share + 0.01) / (1.01 - share))


def _said(look: Look, pixels: Pixels, faces: Sequence[Face], *, again: bool) -> Iterator[float]:
    """How sure a network is of each, a picture of pieces at a time."""
    import numpy as np

    cell, many = (_OTHER_CELL if again else _CELL), _ROW * _ROW
    for start in range(0, len(faces), many):
        pieces = [_piece(pixels, face, cell) for face in faces[start : start + many]]
        seen = look(_side_by_side([each[:, ::-1] for each in pieces] if again else pieces), threshold=_LEAST)
        rows = np.array(seen, np.float64).reshape(-1, 5)
        yield from (_surest_in(rows, number, cell) for number in range(len(pieces)))


def _surest_in(seen: NDArray[np.float64], number: int, cell: int) -> float:
    """The score of the surest sighting that fills the middle of that piece."""
    middle_x, middle_y = (number % _ROW + 0.5) * cell, (number // _ROW + 0.5) * cell
    half = cell / _ROOM / 2
    place = (middle_x - half, middle_y - half, middle_x + half, middle_y + half)
    return min(float(seen[shares(seen, place) > _MIDDLE, 4].max(initial=0.0)), 1.0)


def _side_by_side(pieces: Sequence[Pixels]) -> Pixels:
    import numpy as np

    cell, across = len(pieces[0]), min(len(pieces), _ROW)
    sheet = np.full((-(-len(pieces) // _ROW) * cell, across * cell, 3), _GREY, np.uint8)
    for number, piece in enumerate(pieces):
        top, left = number // _ROW * cell, number % _ROW * cell
        sheet[top : top + cell, left : left + cell] = piece
    return sheet


def _piece(pixels: Pixels, face: Face, cell: int) -> Pixels:
    """The face with what stands around it, upright, in a square of that side; grey beyond the picture's edge."""
    import cv2
    import numpy as np

    left, top, right, bottom = face.seen[:4]
    side = max(1, round(max(right - left, bottom - top) * _ROOM))
    first, above = round((left + right - side) / 2), round((top + bottom - side) / 2)
    shown = pixels[max(above, 0) : max(above + side, 0), max(first, 0) : max(first + side, 0)]
    square = np.full((side, side, 3), _GREY, np.uint8)
    down, across = max(-above, 0), max(-first, 0)
    square[down : down + shown.shape[0], across : across + shown.shape[1]] = shown
    method = cv2.INTER_AREA if side > cell else cv2.INTER_CUBIC
    return turned(np.asarray(cv2.resize(square, (cell, cell), interpolation=method), np.uint8), face.quarters)
