"""Why a character is not seen: what is drawn over it, how it is drawn itself, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.pdf.gate.letters import Letters
from redact.media.pdf.gate.survey import IMAGE, PATH, SHADING, Survey
from redact.media.pdf.gate.suspects import Surroundings
from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Rows = NDArray[np.intp]

UNDER_BOX = "text under a box"
BEHIND_PICTURE = "text behind a picture"
UNDER_NOTE = "text under an annotation"
OFF_PAGE = "text off the page"
TINY = "tiny text"
INVISIBLE = "invisible text"
CLEAR = "text with an opacity of nought"
SAME_COLOUR = "text in the colour of what lies behind it"
SWITCHED_OFF = "text in a layer that is switched off"
CLIPPED = "text clipped away"
LAYER = "text layer of what the page shows"
"""Not serious: a scan that can be searched is made so."""
UNEXPLAINED = "text that does not show"

HALF = 0.5
"""The share of a letter's room that something must cover to be the reason."""
SILENT = (3, 7)
"""Modes in which text draws nothing."""
_CLEAR = 4.0  # opacity of 255
_OPAQUE = 250.0


@dataclass(frozen=True, slots=True)
class Look:
    """One page looked at: everything that tells why a character is not seen."""

    survey: Survey
    around: Surroundings
    letters: Letters
    covers: Numbers
    by: Rows


def covering(survey: Survey, letters: Letters) -> tuple[Numbers, Rows]:
    """For each letter the largest share of its ink that one thing covers which is drawn later, and that thing's row."""
    import numpy as np

    shares, by = np.zeros(len(letters)), np.full(len(letters), -1)
    paints = np.isin(survey.kind, (PATH, IMAGE, SHADING)) & survey.fills
    paints &= (survey.alpha >= _OPAQUE) | (survey.kind != PATH)
    over = np.flatnonzero(paints)
    for row in np.unique(letters.row):
        mine, later = np.flatnonzero(letters.row == row), over[over > row]
        if len(later):
            covered = _shares(letters.ink[mine], survey.room[later])
            shares[mine], by[mine] = covered.max(axis=1), later[covered.shape[1] - 1 - covered[:, ::-1].argmax(axis=1)]
    return shares, by


def _shares(inks: Numbers, rooms: Numbers) -> Numbers:
    import numpy as np

    low = np.maximum(inks[:, None, :2], rooms[None, :, :2])
    high = np.minimum(inks[:, None, 2:], rooms[None, :, 2:])
    common = np.clip(high - low, 0, None).prod(axis=2)
    whole = np.maximum((inks[:, 2:] - inks[:, :2]).prod(axis=1), 1e-6)
    shares: Numbers = common / whole[:, None]
    return shares


def why(look: Look, at: int, *, inked: bool) -> str:
    """The first thing that explains why a letter is not seen."""
    survey, row = look.survey, int(look.letters.row[at])
    ink = Rect(*look.letters.ink[at].tolist())
    x, y = (ink.left + ink.right) / 2, (ink.bottom + ink.top) / 2
    if not look.around.page.holds(x, y):
        return OFF_PAGE
    over = int(look.by[at]) if look.covers[at] >= HALF else -1
    silent = survey.mode[row] in SILENT
    if inked and (silent or (over >= 0 and survey.kind[over] == IMAGE)):
        return LAYER
    if silent:
        return INVISIBLE
    if survey.alpha[row] < _CLEAR:
        return CLEAR
    if not Rect(*survey.clip[row].tolist()).holds(x, y):
        return CLIPPED
    return _why_drawn(look, at, over)


def _why_drawn(look: Look, at: int, over: int) -> str:
    """The same of text that is drawn like any other."""
    ink, row = Rect(*look.letters.ink[at].tolist()), int(look.letters.row[at])
    if over >= 0 or _is_painted_over(look.survey, row, ink):
        return BEHIND_PICTURE if over >= 0 and look.survey.kind[over] == IMAGE else UNDER_BOX
    if any(ink.common(note).area > HALF * ink.area for note in look.around.notes):
        return UNDER_NOTE
    if look.around.layered and look.survey.marked[row]:
        return SWITCHED_OFF
    if look.survey.odd[row]:
        return CLIPPED
    return UNEXPLAINED if look.survey.mixed[row] else SAME_COLOUR


def _is_painted_over(survey: Survey, row: int, ink: Rect) -> bool:
    """Whether something that is no plain cover, a broad line or what mixes with what lies below, is drawn over it."""
    x, y = (ink.left + ink.right) / 2, (ink.bottom + ink.top) / 2
    later = survey.room[row + 1 :][(survey.kind[row + 1 :] == PATH) | (survey.kind[row + 1 :] == SHADING)]
    return bool(((later[:, :2] <= (x, y)) & (later[:, 2:] >= (x, y))).all(axis=1).any())
