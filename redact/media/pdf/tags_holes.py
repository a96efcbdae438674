"""Where in the reading order something was taken out, so that whoever listens to a page learns of it too.

The boxes that are drawn over holes become content with a description of its own ("redacted", or the label of the box),
beside the words that stood next to what went. Which those were PDFium knows: it tells for every character of the page
as it was to which mark it belonged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from redact.media.pdf.characters import Characters, in_columns
from redact.media.pdf.geometry import Frame, Rect
from redact.media.pdf.layout import Layout
from redact.media.pdf.lookback import under
from redact.media.pdf.patches import Patch, rectangle
from redact.media.pdf.tags_marks import named
from redact.types import Box, Document, Region

if TYPE_CHECKING:
    from redact.media.pdf.removal import Removed

WORD = "redacted"
"""What is said at the place of a hole whose box has no label."""


@dataclass(frozen=True, slots=True)
class Hole:
    """Boxes side by side: the first and the last of the page's, which mark stood there, ``None`` where none did."""

    first: int
    last: int
    word: str
    mark: int | None = None
    is_before: bool = False
    """Whether it stands before all that the mark holds, else after."""


@dataclass(frozen=True, slots=True)
class Holes:
    """The boxes of a page in the order in which they are drawn, and the holes that they cover."""

    patches: Sequence[Patch]
    holes: tuple[Hole, ...]

    def around(self, contents: bytes) -> tuple[bytes, bytes] | None:
        """The page's contents before its boxes and after them; ``None`` where they are not drawn."""
        before, found, after = contents.rpartition(b"\n".join(map(rectangle, self.patches)))
        return (before, after) if found else None

    def marked(self, free: int) -> bytes:
        """The boxes as marked content, a number for each hole from *free* on."""
        boxes = [rectangle(patch) for patch in self.patches]
        groups = (b"\n".join(boxes[hole.first : hole.last + 1]) for hole in self.holes)
        return b"\n".join(named("Span", number, group) for number, group in enumerate(groups, free))


def holes_of(document: Document, removed: Removed, frames: Sequence[Frame]) -> dict[int, Holes]:
    """The holes of every page, counted from 0, that has boxes. *document* is the one that was read."""
    layouts = {part.alignment.index: part.alignment for part in document.parts if isinstance(part.alignment, Layout)}
    came = _came_from(removed.moved)
    found: dict[int, Holes] = {}
    for index, patches in removed.drawn.items():
        groups = list(_groups(patches))
        rooms = [[frames[index].rect(box) for box in came.get(patches[first].box, ())] for first, _ in groups]
        rooms = [room or [patches[first].room] for room, (first, _) in zip(rooms, groups, strict=True)]
        marks = _marks(layouts[index], rooms) if index in layouts else [(None, False)] * len(groups)
        holes = (
            Hole(first, last, _word(patches[first : last + 1]), *mark)
            for (first, last), mark in zip(groups, marks, strict=True)
        )
        found[index] = Holes(patches, tuple(holes))
    return found


def _came_from(moved: Mapping[Region, Region]) -> dict[Box, list[Box]]:
    came: dict[Box, list[Box]] = {}
    for before, after in moved.items():
        if isinstance(before, Box) and isinstance(after, Box):
            came.setdefault(after, []).append(before)
    return came


def _groups(patches: Sequence[Patch]) -> Iterator[tuple[int, int]]:
    """Boxes that follow one another on a line: there may be one for each letter."""
    first = 0
    for n in range(1, len(patches) + 1):
        if n == len(patches) or not _is_next(patches[n - 1], patches[n]):
            yield first, n - 1
            first = n


def _is_next(one: Patch, other: Patch) -> bool:
    a, b = one.drawn, other.drawn
    level = min(a.top, b.top) - max(a.bottom, b.bottom) > 0.5 * min(a.top - a.bottom, b.top - b.bottom)
    return level and max(a.left, b.left) <= min(a.right, b.right) + 1.0 and one.fill.label == other.fill.label


def _word(patches: Sequence[Patch]) -> str:
    return next((patch.fill.label for patch in patches if patch.fill.label), WORD)


def _marks(layout: Layout, rooms: list[list[Rect]]) -> list[tuple[int | None, bool]]:
    with layout.rendering.page(layout.index) as page, layout.rendering.text(layout.index) as text:
        characters = layout.rendering.fact(layout.index, in_columns)
        return [_mark(page, text, characters, room) for room in rooms]


def _mark(page: Any, text: Any, characters: Characters, rooms: list[Rect]) -> tuple[int | None, bool]:
    """Which mark the first character in the rooms has, or the picture that lies there; whether nothing precedes it."""
    rows = (under(characters, rooms) & ~characters.made).nonzero()[0].tolist()
    mark = _of_character(text, rows[0]) if rows else None
    if mark is None:
        return _of_object(page, rooms[0]), False
    before = rows[0] - 1
    while before >= 0 and characters.made[before]:
        before -= 1
    return mark, before < 0 or _of_character(text, before) != mark


def _of_character(text: Any, row: int) -> int | None:
    import pypdfium2.raw as pdfium

    return _number(pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text.raw, row)))


def _of_object(page: Any, room: Rect) -> int | None:
    """The mark of the topmost thing on the page that the middle of a room lies in."""
    import pypdfium2.raw as pdfium

    x, y = (room.left + room.right) / 2, (room.bottom + room.top) / 2
    over = [each for each in page.get_objects(max_depth=1) if Rect(*each.get_bounds()).holds(x, y)]
    return _number(pdfium.FPDFPageObj_GetMarkedContentID(over[-1].raw)) if over else None


def _number(mark: int) -> int | None:
    return mark if mark >= 0 else None
