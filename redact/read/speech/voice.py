"""A second witness: Silero's probability of a voice, asked before a speech model listens and where it doubts itself.

Of made-up sentences over noise, bells and music none had a probability above .04 for longer than a moment; of real
speech, in a telephone band with noise too, none was below .36 throughout. A word by itself, cut out of a telephone
call, may be below .05, so nothing short is left out by it: half a minute of sound is, for wind and ringing reach .25.
"""

from __future__ import annotations

from collections.abc import Iterator

from redact.read.speech.pauses import Sounding
from redact.types import Samples

VOICE = 0.1
"""The probability of a voice that vouches for what is in doubt."""
SURE_VOICE = 0.3
"""The same for what was written at a second try, and for long sounds."""
LONG, LONGEST = 20, 30
"""Seconds of sound without a break that need a voice to be listened to, and how many are judged at a time."""
_RATE = 16_000
LEAST = 5
"""So many steps (a sixth of a second) must sound like a voice: a tune does so for a moment."""
STEP = 512
"""Samples that Silero judges at a time."""


def voice_in(samples: Samples) -> float:
    """How likely somebody speaks in these samples (16 kHz) for longer than a moment, in [0, 1]."""
    import numpy as np
    from faster_whisper.vad import get_vad_model

    whole = np.pad(samples, (0, -len(samples) % STEP + STEP))
    return float(np.sort(get_vad_model()(whole), axis=None)[-LEAST:][0])


def with_voice(samples: Samples, found: Sounding) -> Sounding:
    """The stretches without those pieces of them, half a minute long or nearly, in which there is no voice at all."""
    kept: list[tuple[int, int]] = []
    for first, last in (piece for stretch in found.stretches for piece in _pieces(*stretch)):
        if last - first >= LONG * _RATE and voice_in(samples[first:last]) < SURE_VOICE:
            continue
        if kept and kept[-1][1] == first:
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return Sounding(tuple(kept))


def _pieces(first: int, last: int) -> Iterator[tuple[int, int]]:
    for start in range(first, last, LONGEST * _RATE):
        yield start, min(start + LONGEST * _RATE, last)
