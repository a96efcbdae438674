"""The edits carried out on a prepared PDF: what lies under the boxes is taken out, then the boxes are drawn.

Holes are left in one of two ways: ``exact``, where everything beside them stays where it was; ``fixed``, where the
lines around them are set anew so that nothing tells how wide they were. Each edited page is looked at again by PDFium
before anything is handed over. A page on which a character under a box is left, or on which another character is not
where it should be, becomes a picture of itself with the boxes filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from redact.media.pdf.characters import Characters, characters_of
from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.lookback import near, stands_as, under
from redact.media.pdf.noted import Noted
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.passage import Passage
from redact.media.pdf.patches import Patch, moved, rectangle, rooms_of
from redact.media.pdf.places import Places, Points
from redact.media.pdf.plan import Layout, planned
from redact.media.pdf.prepare import Draft
from redact.media.pdf.raster import make_picture, painted
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.saving import packed, saved_pages
from redact.media.pdf.shifts import Shift, shifted
from redact.media.pdf.stream import content_of, walked
from redact.media.pdf.underlay import put_words
from redact.media.pdf.walk import Memory, Target, Walk, own_resources, prune
from redact.types import Box, Region

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Holes: TypeAlias = Literal["fixed", "exact"]

_AT_ONCE = 50  # pages; what is known of their characters is kept until they were looked at again
_BESIDE = 8.0  # points; as far as a glyph's room may stick out of its ink


@dataclass(frozen=True, slots=True)
class Removed:
    """What came of it. Pages count from 0.

    ``pictures`` are the pages that became pictures, with the reason; ``moved`` says where a box stands now, if it is
    elsewhere; ``lines`` are the places of lines that were set anew, as they were; ``drawn`` are the boxes of each page
    as they were drawn; ``kept`` counts holes that could not be given the width of all others; ``shifts`` are the glyphs
    that moved.
    """

    pictures: dict[int, str] = field(default_factory=dict)
    moved: dict[Region, Region] = field(default_factory=dict)
    lines: dict[int, list[Rect]] = field(default_factory=dict)
    drawn: Noted[list[Patch]] = field(default_factory=Noted)
    kept: Counter[int] = field(default_factory=Counter)
    shifts: Noted[list[Shift]] = field(default_factory=Noted)
    holes: Holes = "exact"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the record should know."""
        notes = [f"page {n + 1} was made a picture, because it holds {why}" for n, why in self.pictures.items()]
        if self.holes == "fixed":
            notes += [f"page {n + 1}, a picture, shows how wide its holes were" for n in self.pictures]
            notes += [
                f"page {n + 1} shows how wide {m} of its holes were: they lie on pictures or are parts of larger ones"
                for n, m in self._kept
            ]
        return tuple(notes)

    @property
    def _kept(self) -> list[tuple[int, int]]:
        return sorted(self.kept.items())


@dataclass(slots=True)
class _Page:
    """One page as it is cut: its boxes, its characters before and as they should stand afterwards."""

    index: int
    frame: Frame
    patches: list[Patch]
    before: Characters
    hidden: NDArray[np.bool_]
    expected: Characters
    layout: Layout = field(default_factory=Layout)
    moved: dict[Region, Region] = field(default_factory=dict)
    why: str = ""

    @property
    def blanks(self) -> NDArray[np.float64]:
        """Where blanks start."""
        found: NDArray[np.float64] = self.before.origin[self.before.blank]
        return found


def remove(draft: Draft, patches: Mapping[int, list[Patch]], holes: Holes = "exact") -> Removed:
    """Take out what lies under the patches, and draw them."""
    removed = Removed(holes=holes)
    if not patches:
        return removed
    before, memory, waiting = Rendering(draft.data), Memory(), iter(patches)
    while some := list(islice(waiting, _AT_ONCE)):
        pages = [_page_of(draft, before, index, patches[index]) for index in some]
        _cut_all(draft, pages, memory, holes)
        for page in pages:
            if page.why:
                page.patches = patches[page.index]  # where they were before lines were to be set anew
                _picture(draft, page, page.patches, before)
            _note(removed, page)
    before.close()
    return removed


def _cut_all(draft: Draft, pages: list[_Page], memory: Memory, holes: Holes) -> None:
    """Cut some pages and look at them again."""
    for page in pages:
        try:
            _cut(draft, page, memory, holes)
        except CannotEditError as error:
            page.why = str(error)
    _look_back(draft, [page for page in pages if not page.why])


def _note(removed: Removed, page: _Page) -> None:
    removed.drawn[page.index] = page.patches
    if page.why:
        removed.pictures[page.index] = page.why
        return
    removed.moved.update(page.moved)
    removed.lines[page.index] = page.layout.plan.lines
    removed.shifts[page.index] = page.layout.shifts
    removed.kept.update({page.index: page.layout.kept} if page.layout.kept else {})


def _page_of(draft: Draft, rendering: Rendering, index: int, patches: list[Patch]) -> _Page:
    characters = characters_of(rendering, index).drawn
    hidden = under(characters, rooms_of(patches).all)
    return _Page(index, draft.frames[index], patches, characters, hidden, characters.at(~hidden))


def _cut(draft: Draft, page: _Page, memory: Memory, holes: Holes) -> None:
    """Take the glyphs, pixels and outlines out of one page. Raises ``CannotEditError`` where that cannot be done."""
    target, passage = _target(page), None
    if holes == "fixed":
        passage = _plan(draft, page, target, memory)
        target = replace(target, covered=Places(patch.room for patch in page.patches))
    data, resources = _walked(draft, page.index, target, memory, passage)
    page.layout.plan.runs.clear()  # carried out; what is kept meanwhile costs time whenever Python looks for waste
    drawn = draft.pdf.pages[page.index].obj
    drawn["/Resources"] = resources
    _draw(draft, page.index, page.patches, content_of(drawn) if data is None else data)


def _target(page: _Page) -> Target:
    boxes = rooms_of(page.patches)
    beside = near(page.before, boxes.all, _BESIDE) & ~page.hidden
    points, spared = (Points(page.before.origin[rows].tolist()) for rows in (page.hidden, beside))
    return Target(boxes=boxes, points=points, spared=spared)


def _walked(
    draft: Draft, index: int, target: Target, memory: Memory, passage: Passage | None
) -> tuple[bytes | None, Any]:
    """A page's contents without what must go, ``None`` where nothing had to; and the resources that they use."""
    page = draft.pdf.pages[index].obj
    walk = Walk(draft.pdf, own_resources(page.get("/Resources")), target, memory, passage=passage)
    data = walked(walk, page)
    if passage is None or passage.plan:  # else it only takes notes
        prune(walk)
    return data, walk.resources


def _plan(draft: Draft, page: _Page, target: Target, memory: Memory) -> Passage | None:
    """How the lines of a page are set anew; its boxes and characters go with them."""
    noted = Passage()
    _walked(draft, page.index, Target(), memory, noted)
    box = page.frame.rect(Box("", 0, 0, page.frame.width, page.frame.height))
    page.layout = planned(noted, box, target, page.blanks)
    if not page.layout.plan.runs:
        return None
    page.patches, gone = moved(page.patches, page.layout.openings, page.frame)
    page.moved |= gone
    page.expected = shifted(page.before, page.layout.shifts).at(~page.hidden)
    return Passage(page.layout.plan, noted.taken, noted.sweeps)


def _draw(draft: Draft, index: int, patches: list[Patch], below: bytes) -> None:
    page = draft.pdf.pages[index].obj
    boxes = b"\n".join(rectangle(patch) for patch in patches)
    page["/Contents"] = packed(draft.pdf, b"q\n" + below + b"\nQ\nq\n" + boxes + b"\nQ\n")


def _look_back(draft: Draft, pages: list[_Page]) -> None:
    """Note pages on which something under a box is left, or something beside it is not where it should be."""
    if not pages:
        return
    rendering = Rendering(saved_pages(draft.pdf, (page.index for page in pages)))
    for number, page in enumerate(pages):
        after = characters_of(rendering, number).drawn
        if under(after, rooms_of(page.patches).all).any() or not stands_as(after, page.expected):
            page.why = "letters that another program puts elsewhere"
    rendering.close()


def _picture(draft: Draft, page: _Page, patches: list[Patch], before: Rendering) -> None:
    """Make a page a picture of what it was, with the words that may stay below it."""
    drawn, frame, index = draft.pdf.pages[page.index], page.frame, page.index
    boxes = [(patch.drawn, patch.colour) for patch in patches]
    make_picture(draft.pdf, drawn, frame, painted(before.pixels(index, frame), frame, boxes))
    everything, picture = characters_of(before, index), content_of(drawn.obj)
    hidden = under(everything, [patch.drawn for patch in patches])
    put_words(draft.pdf, index, everything, hidden, lambda words: _draw(draft, index, patches, picture + b"\n" + words))
