"""The characters of the texts that are looked at, as columns: letter, room of the ink, origin, which text it is of."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.pdf.characters import UNREADABLE, characters_of
from redact.media.pdf.gate.calls import call, handle_of
from redact.media.pdf.rendering import Rendering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Rows = NDArray[np.intp]


_FAR = 1e6  # points: what has no place lies off the page


@dataclass(frozen=True, slots=True)
class Letters:
    """Characters that are no white space, one row each, in PDFium's reading order.

    ``place``: which character of the page it is. ``row``: that of its text in the survey. ``ink``: left, bottom, right,
    top in points. ``origin``: in points. ``telling``: a letter or a digit, or one of a font that does not say what it
    is. ``words``: the text; never shown. ``mute``: the rows of texts of which PDFium tells no character at all.
    """

    place: Rows
    row: Rows
    ink: Numbers
    origin: Numbers
    telling: Flags
    words: str
    mute: Rows

    def __len__(self) -> int:
        return len(self.words)

    def __repr__(self) -> str:
        return f"Letters({len(self)})"


def letters_of(
    rendering: Rendering, index: int, whole: Mapping[int, int], partly: Mapping[int, int], under: Flags
) -> Letters:
    """Characters of a page, counted from 0: all of the texts in *whole*, and of those in *partly* the ones *under*.

    Both go from the number of a text's handle to its row; *under* has a row for each character of the page.
    """
    import numpy as np

    with rendering.text(index) as text:
        columns = characters_of(rendering, index)
        owners = _owners(handle_of(text.raw), whole, partly, under)
        place = np.flatnonzero((owners >= 0) & ~columns.made)
        place = place[~columns.blank[place]]
        ink = columns.ink[place]
        for bare in np.flatnonzero((ink[:, 2] <= ink[:, 0]) | (ink[:, 3] <= ink[:, 1])):
            ink[bare] = _room(handle_of(text.raw), int(place[bare]))
    ink = np.nan_to_num(ink, nan=-_FAR, posinf=_FAR, neginf=-_FAR)
    words = "".join(map(columns.letters.__getitem__, place.tolist()))
    telling = np.array([_is_telling(letter) for letter in words], dtype=bool)
    mute = np.setdiff1d(np.array([*whole.values()], dtype=np.intp), owners)
    return Letters(place, owners[place], ink, columns.origin[place], telling, words, mute)


def _owners(text: int, whole: Mapping[int, int], partly: Mapping[int, int], under: Flags) -> Rows:
    """For each character of an open page the row of the text that it is of, -1 for those that nobody asked about."""
    import numpy as np

    owner = call("FPDFText_GetTextObject")
    owners = np.full(len(under), -1, dtype=np.intp)
    if whole:
        owners[:] = [whole.get(owner(text, place) or 0, -1) for place in range(len(under))]
    if partly:
        places = np.flatnonzero(under & (owners < 0))
        owners[places] = [partly.get(owner(text, place) or 0, -1) for place in places.tolist()]
    return owners


def _room(text: int, place: int) -> tuple[float, float, float, float]:
    """The room of a character in its line, where its font does not tell how large it is drawn."""
    loose = (ctypes.c_float * 4)()  # left, top, right, bottom
    call("FPDFText_GetLooseCharBox")(text, place, ctypes.addressof(loose))
    left, top, right, bottom = loose
    return left, min(top, bottom), right, max(top, bottom)


def _is_telling(letter: str) -> bool:
    return letter.isalnum() or letter == UNREADABLE or "\ue000" <= letter <= "\uf8ff"
