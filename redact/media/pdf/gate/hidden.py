"""Which characters of a page nobody sees: looked at where they might not be seen, and judged by what they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.media.pdf.characters import characters_of
from redact.media.pdf.gate.letters import Letters, letters_of
from redact.media.pdf.gate.reasons import HALF, OFF_PAGE, SILENT, TINY, Look, covering, why
from redact.media.pdf.gate.shade import shaded
from redact.media.pdf.gate.sight import Counted, Window, area_of, drawn, strips, window_of, without
from redact.media.pdf.gate.survey import PATH, Survey, type_size
from redact.media.pdf.gate.suspects import Surroundings, Suspects, suspects
from redact.media.pdf.geometry import Rect
from redact.media.pdf.rendering import Rendering

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Rows = NDArray[np.intp]
    Bytes = NDArray[np.uint8]

_TINY = 0.7  # points of height, or a quarter of a millimetre
_NOTHING = 0.02  # points to the em, across or up: PDFium reads no letter in that
_SLIGHT = 12  # of 255: a change that may be too little for an eye
_COLOURS = 8.0  # of 255: colours that differ by less are the same to an eye
_SHARE = 0.03  # of a letter's room that must change at least: less is its neighbours'
_COVERED = 0.8  # of a letter's room: what x-ray calls covered
_INK = 10.0  # standard deviation of 255 where something is drawn; that of a scan's empty paper is less


@dataclass(frozen=True, slots=True)
class Hidden:
    """The characters that were looked at, and for each why nobody sees it; the empty text where somebody does."""

    letters: Letters
    kinds: tuple[str, ...]

    def vanishing(self, survey: Survey) -> int:
        """How many texts are so small or flat that even PDFium reads nothing in them; spaces are none."""
        return sum(type_size(survey.handles[row]) < _NOTHING for row in self.letters.mute)


def nothing() -> Hidden:
    """A page on which nothing had to be looked at."""
    import numpy as np

    rows = np.zeros(0, dtype=np.intp)
    return Hidden(Letters(rows, rows, np.zeros((0, 4)), np.zeros((0, 2)), np.zeros(0, dtype=bool), "", rows), ())


def hidden_on(rendering: Rendering, index: int, survey: Survey, around: Surroundings) -> Hidden:
    """Look at one page, counted from 0; most pages need not be drawn for it."""
    doubt = suspects(survey, around)
    if not len(doubt.whole) and not len(doubt.partly):
        return nothing()
    letters = _suspected(rendering, index, survey, doubt, around.page)
    if not len(letters):
        return Hidden(letters, ())
    window = window_of(around.page, around.rotation, _hull(letters), _smallest(letters))
    look = Look(survey, around, letters, *covering(survey, letters))
    if window is None:
        return Hidden(letters, (OFF_PAGE,) * len(letters))
    with rendering.page(index) as page:
        shown = drawn(page, window)
        seen = _seen(page, look, window, shown)
    return Hidden(letters, _judged(look, window, shown, seen))


def _suspected(rendering: Rendering, index: int, survey: Survey, doubt: Suspects, page: Rect) -> Letters:
    """The characters that have to be looked at."""
    whole = {survey.handles[row]: int(row) for row in doubt.whole}
    partly = {survey.handles[row]: int(row) for row in doubt.partly}
    under = shaded(characters_of(rendering, index).ink, survey.room[doubt.covers], page)
    return letters_of(rendering, index, whole, partly, under)


def _hull(letters: Letters) -> Rect:
    low, high = letters.ink[:, :2].min(axis=0), letters.ink[:, 2:].max(axis=0)
    return Rect(*(low - 1).tolist(), *(high + 1).tolist())


def _smallest(letters: Letters) -> float:
    """The height of low letters among the smallest: dots and dashes are lower than any."""
    import numpy as np

    sides = letters.ink[letters.telling] if letters.telling.any() else letters.ink
    return float(np.quantile(np.maximum(sides[:, 2] - sides[:, 0], sides[:, 3] - sides[:, 1]), 0.05))


# --- Judging ---------------------------------------------------------------------------------------------


def _seen(page: Any, look: Look, window: Window, shown: Bytes) -> Flags:
    """Whether each letter is seen. What draws nothing is not; the rest is left out of the page, and it is compared."""
    import numpy as np

    seen = np.zeros(len(look.letters), dtype=bool)
    cells = window.cells(look.letters.ink)
    for rows in _apart(look):
        with without(look.survey.handles[row] for row in rows):
            bare = drawn(page, window)
        mine = np.flatnonzero(np.isin(look.letters.row, rows))
        seen[mine] = _is_seen(look, mine, cells[mine], shown, bare)
    return seen


def _apart(look: Look) -> list[Rows]:
    """The texts that draw something: those that something covers by themselves, for a label may stand on that."""
    import numpy as np

    drawing = np.unique(look.letters.row[~np.isin(look.survey.mode[look.letters.row], SILENT)])
    covered = np.isin(drawing, look.letters.row[look.covers >= _COVERED])
    return [rows for rows in (drawing[covered], drawing[~covered]) if len(rows)]


def _is_seen(look: Look, mine: Rows, cells: Rows, shown: Bytes, bare: Bytes) -> Flags:
    """Whether each letter changes what is drawn, by enough for an eye, and by more than a sliver of a covered one."""
    import numpy as np

    change = np.abs(shown.astype(np.int16) - bare).max(axis=2)
    touched, area = Counted(change > 0), area_of(cells)
    seen: Flags = touched.within(cells) >= np.maximum(_SHARE * area, 1)
    for at in np.flatnonzero(seen & (Counted(change >= _SLIGHT).within(cells) == 0)):
        seen[at] = _stands_out(look, int(mine[at]), cells[at], bare)
    mostly = np.flatnonzero(seen & (look.covers[mine] >= _COVERED))
    if len(mostly):
        seen[mostly] = ~_is_sliver(touched, cells[mostly])
    return seen


def _judged(look: Look, window: Window, shown: Bytes, seen: Flags) -> tuple[str, ...]:
    """For each letter why it is not seen, the empty text where it is."""
    import numpy as np

    letters = look.letters
    small = (letters.ink[:, 3] - letters.ink[:, 1] < _TINY) & (letters.ink[:, 2] - letters.ink[:, 0] < _TINY)
    tiny = small & (look.survey.room[letters.row, 3] - look.survey.room[letters.row, 1] < 1.5 * _TINY)
    gone = np.flatnonzero(~seen | tiny)
    kinds = [""] * len(letters)
    if len(gone):
        inked = _is_inked(look, window.cells(letters.ink), shown)
        for at in gone:
            kinds[at] = TINY if tiny[at] else why(look, int(at), inked=bool(inked[at]))
    return tuple(kinds)


def _stands_out(look: Look, at: int, cell: Rows, bare: Bytes) -> bool:
    """Whether the colour of a faint letter differs from what lies behind it: thin strokes are pale in small pixels."""
    import numpy as np

    row = look.letters.row[at]
    colour = look.survey.colour[row]
    if colour[0] < 0 or look.survey.mode[row] not in (0, 2):
        return True
    left, top, right, bottom = cell
    behind = bare[top:bottom, left:right].reshape(-1, 3).mean(axis=0)
    return bool(np.abs(colour - behind).max() * look.survey.alpha[row] / 255 >= _COLOURS)


def _is_sliver(touched: Counted, cells: Rows) -> Flags:
    """Whether only a quarter of the letter, at one of its sides or a little in its midst, is seen."""
    import numpy as np

    sliver = np.zeros(len(cells), dtype=bool)
    for axis in (0, 1):
        seen = sum((touched.within(strip) > 0).astype(int) for strip in strips(cells, axis))
        sliver |= (seen <= 1) & (cells[:, axis + 2] - cells[:, axis] >= 4)
    return sliver


def _is_inked(look: Look, cells: Rows, shown: Bytes) -> Flags:
    """Whether something is drawn where each letter stands, judged by the word it is of; under a box, nothing is."""
    import numpy as np

    wider = cells + np.array([-2, -2, 2, 2])
    wider[:, 0::2] = np.clip(wider[:, 0::2], 0, shown.shape[1])
    wider[:, 1::2] = np.clip(wider[:, 1::2], 0, shown.shape[0])
    grey = shown.mean(axis=2).astype(np.int32)
    area = np.maximum(area_of(wider), 1)
    mean, square = Counted(grey).within(wider) / area, Counted(grey * grey).within(wider) / area
    inked = np.sqrt(np.maximum(square - mean * mean, 0)) >= _INK
    word = np.cumsum((np.diff(look.letters.place, prepend=-1) != 1) | (np.diff(look.letters.row, prepend=-1) != 0)) - 1
    share = np.bincount(word, weights=inked) / np.maximum(np.bincount(word), 1)
    boxed = (look.covers >= HALF) & (look.survey.kind[look.by] == PATH) & (look.by >= 0)
    result: Flags = (share[word] >= HALF) & ~boxed
    return result
