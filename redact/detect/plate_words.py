"""Number plates in what was read from pictures and films: which words are one, and where the whole plate stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from redact.detect.plate_cells import Cell, Crowd, Sign, one_below_other
from redact.detect.plate_forms import LEAST, MOST, is_mixed, kind_of
from redact.types import Box, KeyFrame, Region, Track

_GENERIC = range(5, 9)
_WIDEST, _NARROWEST = 11.0, 1.1
_BAND, _SHORT, _NEXT = 3, 5, 8
_LARGE = 1.5
_MARKS = frozenset(":£$€%@/#&")


class Margins(NamedTuple):
    """How much wider than what was read a plate is, in heights of its characters: on both sides, above and below.

    With more words than *crowd* in sight, only what is clearly a plate counts.
    """

    beside: float
    above: float
    crowd: int


class Read(NamedTuple):
    """A plate that was read: its kind, as ``plate_forms.kind_of`` names it, and the places of the whole plate."""

    kind: str
    regions: tuple[Region, ...]


def plates_read(cells: Sequence[Cell], margins: Margins) -> Iterator[Read]:
    """Every plate among the pieces of a text."""
    crowd = Crowd.of(cells)
    double = [pair for pair in _in_two_lines(cells) if crowd.around(pair[1][0]) <= margins.crowd]
    taken = {sign for _, signs in double for sign in signs}
    yield from (_read(kind, signs, margins) for kind, signs in double)
    for cell in [each for each in cells if not taken.intersection(each.signs)]:
        crowded = crowd.around(cell.signs[0]) > margins.crowd
        found = _by_itself(cell, crowd) if crowded else _plates(cell.signs)
        yield from (_read(kind, signs, margins) for kind, signs in found)


def _read(kind: str, signs: Sequence[Sign], margins: Margins) -> Read:
    above = margins.above if kind == "current" else 2 * margins.above
    return Read(kind, _regions(signs, (margins.beside, above)))


def _plates(signs: Sequence[Sign]) -> Iterator[tuple[str, Sequence[Sign]]]:
    """The plates in one line: words in a row that together are built like one, the longest first."""
    start = 0
    while start < len(signs):
        ends = range(min(len(signs), start + 4), start, -1)
        rows = ((end, _kind(signs, start, end)) for end in ends)
        end, kind = next(((end, kind) for end, kind in rows if kind is not None), (start + 1, None))
        if kind is not None:
            yield kind, signs[max(start - 1, 0) if _is_band(signs, start) else start : end]
        start = end


def _kind(signs: Sequence[Sign], start: int, end: int) -> str | None:
    """What kind of plate these words of a line are; those that only might be one must stand alone in it."""
    words = _joined(signs[start:end])
    if words is None:
        return None
    kind = kind_of(words)
    rest = [*signs[:start], *signs[end:]]
    alone = len(rest) <= 1 and all(len(each.letters) <= _BAND for each in rest)
    if kind == "current" or (kind and alone):
        return kind
    return "" if alone and len(words) in _GENERIC and is_mixed(words) and _is_plate_shaped(signs[start:end]) else None


def _by_itself(cell: Cell, crowd: Crowd) -> Iterator[tuple[str, Sequence[Sign]]]:
    """The plate that a line of a full page is, if it is clearly one and larger than the rest."""
    words = _joined(cell.signs)
    larger = len(cell.signs) <= _BAND and cell.signs[0].height >= _LARGE * crowd.usual
    if words and larger and kind_of(words) == "current":
        yield "current", cell.signs


def _is_band(signs: Sequence[Sign], start: int) -> bool:
    """Whether the word before is the country's sign on the band."""
    return start == 1 and len(signs[0].letters) <= _BAND


def _joined(signs: Sequence[Sign]) -> str | None:
    """The signs of the words without what separates them; ``None`` where there are others than a plate has."""
    text = "".join(each.letters for each in signs)
    if not LEAST <= len(text) <= MOST or any(_MARKS.intersection(each.word) for each in signs):
        return None
    small = sum(letter.islower() and letter not in "ilosz" for letter in text)
    return text.upper() if small * 4 <= len(text) and text.isascii() else None


def _is_plate_shaped(signs: Sequence[Sign]) -> bool:
    box = _around([each.box for each in signs])
    return _NARROWEST <= (box.right - box.left) / max(box.bottom - box.top, 1.0) <= _WIDEST


def _in_two_lines(cells: Sequence[Cell]) -> Iterator[tuple[str, Sequence[Sign]]]:
    """Square plates: two short lines, one below the other."""
    short = [cell for cell in cells if sum(len(sign.letters) for sign in cell.signs) <= _SHORT]
    for at, upper in enumerate(short):
        for lower in short[at + 1 : at + 1 + _NEXT]:
            words = _joined([*upper.signs, *lower.signs]) if one_below_other(upper, lower) else None
            kind = kind_of(words) if words and is_mixed(words) else ""
            if kind:
                yield kind, [*upper.signs, *lower.signs]


def _regions(signs: Sequence[Sign], margins: tuple[float, float]) -> tuple[Region, ...]:
    """The whole plate: one box in a picture, in a film the way of each word."""
    boxes = [sign.source for sign in signs if isinstance(sign.source, Box)]
    if boxes:
        height = min(box.bottom - box.top for box in boxes)
        return (_widened(_around(boxes), height, margins),)
    return tuple(_wider(sign.source, margins) for sign in signs if isinstance(sign.source, Track))


def _wider(track: Track, margins: tuple[float, float]) -> Track:
    keys = (KeyFrame(key.time, _widened(key.box, key.box.bottom - key.box.top, margins)) for key in track.keys)
    return Track(track.part, tuple(keys))


def _widened(box: Box, height: float, margins: tuple[float, float]) -> Box:
    across, down = (margin * height for margin in margins)
    return Box(box.part, max(box.left - across, 0.0), max(box.top - down, 0.0), box.right + across, box.bottom + down)


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        boxes[0].part,
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )
