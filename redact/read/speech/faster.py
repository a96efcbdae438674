"""Whisper as CTranslate2 runs it (faster-whisper): eight bits, on the processor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redact.read.speech.found import Found, Way, untimed
from redact.read.speech.listening import Segment, Word
from redact.types import Samples

if TYPE_CHECKING:
    from pathlib import Path

    from faster_whisper import WhisperModel

_USUAL: Mapping[str, Any] = {
    "beam_size": 5,
    "temperature": (0.0, 0.2, 0.4),
    "condition_on_previous_text": False,  # or one mishearing repeats itself to the end
    "word_timestamps": True,
    "no_speech_threshold": 0.85,
    "log_prob_threshold": -1.0,
    "vad_filter": False,  # see redact.read.speech.pauses
}
_WAYS: Mapping[Way, Mapping[str, Any]] = {
    Way.USUAL: _USUAL,
    Way.AFTER_A_LOOP: {**_USUAL, "temperature": (0.0, 0.4), "no_repeat_ngram_size": 6},
    Way.OTHERWISE: {**_USUAL, "beam_size": 1, "temperature": (0.0, 0.4, 0.8)},
}


class FasterWhisper:
    """The model in a folder; *threads* 0 leaves their number open. Fits ``Engine``."""

    def __init__(self, folder: Path, threads: int) -> None:
        from faster_whisper import WhisperModel

        self._model: WhisperModel = WhisperModel(
            str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )

    @property
    def languages(self) -> Sequence[str]:
        return tuple(self._model.supported_languages)

    def hear(self, samples: Samples, language: str, way: Way) -> tuple[list[Found], str]:
        import ctranslate2  # type: ignore[import-untyped]  # ships no types

        ctranslate2.set_random_seed(0)
        found, info = self._model.transcribe(samples, language=language or None, **_WAYS[way])
        return list(map(_found, found)), info.language

    def language_of(self, samples: Samples) -> str:
        if not self._model.model.is_multilingual:
            return "en"
        return str(self._model.detect_language(samples)[0])


def _found(segment: Any) -> Found:
    start, end = float(segment.start), float(segment.end)
    words = tuple(_word(word) for word in segment.words or ()) or untimed(segment.text, start, end)
    return Found(
        Segment(start, end, words), segment.no_speech_prob, segment.compression_ratio, float(segment.avg_logprob)
    )


def _word(word: Any) -> Word:
    return Word(word.word, float(word.start), float(word.end), min(max(float(word.probability), 0.0), 1.0))
