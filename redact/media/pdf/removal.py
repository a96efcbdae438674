"""The edits carried out on a prepared PDF: what lies under the boxes is taken out, then the boxes are drawn.

Each edited page is looked at again by PDFium before anything is handed over. A page on which a character under a box is
left, or on which another character moved, becomes a picture of itself with the boxes filled.
"""

from __future__ import annotations

from dataclasses import dataclass

from redact.media.pdf.characters import Characters, characters_of
from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.lettering import label_of
from redact.media.pdf.lookback import near, stands_as, under
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.places import Places, joined
from redact.media.pdf.prepare import Prepared, saved
from redact.media.pdf.raster import make_picture, painted
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.stream import content_of, walked
from redact.media.pdf.walk import Memory, Target, Walk, own_resources, prune
from redact.types import Box, Fill

_BESIDE = 8.0  # points; as far as a glyph's room may stick out of its ink


@dataclass(frozen=True, slots=True)
class Patch:
    """One box to fill: the room that must be empty, the same widened to whole pixels, the colour, how to draw words."""

    room: Rect
    drawn: Rect
    colour: tuple[int, int, int]
    words: bytes = b""


def patch_of(frame: Frame, box: Box, fill: Fill) -> Patch:
    """The box of a page's picture as a patch on the page. Styles and shapes become solid rectangles with labels."""
    across, down = fill.margin * (box.right - box.left), fill.margin * (box.bottom - box.top)
    wider = Box(box.part, box.left - across, box.top - down, box.right + across, box.bottom + down)
    return Patch(frame.rect(wider), frame.whole(wider), fill.colour, label_of(frame, box, fill))


def remove(ready: Prepared, patches: dict[int, list[Patch]]) -> frozenset[int]:
    """Take out what lies under the patches and draw them; the pages that had to become pictures. Pages count from 0."""
    if not patches:
        return frozenset()
    before = Rendering(ready.data())
    characters = {index: characters_of(before, index).drawn for index in patches}
    memory = Memory()
    pictured = {index for index in patches if not _cut(ready, index, patches[index], characters[index], memory)}
    pictured |= _failed(ready, {i: patches[i] for i in patches if i not in pictured}, characters)
    for index in pictured:
        frame = ready.frames[index]
        boxes = [(patch.drawn, patch.colour) for patch in patches[index]]
        make_picture(ready.pdf, ready.pdf.pages[index], frame, painted(before.pixels(index, frame), frame, boxes))
        _draw(ready, index, patches[index], content_of(ready.pdf.pages[index].obj))
    return frozenset(pictured)


def _cut(ready: Prepared, index: int, patches: list[Patch], characters: Characters, memory: Memory) -> bool:
    """Take the glyphs, pixels and outlines out of one page; whether that could be done."""
    page = ready.pdf.pages[index].obj
    boxes = rooms_of(patches)
    gone = under(characters, boxes.all)
    beside = near(characters, boxes.all, _BESIDE) & ~gone
    points, spared = (Places.of_points(characters.origin[rows].tolist()) for rows in (gone, beside))
    walk = Walk(
        ready.pdf, own_resources(page.get("/Resources")), Target(boxes=boxes, points=points, spared=spared), memory
    )
    try:
        data = walked(walk, page)
    except CannotEditError:
        return False
    prune(walk)
    page["/Resources"] = walk.resources
    _draw(ready, index, patches, content_of(page) if data is None else data)
    return True


def _draw(ready: Prepared, index: int, patches: list[Patch], below: bytes) -> None:
    page = ready.pdf.pages[index].obj
    boxes = b"\n".join(_rectangle(patch) for patch in patches)
    page["/Contents"] = ready.pdf.make_stream(b"q\n" + below + b"\nQ\nq\n" + boxes + b"\nQ\n")


def _rectangle(patch: Patch) -> bytes:
    colour = " ".join(f"{channel / 255:.4f}" for channel in patch.colour)
    left, bottom, right, top = patch.drawn
    return f"{colour} rg {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re f\n".encode() + patch.words


def rooms_of(patches: list[Patch]) -> Places:
    """The room of each patch, neighbours joined."""
    return Places(joined(patch.room for patch in patches))


# --- The look back ---------------------------------------------------------------------------------------


def _failed(ready: Prepared, patches: dict[int, list[Patch]], before: dict[int, Characters]) -> set[int]:
    """Pages on which something under a box is left, or something beside it is not where it was."""
    if not patches:
        return set()
    rendering = Rendering(saved(ready.pdf))
    return {index for index, boxes in patches.items() if not _holds(rendering, index, boxes, before[index])}


def _holds(rendering: Rendering, index: int, patches: list[Patch], before: Characters) -> bool:
    after, boxes = characters_of(rendering, index).drawn, rooms_of(patches).all
    return not under(after, boxes).any() and stands_as(after, before.at(~under(before, boxes)))
