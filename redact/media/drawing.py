"""What was found, drawn over a picture or a film: outlines with type and score, for who tunes a policy.

What is drawn on is the original: nothing is covered. A thin coloured line runs on a wider dark one, so that it shows on
any ground; groups of identifiers differ in colour and in how the line is dashed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

from redact.media.containers import container_of, created
from redact.types import Box, Clip, Frame, Pixels, Region, Track

Corners: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom, in whole pixels."""

FILMS = frozenset({".mp4", ".mkv", ".webm"})
"""Endings of the films that can be written."""
COLOURS = (
    (255, 77, 148), (84, 160, 255), (190, 130, 255), (70, 205, 110), (255, 150, 50), (30, 205, 225), (240, 205, 60),
    (225, 150, 95), (175, 188, 200), (255, 255, 255), (180, 225, 60), (255, 105, 90), (200, 200, 200),
)  # fmt: skip
DASHES = ((1, 0), (8, 5), (2, 4), (12, 4), (5, 5))
"""Pixels that are drawn, and left out, in units of the line's width; the first draws the whole line."""
_DARK = (15, 17, 20)
_TICKS = 90_000
_VP9 = {"deadline": "realtime", "cpu-used": "7", "row-mt": "1", "crf": "20", "b": "0", "g": "120"}
_HELD = 0.02
"""Seconds by which the time of a frame may differ from that of a key, in the rounding of containers."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One place to outline, the words beside it (none where they are empty), and the number of its group."""

    region: Region
    words: str
    group: int = 0

    def at(self, time: float) -> Box | None:
        """Where it stands at that time: a box always, a track while it lasts, anything else nowhere."""
        match self.region:
            case Box():
                return self.region
            case Track(keys=keys) if keys[0].time - _HELD <= time <= keys[-1].time + _HELD:
                after = bisect_right(keys, time, key=lambda key: key.time)
                low, high = keys[max(after - 1, 0)], keys[min(after, len(keys) - 1)]
                span = high.time - low.time
                return _between(low.box, high.box, (time - low.time) / span if span > 0 else 0.0)
        return None


def _between(low: Box, high: Box, share: float) -> Box:
    share = min(max(share, 0.0), 1.0)
    edges = ((low.left, high.left), (low.top, high.top), (low.right, high.right), (low.bottom, high.bottom))
    return Box(low.part, *(a + share * (b - a) for a, b in edges))


# --- pictures ------------------------------------------------------------------------------------------------


def drawn(pixels: Pixels, marks: Iterable[Mark], time: float = 0.0) -> Pixels:
    """A copy of the picture with an outline and words at every mark that stands there at that time."""
    import numpy as np

    placed = [(mark, box) for mark in marks if (box := mark.at(time))]
    if not placed:
        return pixels
    canvas = np.ascontiguousarray(pixels).copy()
    height, width = canvas.shape[:2]
    line = max(2, round(max(height, width) / 500))
    outlines = [(mark, corners) for mark, box in placed if (corners := _whole(box, width, height, line))]
    for mark, corners in outlines:
        _outline(canvas, corners, mark.group, line)
    taken: list[Corners] = []
    for mark, corners in outlines:
        if mark.words:
            _write(canvas, mark, corners, taken)
    return canvas


def _whole(box: Box, width: int, height: int, line: int) -> Corners | None:
    """The box in whole pixels, its line inside the picture; nothing where it lies outside."""
    if box.right <= 0 or box.bottom <= 0 or box.left >= width or box.top >= height:
        return None
    left, top = max(round(box.left), line), max(round(box.top), line)
    return (
        left,
        top,
        max(min(round(box.right), width - 1 - line), left),
        max(min(round(box.bottom), height - 1 - line), top),
    )


def _outline(canvas: Pixels, corners: Corners, group: int, line: int) -> None:
    import cv2

    left, top, right, bottom = corners
    cv2.rectangle(canvas, (left, top), (right, bottom), _DARK, line + 2)
    sides = (
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    )
    for side in sides:
        for start, end in _dashes(side, DASHES[group % len(DASHES)], line):
            cv2.line(canvas, start, end, COLOURS[group % len(COLOURS)], line)


def _dashes(side: Corners, dash: tuple[int, int], line: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The pieces of a straight line that are drawn."""
    x, y, to_x, to_y = side
    length = max(abs(to_x - x), abs(to_y - y))
    on, off = dash[0] * line, dash[1] * line
    if not off or length <= on:
        yield (x, y), (to_x, to_y)
        return
    for start in range(0, length, on + off):
        first, last = start / length, min(start + on, length) / length
        yield (
            (round(x + first * (to_x - x)), round(y + first * (to_y - y))),
            (round(x + last * (to_x - x)), round(y + last * (to_y - y))),
        )


def _write(canvas: Pixels, mark: Mark, corners: Corners, taken: list[Corners]) -> None:
    """The words on a dark plate, where nothing else is written if there is such a place."""
    import cv2

    font, scale = cv2.FONT_HERSHEY_SIMPLEX, max(0.38, max(canvas.shape[:2]) / 2200)
    line = max(1, round(1.6 * scale))
    (wide, tall), below = cv2.getTextSize(mark.words, font, scale, line)
    size = (wide + 4 * line, tall + below + 2 * line)
    plates = [_kept_inside(at, size, canvas.shape[1], canvas.shape[0]) for at in _spots(corners, size)]
    plate = next((plate for plate in plates if not any(_overlap(plate, other) for other in taken)), plates[0])
    taken.append(plate)
    colour = COLOURS[mark.group % len(COLOURS)]
    cv2.rectangle(canvas, plate[:2], plate[2:], _DARK, cv2.FILLED)
    cv2.rectangle(canvas, plate[:2], plate[2:], colour, line)
    cv2.putText(canvas, mark.words, (plate[0] + 2 * line, plate[3] - below), font, scale, colour, line, cv2.LINE_AA)


def _spots(corners: Corners, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Where words may begin: above the box, below it, beside it, inside it."""
    left, top, right, bottom = corners
    yield from ((left, top - size[1] - 2), (left, bottom + 2), (right + 2, top), (left - size[0] - 2, top), (left, top))


def _kept_inside(at: tuple[int, int], size: tuple[int, int], width: int, height: int) -> Corners:
    left, top = max(min(at[0], width - 1 - size[0]), 0), max(min(at[1], height - 1 - size[1]), 0)
    return left, top, left + size[0], top + size[1]


def _overlap(one: Corners, other: Corners) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def draw_picture(pixels: Pixels, marks: Sequence[Mark], target: Path) -> None:
    """The picture with its marks, as a PNG file."""
    import cv2

    _, data = cv2.imencode(".png", cv2.cvtColor(drawn(pixels, marks), cv2.COLOR_RGB2BGR))
    target.write_bytes(data.tobytes())


# --- films ---------------------------------------------------------------------------------------------------


def draw_film(clip: Clip, marks: Sequence[Mark], target: Path) -> None:
    """The film with its marks moving along, as VP9, every frame at its time; without sound.

    Raises ``UnsupportedError`` for an ending of another kind, ``UnreadableError`` for what cannot be decoded.
    """
    import av

    with created(target, container_of(target)) as sink:
        stream = sink.add_stream("libvpx-vp9", rate=30, options=_VP9)
        stream.width, stream.height, stream.pix_fmt = clip.width, clip.height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, _TICKS)
        stream.codec_context.thread_count = 2
        last = -1
        for frame in clip.frames():
            last = max(round(frame.time * _TICKS), last + 1)
            picture = av.VideoFrame.from_ndarray(_shown(frame, marks), format="rgb24")
            picture.pts, picture.time_base = last, Fraction(1, _TICKS)
            sink.mux(stream.encode(picture))
        sink.mux(stream.encode(None))


def _shown(frame: Frame, marks: Sequence[Mark]) -> Pixels:
    import numpy as np

    return np.ascontiguousarray(drawn(frame.pixels(), marks, frame.time))
