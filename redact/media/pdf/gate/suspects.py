"""Which texts of a page might not be seen, told from a survey without drawing anything: on most pages none.

Text that is dark on a bare page, or stands out from the rectangle that was drawn under it, and over which nothing is
drawn later, is seen. Whatever is more than that has to be looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from redact.media.pdf.gate.survey import IMAGE, PATH, SHADING, TEXT, Survey
from redact.media.pdf.geometry import Rect

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Flags = NDArray[np.bool_]
    Rows = NDArray[np.intp]

_SLACK = 1.0  # points by which text may reach over an edge: bounds of fonts are generous
_THIN = 1.5  # points; what is thinner hides no letter alone
_LINES = 3  # so many thin things over one text may be hatching
_SMALL = 1.0  # points of height
_CONTRAST = 48.0  # of 255 in one channel: certainly seen
_SHEER = 128.0  # opacity of 255 below which nothing is sure
_BLOCK = 4_000_000  # pairs of text and object that are compared at once
_FILLED = (0, 2)  # modes in which the colour of the fill is seen


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What decides about all texts of a page alike.

    ``page``: its visible box in points. ``rotation``: degrees by which it is turned clockwise when it is shown.
    ``notes``: where annotations lie over it. ``layered``: the file has layers that may be switched off.
    """

    page: Rect
    rotation: int = 0
    notes: Sequence[Rect] = ()
    layered: bool = False


@dataclass(frozen=True, slots=True)
class Suspects:
    """The rows of the texts that have to be looked at: whole, or as far as one of the covers lies over them."""

    whole: Rows
    partly: Rows
    covers: Rows


def suspects(survey: Survey, around: Surroundings) -> Suspects:
    """What has to be looked at on a page, nothing on most."""
    import numpy as np

    texts, others = np.flatnonzero(survey.kind == TEXT), np.flatnonzero(survey.kind != TEXT)
    none = texts[:0]
    if not len(texts) or (around.layered and bool(survey.marked.any())):
        return Suspects(texts, none, none)
    doubtful: Flags = _odd(survey, texts, around)
    over, covers = np.zeros(len(texts), dtype=bool), np.zeros(len(others), dtype=bool)
    step = max(1, _BLOCK // max(len(others), 1))
    for start in range(0, len(texts), step):
        block = slice(start, start + step)
        meets = _shared(survey.room[texts[block]], survey.room[others]).all(axis=2)
        later = others[None, :] > texts[block][:, None]
        doubtful[block] |= _drawn_alike(survey, texts[block], others, meets & ~later)
        many, hiding = _drawn_over(survey, others, meets & later)
        doubtful[block] |= many
        over[block], covers = hiding.any(axis=1), covers | hiding.any(axis=0)
    return Suspects(texts[doubtful], texts[over & ~doubtful], others[covers])


def _odd(survey: Survey, texts: Rows, around: Surroundings) -> Flags:
    """Texts that are unlike others in themselves."""
    import numpy as np

    room, clip, page = survey.room[texts], survey.clip[texts], around.page
    doubtful: Flags = ~np.isin(survey.mode[texts], _FILLED) | survey.odd[texts] | survey.mixed[texts]
    doubtful |= ~np.isfinite(room).all(axis=1) | (survey.alpha[texts] < _SHEER) | (survey.colour[texts, 0] < 0)
    doubtful |= (room[:, 3] - room[:, 1] < _SMALL) | (room[:, 2] - room[:, 0] < _SMALL / 2)
    doubtful |= ((room[:, :2] < clip[:, :2] - _SLACK) | (room[:, 2:] > clip[:, 2:] + _SLACK)).any(axis=1)
    doubtful |= (room[:, 0] < page.left - _SLACK) | (room[:, 1] < page.bottom - _SLACK)
    doubtful |= (room[:, 2] > page.right + _SLACK) | (room[:, 3] > page.top + _SLACK)
    if around.notes:
        noted = _shared(room, np.array(around.notes)).all(axis=2)
        doubtful |= np.asarray(noted).any(axis=1)
    return doubtful


def _shared(texts: NDArray[np.float64], others: NDArray[np.float64]) -> Flags:
    """For each text and each other object, whether they share more than a sliver across, and up."""
    import numpy as np

    low = np.maximum(texts[:, None, :2], others[None, :, :2])
    high = np.minimum(texts[:, None, 2:], others[None, :, 2:])
    shared: Flags = high - low > _SLACK / 2
    return shared


def _drawn_over(survey: Survey, others: Rows, over: Flags) -> tuple[Flags, Flags]:
    """Texts over which many thin things are drawn later, and for each text and each other thing whether that hides it.

    *over*: for each text and each other thing whether that lies over it.
    """
    import numpy as np

    room, kind = survey.room[others], survey.kind[others]
    sides = np.minimum(room[:, 2] - room[:, 0], room[:, 3] - room[:, 1])
    area = survey.fills[others] & (sides > _THIN) | (survey.mode[others] > 2 * _THIN) & (kind == PATH)
    hides = area & ((survey.alpha[others] >= _SHEER) | (kind != PATH))
    many: Flags = (over & ~area[None, :]).sum(axis=1) >= _LINES
    return many, over & hides[None, :]


def _drawn_alike(survey: Survey, texts: Rows, others: Rows, under: Flags) -> Flags:
    """Whether the colour is near that of the bare page, or of something under it above the last whole rectangle."""
    import numpy as np

    kind, colour = survey.kind[others], survey.colour[texts]
    paints = survey.fills[others] & ((survey.alpha[others] > 0) | (kind != PATH))
    under = under & paints[None, :]
    whole = under & _covers(survey, texts, others)
    last = np.where(whole.any(axis=1), whole.shape[1] - 1 - whole[:, ::-1].argmax(axis=1), -1) if len(others) else -1
    counted = under & (np.arange(len(others))[None, :] >= np.reshape(last, (-1, 1)))
    unknown = (kind == IMAGE) | (kind == SHADING) | (survey.colour[others, 0] < 0)
    near = np.abs(colour[:, None, :] - survey.colour[others][None, :, :]).max(axis=2) < _CONTRAST
    alike: Flags = (counted & (near | unknown[None, :])).any(axis=1)
    alike |= ((255 - colour).max(axis=1) < _CONTRAST) & (np.broadcast_to(last, len(texts)) < 0)
    return alike


def _covers(survey: Survey, texts: Rows, others: Rows) -> Flags:
    """For each text and each other object, whether that is an opaque rectangle around the text."""
    text, room = survey.room[texts], survey.room[others]
    solid = survey.plain[others] & (survey.kind[others] == PATH) & (survey.alpha[others] == 255) & ~survey.mixed[others]
    inside = (text[:, None, :2] >= room[None, :, :2] - _SLACK) & (text[:, None, 2:] <= room[None, :, 2:] + _SLACK)
    covered: Flags = inside.all(axis=2) & solid[None, :]
    return covered
