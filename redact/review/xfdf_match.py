"""Marks that came back, held against those that were given out: what was kept, moved, deleted, drawn anew.

A mark of ours that is still there accepts its finding, elsewhere it moves it, deleted it rejects it; any other mark
adds something. Programs that give marks new names are met by their places.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redact.report.places import region_of
from redact.review.xfdf_given import GivenMark, Sheet, told_by
from redact.review.xfdf_marks import Mark
from redact.review.xfdf_pages import Pages
from redact.types import Box

_LONGEST_CODE = 60
_CELL = 16  # pixels


@dataclass(slots=True)
class Drawn:
    """All that is drawn for one thing: the marks, and their boxes in the pictures of pages."""

    boxes: list[Box] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def add(self, mark: Mark, boxes: Iterable[Box]) -> None:
        self.marks.append(mark)
        self.boxes += boxes

    @property
    def loose(self) -> bool:
        """Whether it is only known how far it reaches."""
        return all(mark.loose for mark in self.marks)

    @property
    def code(self) -> str:
        """What is to be written over it; nothing where that is no code."""
        written = (mark.overlay for mark in self.marks if mark.overlay.isprintable())
        return next((code.strip() for code in written if len(code) <= _LONGEST_CODE), "")


@dataclass(frozen=True, slots=True)
class Matched:
    """What a reviewer's marks say of those given out: each with what is drawn for it now, and what else is drawn."""

    kept: list[tuple[GivenMark, Drawn]]
    moved: list[tuple[GivenMark, Drawn]]
    gone: list[GivenMark]
    added: list[Drawn]


def matched(sheets: Sequence[Sheet], marks: Iterable[Mark], pages: Pages) -> Matched:
    """Hold the marks against the sheets they were given out with. Raises ``UnreadableError`` for one off its page."""
    given = {mark.key: mark for sheet in sheets for mark in sheet.marks}
    ours: defaultdict[str, Drawn] = defaultdict(Drawn)
    others = _Nearby()
    for mark in marks:
        told, boxes = told_by(mark.name), pages.boxes(mark)
        if told and told[0] in given:
            ours[told[0]].add(mark, boxes)
        else:
            others.add(mark, boxes)
    for key in [key for key in given if key not in ours]:
        taken = others.take(boxes_of(given[key]), pages)
        if taken:
            ours[key] = taken
    rows = [(given[key], drawn) for key, drawn in ours.items()]
    found = Matched([], [], [], others.left())
    for row in rows:
        same = pages.alike(row[1].boxes, boxes_of(row[0]), loose=row[1].loose)
        (found.kept if same else found.moved).append(row)
    found.gone.extend(mark for key, mark in given.items() if key not in ours and not mark.flagged)
    return found


class _Nearby:
    """Marks without a name of ours, to be found by where they begin."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[str, int, int], list[Drawn]] = defaultdict(list)

    def add(self, mark: Mark, boxes: Sequence[Box]) -> None:
        drawn = Drawn()
        drawn.add(mark, boxes)
        self._cells[_cell(boxes)].append(drawn)

    def take(self, boxes: Sequence[Box], pages: Pages) -> Drawn | None:
        """A mark that is drawn just there, once."""
        part, across, down = _cell(boxes)
        for x in (across - 1, across, across + 1):
            for y in (down - 1, down, down + 1):
                for drawn in self._cells.get((part, x, y), []):
                    if pages.alike(drawn.boxes, boxes, loose=drawn.loose):
                        self._cells[part, x, y].remove(drawn)
                        return drawn
        return None

    def left(self) -> list[Drawn]:
        """Those that nobody took."""
        return [drawn for cell in self._cells.values() for drawn in cell]


def _cell(boxes: Sequence[Box]) -> tuple[str, int, int]:
    return boxes[0].part, int(min(box.left for box in boxes)) // _CELL, int(min(box.top for box in boxes)) // _CELL


def boxes_of(mark: GivenMark) -> list[Box]:
    """Where it was given out."""
    return [box for box in map(region_of, mark.places) if isinstance(box, Box)]
