"""How loud the sounds of a file are over their time, and when their words are heard: what a page can draw of them.

Of a written copy, after it was verified; of a file that waits for a decision with all that was found in it left out.
A stretch of 50 ms has two numbers, so that nobody can listen to them.
"""

from __future__ import annotations

import base64
import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from sys import byteorder

from redact.report.transcript import Track
from redact.report.waveforms import HIDDEN, MOST, SHORTEST
from redact.types import Part, Samples, Sound, TimeRange, Waveform

_AT_ONCE = 4_000_000
"""Samples of all channels that are decoded at once."""
_LONGEST_AT_ONCE = 120.0


def waveforms(parts: Iterable[Part], said: Sequence[Track], hidden: Sequence[TimeRange] = ()) -> tuple[Waveform, ...]:
    """One for each sound in *parts*; *hidden* are places that are left out of it. Raises as decoding does."""
    tracks = {track.sound: track for track in said}
    return tuple(
        Waveform(
            part.id, round(part.content.duration, 3), _peaks(part.content, _in(part, hidden)), _words(part, tracks)
        )
        for part in parts
        if isinstance(part.content, Sound) and not part.raw
    )


def _in(part: Part, hidden: Iterable[TimeRange]) -> list[TimeRange]:
    return [place for place in hidden if place.part == part.id]


def _peaks(sound: Sound, hidden: Iterable[TimeRange]) -> str:
    import numpy as np

    count = min(MOST, max(math.floor(sound.duration / SHORTEST), 1))
    step = sound.duration / count
    peaks = np.zeros((count, 2), np.int8)
    for number, (low, high) in enumerate(_extremes(sound, count)):
        peaks[number] = math.floor(max(low, -1.0) * 127), math.ceil(min(high, 1.0) * 127)
    for place in hidden:
        peaks[max(math.floor(place.start / step), 0) : max(math.ceil(place.end / step), 0)] = 0
    return base64.b64encode(peaks.tobytes()).decode()


def _extremes(sound: Sound, count: int) -> Iterator[tuple[float, float]]:
    """The lowest and the highest sample of each of so many stretches, of few of them at once."""
    step = sound.duration / count
    at_once = min(_AT_ONCE / (sound.rate * sound.channels), _LONGEST_AT_ONCE)
    together = max(int(at_once / step), 1)
    for first in range(0, count, together):
        last = min(first + together, count)
        samples = sound.samples(sound.rate, first * step, last * step)
        edges = [round(len(samples) * number / (last - first)) for number in range(last - first + 1)]
        for start, end in pairwise(edges):
            yield _extreme(samples[start:end])


def _extreme(samples: Samples) -> tuple[float, float]:
    return float(samples.min(initial=0.0)), float(samples.max(initial=0.0))


def _words(part: Part, tracks: dict[str, Track]) -> str:
    if part.id not in tracks:
        return ""
    numbers = array("I")
    for each in tracks[part.id].said:
        numbers.extend(
            (_thousandths(each.begin), _thousandths(each.until), each.start | (HIDDEN if each.hidden else 0))
        )
    if byteorder == "big":
        numbers.byteswap()
    return base64.b64encode(numbers.tobytes()).decode()


def _thousandths(seconds: float) -> int:
    return max(round(seconds * 1000), 0)
