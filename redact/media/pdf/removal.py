"""The edits carried out on a prepared PDF: what lies under the boxes is taken out, then the boxes are drawn.

Each edited page is looked at again by PDFium before anything is handed over. A page on which a character under a box is
left, or on which another character moved, becomes a picture of itself with the boxes filled.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from redact.media.pdf.characters import Character, characters_of
from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.glyphs import SHARE
from redact.media.pdf.lettering import label_of
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.places import Places, joined
from redact.media.pdf.prepare import Prepared, saved
from redact.media.pdf.raster import make_picture, painted
from redact.media.pdf.rendering import Rendering
from redact.media.pdf.stream import content_of, walked
from redact.media.pdf.walk import Memory, Target, Walk, own_resources, prune
from redact.types import Box, Fill

_DRIFT = 0.5  # points that a character may move
_BESIDE = 8.0  # points


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
    characters = {index: characters_of(before, index, spaced=False) for index in patches}
    memory = Memory()
    pictured = {index for index in patches if not _cut(ready, index, patches[index], characters[index], memory)}
    pictured |= _failed(ready, {i: patches[i] for i in patches if i not in pictured}, characters)
    for index in pictured:
        frame = ready.frames[index]
        boxes = [(patch.drawn, patch.colour) for patch in patches[index]]
        make_picture(ready.pdf, ready.pdf.pages[index], frame, painted(before.pixels(index, frame), frame, boxes))
        _draw(ready, index, patches[index], content_of(ready.pdf.pages[index].obj))
    return frozenset(pictured)


def _cut(ready: Prepared, index: int, patches: list[Patch], characters: list[Character], memory: Memory) -> bool:
    """Take the glyphs, pixels and outlines out of one page; whether that could be done."""
    page = ready.pdf.pages[index].obj
    boxes = rooms_of(patches)
    under = {c.origin for c in characters if not c.made and is_under(c, boxes)}
    beside = {c.origin for c in characters if not c.made and c.origin not in under and boxes.any_near(_reach(c.ink))}
    target = Target(boxes=boxes, points=Places.of_points(under), spared=Places.of_points(beside))
    walk = Walk(ready.pdf, own_resources(page.get("/Resources")), target, memory)
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


def is_under(character: Character, boxes: Places) -> bool:
    """Whether a box holds the middle of a character's ink or a fair share of it."""
    ink = character.ink
    x, y = (ink.left + ink.right) / 2, (ink.bottom + ink.top) / 2
    return any(box.holds(x, y) or ink.common(box).area > SHARE * ink.area for box in boxes.near(ink))


def _reach(ink: Rect) -> Rect:
    """As far as a glyph's room may stick out of its ink."""
    return Rect(ink.left - _BESIDE, ink.bottom - _BESIDE, ink.right + _BESIDE, ink.top + _BESIDE)


# --- The look back ---------------------------------------------------------------------------------------


def _failed(ready: Prepared, patches: dict[int, list[Patch]], before: dict[int, list[Character]]) -> set[int]:
    """Pages on which something under a box is left, or something beside it is not where it was."""
    if not patches:
        return set()
    rendering = Rendering(saved(ready.pdf))
    return {index for index, boxes in patches.items() if not _holds(rendering, index, boxes, before[index])}


def _holds(rendering: Rendering, index: int, patches: list[Patch], before: list[Character]) -> bool:
    boxes = rooms_of(patches)
    after = [character for character in characters_of(rendering, index, spaced=False) if not character.made]
    if any(is_under(character, boxes) for character in after):
        return False
    return not _moved(after, [character for character in before if not character.made])


def _moved(after: list[Character], before: list[Character]) -> bool:
    """Whether a character stands where none of its kind stood."""
    exact = {(character.letter, character.origin) for character in before}
    doubtful = [character for character in after if (character.letter, character.origin) not in exact]
    if not doubtful:
        return False
    places: dict[str, set[tuple[int, int]]] = {}
    for character in before:
        places.setdefault(character.letter, set()).add(_cell(character))
    seen = (character for character in doubtful if not character.letter.isspace())
    return any(not _near(places.get(character.letter, set()), _cell(character)) for character in seen)


def _cell(character: Character) -> tuple[int, int]:
    x, y = character.origin
    return math.floor(x / _DRIFT), math.floor(y / _DRIFT)


def _near(places: set[tuple[int, int]], cell: tuple[int, int]) -> bool:
    x, y = cell
    return any((x + across, y + up) in places for across in (-1, 0, 1) for up in (-1, 0, 1))
