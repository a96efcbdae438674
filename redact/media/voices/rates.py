"""Fewer samples a second and as many again: by whole numbers, without delay, a stretch at a time."""

from __future__ import annotations

from redact.types import Samples

_ENOUGH = 14_000
"""Hertz that are enough for speech; what stands above half of it is not carried."""
_SIDE = 12
"""So many of the fewer samples on each side tell what stands between two."""


def fewer(rate: int) -> int:
    """Which share of the samples is enough."""
    return max(rate // _ENOUGH, 1)


class Down:
    """Every so many-th sample of what is left below half the lower rate."""

    def __init__(self, share: int, channels: int) -> None:
        import numpy as np

        self._share = share
        self._filter = _lowpass(share)
        self._kept = np.zeros((channels, _SIDE * share), np.float32)

    def feed(self, samples: Samples) -> Samples:
        """What is ready when these samples follow those before."""
        import numpy as np

        if self._share == 1:
            return samples
        self._kept = np.concatenate([self._kept, samples], axis=1)
        count = max((self._kept.shape[1] - len(self._filter)) // self._share + 1, 0)
        if not count:
            return self._kept[:, :0]
        windows = np.lib.stride_tricks.sliding_window_view(self._kept, len(self._filter), axis=1)
        ready = windows[:, :: self._share][:, :count] @ self._filter
        self._kept = self._kept[:, count * self._share :]
        return np.asarray(ready, np.float32)


class Up:
    """So many samples for each."""

    def __init__(self, share: int, channels: int) -> None:
        import numpy as np

        self._share = share
        taps = np.pad(_lowpass(share) * np.float32(share), (0, share - 1))
        self._phases = taps.reshape(-1, share)[::-1].copy()
        self._kept = np.zeros((channels, _SIDE), np.float32)

    def feed(self, samples: Samples) -> Samples:
        """What is ready when these samples follow those before."""
        import numpy as np

        if self._share == 1:
            return samples
        self._kept = np.concatenate([self._kept, samples], axis=1)
        count = max(self._kept.shape[1] - 2 * _SIDE, 0)
        if not count:
            return self._kept[:, :0]
        windows = np.lib.stride_tricks.sliding_window_view(self._kept, 2 * _SIDE + 1, axis=1)[:, :count]
        ready = windows @ self._phases
        self._kept = self._kept[:, count:]
        return np.asarray(ready.reshape(len(ready), -1), np.float32)


def _lowpass(share: int) -> Samples:
    """A filter of ``2 * _SIDE * share + 1`` samples that keeps what the lower rate can carry: a windowed sinc."""
    import numpy as np

    at = np.arange(-_SIDE * share, _SIDE * share + 1)
    made = np.sinc(at / share * 0.94) * np.kaiser(len(at), 7.0)
    return np.asarray(made / made.sum(), np.float32)
