"""Whisper, as CTranslate2 runs it, and what may stand of what it writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from redact.read.speech.listening import RATE, Segment, Word
from redact.types import Samples

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

DOUBT = 0.3
"""Above this probability of "no speech" a segment needs a second witness."""
LOOP = 2.4
"""A window's text that can be packed so many times smaller says one thing over and over."""
PIECE = 10
"""Seconds that are listened to at a time where the model was caught in a loop."""
UNSURE = -0.8
"""Below this mean logarithm of the probabilities of its words, too."""
VOICE, SURE_VOICE = 0.1, 0.3
"""The probability of a voice that vouches for what is in doubt, and for what was written at a second try."""
LEAST = 5
"""So many steps (a sixth of a second) must sound like a voice: a tune does so for a moment."""
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

    def transcribe(self, samples: Samples, language: str, *, doubted: bool = False) -> tuple[list[Segment], str]:
        """The segments in these samples (16 kHz). *language* is a code, or empty to have it detected.

        *doubted*: that anything is said in them is in doubt, so that each segment needs the second witness.
        """
        import ctranslate2  # type: ignore[import-untyped]  # ships no types

        ctranslate2.set_random_seed(0)  # the same sound gives the same words
        found, info = self._model.transcribe(samples, language=language or None, **LISTENING)
        spoken = _Voice(samples)
        segments = self._without_loops(list(found), samples, info.language)
        return [_segment(each) for each in segments if spoken.vouches_for(each, doubted)], info.language

    def _without_loops(self, found: list[Any], samples: Samples, language: str) -> Iterator[Any]:
        """The segments; where the model said one thing over and over, what it hears there in short pieces."""
        for looping, group in groupby(found, key=lambda each: each.compression_ratio > LOOP):
            segments = list(group)
            if not looping:
                yield from segments
                continue
            for start in range(round(segments[0].start * RATE), round(segments[-1].end * RATE), PIECE * RATE):
                stop = min(start + PIECE * RATE, round(segments[-1].end * RATE))
                again, _ = self._model.transcribe(samples[start:stop], language=language, **AGAIN)
                yield from (_moved(each, start / RATE) for each in again)


LISTENING: dict[str, Any] = {
    "beam_size": 5,
    "temperature": (0.0, 0.2, 0.4),
    "condition_on_previous_text": False,  # or one mishearing repeats itself to the end
    "word_timestamps": True,
    "no_speech_threshold": 0.85,
    "log_prob_threshold": -1.0,
    "vad_filter": False,  # see redact.read.speech.pauses
}


AGAIN: dict[str, Any] = {**LISTENING, "temperature": (0.0, 0.4), "no_repeat_ngram_size": 6}


class _Voice:
    """A second witness: Silero's probability of a voice, asked only where the speech model doubts itself.

    Of made-up sentences over noise, bells and music none had a probability above .04 for longer than a moment; of real
    speech, in a telephone band with noise too, none was below .36 throughout. It may veto, never decide what is heard.
    """

    def __init__(self, samples: Samples) -> None:
        self._samples = samples

    def vouches_for(self, found: Any, doubted: bool) -> bool:
        """Whether a segment may stand."""
        if (
            not doubted
            and found.no_speech_prob <= DOUBT
            and found.compression_ratio <= LOOP
            and found.avg_logprob >= UNSURE
        ):
            return True
        first, last = max(int((found.start - 1) * RATE), 0), int((found.end + 1) * RATE)
        needed = SURE_VOICE if doubted or found.no_speech_prob >= 1.0 else VOICE
        return self._mostly(self._samples[first:last]) >= needed

    def _mostly(self, samples: Samples) -> float:
        import numpy as np
        from faster_whisper.vad import get_vad_model

        whole = np.pad(samples, (0, -len(samples) % STEP + STEP))
        return float(np.sort(get_vad_model()(whole), axis=None)[-LEAST:][0])


def _moved(found: Any, by: float) -> Any:
    """A segment of faster-whisper, counted from elsewhere, and in doubt: it needs the second witness."""
    words = [replace(word, start=word.start + by, end=word.end + by) for word in found.words or ()]
    return replace(found, start=found.start + by, end=found.end + by, words=words, no_speech_prob=1.0)


def _segment(found: Any) -> Segment:
    words = tuple(_word(word) for word in found.words or ())
    start, end = float(found.start), float(found.end)
    return Segment(start, end, words or tuple(_untimed(found.text, start, end)))


def _word(found: Any) -> Word:
    return Word(found.word, float(found.start), float(found.end), min(max(float(found.probability), 0.0), 1.0))


def _untimed(text: str, start: float, end: float) -> Iterator[Word]:
    """Words without times: each may be anywhere in its segment."""
    for word in text.split():
        yield Word(f" {word}", start, end, 0.0)
