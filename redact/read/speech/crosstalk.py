"""What is heard in more channels than the one it was said in: a call's echo, or a microphone that hears both speakers.

Told by likeness: half a second of one channel, slid over the same half second of another, must be like it at some
delay. Source of the method: generalised cross-correlation (Knapp and Carter, 1976), each frequency partly evened out so
that two people with like voices are not taken for one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.types import Samples, Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Evened: TypeAlias = tuple[NDArray[np.complex128], NDArray[np.bool_]]

_RATE = 8_000
_STEP = 0.25
_WIDTH = 2
"""Steps that are compared at a time."""
_DELAY = 0.3
"""Seconds that an echo may come late."""
_ALIKE = 0.2
"""Of likeness one: two speakers at once stay below in 98 of 100 half seconds, noise always; an echo ten times as loud
as the noise around it is above in most."""
_OFTEN = 0.2
"""A channel so large a share of which is heard in another is taken to be heard there throughout."""
_FAINT = 1e-10
"""The mean square below which nothing is in a channel (-100 dB)."""


@dataclass(frozen=True, slots=True)
class Shared:
    """For every channel, and every quarter of a second, whether another channel holds the same sound."""

    steps: tuple[bytes, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, sound: Sound, window: float) -> Shared:
        """Listens to every channel of the sound, so many seconds at a time."""
        found: list[list[bytes]] = [[] for _ in sound.each]
        start = 0.0
        while start < sound.duration:
            stop = min(start + window, sound.duration)
            channels = [each.samples(_RATE, start, stop) for each in sound.each]
            for rows, steps in zip(found, _shared(channels), strict=True):
                rows.append(steps)
            start = stop
        return cls(tuple(b"".join(rows) for rows in found))

    def within(self, channel: int | None, start: float, end: float) -> bool:
        """Whether what is heard in that channel between two moments is heard in another one as well."""
        if channel is None or channel >= len(self.steps):
            return False
        steps = self.steps[channel]
        first, last = max(int(start / _STEP) - _WIDTH + 1, 0), int(end / _STEP) + 1
        return b"\1" in steps[first:last] or steps.count(b"\1") > _OFTEN * len(steps)


NOWHERE = Shared()
"""Nothing is heard in another channel."""


def _shared(channels: list[Samples]) -> list[bytes]:
    import numpy as np

    spectra = [_spectra(samples) for samples in channels]
    alike = np.zeros((len(channels), len(spectra[0][0]) if spectra else 0), np.bool_)
    for one in range(len(channels)):
        for other in range(one):
            both = _alike(spectra[one], spectra[other])
            alike[one] |= both
            alike[other] |= both
    return [bytes(row.astype(np.uint8)) for row in alike]


def _spectra(samples: Samples) -> Evened:
    """Half seconds, one every quarter, as evened-out spectra of length one; and which of them hold anything."""
    import numpy as np

    step = round(_STEP * _RATE)
    count = -(-len(samples) // step)
    padded = np.pad(np.diff(samples, prepend=samples[:1]), (0, (count + _WIDTH) * step - len(samples)))
    rows = np.lib.stride_tricks.sliding_window_view(padded, _WIDTH * step)[::step][:count]
    spectra = np.fft.rfft(rows * np.hanning(_WIDTH * step), 2 * _WIDTH * step)
    power = np.abs(spectra)
    even = spectra / np.maximum(power, 1e-3 * power.max(axis=1, initial=1e-12, keepdims=True)) ** 0.6
    length = np.sqrt(2 * (np.abs(even) ** 2).sum(axis=1, keepdims=True) / spectra.shape[1] / 2)
    return even / np.maximum(length, 1e-12), (rows**2).mean(axis=1) > _FAINT


def _alike(one: Evened, other: Evened) -> NDArray[np.bool_]:
    """Which half seconds of two channels are like each other at some delay."""
    import numpy as np

    sliding = np.fft.irfft(one[0] * np.conj(other[0]))
    reach = round(_DELAY * _RATE)
    likeness = np.abs(np.concatenate([sliding[:, : reach + 1], sliding[:, -reach:]], axis=1)).max(axis=1, initial=0.0)
    return np.asarray((likeness > _ALIKE) & one[1] & other[1])
