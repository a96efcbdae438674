"""A speech model at work: sound of any length in windows, words with their times out.

Memory stays that of one window. A window ends where a segment ends, so that no word is cut: what was said in its last
seconds is heard again at the beginning of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from redact.read.speech.pauses import Sounding, sounding
from redact.read.speech.quiet import Quiet
from redact.types import Samples, Sound

RATE = 16_000
WINDOW = 300.0
"""Seconds of sound in memory at a time."""
TAIL = 15.0
"""What begins so near to the end of a window, in seconds, is heard again with what follows it."""
CLAIMED = 0.5
"""Seconds after a word's end that may still be that word."""
UNHEARD = 0.7
"""So many seconds of sound between two words were not understood, or passed over: they are played again alone."""
ONE_IN = 20.0
"""At most one stretch in so many seconds is played again, the longest first."""
FAINT = 1e-3
"""A window whose loudest sample is below this (-60 dB) is taken for silent; any louder one is raised to full level."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was heard, with its leading space, from when to when, in seconds, and how sure the model is."""

    text: str = field(repr=False)
    start: float
    end: float
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of speech and its words."""

    start: float
    end: float
    words: tuple[Word, ...]


Transcribe: TypeAlias = Callable[[Samples, str], tuple[list[Segment], str]]
"""From samples at 16 kHz and a language ("" to have it detected) to segments, counted from the first sample, and the
language heard."""


Choose: TypeAlias = Callable[[Samples, Sounding], Sounding]
"""Of the stretches of samples at 16 kHz that sound, those that are worth listening to."""


def all_of_it(_samples: Samples, found: Sounding) -> Sounding:
    """Whatever sounds."""
    return found


def listen(sound: Sound, transcribe: Transcribe, choose: Choose = all_of_it) -> tuple[list[Word], str]:
    """All words of a sound track in order, and the language heard most ("" if nothing was)."""
    words: list[Word] = []
    languages: Counter[str] = Counter()
    start = 0.0
    while start < sound.duration:
        stop = min(start + WINDOW, sound.duration)
        segments, language = _hear(sound, (transcribe, choose), (start, stop))
        kept, following = _settled(segments, start, stop) if stop < sound.duration else (segments, stop)
        words += [word for segment in kept for word in segment.words]
        languages[language] += sum(len(segment.words) for segment in kept)
        start = following
    return words, (+languages).most_common(1)[0][0] if +languages else ""


def _hear(sound: Sound, ear: tuple[Transcribe, Choose], window: tuple[float, float]) -> tuple[list[Segment], str]:
    transcribe, choose = ear
    samples = sound.samples(RATE, *window)
    loudest = float(max(samples.max(initial=0.0), -samples.min(initial=0.0)))
    if loudest < FAINT:
        return [], ""
    samples = samples * (0.95 / loudest)
    heard = choose(samples, sounding(samples, RATE))
    if not heard.stretches:
        return [], ""
    joined = heard.joined(samples)
    segments, language = transcribe(joined, "")
    segments = [*segments, *_passed_over(joined, segments, lambda piece: transcribe(piece, language)[0])]
    segments.sort(key=lambda segment: segment.start)
    return [_in_the_track(segment, heard, window[0]) for segment in segments], language


def _in_the_track(segment: Segment, heard: Sounding, by: float) -> Segment:
    """The segment with its times counted in the whole track again, pauses included."""

    def moved(start: float, end: float) -> tuple[float, float]:
        return by + heard.first(start * RATE) / RATE, by + heard.last(end * RATE) / RATE

    words = tuple(Word(word.text, *moved(word.start, word.end), word.sureness) for word in segment.words)
    return Segment(*moved(segment.start, segment.end), words)


def _passed_over(
    samples: Samples, segments: Sequence[Segment], transcribe: Callable[[Samples], list[Segment]]
) -> Iterator[Segment]:
    """What is said where the model wrote nothing although something sounds: it is played that stretch once more."""
    words = sorted((word for segment in segments for word in segment.words), key=lambda word: word.start)
    quiet, whole = Quiet.within(samples), len(samples) / RATE
    edges = [0.0, *(word.end + CLAIMED for word in words)], [*(word.start for word in words), whole]
    gaps = [(start, end) for start, end in zip(*edges, strict=True) if quiet.sounding(start, end) >= UNHEARD]
    gaps.sort(key=lambda gap: gap[0] - gap[1])
    for start, end in gaps[: 1 + round(whole / ONE_IN)]:
        first = max(start - 0.3, 0.0)
        for segment in transcribe(samples[round(first * RATE) : round((end + 0.2) * RATE)]):
            moved = [Word(w.text, w.start + first, w.end + first, w.sureness) for w in segment.words]
            inside = tuple(word for word in moved if start - 0.2 <= (word.start + word.end) / 2 <= end)
            if inside:
                yield Segment(inside[0].start, inside[-1].end, inside)


def _settled(segments: list[Segment], start: float, stop: float) -> tuple[list[Segment], float]:
    """The segments that the end of the window cannot have cut, and where the next window begins."""
    kept = [segment for segment in segments if segment.end <= stop - TAIL]
    again = segments[len(kept) :]
    following = min([stop - 1.0, *(word.start - 0.5 for segment in again for word in segment.words)])
    if following < start + (stop - start) / 2:  # one endless segment: no better place to cut
        return segments, stop - 1.0
    return kept, following
