"""Whisper, as CTranslate2 runs it, and what may stand of what it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from redact.read.listening import RATE, Segment, Word
from redact.types import Samples

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

DOUBT = 0.3
"""Above this probability of "no speech" a segment needs a second witness."""
VOICE = 0.1
STEP = 512
"""Samples that Silero judges at a time."""


class Whisper:
    """Whisper through CTranslate2, eight-bit, on the processor."""

    def __init__(self, folder: str, threads: int) -> None:
        from faster_whisper import WhisperModel

        self._model: WhisperModel = WhisperModel(
            folder, device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    @property
    def languages(self) -> Sequence[str]:
        """The codes of the languages that it knows."""
        return tuple(self._model.supported_languages)

    def transcribe(self, samples: Samples, language: str) -> tuple[list[Segment], str]:
        """The segments in these samples (16 kHz). *language* is a code, or empty to have it detected."""
        import ctranslate2  # type: ignore[import-untyped]  # ships no types

        ctranslate2.set_random_seed(0)  # the same sound gives the same words
        found, info = self._model.transcribe(samples, language=language or None, **LISTENING)
        spoken = _Voice(samples)
        return [_segment(each) for each in found if spoken.vouches_for(each)], info.language


LISTENING: dict[str, Any] = {
    "beam_size": 5,
    "temperature": (0.0, 0.2, 0.4),
    "condition_on_previous_text": False,  # or one mishearing repeats itself to the end
    "word_timestamps": True,
    "no_speech_threshold": 0.85,
    "log_prob_threshold": -1.0,
    "vad_filter": False,  # see redact.read.pauses
}


class _Voice:
    """A second witness: Silero's probability of a voice, asked only where the speech model doubts itself.

    Of made-up sentences over noise, bells and music none had a probability above .04 anywhere; of real speech, in a
    telephone band with noise too, none was below .36 throughout. It may veto, never decide what is listened to.
    """

    def __init__(self, samples: Samples) -> None:
        self._samples = samples

    def vouches_for(self, found: Any) -> bool:
        """Whether a segment may stand."""
        if found.no_speech_prob <= DOUBT:
            return True
        first, last = max(int((found.start - 1) * RATE), 0), int((found.end + 1) * RATE)
        return self._most(self._samples[first:last]) >= VOICE

    def _most(self, samples: Samples) -> float:
        import numpy as np
        from faster_whisper.vad import get_vad_model

        whole = np.pad(samples, (0, -len(samples) % STEP + STEP))
        return float(np.max(get_vad_model()(whole)))


def _segment(found: Any) -> Segment:
    words = tuple(Word(word.word, float(word.start), float(word.end)) for word in found.words or ())
    start, end = float(found.start), float(found.end)
    return Segment(start, end, words or tuple(_untimed(found.text, start, end)))


def _untimed(text: str, start: float, end: float) -> Iterator[Word]:
    """Words without times: each may be anywhere in its segment."""
    for word in text.split():
        yield Word(f" {word}", start, end)
