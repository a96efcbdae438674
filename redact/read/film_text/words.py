"""The lines of a film as one text: in order of time, every word with the way that it takes through the film."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from redact.read.film_text.lines import Line, Place, in_its_row
from redact.read.film_text.patches import height_of
from redact.types import Alignment, Box, KeyFrame, Region, Track

if TYPE_CHECKING:
    from redact.read.film_text.looking import Reading
    from redact.read.ocr.engine import Word

_TOLERANCE = 0.75
"""Pixels of the film by which a track may leave a box's true way; each box is made that much larger."""
_WIDE_GAP = 2.5


class Screen(NamedTuple):
    """The film that was read: the part's id, its size in pixels, how much smaller the frames were, and the padding."""

    part: str
    width: int
    height: int
    scale: float
    pad: float


class _Row(NamedTuple):
    line: Line
    reading: Reading


def as_text(lines: Iterable[Line], screen: Screen, score: float) -> tuple[str, Alignment]:
    """The text of all readings at least as sure as *score*, and where each of its words stands."""
    text, runs, sureness = "", list[tuple[int, int, Region]](), list[float]()
    for separator, row in _in_order(lines, score):
        text += separator if text else ""
        between = ""
        for word in row.reading.words:
            track = _track(word, row.line.places, screen)
            if track is None or not word.text:
                continue
            text += between
            runs.append((len(text), len(text) + len(word.text), track))
            sureness.append(min(max(row.reading.score, 0.0), 1.0))
            text, between = text + word.text, " "
    return text, Alignment.of(runs, sureness)


def _in_order(lines: Iterable[Line], score: float) -> Iterator[tuple[str, _Row]]:
    """Each reading with what separates it from the one before: rows of one look stand below each other."""
    for _, looked in groupby(sorted(lines, key=lambda line: line.look), key=lambda line: line.look):
        for row in _rows(list(looked)):
            yield from _cells(row, score)


def _cells(row: Sequence[Line], score: float) -> Iterator[tuple[str, _Row]]:
    """The lines of a row side by side; what else they were read as on rows of their own."""
    separator, before = "\n", None
    for line in row:
        readings = [each for each in line.readings if each.score >= score and each.words]
        if readings:
            if before is not None:
                gap = float(_start(line)[0] - before.born[1:3].max(axis=0)[0])
                separator = "\t" if gap > _WIDE_GAP * height_of(line.born) else " "
            yield separator, _Row(line, readings[0])
            before = line
    for line in row:
        for reading in [each for each in line.readings if each.score >= score and each.words][1:]:
            yield "\n", _Row(line, reading)


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: float(each.born.mean(axis=0)[1])):
        if rows and in_its_row(line.born, rows[-1][-1].born):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: float(_start(line)[0])) for row in rows]


def _start(line: Line) -> Sequence[float]:
    start: Sequence[float] = line.born.min(axis=0)
    return start


def _track(word: Word, places: Sequence[Place], screen: Screen) -> Track | None:
    """The word's way while any of it is in the picture; ``None`` where it never is."""
    keys = [KeyFrame(place.time, box) for place in places if (box := _box(word, place, screen)) is not None]
    return Track(screen.part, tuple(simplified(keys))) if keys else None


def _box(word: Word, place: Place, screen: Screen) -> Box | None:
    import numpy as np

    quad = place.quad / screen.scale
    shares = np.array([[word.start], [word.end]], np.float32)
    corners = np.concatenate([quad[0] * (1 - shares) + quad[1] * shares, quad[3] * (1 - shares) + quad[2] * shares])
    pad = screen.pad * height_of(quad) + _TOLERANCE
    left, top = (float(edge) for edge in corners.min(axis=0) - pad)
    right, bottom = (float(edge) for edge in corners.max(axis=0) + pad)
    left, top = max(left, 0.0), max(top, 0.0)
    right, bottom = min(right, float(screen.width)), min(bottom, float(screen.height))
    return Box(screen.part, left, top, right, bottom) if left < right and top < bottom else None


def simplified(keys: Sequence[KeyFrame]) -> list[KeyFrame]:
    """The same way with as few key frames as keep it: what moves in a straight line needs only its ends.

    Source of the method: Douglas and Peucker (1973), over time.
    """
    import numpy as np

    times = np.array([key.time for key in keys])
    boxes = np.array([(key.box.left, key.box.top, key.box.right, key.box.bottom) for key in keys])
    kept, open_ = {0, len(keys) - 1}, [(0, len(keys) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        share = ((times[first + 1 : last] - times[first]) / max(times[last] - times[first], 1e-9))[:, None]
        off = np.abs(boxes[first + 1 : last] - boxes[first] * (1 - share) - boxes[last] * share).max(axis=1)
        if off.max() > _TOLERANCE:
            middle = first + 1 + int(off.argmax())
            kept.add(middle)
            open_ += [(first, middle), (middle, last)]
    return [keys[at] for at in sorted(kept)]
