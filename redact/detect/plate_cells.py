"""Text read from a picture or film, cut into the pieces that stand by themselves: each row at its wide gaps."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from redact.types import Alignment, Box, Region, Track

_CELL = re.compile(r"[^\n\t]+")
_WORD = re.compile(r"\S+")
_SIGN = re.compile(r"[^\W_]")


class Sign(NamedTuple):
    """A word and where it stands: in a film its way, and the box that it has at first."""

    word: str
    source: Region
    box: Box

    def __repr__(self) -> str:
        return f"Sign({self.box!r})"

    @property
    def letters(self) -> str:
        """Its letters and digits alone."""
        return "".join(_SIGN.findall(self.word))

    @property
    def height(self) -> float:
        """In pixels."""
        return self.box.bottom - self.box.top


class Cell(NamedTuple):
    """Words that stand side by side, with nothing near on their left and right."""

    signs: tuple[Sign, ...]

    def is_in_sight_of(self, other: Cell) -> bool:
        """Whether both are seen at one time."""
        one, two = self.signs[0].source, other.signs[0].source
        if not (isinstance(one, Track) and isinstance(two, Track)):
            return True
        return one.keys[0].time <= two.keys[-1].time and two.keys[0].time <= one.keys[-1].time


@dataclass(frozen=True, slots=True)
class Crowd:
    """How much else is in sight: of a picture all its words, of a film those that are seen at one time."""

    starts: Sequence[float]
    ends: Sequence[float]
    usual: float

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Crowd:
        """All words of a text; ``usual`` is how high they usually are."""
        signs = [sign for cell in cells for sign in cell.signs]
        heights = sorted(sign.height for sign in signs)
        times = [_times(sign.source) for sign in signs]
        starts, ends = sorted(start for start, _ in times), sorted(end for _, end in times)
        return cls(starts, ends, heights[len(heights) // 2] if heights else 0.0)

    def around(self, sign: Sign) -> int:
        """How many words are seen while this one is."""
        start, end = _times(sign.source)
        return bisect_right(self.starts, end) - bisect_left(self.ends, start)


def _times(source: Region) -> tuple[float, float]:
    return (source.keys[0].time, source.keys[-1].time) if isinstance(source, Track) else (0.0, 0.0)


def cells_of(text: str, alignment: Alignment) -> list[Cell]:
    """Every piece of the text that has letters or digits, in order."""
    cells = []
    for piece in _CELL.finditer(text):
        words = _WORD.finditer(text, piece.start(), piece.end())
        signs = [sign for word in words if (sign := _sign(word, alignment)) is not None and sign.letters]
        cells += [Cell(tuple(signs))] if signs else []
    return cells


def _sign(word: re.Match[str], alignment: Alignment) -> Sign | None:
    for source in alignment.locate(word.start(), word.end()):
        if isinstance(source, Box):
            return Sign(word.group(), source, source)
        if isinstance(source, Track):
            return Sign(word.group(), source, source.keys[len(source.keys) // 2].box)
    return None


def one_below_other(upper: Cell, lower: Cell) -> bool:
    """Whether two pieces are the lines of one thing: close, of like height, one over the other, at one time."""
    one, two = _around(upper), _around(lower)
    height = max(one.bottom - one.top, two.bottom - two.top)
    gap = two.top - one.bottom
    alike = min(one.bottom - one.top, two.bottom - two.top) > 0.55 * height
    shared = min(one.right, two.right) - max(one.left, two.left)
    narrower = min(one.right - one.left, two.right - two.left)
    near = two.top > (one.top + one.bottom) / 2 and gap < 0.7 * height
    return alike and near and shared > 0.5 * narrower and upper.is_in_sight_of(lower)


def _around(cell: Cell) -> Box:
    boxes = [sign.box for sign in cell.signs]
    left, top = min(box.left for box in boxes), min(box.top for box in boxes)
    return Box(boxes[0].part, left, top, max(box.right for box in boxes), max(box.bottom for box in boxes))
