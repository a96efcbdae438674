"""Long pauses left out before a speech model listens, and times mapped back.

Judged by loudness against the recording's own floor, not by a model of voices: the usual voice detector (Silero) drops
more than half of the speech in a telephone band, and what is dropped here is never heard. Steady hum and noise are
pauses too; anything that rises above its floor is listened to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from redact.types import Samples

FRAME = 0.03
RISE = 2.0
"""A frame is sounding when it is this many times as loud as the quietest (6 dB)."""
FLOOR = 1e-4
"""Loudness, of full scale, below which nothing is heard (-80 dB)."""
PAUSE = 2.0
"""Seconds of quiet that are left out, but for the margins around them."""
MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Sounding:
    """The stretches worth hearing, in samples, half-open, in order."""

    stretches: tuple[tuple[int, int], ...]

    def joined(self, samples: Samples) -> Samples:
        """The stretches laid end to end."""
        import numpy as np

        return np.concatenate([samples[first:last] for first, last in self.stretches] or [samples[:0]])

    def first(self, place: float) -> float:
        """Where a sample of the joined sound stands in the whole, for the beginning of something."""
        starts = self._starts()
        number = max(bisect_right(starts, place) - 1, 0)
        return self.stretches[number][0] + place - starts[number]

    def last(self, place: float) -> float:
        """The same for the end of something: at a joint it belongs to the stretch before."""
        starts = self._starts()
        number = max(bisect_left(starts, place) - 1, 0)
        return self.stretches[number][0] + place - starts[number]

    def _starts(self) -> list[int]:
        starts = [0]
        for first, last in self.stretches:
            starts.append(starts[-1] + last - first)
        return starts[:-1]


def sounding(samples: Samples, rate: int) -> Sounding:
    """The stretches between long pauses, with their margins."""
    import numpy as np

    size = round(FRAME * rate)
    count = -(-len(samples) // size)
    padded = np.pad(samples, (0, count * size - len(samples))).reshape(count, size)
    loudness = np.sqrt((padded**2).mean(axis=1))
    floor = float(np.percentile(loudness, 2)) if count else 0.0
    frames = np.flatnonzero(loudness > max(RISE * floor, FLOOR))
    return Sounding(_stretches([(int(frame) * size, (int(frame) + 1) * size) for frame in frames], len(samples), rate))


def _stretches(loud: list[tuple[int, int]], length: int, rate: int) -> tuple[tuple[int, int], ...]:
    margin, pause = round(MARGIN * rate), round(PAUSE * rate)
    stretches: list[tuple[int, int]] = []
    for first, last in loud:
        if stretches and first - (stretches[-1][1] - margin) < pause:
            stretches[-1] = (stretches[-1][0], last + margin)
        else:
            stretches.append((max(first - margin, 0), last + margin))
    return tuple((first, min(last, length)) for first, last in stretches)
