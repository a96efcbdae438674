"""What is heard in the place of what was taken out: silence, a tone, noise, a word. It tells nothing of what was there.

All of them are fixed in time and not in samples, so that they sound alike, and can be checked, at every rate.
Source of the method for noise: the sum of all harmonics of a quarter of a hertz in the band of the telephone (ITU-T
G.712), equally loud, with phases drawn once for all: it is the same at every rate and comes round without a seam.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TypeAlias

from redact.media.words_said import said, word_for
from redact.types import Noise, Samples, Spoken, Tone

Heard: TypeAlias = Tone | Noise | Spoken

LOUDNESS = 0.2
"""Of a sine, as a share of full scale."""
_RUSTLE = 0.05
"""Of noise, root mean square: a quiet voice."""
_ROUND = 4
"""Seconds after which the noise comes round."""
_LOWEST, _HIGHEST = 300, 3400  # hertz
_SEED = 1


def wave(what: Heard, rate: int, start: int, count: int, length: int) -> Samples:
    """Samples *start* to *start* + *count* of what fills a hole of *length* samples, in [-1, 1].

    A word that is longer than the hole is not said.
    """
    import numpy as np

    match what:
        case Spoken(entity_type=entity_type):
            word = said(word_for(entity_type), rate)
            piece = word[start : start + count] if len(word) <= length else word[:0]
            return np.pad(piece, (0, count - len(piece)))
        case Noise():
            rustle = _rustle(rate)
            return np.asarray(rustle[np.arange(start, start + count) % len(rustle)])
        case Tone(hertz=hertz):
            turns = 2 * math.pi * hertz / rate * np.arange(start, start + count)
            return np.asarray(LOUDNESS * np.sin(turns), np.float32)


@lru_cache(maxsize=8)
def _rustle(rate: int) -> Samples:
    """One round of the noise."""
    import numpy as np

    phases = np.random.default_rng(_SEED).random(_HIGHEST * _ROUND) * 2 * math.pi
    spectrum = np.zeros(rate * _ROUND // 2 + 1, np.complex128)
    highest = min(_HIGHEST * _ROUND, len(spectrum) - 1)
    tones = np.arange(_LOWEST * _ROUND, highest)
    spectrum[tones] = np.exp(1j * phases[tones]) * rate * _ROUND / 2
    rustle: Samples = np.fft.irfft(spectrum, rate * _ROUND).astype(np.float32)
    rustle *= np.float32(_RUSTLE / math.sqrt((_HIGHEST - _LOWEST) * _ROUND / 2))
    rustle.flags.writeable = False
    return rustle
