"""Whisper at work, whatever engine runs it, and what may stand of what it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from redact.read.speech.found import Engine, Found, Way
from redact.read.speech.listening import RATE, Segment
from redact.read.speech.voice import SURE_VOICE, VOICE, voice_in
from redact.types import Samples

DOUBT = 0.3
"""Above this probability of "no speech" a segment needs a second witness."""
LOOP = 2.4
"""A window's text that can be packed so many times smaller says one thing over and over."""
PIECE = 10
"""Seconds that are listened to at a time where the model was caught in a loop."""
UNSURE = -0.8
"""Below this mean logarithm of the probabilities of its words, too."""
LEAD = 5
"""Seconds of silence put before what is listened to in another way, so that the model's half minutes end elsewhere."""


class Whisper:
    """A model that listens, and its judge."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def languages(self) -> Sequence[str]:
        """The codes of the languages that it knows."""
        return self._engine.languages

    def language_of(self, samples: Samples) -> str:
        """The language that is spoken at the beginning of these samples."""
        return self._engine.language_of(samples)

    def transcribe(
        self, samples: Samples, language: str, way: Way = Way.USUAL, *, doubted: bool = False
    ) -> tuple[list[Segment], str]:
        """The segments in these samples (16 kHz). *language* is a code, or empty to have it detected.

        *doubted*: that anything is said in them is in doubt, so that each segment needs the second witness.
        """
        lead = LEAD if way is Way.OTHERWISE else 0
        found, heard = self._engine.hear(_later(samples, lead), language, way)
        segments = self._without_loops([each.later(-lead) for each in found], samples, heard)
        return [each.segment for each in segments if _may_stand(each, samples, doubted)], heard

    def _without_loops(self, found: list[Found], samples: Samples, language: str) -> Iterator[Found]:
        """The segments; where the model said one thing over and over, what it hears there in short pieces."""
        for looping, group in groupby(found, key=lambda each: each.packing > LOOP):
            segments = list(group)
            if not looping:
                yield from segments
                continue
            first = max(round(segments[0].segment.start * RATE), 0)
            last = round(segments[-1].segment.end * RATE)
            for start in range(first, last, PIECE * RATE):
                piece = samples[start : min(start + PIECE * RATE, last)]
                again, _ = self._engine.hear(piece, language, Way.AFTER_A_LOOP)
                yield from (replace(each.later(start / RATE), silence=1.0) for each in again)


def _later(samples: Samples, seconds: int) -> Samples:
    import numpy as np

    return np.pad(samples, (seconds * RATE, 0)) if seconds else samples


def _may_stand(found: Found, samples: Samples, doubted: bool) -> bool:
    if not doubted and found.silence <= DOUBT and found.packing <= LOOP and found.sureness >= UNSURE:
        return True
    first, last = max(int((found.segment.start - 1) * RATE), 0), max(int((found.segment.end + 1) * RATE), 0)
    needed = SURE_VOICE if doubted or found.silence >= 1.0 else VOICE
    return voice_in(samples[first:last]) >= needed
