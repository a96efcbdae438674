"""How a page's lines are set anew around what is hidden in them: which glyphs go where, and where the holes are."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.media.pdf.geometry import Matrix, Rect
from redact.media.pdf.letters import Cutter, Line, line_of, usual_scales
from redact.media.pdf.lines import Along, Columns, Extent, Standing, Strip, by_direction, extents_of, lines_of
from redact.media.pdf.objects import CannotEditError
from redact.media.pdf.passage import Passage, Plan, Run
from redact.media.pdf.places import Places
from redact.media.pdf.setting import Hole, Piece, set_line
from redact.media.pdf.shifts import Shift
from redact.media.pdf.walk import Target

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Spot: TypeAlias = tuple[float, float, bool]
"""Where along its line a glyph goes, how narrow it is set there, whether it is a blank."""

_DEPTH, _HEIGHT = 0.25, 0.8
"""Ems below and above the base line that a box takes: the same whatever the letters."""
_INSET = 0.5  # points that a box keeps from its neighbours
_MARKED = (-0.6, 1.3)
"""Ems around the base line in which what is drawn under or around the letters of a line marks them."""
_AROUND = 0.5  # em that such marks stick out
_HIGH = 0.9  # ems between base lines of lines that would touch
_STAYS: Spot = (math.inf, 0.0, True)
_TALL = 2.2  # ems: a higher box was drawn around more than letters of one line


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole that was set anew: the rooms of the glyphs that are gone, and the room of the box that is put there.

    ``line`` is the room of the piece of a line that the hole is in, as it was.
    """

    before: Rect
    after: Rect
    line: Rect


@dataclass(slots=True)
class Layout:
    """What came of it: the plan for the walk, the holes, the glyphs that moved, and how many holes had to stay."""

    plan: Plan = field(default_factory=Plan)
    openings: list[Opening] = field(default_factory=list)
    shifts: list[Shift] = field(default_factory=list)
    kept: int = 0


def planned(passage: Passage, page: Rect, target: Target, blanks: NDArray[np.float64]) -> Layout:
    """How the lines of a page that was walked through are set anew. Raises ``CannotEditError`` where that is not sure.

    *blanks* are the points (x, y) of the page at which blanks start.
    """
    layout, cutter = Layout(), Cutter(target, blanks, usual_scales(passage, target))
    if any(target.boxes.any_near(place) for place in passage.odd):
        raise CannotEditError("glyphs that cannot be set anew")
    for along, strips in by_direction(passage.noted).items():
        lines = lines_of(strips)
        numbers = cutter.touched(strip.shown for strip in strips)
        touched = [line for line in lines if any(strip.shown.number in numbers for strip in line)]
        if not touched:
            continue
        cutter.take_apart(strip.shown for line in touched for strip in line)
        known = {id(line) for line in touched}
        columns = Columns(sorted(strip.left for line in lines if id(line) not in known for strip in line))
        rows = [line_of(line, along, cutter, columns) for line in touched]
        others = [line for line in lines if id(line) not in known]
        free = _free(others, rows, columns)
        hurt = [piece.extent for row in rows for piece in row.pieces if piece.is_hurt]
        standing = Standing(free + hurt, free, _across(page, along))
        for row in rows:
            near = [e for line in others if _is_level(line, row) for e in extents_of(line, columns)]
            row.beside = _beside(row, near + _pictures_at(row, passage.pictures), rows)
            _set(row, standing, passage, target.boxes, layout)
    return layout


def _across(page: Rect, along: Along) -> Extent:
    """From where to where the page reaches along a direction."""
    places = [along.place(x, y)[0] for x in (page.left, page.right) for y in (page.bottom, page.top)]
    return Extent(min(places), max(places))


def _free(others: list[list[Strip]], rows: list[Line], columns: Columns) -> list[Extent]:
    """The pieces in which nothing is hidden."""
    free = [extent for line in others for extent in extents_of(line, columns)]
    return free + [piece.extent for row in rows for piece in row.pieces if not piece.is_hurt]


def _is_level(line: list[Strip], row: Line) -> bool:
    """Whether a line stands at the height of another."""
    return abs(line[0].across - row.strips[0].across) < _HIGH * row.strips[0].size


def _beside(row: Line, near: list[Extent], rows: list[Line]) -> list[Extent]:
    """What of other lines stands at the height of a line: of those that change as well, where they begin."""
    changing = [other for other in rows if other is not row and _is_level(other.strips, row)]
    return near + [Extent(p.extent.left, p.extent.left) for other in changing for p in other.pieces[:1]]


def _pictures_at(row: Line, pictures: list[Rect]) -> list[Extent]:
    """The pictures that stand in the way of a line, those that it lies on apart."""
    low, high = (row.strips[0].across + ems * row.strips[0].size for ems in (-_DEPTH, _HEIGHT))
    found = [row.extent(picture) for picture in pictures if row.heights(picture).meets(Extent(low, high))]
    return [extent for extent in found if not any(extent.meets(piece.extent) for piece in row.pieces)]


# --- The line in its new places --------------------------------------------------------------------------


def _set(line: Line, standing: Standing, passage: Passage, boxes: Places, layout: Layout) -> None:
    line.exact = {
        n for n, piece in enumerate(line.pieces) if piece.is_touched and _lies_on(piece, line, passage, boxes)
    }
    layout.kept += len(line.exact)
    set_line(line.pieces, standing, line.exact, line.beside)
    moved = [piece for piece in line.pieces if piece.holes]
    if not moved:
        return
    for piece in moved:
        _note_piece(piece, line, passage, layout)
    spots = _spots(line, moved)
    for number in set().union(*(piece.strips for piece in moved)):
        shown = line.strips[number].shown
        layout.plan.streams.add(shown.stream)
        layout.plan.runs[shown.number] = _runs(line, number, spots[number])
    _note_moves(line, spots, layout)


def _spots(line: Line, moved: list[Piece]) -> list[list[Spot | None]]:
    """Where each glyph of each string goes, ``None`` if it goes away."""
    spots: list[list[Spot | None]] = [[_STAYS] * len(glyphs.codes) for glyphs in line.glyphs]
    for piece in line.pieces:
        is_moved = bool(piece.holes)
        for letter in piece.letters:
            if is_moved or letter.is_gone:
                spots[letter.strip][letter.glyph] = None
    for piece in moved:
        scale = piece.scale
        for letter, left in piece.placed:
            spots[letter.strip][letter.glyph] = (left, scale, letter.is_blank)
    return spots


def _lies_on(piece: Piece, line: Line, passage: Passage, boxes: Places) -> bool:
    """Whether what is hidden in a piece lies on a picture, which shows how wide the hole is, or is part of more."""
    gone = [letter for letter in piece.letters if letter.is_gone]
    extent = Extent(min(letter.left for letter in gone), max(letter.right for letter in gone))
    room = line.room(extent, piece, -_DEPTH, _HEIGHT)
    if any(picture.common(room).area > 0 for picture in passage.pictures):
        return True
    if not line.along.is_upright:
        return False
    is_level = line.along.y == 0
    heights = (box.top - box.bottom if is_level else box.right - box.left for box in boxes.near(room))
    return any(height > _TALL * piece.size for height in heights)


def _note_piece(piece: Piece, line: Line, passage: Passage, layout: Layout) -> None:
    """Note a piece's holes; what is drawn around it goes, and what cuts it off makes it a thing that cannot be set."""
    low, high = _MARKED
    reach = _AROUND * piece.size
    old = piece.extent
    marked = Extent(old.left - reach, old.right + reach)
    if line.along.is_upright:
        layout.plan.lines.append(line.room(marked, piece, low, high))
    for hole in piece.holes:
        layout.openings.append(_opening(hole, piece, line))
    new = Extent(
        min([left for _, left in piece.placed] + [hole.left for hole in piece.holes]),
        max([left + letter.width for letter, left in piece.placed] + [hole.right for hole in piece.holes]),
    )
    room = line.room(new, piece, 0.0, 0.1)
    clips = {line.strips[number].shown.clip for number in piece.strips} - {None}
    if any(clip is not None and not clip.covers(room, 1.0) for clip in clips) or _is_tight(piece, reach):
        raise CannotEditError("a line that is seen through a hole of its own width")
    if any(place.meets(line.room(old, piece, 0.0, 0.5)) for place in passage.odd):
        raise CannotEditError("glyphs of unknown width in a line")


def _is_tight(piece: Piece, reach: float) -> bool:
    """Whether what a piece is seen through ends where the piece ended."""
    seen, own = piece.seen, piece.extent
    return seen is not None and abs(seen.right - own.right) < reach and abs(seen.left - own.left) < reach


def _opening(hole: Hole, piece: Piece, line: Line) -> Opening:
    before = Extent(min(h.left for h in hole.letters), max(h.right for h in hole.letters))
    old = line.room(before, piece, -_DEPTH, _HEIGHT)
    reach = _AROUND * piece.size
    whole = line.room(Extent(piece.extent.left - reach, piece.extent.right + reach), piece, -_DEPTH, _HEIGHT)
    if line.along.is_upright:
        inner = Extent(hole.left + _INSET, hole.right - _INSET)
        return Opening(old, line.room(inner, piece, -_DEPTH, _HEIGHT), whole)
    across = line.level(piece)
    x, y = line.along.point((hole.left + hole.right) / 2, round(across + 0.25 * piece.size, 1))
    half = 0.35 * piece.size  # an upright box that touches no neighbour in a slanted line
    return Opening(old, Rect(x - half, y - half, x + half, y + half), old)


def _runs(line: Line, number: int, spots: list[Spot | None]) -> list[Run]:
    """The glyphs of a string that stay, in runs of such as follow one another, at most a word each.

    Programs round widths, each in its own way: over a whole line that adds up.
    """
    strip, glyphs = line.strips[number], line.glyphs[number]
    shown, usual = strip.shown, line.scales[number]
    em = math.hypot(*shown.matrix[:2])
    start, slack = strip.left - em * shown.low, 1e-6 * max(1.0, strip.size)
    runs: list[tuple[float, float, list[bytes]]] = []
    expected, last, after_blank = math.inf, 0.0, False
    for spot, code, left, width in zip(spots, glyphs.codes, glyphs.start.tolist(), glyphs.width.tolist(), strict=True):
        if spot is None:
            continue
        place, narrowing, is_blank = spot
        if spot is _STAYS:
            place = start + em * left
        scale = narrowing * usual if narrowing else shown.spacing.scale
        if scale == last and -slack < place - expected < slack and (is_blank or not after_blank):
            runs[-1][2].append(code)
        else:
            runs.append((place, scale, [code]))
        expected = place + em / abs(shown.spacing.scale) * abs(scale) * width
        last, after_blank = scale, is_blank
    return [Run(_text_at(strip, line.along, place), b"".join(codes), scale) for place, scale, codes in runs]


def _text_at(strip: Strip, along: Along, place: float) -> Matrix:
    """What ``Tm`` makes a string begin at that place of its line."""
    shown = strip.shown
    a, b, c, d, *_ = shown.text
    across = strip.across if along.is_upright else round(strip.across, 1)
    x, y = along.point(place, across)
    rise = shown.spacing.rise
    return (a, b, c, d, x - rise * c, y - rise * d)


def _note_moves(line: Line, spots: list[list[Spot | None]], layout: Layout) -> None:
    import numpy as np

    rows: dict[float, list[tuple[float, float, float]]] = {}
    heights = [strip.across for strip in line.strips]
    for piece in line.pieces:
        for letter in piece.letters:
            spot = spots[letter.strip][letter.glyph]
            new = math.nan if spot is None or spot is _STAYS else spot[0]
            rows.setdefault(heights[letter.strip], []).append((letter.left, letter.right, new))
    for across in sorted(rows):
        layout.shifts.append(Shift(line.along, across, *np.array(rows[across]).T))
