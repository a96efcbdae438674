"""The text of a page as its readers get it, and for each of its letters the box in the page's picture.

Boxes are worked out when they are asked for: most letters of a page are never part of a finding.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redact.media.pdf.characters import HYPHEN, Characters, in_columns
from redact.media.pdf.geometry import Frame, Rect, carried
from redact.media.pdf.rendering import Rendering
from redact.types import Box, Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MENDED = re.compile(rf"(?<=[^\W\d_]){HYPHEN}(?=[^\W\d_A-Z])")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\n(?=[^\W\d_A-Z])")


def mended(text: str) -> str:
    """A text in which another reader has broken lines, with words mended over a hyphen as ``page_text`` does it."""
    return _BROKEN.sub("", text)


def page_text(characters: Characters) -> str:
    """The text of a page: line breaks as one letter each, words mended over a hyphen at the end of a line."""
    return _MENDED.sub("", characters.text).replace("\r", "").replace(HYPHEN, "-")


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Where the letters of a page's text stand in its picture.

    ``picture`` is the id of that picture; page and letters count from 0.
    """

    rendering: Rendering = field(repr=False)
    index: int
    frame: Frame
    picture: str

    def locate(self, start: int, end: int) -> tuple[Region, ...]:
        """The boxes of the letters from *start* to before *end*, each at least a pixel wide and high."""
        with self.rendering.text(self.index):  # nobody else may have the page closed meanwhile
            rooms = self.rendering.fact(self.index, _rooms)
            return tuple(self._box(room) for room in rooms.of(start, end))

    def _box(self, room: Rect) -> Box:
        left, top, right, bottom = carried(room, self.frame.matrix)
        width, height = self.frame.width, self.frame.height
        left, top = min(max(left, 0.0), width - 1.0), min(max(top, 0.0), height - 1.0)
        right, bottom = min(max(right, left + 1), width), min(max(bottom, top + 1), height)
        return Box(self.picture, left, top, right, bottom)


def _rooms(text: Any) -> _Rooms:
    return _Rooms(text.raw, in_columns(text))


class _Rooms:
    """The room that letters of a page's text take in their lines, in points."""

    def __init__(self, text: Any, characters: Characters) -> None:
        self._text, self._characters = text, characters
        self._letters = characters.text
        self._rows = _rows_of(characters)

    def of(self, start: int, end: int) -> list[Rect]:
        """The room of each letter from *start* to before *end* that stands somewhere."""
        rows = self._rows[max(start, 0) : max(end, 0)].tolist()
        return [self._of_row(row) for row in rows if self._letters[row] != "\n"]

    def _of_row(self, row: int) -> Rect:
        if self._characters.made[row] and self._letters[row] == " " and row:
            return self._gap(row)
        room = self._room(row)
        return _around(room, self._room(row + 1)) if self._is_before_mended(row) else room

    def _is_before_mended(self, row: int) -> bool:
        return _MENDED.match(self._letters, row + 1) is not None

    def _gap(self, row: int) -> Rect:
        """A space that PDFium put in, over the gap that it stands for."""
        before = self._room(row - 1)
        after = self._room(row + 1) if row + 1 < len(self._characters) else before
        right = after.left if self._is_level(row) and after.left > before.right else before.right
        return Rect(before.right, before.bottom, right, before.top)

    def _is_level(self, row: int) -> bool:
        """Whether the characters on both sides stand on one line."""
        heights = self._characters.origin[row - 1 : row + 2, 1]
        return len(heights) == 3 and math.isclose(heights[0], heights[2], abs_tol=1.0)

    def _room(self, row: int) -> Rect:
        """The room of a character that is drawn; its ink where it is not."""
        import pypdfium2.raw as pdfium

        ink = Rect(*self._characters.ink[row].tolist())
        if self._characters.made[row]:
            return ink
        loose = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._text, row, loose)
        space = _around(Rect(loose.left, loose.bottom, loose.right, loose.top), ink)
        return self._reined(row, space, ink)

    def _reined(self, row: int, space: Rect, ink: Rect) -> Rect:
        """Fonts claim higher lines than they are set in: a character takes the height of letters, or of its ink."""
        import pypdfium2.raw as pdfium

        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(self._text, row, matrix)
        size = pdfium.FPDFText_GetFontSize(self._text, row)
        (across, up), (x, y) = (size * matrix.c, size * matrix.d), self._characters.origin[row].tolist()
        if abs(across) < 0.01 * abs(up):
            low, high = _height(y, up, (space.bottom, space.top), (ink.bottom, ink.top))
            return Rect(space.left, low, space.right, high)
        if abs(up) < 0.01 * abs(across):
            low, high = _height(x, across, (space.left, space.right), (ink.left, ink.right))
            return Rect(low, space.bottom, high, space.top)
        return ink if ink.area else space


def _height(base: float, size: float, space: tuple[float, float], ink: tuple[float, float]) -> tuple[float, float]:
    low, high = sorted((base - 0.21 * size, base + 0.74 * size))
    return min(max(space[0], low), ink[0]), max(min(space[1], high), ink[1])


def _around(one: Rect, other: Rect) -> Rect:
    return Rect(
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def _rows_of(characters: Characters) -> NDArray[np.intp]:
    """For each letter of the page's text the row of its character."""
    import numpy as np

    gone = np.zeros(len(characters), bool)
    gone[[at.start() for at in re.finditer(f"\r|{_MENDED.pattern}", characters.text)]] = True
    return np.flatnonzero(~gone)
