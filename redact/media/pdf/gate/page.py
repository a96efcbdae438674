"""What a page holds and does not show: its text, and its pictures under boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from redact.media.pdf.gate.hidden import Hidden, hidden_on, nothing
from redact.media.pdf.gate.reasons import LAYER, TINY
from redact.media.pdf.gate.survey import Survey, survey_of
from redact.media.pdf.gate.suspects import Surroundings
from redact.media.pdf.geometry import Frame, Point, Rect, frame_of
from redact.media.pdf.rendering import Rendering
from redact.types import Box, Unseen

if TYPE_CHECKING:
    from redact.media.pdf.gate.letters import Letters

_LINK, _POPUP, _TEXT_NOTE = 2, 16, 1
_NOT_SHOWN = 0b100011  # flags of an annotation: invisible, hidden, not to be viewed
_PLACEHOLDER = re.compile(r"(.)\1+|(redacted|redact|confidential|privileged?)+", re.IGNORECASE)
"""What stands under many a box in a file that was redacted well: one sign again and again, or the word for it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One page looked at: what it draws, where it is seen, which of its characters nobody sees. Counted from 0."""

    index: int
    survey: Survey
    around: Surroundings
    hidden: Hidden

    def frame(self, unit: float = 1.0) -> Frame:
        """The page's picture, a point being *unit*/72 inch."""
        return frame_of(self.around.page, self.around.rotation, unit)


def sight_of(rendering: Rendering, index: int, *, layered: bool = False) -> Sight:
    """Look at a page, counted from 0. *layered*: the file has layers that may be switched off."""
    with rendering.page(index) as page:
        survey, around = survey_of(page), _surroundings(page, layered=layered)
        empty = not len(survey.handles) or not around.page.area
        hidden = nothing() if empty else hidden_on(rendering, index, survey, around)
        return Sight(index, survey, around, hidden)


def _surroundings(page: Any, *, layered: bool) -> Surroundings:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    visible = Rect(box.left, box.bottom, box.right, box.top)
    return Surroundings(visible, pdfium.FPDFPage_GetRotation(page) % 4 * 90, tuple(_notes(page)), layered)


def _notes(page: Any) -> Iterator[Rect]:
    """Where annotations are drawn over the page."""
    import pypdfium2.raw as pdfium

    rect = pdfium.FS_RECTF()
    for n in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, n)
        if note:
            kind, flags = pdfium.FPDFAnnot_GetSubtype(note), pdfium.FPDFAnnot_GetFlags(note)
            if (
                kind not in (_LINK, _POPUP, _TEXT_NOTE)
                and not flags & _NOT_SHOWN
                and pdfium.FPDFAnnot_GetRect(note, rect)
            ):
                yield Rect(rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
            pdfium.FPDFPage_CloseAnnot(note)


def unseen_origins(rendering: Rendering, index: int, *, layered: bool = False) -> tuple[Point, ...]:
    """The origins, in points, of the characters of a page that nobody can see, but for the text layer of a picture.

    *index* counts from 0. An ordinary page costs no more than a look at what it draws, because nothing is rendered.
    White space is no character here.
    """
    return origins_in(sight_of(rendering, index, layered=layered))


def origins_in(sight: Sight) -> tuple[Point, ...]:
    """The same of a page that was looked at."""
    hidden = sight.hidden
    return tuple(
        (x, y) for kind, (x, y) in zip(hidden.kinds, hidden.letters.origin, strict=True) if kind and kind != LAYER
    )


def texts_on(sight: Sight, frame: Frame) -> Iterator[Unseen]:
    """The runs of characters that nobody sees, each with where it stands in the page's picture."""
    page = sight.index + 1
    for run in _runs(sight.hidden):
        letters, kind = sight.hidden.letters, sight.hidden.kinds[run.start]
        yield Unseen(
            kind,
            f"page {page}",
            run.stop - run.start,
            page,
            box_of(frame, page, _around(letters, run)),
            serious=kind != LAYER and _tells(letters, run),
        )
    vanishing = sight.hidden.vanishing(sight.survey)
    if vanishing:
        yield Unseen(TINY, f"page {page}", vanishing, page)


def box_of(frame: Frame, page: int, rect: Rect) -> Box | None:
    """A place on a page as a box of its picture, nothing where that is off the page."""
    box = frame.box(f"p{page}.image", rect)
    return box if box.right > box.left and box.bottom > box.top else None


def _runs(hidden: Hidden) -> Iterator[slice]:
    """Characters that follow one another in the page, spaces aside, and are hidden for one reason."""
    kinds, place = hidden.kinds, hidden.letters.place
    edges = [0, *(i for i in range(1, len(kinds)) if kinds[i] != kinds[i - 1] or place[i] - place[i - 1] > _GAP)]
    for start, stop in pairwise([*edges, len(kinds)]):
        if start < stop and kinds[start]:
            yield slice(start, stop)


_GAP = 4  # characters: a space and a line break of two may lie between


def _around(letters: Letters, run: slice) -> Rect:
    low, high = letters.ink[run, :2].min(axis=0), letters.ink[run, 2:].max(axis=0)
    return Rect(*low.tolist(), *high.tolist())


def _tells(letters: Letters, run: slice) -> bool:
    """Whether anything can be read: a letter or a digit, and not only what is put in the place of text."""
    return bool(letters.telling[run].any()) and not _PLACEHOLDER.fullmatch(letters.words[run])
