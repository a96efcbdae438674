"""Where PDFium should find the characters of lines that were set anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redact.media.pdf.characters import Characters
from redact.media.pdf.geometry import Rect, bounds
from redact.media.pdf.lines import Along

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEAR = 0.4  # points
_BESIDE = 12.0  # points by which a rectangle may stick out of its glyphs without being meant for others
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

    points, origin = characters.origin, characters.origin.copy()
    levels = {(x, y): x * points[:, 1] - y * points[:, 0] for x, y in {shift.along for shift in shifts}}
    for shift in shifts:
        x, y = shift.along
        rows = (abs(levels[x, y] - shift.across) < _NEAR).nonzero()[0]
        if len(rows):
            places = points[rows] @ (x, y)
            far = _in_order(places, shift) if len(rows) == len(shift.left) else _by_place(places, shift)
            origin[rows] += np.nan_to_num(far)[:, None] * (x, y)
    return replace(characters, origin=origin)


def origin_of(rect: Rect, shifts: Iterable[Shift]) -> Rect:
    """Where that stood which is seen in a rectangle of the page after lines were set anew.

    A rectangle that touches no glyph that moved stays as it is. Of lines that do not run along an edge of the page the
    whole line is told.
    """
    found = rect
    for shift in shifts:
        along = _extent_before(rect, shift)
        if along is not None:
            found = _with(found, shift, along)
    return found


def _extent_before(rect: Rect, shift: Shift) -> tuple[float, float] | None:
    """From where to where along its line the glyphs reached that are in a rectangle now; ``None`` where none are."""
    places = [shift.along.place(x, y) for x in (rect.left, rect.right) for y in (rect.bottom, rect.top)]
    (low, high), (under, over) = ((min(each), max(each)) for each in zip(*places, strict=True))
    if not under - _NEAR <= shift.across <= over + _NEAR:
        return None
    ends = shift.new + shift.right - shift.left
    rows = (shift.new < high) & (ends > low)  # never so where there is no number
    if not rows.any():
        return None
    first, last = float(shift.left[rows].min()), float(shift.right[rows].max())
    reaches_on = low < shift.new[rows].min() - _BESIDE, high > ends[rows].max() + _BESIDE
    return min(first, low) if reaches_on[0] else first, max(last, high) if reaches_on[1] else last


def _with(rect: Rect, shift: Shift, extent: tuple[float, float]) -> Rect:
    """A rectangle with another extent along the direction of a line."""
    (left, right), (x, y) = extent, shift.along
    if y == 0:
        return Rect(min(left * x, right * x), rect.bottom, max(left * x, right * x), rect.top)
    if x == 0:
        return Rect(rect.left, min(left * y, right * y), rect.right, max(left * y, right * y))
    return bounds(shift.along.point(place, shift.across) for place in extent)


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
