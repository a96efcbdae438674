"""The characters of a page as PDFium reads it: which letters they are, and where each of them stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from redact.media.pdf.geometry import Point, Rect
from redact.media.pdf.probe import MADE, UNMAPPED, probed
from redact.media.pdf.rendering import Rendering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNREADABLE = "\ufffd"
"""Stands for a glyph that the PDF draws without saying what letter it is."""
_BEYOND = 0x3001  # no letter from there on is white space
HYPHEN = "\x02"
"""PDFium's sign for a hyphen at the end of a line whose word goes on in the next."""


class Character(NamedTuple):
    """One character of a page, in points. ``ink`` is what is drawn.

    ``made`` characters (spaces, line breaks) were put in by PDFium and stand nowhere.
    """

    text: str
    ink: Rect
    origin: Point
    made: bool

    def __repr__(self) -> str:
        return f"Character(at {self.origin})"


@dataclass(frozen=True, slots=True, eq=False)
class Characters:
    """The characters of a page in columns, one row each, in PDFium's reading order, hidden and invisible ones too.

    ``codes`` has the letter of each row by its number in Unicode, a hyphen that breaks a word being ``HYPHEN``. ``ink``
    has four numbers a row (left, bottom, right, top), ``origin`` two, in points; ``made`` says which were put in by
    PDFium and stand nowhere.
    """

    codes: NDArray[np.uint32] = field(repr=False)
    ink: NDArray[np.float64] = field(repr=False)
    origin: NDArray[np.float64] = field(repr=False)
    made: NDArray[np.bool_] = field(repr=False)

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """One letter a row."""
        return self.codes.astype("<u4").tobytes().decode("utf-32-le")

    @property
    def blank(self) -> NDArray[np.bool_]:
        """Which rows are white space."""
        import numpy as np

        found: NDArray[np.bool_] = _blanks()[np.minimum(self.codes, _BEYOND)]
        return found

    @property
    def letters(self) -> str:
        """The text, a hyphen at the end of a line being a hyphen."""
        return self.text.replace(HYPHEN, "-")

    @property
    def drawn(self) -> Characters:
        """Those alone that stand somewhere."""
        return self.at(~self.made)

    def at(self, which: NDArray[np.bool_]) -> Characters:
        """Some of them, in the same order."""
        rows = which.nonzero()[0]  # several times faster than asking by a mask
        return Characters(self.codes[rows], self.ink.take(rows, 0), self.origin.take(rows, 0), self.made[rows])

    def rows(self) -> Iterator[Character]:
        """One after another: for few of them."""
        columns = zip(self.text, self.ink.tolist(), self.origin.tolist(), self.made.tolist(), strict=True)
        return (Character(text, Rect(*ink), (x, y), made) for text, ink, (x, y), made in columns)


def characters_of(rendering: Rendering, index: int) -> Characters:
    """Every character of a page, counted from 0. Raises ``UnreadableError``."""
    return rendering.fact(index, in_columns)


def in_columns(text: Any) -> Characters:
    """Every character of a page whose text PDFium holds open."""
    codes, flags, ink, origin = probed(text.raw)
    made = (flags & MADE) != 0
    return Characters(_letters(codes, made, (flags & UNMAPPED) != 0), ink, origin, made)


@cache
def _blanks() -> NDArray[np.bool_]:
    """Of each letter by its number, up to one that is none, whether it is white space."""
    import numpy as np

    return np.array([chr(code).isspace() for code in range(_BEYOND + 1)])


def _letters(codes: NDArray[np.uint32], made: NDArray[np.bool_], unmapped: NDArray[np.bool_]) -> NDArray[np.uint32]:
    """The codes as letters, ``UNREADABLE`` where they are none."""
    import numpy as np

    breaks = ((codes == 10) | (codes == 13)) & made
    good = ((codes >= 32) & (codes < 127)) | (codes == 2) | (codes == 9) | breaks
    for code in np.unique(codes[codes > 126]).tolist():
        if code < 0x110000 and unicodedata.category(chr(code)) not in ("Cc", "Cs", "Cn"):
            good |= codes == code
    return np.where(good & ~unmapped, codes, np.uint32(ord(UNREADABLE)))


def is_unreadable(text: str) -> bool:
    """Whether the letters of a page are in part unknown, so that its picture must be read: three in a row are."""
    if text.isascii():
        return False
    run = 0
    for letter in text:
        run = run + 1 if letter == UNREADABLE or "\ue000" <= letter <= "\uf8ff" else 0
        if run == 3:
            return True
    return False
