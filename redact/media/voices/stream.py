"""One stretch of sound in another voice: samples in as they come, as many out, in bounded memory."""

from __future__ import annotations

from redact.media.voices.formants import Formants
from redact.media.voices.pitch import Pitch
from redact.media.voices.rates import Down, Up, fewer
from redact.media.voices.voice import Voice
from redact.types import Samples

_AT_ONCE = 2
"""Seconds that are worked on at a time."""


class Changed:
    """A stretch of sound (channels x samples, in [-1, 1]) on its way into the voice that *seed* stands for.

    What comes out is not delayed, only given later. It holds nothing above 7 kHz, where speakers differ and little is
    said.
    """

    def __init__(self, seed: bytes, rate: int, channels: int) -> None:
        import numpy as np

        voice, share = Voice.drawn(seed), fewer(rate)
        self._stages = (
            Down(share, channels),
            Pitch(voice.pitch, rate / share, channels),
            Formants(voice, rate / share, channels, voice.pitch),
            Up(share, channels),
        )
        self._waiting = [np.zeros((channels, 0), np.float32)]
        self._enough = _AT_ONCE * rate
        self._in = self._out = 0

    def feed(self, samples: Samples) -> Samples:
        """What is ready when these samples follow those before."""
        self._waiting.append(samples)
        self._in += samples.shape[1]
        if sum(each.shape[1] for each in self._waiting) < self._enough:
            return samples[:, :0]
        return self._through()

    def finish(self) -> Samples:
        """The rest: with it, as many samples have come out as went in."""
        import numpy as np

        ready = [self._through()]
        while self._out < self._in:
            self._waiting.append(np.zeros((len(ready[0]), self._enough), np.float32))
            ready.append(self._through())
        rest = np.concatenate(ready, axis=1)
        return rest[:, : rest.shape[1] - (self._out - self._in)]

    def _through(self) -> Samples:
        import numpy as np

        samples = np.concatenate(self._waiting, axis=1)
        self._waiting = [samples[:, :0]]
        for stage in self._stages:
            samples = stage.feed(samples)
        self._out += samples.shape[1]
        return np.clip(samples, -1, 1)
