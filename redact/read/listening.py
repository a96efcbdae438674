"""A speech model at work: sound of any length in windows, words with their times out.

Memory stays that of one window. A window ends where a segment ends, so that no word is cut: what was said in its last
seconds is heard again at the beginning of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from redact.read.pauses import Sounding, sounding
from redact.types import Samples, Sound

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
    samples = samples * (0.95 / loudest)
    heard = sounding(samples, RATE)
    if not heard.stretches:
        return [], ""
    segments, language = transcribe(heard.joined(samples))
    return [_in_the_track(segment, heard, window[0]) for segment in segments], language


def _in_the_track(segment: Segment, heard: Sounding, by: float) -> Segment:
    """The segment with its times counted in the whole track again, pauses included."""

    def moved(start: float, end: float) -> tuple[float, float]:
        return by + heard.first(start * RATE) / RATE, by + heard.last(end * RATE) / RATE

    words = tuple(Word(word.text, *moved(word.start, word.end)) for word in segment.words)
    return Segment(*moved(segment.start, segment.end), words)


def _settled(segments: list[Segment], start: float, stop: float) -> tuple[list[Segment], float]:
    """The segments that the end of the window cannot have cut, and where the next window begins."""
    kept = [segment for segment in segments if segment.end <= stop - TAIL]
    again = segments[len(kept) :]
    following = min([stop - 1.0, *(word.start - 0.5 for segment in again for word in segment.words)])
    if following < start + (stop - start) / 2:  # one endless segment: no better place to cut
        return segments, stop - 1.0
    return kept, following
