"""A speech model at work: sound of any length in windows, words with their times out.

Memory stays that of one window. A window ends where a segment ends, so that no word is cut: what was said in its last
seconds is heard again at the beginning of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from redact.types import Samples, Sound

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

RATE = 16_000
WINDOW = 300.0
"""Seconds of sound in memory at a time."""
TAIL = 15.0
"""What begins so near to the end of a window, in seconds, is heard again with what follows it."""
FAINT = 1e-3
"""A window whose loudest sample is below this (-60 dB) is taken for silent; any louder one is raised to full level."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard, with its leading space, and from when to when, in seconds."""

    text: str = field(repr=False)
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech and its words."""

    start: float
    end: float
    words: tuple[Word, ...]


Transcribe: TypeAlias = Callable[[Samples], tuple[list[Segment], str]]
"""From samples at 16 kHz to segments, counted from the first sample, and the language heard."""


def listen(sound: Sound, transcribe: Transcribe) -> tuple[list[Word], str]:
    """All words of a sound track in order, and the language heard most ("" if nothing was)."""
    words: list[Word] = []
    languages: Counter[str] = Counter()
    start = 0.0
    while start < sound.duration:
        stop = min(start + WINDOW, sound.duration)
        segments, language = _hear(sound, transcribe, (start, stop))
        kept, following = _settled(segments, start, stop) if stop < sound.duration else (segments, stop)
        words += [word for segment in kept for word in segment.words]
        languages[language] += sum(len(segment.words) for segment in kept)
        start = following
    return words, (+languages).most_common(1)[0][0] if +languages else ""


def _hear(sound: Sound, transcribe: Transcribe, window: tuple[float, float]) -> tuple[list[Segment], str]:
    samples = sound.samples(RATE, *window)
    loudest = float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))
    if loudest < FAINT:
        return [], ""
    segments, language = transcribe(samples * (0.95 / loudest))
    return [_later(segment, window[0]) for segment in segments], language


def _later(segment: Segment, by: float) -> Segment:
    words = tuple(Word(word.text, word.start + by, word.end + by) for word in segment.words)
    return Segment(segment.start + by, segment.end + by, words)


def _settled(segments: list[Segment], start: float, stop: float) -> tuple[list[Segment], float]:
    """The segments that the end of the window cannot have cut, and where the next window begins."""
    kept = [segment for segment in segments if segment.end <= stop - TAIL]
    again = segments[len(kept) :]
    following = min([stop - 1.0, *(word.start - 0.5 for segment in again for word in segment.words)])
    if following < start + (stop - start) / 2:  # one endless segment: no better place to cut
        return segments, stop - 1.0
    return kept, following


class Whisper:
    """Whisper through CTranslate2, eight-bit, with voice activity detection before it. Opened at first use."""

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
        segments = [_segment(each) for each in found]
        return segments, info.language


LISTENING: dict[str, Any] = {
    "beam_size": 5,
    "temperature": (0.0, 0.2, 0.4),
    "condition_on_previous_text": False,  # or one mishearing repeats itself to the end
    "word_timestamps": True,
    "no_speech_threshold": 0.6,
    "log_prob_threshold": -1.0,
    "vad_filter": True,
    "vad_parameters": {"threshold": 0.35, "min_silence_duration_ms": 1000, "speech_pad_ms": 400},
}


def _segment(found: Any) -> Segment:
    words = tuple(Word(word.word, float(word.start), float(word.end)) for word in found.words or ())
    start, end = float(found.start), float(found.end)
    return Segment(start, end, words or tuple(_untimed(found.text, start, end)))


def _untimed(text: str, start: float, end: float) -> Iterator[Word]:
    """Words without times: each may be anywhere in its segment."""
    for word in text.split():
        yield Word(f" {word}", start, end)
