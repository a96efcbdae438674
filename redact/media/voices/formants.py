"""Formants moved: in short windows, what the mouth did to the sound is taken off and something else is put on.

Source of the method: linear prediction (Makhoul, 1975), and the poles' angles raised to a power, the McAdams
coefficient, as Patino et al., "Speaker anonymisation using the McAdams coefficient" (2021), disguise voices by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redact.media.voices.voice import Voice
from redact.types import Samples

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WINDOW = 0.03
_PIVOT = 2546.5
"""Hertz that a power leaves where they are: an angle of one at 16 kHz, as in the paper."""
_FLOOR = 1e-9
"""The mean square of a window that is taken for silence (-90 dB)."""
_LARGEST = 0.985
"""The radius of a pole, so that no resonance rings on."""
_SPEECH = 4_500.0
"""Hertz up to which formants are moved; from there to half the rate what is moved is drawn out or together, so that
nothing gathers at the upper end and whistles there."""


class Formants:
    """Channels in, the same channels with other formants out; as many samples, later.

    *pitch* is the factor by which the pitch was moved before, and the formants with it.
    """

    def __init__(self, voice: Voice, rate: float, channels: int, pitch: float) -> None:
        import numpy as np

        self._voice, self._rate, self._pitch = voice, rate, pitch
        self._hop = round(_WINDOW * rate / 2)
        self._order = 2 + round(rate / 1000)
        self._size = 1 << (4 * self._hop - 1).bit_length()
        self._window = 0.5 - 0.5 * np.cos(np.pi * (np.arange(2 * self._hop) + 0.5) / self._hop)
        self._kept = np.zeros((channels, self._hop), np.float32)
        self._tail = np.zeros((channels, self._size), np.float64)
        self._frame = 0

    def feed(self, samples: Samples) -> Samples:
        """What is ready when these samples follow those before."""
        import numpy as np

        hop = self._hop
        self._kept = np.concatenate([self._kept, samples], axis=1)
        count = self._kept.shape[1] // hop - 1
        if count < 1:
            return self._kept[:, :0]
        frames = np.stack([self._kept[:, at * hop : (at + 2) * hop] for at in range(count)], axis=1)
        moved = self._moved(frames * self._window)
        ready = np.pad(self._tail, ((0, 0), (0, count * hop)))
        for at in range(count):
            ready[:, at * hop : at * hop + self._size] += moved[:, at]
        skipped = hop if self._frame == 0 else 0  # what stands before the first sample
        self._kept, self._frame = self._kept[:, count * hop :], self._frame + count
        self._tail = ready[:, count * hop :]
        return np.asarray(ready[:, skipped : count * hop], np.float32)

    def _moved(self, frames: NDArray[np.float64]) -> NDArray[np.float64]:
        """Windows of sound (channels x windows x samples) with their poles moved and their energy kept."""
        import numpy as np

        channels, count, width = frames.shape
        times = ((self._frame + np.arange(count)) * (self._hop / self._rate)).astype(np.float32)
        formants, exponents = (np.tile(each, channels) for each in self._voice.wandered(times))
        flat = frames.reshape(channels * count, width)
        spectra = np.fft.rfft(flat, self._size)
        power = np.abs(spectra) ** 2
        loud = power.mean(axis=1) > _FLOOR * width
        if loud.any():
            poles = _poles(np.fft.irfft(power[loud])[:, : self._order + 1])
            there, wanted = _polynomial(poles), _polynomial(self._shifted(poles, formants[loud], exponents[loud]))
            ratio = np.fft.rfft(there, self._size) / np.fft.rfft(wanted, self._size)
            spectra[loud] *= ratio
            after = (np.abs(spectra[loud]) ** 2).sum(axis=1)
            spectra[loud] *= np.sqrt(power[loud].sum(axis=1) / np.maximum(after, 1e-20))[:, None]
        moved: NDArray[np.float64] = np.fft.irfft(spectra, self._size).reshape(channels, count, self._size)
        return moved

    def _shifted(self, poles: Any, formants: Samples, exponents: Samples) -> Any:
        import numpy as np

        angles, radii = np.angle(poles), np.abs(poles)
        knee = np.pi * min(_SPEECH / self._rate * 2, 0.8)
        bent = np.minimum(self._bent(np.full_like(formants, knee), formants, exponents), 0.93 * np.pi)[:, None]
        above = bent + (np.abs(angles) - knee) * (np.pi - bent) / (np.pi - knee)
        below = np.minimum(self._bent(np.abs(angles), formants[:, None], exponents[:, None]), bent)
        real = (np.abs(angles) < 1e-4) | (np.abs(angles) > np.pi - 1e-4)
        moved = np.sign(angles) * np.where(np.abs(angles) > knee, above, below)
        return np.minimum(radii, _LARGEST) * np.exp(1j * np.where(real, angles, moved))

    def _bent(self, angles: Any, formants: Any, exponents: Any) -> Any:
        """Where poles at these angles, moved with the pitch before, are to be."""
        import numpy as np

        pivot = 2 * np.pi * _PIVOT / self._rate
        return pivot * formants * (angles / self._pitch / pivot) ** exponents


def _poles(correlation: NDArray[np.float64]) -> Any:
    """The poles of the best prediction of each row, by Levinson's recursion and the eigenvalues of its companion."""
    import numpy as np

    rows, order = correlation.shape[0], correlation.shape[1] - 1
    prediction = np.zeros((rows, order + 1))
    prediction[:, 0] = 1.0
    error = correlation[:, 0] * (1 + 1e-5) + 1e-12
    for step in range(1, order + 1):
        inner = (prediction[:, :step] * correlation[:, step:0:-1]).sum(axis=1)
        reflection = -inner / error
        prediction[:, 1 : step + 1] = (
            prediction[:, 1 : step + 1] + reflection[:, None] * prediction[:, step - 1 :: -1][:, :step]
        )
        error = np.maximum(error * (1 - reflection**2), 1e-15)
    companion = np.zeros((rows, order, order))
    companion[:, 0, :] = -prediction[:, 1:]
    companion[:, np.arange(1, order), np.arange(order - 1)] = 1.0
    return np.linalg.eigvals(companion)


def _polynomial(roots: Any) -> NDArray[np.float64]:
    """The polynomial with these roots, for each row; they come in pairs, so that it is real."""
    import numpy as np

    made = np.zeros((roots.shape[0], roots.shape[1] + 1), np.complex128)
    made[:, 0] = 1.0
    for number in range(roots.shape[1]):
        made[:, 1:] = made[:, 1:] - roots[:, number, None] * made[:, :-1]
    return np.asarray(made.real)
