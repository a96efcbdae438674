"""Pieces of lines set anew around their holes, so that nothing in them tells how wide a hole was.

Glyph positions give away what was hidden: the width of the gap is known to a thousandth of an em, and few names share
it (Bland, Iyer, Levchenko, "Story Beyond the Eye: Glyph Positions Break PDF Text Redaction", PETS 2023). Here each
glyph that stays keeps the width that its font gives it and nothing else: no kerning, no spacing, one width for every
gap between words, one for every hole. What is reckoned with is what can be seen. A line that was broken because the
word was long stays broken there: that, and how many holes there are, still tells a little.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from redact.media.pdf.lines import GAP, Columns, Extent, Standing
from redact.media.pdf.objects import CannotEditError

HOLE = 4.0
"""Ems that a hole takes where there is room."""
_SMALLEST = 1.0  # em that a hole takes at least before the line is narrowed
_NARROWEST = 0.5  # of its width, to which a line may be narrowed
_FEW = 3  # gaps between letters, of which nothing can be said
_BLANK = 0.28  # em, where the pen jumped from word to word
_JUMP = 0.15  # em; less is kerning
_OVERLAP = 0.3  # of a glyph's width that may be free of the next one if the two are one drawing
_GRID = 18.0  # points
_EDGE = 18.0  # points from the page's edge
_MARGIN = 72.0  # points: no margin is thought to be wider
_SLACK = 0.5  # points


class Letter(NamedTuple):
    """One glyph of a line: its place along the direction, its own width and the size of its letters, in points."""

    left: float
    right: float
    width: float
    size: float
    is_blank: bool
    is_gone: bool
    strip: int
    glyph: int


@dataclass(slots=True)
class Hole:
    """Glyphs that are gone, and from where to where the hole is that is put instead."""

    letters: list[Letter]
    left: float = 0.0
    right: float = 0.0


@dataclass
class Piece:
    """A piece of a line: its letters from its start; once it is set, where those that stay are put, and the holes.

    What is worked out of its letters is kept: ask when they are all there.
    """

    letters: list[Letter]
    placed: list[tuple[Letter, float]] = field(default_factory=list)
    holes: list[Hole] = field(default_factory=list)
    scale: float = 1.0
    seen: Extent | None = None
    """From where to where it can be seen at all."""

    @cached_property
    def is_touched(self) -> bool:
        """Whether something that can be seen is gone from it."""
        return any(letter.is_gone and not letter.is_blank for letter in self.letters)

    @cached_property
    def is_hurt(self) -> bool:
        """Whether anything is gone from it, blanks or more."""
        return any(letter.is_gone for letter in self.letters)

    @cached_property
    def strips(self) -> set[int]:
        """The numbers of the strings that its letters are from."""
        return {letter.strip for letter in self.letters}

    @cached_property
    def extent(self) -> Extent:
        """From where to where it reached, blanks at its ends apart."""
        inked = [letter for letter in self.letters if not letter.is_blank] or self.letters
        return Extent(min([letter.left for letter in inked]), max([letter.right for letter in inked]))

    @cached_property
    def first(self) -> Letter:
        """The first of its letters that can be seen."""
        return next((letter for letter in self.letters if not letter.is_gone and not letter.is_blank), self.letters[0])

    @property
    def size(self) -> float:
        """The size of its letters."""
        return self.first.size


def pieces_of(letters: list[Letter], columns: Columns) -> list[Piece]:
    """The letters of a line, from its start, cut into pieces where there is a gap, or a column begins."""
    pieces: list[Piece] = []
    reach = 0.0
    for letter in letters:
        if not letter.is_blank:
            if not pieces or _is_cut(letter, letter.left - reach, columns):
                trailing = pieces.pop().letters if pieces and pieces[-1].letters[0].is_blank else []
                pieces.append(Piece([*trailing, letter]))
                reach = letter.right
                continue
            reach = max(reach, letter.right)
        elif not pieces:
            pieces.append(Piece([]))
            reach = letter.left
        pieces[-1].letters.append(letter)
    return pieces


def _is_cut(letter: Letter, gap: float, columns: Columns) -> bool:
    return gap > GAP * letter.size or (not letter.glyph and columns.cut(letter.left, gap, letter.size))


# --- One piece, from its own start -----------------------------------------------------------------------


@dataclass(slots=True)
class _Row:
    """A piece as it is set from nought, with holes that have no width yet.

    ``placed`` gives each letter, its place, and how many holes are before it; ``holes`` their letters and places.
    """

    placed: list[tuple[Letter, float, int]] = field(default_factory=list)
    holes: list[tuple[list[Letter], float]] = field(default_factory=list)
    length: float = 0.0
    usual: float = 0.0
    """How far letters within words were set apart."""
    reach: float | None = None
    """How far the old letters came."""
    after_hole: bool = False
    """Whether nothing but blanks came after the last hole."""
    before_blanks: tuple[int, float] | None = None
    """How many letters stood, and how long the row was, before the blanks at its end."""
    is_apart: bool = False
    """Whether a blank, gone or not, stood after the last letter."""
    below: tuple[Letter, float] | None = None

    def hide(self, letter: Letter) -> None:
        """A letter that is gone: part of the last hole, or a new one."""
        if not self.after_hole:
            if self.before_blanks:
                count, self.length = self.before_blanks
                del self.placed[count:]
            self.before_blanks = None
            self._jump(letter)
            self.holes.append(([], self.length))
        self.holes[-1][0].append(letter)
        self.after_hole, self.is_apart, self.below = True, False, None
        self._come_to(letter)

    def show(self, letter: Letter) -> None:
        """A letter that stays. One that lies over the last is an accent, or makes it bold, and stays over it."""
        if self.below and not self.is_apart:
            below, place = self.below
            if letter.left < below.left + _OVERLAP * below.width:
                self.placed.append((letter, place + round(letter.left - below.left, 1), len(self.holes)))
                return
        self._jump(letter)
        self.below = (letter, self.length)
        self._put(letter)
        self.after_hole, self.before_blanks = False, None
        self._come_to(letter)

    def blank(self, letter: Letter) -> None:
        """A blank that stays. Beside a hole none does: whether it lay under the box may depend on what is hidden."""
        self.is_apart = True
        if not self.after_hole:
            self.before_blanks = self.before_blanks or (len(self.placed), self.length)
            self._put(letter)

    def _put(self, letter: Letter) -> None:
        self.placed.append((letter, self.length, len(self.holes)))
        self.length += letter.width

    def _jump(self, letter: Letter) -> None:
        """A gap between words for which no glyph stands now."""
        reach, is_apart, self.is_apart = self.reach, self.is_apart, False
        if reach is None or self.before_blanks:
            return
        if is_apart or letter.left - reach > self.usual + _JUMP * letter.size:
            self.length += _BLANK * letter.size

    def _come_to(self, letter: Letter) -> None:
        if self.reach is None or letter.right > self.reach:
            self.reach = letter.right


def _row_of(piece: Piece) -> _Row:
    row = _Row(usual=_apart(piece))
    for letter in piece.letters:
        if letter.is_gone and letter.is_blank:
            row.is_apart = True
        elif letter.is_gone:
            row.hide(letter)
        elif letter.is_blank:
            row.blank(letter)
        else:
            row.show(letter)
    return row


def _apart(piece: Piece) -> float:
    """How far apart the letters that can be seen mostly are: their words may be set wide, letter by letter."""
    seen = [letter for letter in piece.letters if not letter.is_blank]
    gaps = [b.left - a.right for a, b in pairwise(seen) if not a.is_gone and not b.is_gone]
    return max(0.0, median(gaps)) if len(gaps) > _FEW else 0.0


def _spread(piece: Piece, row: _Row, start: float, hole: float) -> None:
    """Move a row to its start, and give each of its holes its width."""
    scale = piece.scale
    piece.placed = [(letter, start + scale * place + holes * hole) for letter, place, holes in row.placed]
    lefts = [start + scale * place + number * hole for number, (_, place) in enumerate(row.holes)]
    piece.holes = [Hole(letters, at, at + hole) for (letters, _), at in zip(row.holes, lefts, strict=True)]


# --- The pieces of a line in their places ----------------------------------------------------------------


def set_line(pieces: list[Piece], standing: Standing, exact: set[int], beside: list[Extent]) -> None:
    """Set those pieces of a line anew from which something is gone, but for the *exact* ones (by number).

    *beside* are pieces of other lines at its height. Raises ``CannotEditError`` where the rest of a piece has no room.
    """
    taken = [None if _is_set(piece, n, exact) else piece.extent for n, piece in enumerate(pieces)]
    for number, piece in enumerate(pieces):
        if _is_set(piece, number, exact):
            before = max((e.right for e in taken[:number] if e), default=standing.page.left)
            follower = next((p for n, p in enumerate(pieces) if n > number), None)
            limit = _limit(piece, follower, standing)
            taken[number] = _place(piece, _narrowed(piece, Extent(before, limit), standing, beside), standing)


def _is_set(piece: Piece, number: int, exact: set[int]) -> bool:
    return piece.is_touched and number not in exact


def _narrowed(piece: Piece, room: Extent, standing: Standing, beside: list[Extent]) -> Extent:
    """The room between what stands at the height of a piece, in other lines."""
    how, where = _anchored(piece, standing)
    size = piece.size
    rights = [e.left - 0.5 * size for e in beside if e.left > where + size]
    lefts = [e.right + 0.5 * size for e in beside if e.right < where - size and how in ("right", "centre")]
    if how == "free":  # its start is moved back, but not over what stands before it
        lefts = [e.right + 0.5 * size for e in beside if e.right < where + _GRID]
    return Extent(max([room.left, *lefts]), min([room.right, *rights]))


def _limit(piece: Piece, follower: Piece | None, standing: Standing) -> float:
    """How far a piece may reach: to the next one, or as far as other lines do."""
    if follower is not None:
        return _earliest(follower, standing) - 0.5 * piece.size
    inner = min((e.left for e in standing.free), default=standing.page.left + _MARGIN)
    margin = min(max(inner - standing.page.left, _EDGE), _MARGIN)
    rights = [e.right for e in standing.free if e.right < standing.page.right]
    return max([standing.page.right - margin, *rights])


def _earliest(piece: Piece, standing: Standing) -> float:
    """Where a piece begins at the earliest, however it is set."""
    if not piece.is_touched:
        return piece.extent.left
    row = _row_of(piece)
    total = row.length + len(row.holes) * HOLE * piece.size
    how, where = _anchored(piece, standing)
    return where - {"right": total, "centre": total / 2}.get(how, 0.0)


def _anchored(piece: Piece, standing: Standing) -> tuple[str, float]:
    how, where = standing.anchored(piece.extent)
    if how == "free":  # nothing tells what it hangs on: all that is kept is about where it was
        where = standing.page.left + (where - standing.page.left) // _GRID * _GRID
    return how, where


def _place(piece: Piece, room: Extent, standing: Standing) -> Extent:
    """Set a piece between two limits; where it then reaches."""
    row, size = _row_of(piece), piece.size
    length, count = row.length, len(row.holes)
    if piece.seen:
        room = Extent(max(room.left, piece.seen.left), min(room.right, piece.seen.right))
    how, where = _anchored(piece, standing)
    if how == "free" and room.left > standing.page.left:
        where = max(where, room.left + 0.5 * size)
    wide = _width(how, where, room, standing.page)
    measure = standing.measure(where) if how == "left" else None
    if measure is not None and length + count * size <= measure - where:
        wide = min(wide, measure - where)
    hole = min(HOLE * size, max((wide - length) / count, _SMALLEST * size))
    piece.scale = min(1.0, (wide - count * hole) / length) if length else 1.0
    total = piece.scale * length + count * hole
    start = where - {"right": total, "centre": total / 2}.get(how, 0.0)
    if piece.scale < _NARROWEST or total > wide + size or start < room.left - _SLACK:
        raise CannotEditError("a line without room for its hole")
    _spread(piece, row, start, hole)
    return Extent(start, start + total)


def _width(how: str, where: float, room: Extent, page: Extent) -> float:
    """How wide a piece may become."""
    left = room.left if room.left > page.left else page.left + _EDGE
    if how == "right":
        return where - left
    if how == "centre":
        return 2 * min(where - left, room.right - where)
    return room.right - where
