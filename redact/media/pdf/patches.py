"""The boxes that are filled on a page, and where they stand once the lines around them are set anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.lettering import label_of
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.places import Places, joined
from redact.media.pdf.plan import Opening
from redact.types import Box, Fill, Region


@dataclass(frozen=True, slots=True)
class Patch:
    """One box to fill: the edit's own, the room that must be empty, the same widened to whole pixels, how it is filled.

    ``words`` are the instructions that draw its label.
    """

    box: Box
    fill: Fill
    room: Rect
    drawn: Rect
    words: bytes = b""

    @property
    def colour(self) -> tuple[int, int, int]:
        """What it is filled with."""
        return self.fill.colour


def patch_of(frame: Frame, box: Box, fill: Fill) -> Patch:
    """The box of a page's picture as a patch on the page. Styles and shapes become solid rectangles with labels."""
    across, down = fill.margin * (box.right - box.left), fill.margin * (box.bottom - box.top)
    wider = Box(box.part, box.left - across, box.top - down, box.right + across, box.bottom + down)
    return Patch(box, fill, frame.rect(wider), frame.whole(wider), label_of(frame, box, fill))


def rooms_of(patches: Iterable[Patch]) -> Places:
    """The room of each patch, neighbours joined."""
    return Places(joined(patch.room for patch in patches))


def moved(patches: list[Patch], openings: list[Opening], frame: Frame) -> tuple[list[Patch], dict[Region, Region]]:
    """The patches with one for each hole that was set anew, and where each of those that it takes the place of went.

    A patch over several holes is said to have gone to the first; one beside a hole, in its line, goes with it: it
    would show where the line was.
    """
    places = Places(patch.room for patch in patches)
    by_room: dict[Rect, list[Patch]] = {}
    for patch in patches:
        by_room.setdefault(patch.room, []).append(patch)
    gone: dict[Region, Region] = {}
    new: list[Patch] = []
    for opening in openings:
        over = [p for room in _meeting(places, opening.before) for p in by_room[room]]
        if not over:
            raise CannotEditError("a hole without a box")
        first = next((patch for patch in over if patch.fill.label), over[0])
        box = frame.box(first.box.part, opening.after)
        new.append(patch_of(frame, box, replace(first.fill, margin=0.0)))
        gone |= {patch.box: box for patch in over if patch.box not in gone}
    for opening, patch in zip(openings, new, strict=True):
        beside = [p for room in _meeting(places, opening.line) for p in by_room[room] if _is_in(p, opening.line)]
        gone |= {p.box: patch.box for p in beside if p.box not in gone}
    return [*(patch for patch in patches if patch.box not in gone), *new], gone


def _meeting(places: Places, room: Rect) -> dict[Rect, None]:
    return dict.fromkeys(each for each in places.near(room) if each.common(room).area > 0)


def _is_in(patch: Patch, line: Rect) -> bool:
    """Whether a patch lies in a line for the most part."""
    return patch.room.common(line).area > 0.5 * patch.room.area


def rectangle(patch: Patch) -> bytes:
    """The instructions that fill a patch."""
    colour = " ".join(f"{channel / 255:.4f}" for channel in patch.colour)
    left, bottom, right, top = patch.drawn
    return f"{colour} rg {left:.4f} {bottom:.4f} {right - left:.4f} {top - bottom:.4f} re f\n".encode() + patch.words
