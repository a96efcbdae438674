"""Pitch moved, time kept: the sound played faster or slower in short grains that begin where they fit the last one.

Source of the method: synchronised overlap-add (Roucos and Wilgus, 1985), with every grain held near its own time.
"""

from __future__ import annotations

from redact.types import Samples

_HOP = 0.02
"""Seconds from one grain to the next; a grain is twice as long."""
_SEEK = 0.009
"""Seconds by which a grain may begin earlier or later: a period of a low voice, both ways."""
_EDGE = 4
"""Samples beside a grain that are needed to tell what stands between two."""


class Pitch:
    """Channels at one pitch in, at another out; as many samples, later. All channels are cut at the same places."""

    def __init__(self, ratio: float, rate: float, channels: int) -> None:
        import numpy as np

        self._ratio = ratio
        self._hop = round(_HOP * rate)
        self._seek = round(_SEEK * rate)
        reach = int(self._hop * ratio + self._seek) + _EDGE
        self._reach = reach
        self._kept = np.zeros((channels, reach), np.float32)
        self._first = -reach
        self._grain = 0
        self._window = (0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * self._hop) + 0.5) / self._hop)).astype(np.float32)
        self._tail = np.zeros((channels, self._hop), np.float32)
        self._goes_on = np.zeros((channels, self._hop), np.float32)

    def feed(self, samples: Samples) -> Samples:
        """What is ready when these samples follow those before."""
        import numpy as np

        self._kept = np.concatenate([self._kept, samples], axis=1)
        ready = [self._tail[:, :0]]
        while self._grain * self._hop + self._reach < self._first + self._kept.shape[1]:
            before = self._next()
            ready += [before] if self._grain > 1 else []  # the first one's stands before the first sample
        done = max(self._grain * self._hop - self._reach - self._first, 0)
        self._kept, self._first = self._kept[:, done:], self._first + done
        return np.concatenate(ready, axis=1)

    def _next(self) -> Samples:
        """The hop before the middle of the next grain: the end of the last one and its own beginning."""
        import numpy as np

        hop, seek = self._hop, int(self._seek / self._ratio)
        steps = np.arange(-hop - seek, hop + seek) * self._ratio
        near = _between(self._kept, self._grain * self._hop - self._first + steps)
        at = _fit(near[:, : hop + 2 * seek], self._goes_on)
        grain = near[:, at : at + 2 * hop]
        shaped = grain * self._window
        ready = self._tail + shaped[:, :hop]
        self._tail, self._goes_on = shaped[:, hop:], grain[:, hop:]
        self._grain += 1
        return np.asarray(ready, np.float32)


def _fit(near: Samples, last: Samples) -> int:
    """Where in *near* a grain goes on best as the last one did: the place of the highest normalised correlation."""
    import numpy as np

    wanted, there = last.sum(axis=0), near.sum(axis=0)
    size = len(wanted)
    power = np.concatenate([[0.0], np.cumsum(there.astype(np.float64) ** 2)])
    energy = power[size:] - power[:-size]
    alike = np.correlate(there, wanted, "valid") / np.sqrt(energy + 1e-6 * size)
    middle = (len(alike) - 1) / 2
    away = np.abs(np.arange(len(alike)) - middle) / max(middle, 1)
    return int(np.argmax(alike - 1e-3 * away * np.abs(alike).max(initial=0.0) - 1e-9 * away))


def _between(samples: Samples, places: Samples) -> Samples:
    """The samples at places that are no whole numbers, by cubics through the four around each (Lagrange)."""
    import numpy as np

    whole = np.floor(places).astype(np.int64)
    part = (places - whole).astype(np.float32)
    a, b, c, d = (samples[:, whole + step] for step in (-1, 0, 1, 2))
    first = -part * (part - 1) * (part - 2) / 6 * a
    second = (part + 1) * (part - 1) * (part - 2) / 2 * b
    third = -(part + 1) * part * (part - 2) / 2 * c
    fourth = (part + 1) * part * (part - 1) / 6 * d
    return np.asarray(first + second + third + fourth, np.float32)
