"""Where a sound is quiet and where it is not, to a hundredth of a second."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.types import Samples, Sound

_RATE = 16_000
REACH = 0.3
"""Seconds that an edge may move to come to a quiet moment; it stays where there is none."""
STEP = 0.01
"""Seconds of sound of which the loudness is known as one figure."""
_LONGEST = 3.0
_GAP = 0.3
_FLOOR, _RISE, _OF_SPEECH = 5, 2.0, 0.03


@dataclass(frozen=True, slots=True)
class Quiet:
    """Which steps of a sound are quiet, one sign a step: a hundred bytes for each second."""

    steps: bytes = field(repr=False, default=b"")

    @classmethod
    def of(cls, sound: Sound, window: float) -> Quiet:
        """Listens to the whole sound, so many seconds at a time."""
        steps, start = [], 0.0
        while start < sound.duration:
            stop = min(start + window, sound.duration)
            steps.append(cls.within(sound.samples(_RATE, start, stop)).steps)
            start = stop
        return cls(b"".join(steps))

    @classmethod
    def within(cls, samples: Samples) -> Quiet:
        """Of samples at 16 kHz: what is not louder than their floor, or far below the voices in them."""
        import numpy as np

        size = round(STEP * _RATE)
        padded = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size)
        loudness = np.sqrt((padded**2).mean(axis=1))
        if not len(loudness):
            return cls()
        floor, speech = np.percentile(loudness, (_FLOOR, 90))
        return cls(bytes((loudness <= max(_RISE * floor, _OF_SPEECH * speech)).astype(np.uint8)))

    def sounding(self, start: float, end: float) -> float:
        """How many of the seconds between two moments are not quiet."""
        return self.steps.count(b"\0", max(round(start / STEP), 0), max(round(end / STEP), 0)) * STEP

    def holds(self, start: float, end: float) -> bool:
        """Whether all is quiet between two moments of the sound; never where nothing is known."""
        stop = round(end / STEP)
        return stop <= len(self.steps) and b"\0" not in self.steps[max(round(start / STEP), 0) : stop]

    def before(self, time: float) -> float:
        """The nearest quiet moment at *time* or not far before it, else *time*."""
        last = min(int(time / STEP), len(self.steps) - 1)
        place = self.steps.rfind(b"\1", max(last - round(REACH / STEP), 0), last + 1)
        return time if place < 0 else min(time, (place + 1) * STEP)

    def after(self, time: float) -> float:
        """The nearest quiet moment at *time* or not far after it, else *time*."""
        first = max(int(time / STEP), 0)
        place = self.steps.find(b"\1", first, first + round(REACH / STEP) + 1)
        return time if place < 0 else max(time, place * STEP)

    def unclaimed_before(self, time: float, floor: float) -> float:
        """Where the sound begins that leads up to *time* over short gaps; not before *floor* nor very long ago."""
        first = max(int(max(floor, time - _LONGEST) / STEP) + 1, 0)
        return self._reached(range(min(int(time / STEP), len(self.steps)) - 1, first - 1, -1), time)

    def unclaimed_after(self, time: float, ceiling: float) -> float:
        """Where the sound ends that goes on after *time* over short gaps; not behind *ceiling* nor very far on."""
        last = min(int(min(ceiling, time + _LONGEST) / STEP), len(self.steps))
        return self._reached(range(int(time / STEP), last), time - STEP) + STEP

    def _reached(self, places: Iterable[int], time: float) -> float:
        gap = 0
        for place in places:
            gap = gap + 1 if self.steps[place] else 0
            if gap * STEP > _GAP:
                break
            if not gap:
                time = place * STEP
        return time


UNKNOWN = Quiet()
"""Nothing is known to be quiet: every edge stays where it is."""
