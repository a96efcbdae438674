"""Large pictures read in tiles that overlap, so that small letters keep their size and a word is whole in one tile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from redact.read.ocr.engine import Line, Word

if TYPE_CHECKING:
    from redact.read.ocr.finding import Quad
    from redact.types import Pixels

_TILE, _SEAM = 3000, 600
_SLACK = 50.0
"""How far a tile answers for words beyond its core: two tiles may differ about the middle of a word."""


class Tile(NamedTuple):
    """A piece of a picture: where its corner lies, and the part of the picture whose words it answers for."""

    pixels: Pixels
    left: int
    top: int
    core: tuple[float, float, float, float]


def tiles(pixels: Pixels) -> Iterator[Tile]:
    """The picture in tiles; their cores cover it without overlap."""
    height, width = pixels.shape[:2]
    for top, bottom, above, below in _stretches(height):
        for left, right, before, behind in _stretches(width):
            yield Tile(pixels[top:bottom, left:right], left, top, (before, above, behind, below))


def _stretches(length: int) -> list[tuple[int, int, float, float]]:
    """Start, end, start of the core and end of the core of each tile along one side."""
    starts = range(0, max(length - _SEAM, 1), _TILE - _SEAM)
    ends = [min(start + _TILE, length) for start in starts]
    cores = [0.0, *(start + _SEAM / 2 for start in starts[1:]), float(length)]
    return [(start, end, cores[at], cores[at + 1]) for at, (start, end) in enumerate(zip(starts, ends, strict=True))]


class _Spot(NamedTuple):
    """A word at the middle of where it was read, and half its length."""

    text: str
    x: float
    y: float
    half: float


def merged(read: Iterable[tuple[Tile, Sequence[Line]]]) -> list[Line]:
    """The lines of all tiles where they stand in the picture, with each word once."""
    import numpy as np

    lines: list[Line] = []
    spots: list[_Spot] = []
    for tile, found in read:
        before = list(spots)
        for line in found:
            quad = line.quad + np.array([tile.left, tile.top], np.float32)
            new = [(word, spot) for word in line.words if _is_new(spot := _spot(quad, word), tile, before)]
            spots += [spot for _, spot in new]
            kept = tuple(word for word, _ in new)
            lines += [_cut(line._replace(quad=quad, words=kept))] if kept else []
    return lines


def _is_new(spot: _Spot, tile: Tile, known: Sequence[_Spot]) -> bool:
    left, top, right, bottom = tile.core
    if not (left - _SLACK <= spot.x < right + _SLACK and top - _SLACK <= spot.y < bottom + _SLACK):
        return False
    return not any(_is_same(spot, other) for other in known)


def _is_same(one: _Spot, other: _Spot) -> bool:
    near = min(_SLACK, one.half)
    return one.text == other.text and abs(one.x - other.x) < near and abs(one.y - other.y) < near


def _spot(quad: Quad, word: Word) -> _Spot:
    import numpy as np

    share = (word.start + word.end) / 2
    x, y = (quad[0] + quad[3]) / 2 * (1 - share) + (quad[1] + quad[2]) / 2 * share
    half = float(np.linalg.norm(quad[1] - quad[0])) * (word.end - word.start) / 2
    return _Spot(word.text, float(x), float(y), half)


def _cut(line: Line) -> Line:
    """The line cut down to the words that it still has."""
    import numpy as np

    start, end = line.words[0].start, line.words[-1].end
    above, below = line.quad[1] - line.quad[0], line.quad[2] - line.quad[3]
    ends = [line.quad[0] + start * above, line.quad[0] + end * above]
    ends += [line.quad[3] + end * below, line.quad[3] + start * below]
    length = max(end - start, 1e-6)
    words = tuple(_within(word, start, length) for word in line.words)
    others = [[word for word in other if start <= (word.start + word.end) / 2 <= end] for other in line.others]
    moved = tuple(tuple(_within(word, start, length) for word in other) for other in others if other)
    return Line(np.array(ends, np.float32), words, line.score, moved)


def _within(word: Word, start: float, length: float) -> Word:
    """The word with its place along a piece of the line."""
    return word._replace(start=(word.start - start) / length, end=(word.end - start) / length)
