"""Where PDFium should find the characters of lines that were set anew."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redact.media.pdf.characters import Characters
from redact.media.pdf.lines import Along

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEAR = 0.4  # points
_DRIFT = 1.2  # points by which PDFium, which rounds widths, may be off at the end of a long line


@dataclass(frozen=True, slots=True, eq=False)
class Shift:
    """The glyphs of one base line, from its start: where each began and ended, and where it begins.

    That is no number for a glyph that did not move or is gone.
    """

    along: Along
    across: float
    left: NDArray[np.float64]
    right: NDArray[np.float64]
    new: NDArray[np.float64]


def shifted(characters: Characters, shifts: list[Shift]) -> Characters:
    """All characters of a page, those moved on that stand for a glyph that moved.

    PDFium may put them a little beside their glyphs, because it rounds widths, or does not know those of a font that
    is not in the file.
    """
    import numpy as np

    origin = characters.origin.copy()
    for shift in shifts:
        (x, y), points = shift.along, characters.origin
        rows = (abs(x * points[:, 1] - y * points[:, 0] - shift.across) < _NEAR).nonzero()[0]
        if len(rows):
            places = points[rows] @ (x, y)
            far = _in_order(places, shift) if len(rows) == len(shift.left) else _by_place(places, shift)
            origin[rows] += np.nan_to_num(far)[:, None] * (x, y)
    return replace(characters, origin=origin)


def _in_order(places: NDArray[np.float64], shift: Shift) -> NDArray[np.float64]:
    """How far characters moved of which there are as many as glyphs."""
    import numpy as np

    far = np.empty(len(places))
    order = np.argsort(places, kind="stable")
    far[order] = shift.new - places[order]
    return far


def _by_place(places: NDArray[np.float64], shift: Shift) -> NDArray[np.float64]:
    """The same where a glyph may stand for several letters, which PDFium finds along it."""
    import numpy as np

    after = np.minimum(np.searchsorted(shift.left, places), len(shift.left) - 1)
    before = np.maximum(after - 1, 0)
    near = np.where(places - shift.left[before] < shift.left[after] - places, before, after)
    is_start = abs(shift.left[near] - places) < _DRIFT
    within = (shift.left[before] < places) & (places < shift.right[before])
    moved: NDArray[np.float64] = np.where(within, shift.new[before] - shift.left[before], 0.0)
    moved[is_start] = (shift.new[near] - places)[is_start]
    return moved
