"""Thumbnails of a written copy, for the contact sheet: made from the copy alone, once it has been verified.

Of a film moments at even distances and one in each stretch that a reviewer should look at; of files with many pictures
the first few in which something was covered, then the others.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redact.report import file_record
from redact.report.doubts import in_film
from redact.types import Clip, Document, Frame, Outcome, Part, Picture, Pixels, Thumbnail

WIDE, TALL = 240, 240
"""Pixels that a thumbnail has at most."""
QUALITY = 72
MOST_STILLS = 12
FEWEST, MOST, DOUBTFUL = 6, 16, 8
"""Moments of a film at even distances, and of stretches to look at."""
_APART = 4.0
"""Seconds between moments from which on it is cheaper to seek than to decode all that lies between."""


def thumbnails(copy: Document, outcome: Outcome) -> tuple[Thumbnail, ...]:
    """Small pictures of a copy that was opened again; *outcome* says what was done in it. Raises as decoding does."""
    parts = [part for part in copy.parts if not part.raw]
    edited = {edit.region.part for edit in outcome.edits}
    stills = [(part.id, part.content) for part in parts if isinstance(part.content, Picture)]
    first = sorted(stills, key=lambda still: still[0] not in edited)[:MOST_STILLS]
    moving = (each for part in parts if isinstance(part.content, Clip) for each in _of_film(part, outcome))
    return (*(_thumbnail(part, picture.pixels(), None) for part, picture in first), *moving)


def _of_film(part: Part, outcome: Outcome) -> Iterator[Thumbnail]:
    if isinstance(part.content, Clip):
        for frame in _frames(part.content, moments(outcome, part.id, part.content.duration)):
            yield _thumbnail(part.id, frame.pixels(), round(frame.time, 3))


def moments(outcome: Outcome, part: str, seconds: float) -> list[float]:
    """When to show a film, in order."""
    count = min(max(round(seconds / 2), FEWEST), MOST)
    even = [seconds * (number + 0.5) / count for number in range(count)]
    doubts = sorted(in_film(file_record(outcome), part), key=lambda each: each.score)
    return sorted({round(time, 3) for time in (*even, *(each.middle for each in doubts[:DOUBTFUL]))})


def _frames(clip: Clip, times: Sequence[float]) -> Iterator[Frame]:
    """The frames that stand at the times, or come next where it is cheaper to seek; each once."""
    since = clip.since if clip.duration > _APART * len(times) else None
    jumps = (next(since(time), None) for time in times) if since else ()
    found = (frame for frame in jumps if frame) if since else _passing(clip.frames(), times)
    last = -1.0
    for frame in found:
        if frame.time > last:
            last = frame.time
            yield frame


def _passing(frames: Iterable[Frame], times: Sequence[float]) -> Iterator[Frame]:
    """The frames that stand at the times, on one way through the film."""
    waiting, before = list(times), None
    for frame in frames:
        if before and waiting and frame.time > waiting[0]:
            yield before
            waiting = [time for time in waiting if time >= frame.time]
        if not waiting:
            return
        before = frame
    if before:
        yield before


def _thumbnail(part: str, pixels: Pixels, time: float | None) -> Thumbnail:
    import cv2

    height, width = pixels.shape[:2]
    scale = min(WIDE / width, TALL / height, 1.0)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    _, data = cv2.imencode(".jpg", cv2.cvtColor(small, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return Thumbnail(part, base64.b64encode(data.tobytes()).decode(), *size, time)


def without_thumbnails(outcome: Outcome) -> Outcome:
    """The same without pictures, and so the files inside it."""
    return replace(outcome, shown=(), children=tuple(map(without_thumbnails, outcome.children)))
