"""The look back at an edited page: whether nothing is left under its boxes, and all else stands where it should."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

from redact.media.pdf.characters import Characters
from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows: TypeAlias = NDArray[np.intp]

SHARE = 0.15
"""A character is under a box that covers this share of its ink. Kerning makes neighbours share less than a tenth."""
DRIFT = 0.5
"""Points that a character may move."""


def under(characters: Characters, boxes: Iterable[Rect]) -> NDArray[np.bool_]:
    """Which characters have the middle of their ink in a box, or a fair share of it."""
    import numpy as np

    found, sides = np.zeros(len(characters), bool), np.ascontiguousarray(characters.ink.T)
    for box in boxes:
        rows = _near(sides, box)
        found[rows[_touched(characters.ink[rows], box)]] = True
    return found


def near(characters: Characters, boxes: Iterable[Rect], reach: float) -> NDArray[np.bool_]:
    """Which characters have ink within so many points of a box."""
    import numpy as np

    found, sides = np.zeros(len(characters), bool), np.ascontiguousarray(characters.ink.T)
    for box in boxes:
        wide = Rect(box.left - reach, box.bottom - reach, box.right + reach, box.top + reach)
        found[_near(sides, wide)] = True
    return found


def _near(sides: NDArray[np.float64], box: Rect) -> Rows:
    """Which share a point with a box, by their sides (4 x n)."""
    import numpy as np

    left, bottom, right, top = sides
    return np.flatnonzero((bottom <= box.top) & (top >= box.bottom) & (left <= box.right) & (right >= box.left))


def _touched(ink: NDArray[np.float64], box: Rect) -> NDArray[np.bool_]:
    import numpy as np

    left, bottom, right, top = ink.T
    x, y = (left + right) / 2, (bottom + top) / 2
    middle = (box.left <= x) & (x <= box.right) & (box.bottom <= y) & (y <= box.top)
    across = np.minimum(right, box.right) - np.maximum(left, box.left)
    up = np.minimum(top, box.top) - np.maximum(bottom, box.bottom)
    touched: NDArray[np.bool_] = middle | (
        np.maximum(across, 0) * np.maximum(up, 0) > SHARE * (right - left) * (top - bottom)
    )
    return touched


def stands_as(after: Characters, expected: Characters) -> bool:
    """Whether every drawn character of *after* is one of *expected*, within half a point of where it should stand."""
    import numpy as np

    after, expected = _visible(after), _visible(expected)
    if np.array_equal(after.codes, expected.codes) and np.abs(after.origin - expected.origin).max(initial=0.0) < DRIFT:
        return True
    return not _strays(after, expected)


def _visible(characters: Characters) -> Characters:
    """Without blanks, which may be where they like."""
    return characters.at(~characters.blank)


def _strays(after: Characters, expected: Characters) -> bool:
    """The same where the order is another, or something more is gone: each letter looked for by its place."""
    places: dict[str, set[tuple[int, int]]] = {}
    for letter, (x, y) in zip(expected.letters, expected.origin.tolist(), strict=True):
        places.setdefault(letter, set()).add(_cell(x, y))
    standing = zip(after.letters, after.origin.tolist(), strict=True)
    return any(not _is_among(places.get(letter, set()), _cell(x, y)) for letter, (x, y) in standing)


def _cell(x: float, y: float) -> tuple[int, int]:
    return math.floor(x / DRIFT), math.floor(y / DRIFT)


def _is_among(places: set[tuple[int, int]], cell: tuple[int, int]) -> bool:
    x, y = cell
    return any((x + across, y + up) in places for across in (-1, 0, 1) for up in (-1, 0, 1))
