"""The words that were heard as a text part that remembers when, and in which channel, each of them was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from redact.read.speech.crosstalk import NOWHERE, Shared
from redact.read.speech.listening import Word
from redact.read.speech.quiet import UNKNOWN, Quiet
from redact.read.speech.spoken import written_down
from redact.read.speech.times import ranges
from redact.types import Alignment, Modality, Part, Region, TimeRange

TURN = 0.5
"""Seconds of silence in a channel after which it may be another channel's turn."""


@dataclass(frozen=True, slots=True)
class Lane:
    """The words of one channel in order, or of all together where it is ``None``, and what is quiet in it.

    ``margins``: the seconds before and after a word in which it may still be heard. ``shared`` says where the channel's
    sound is heard in another one too: what is said there goes in all of them.
    """

    words: Sequence[Word] = field(repr=False)
    margins: tuple[float, float]
    quiet: Quiet = field(default=UNKNOWN, repr=False)
    channel: int | None = None
    shared: Shared = NOWHERE


def transcript(part: Part, lanes: Sequence[Lane], language: str, context: str = "speech") -> Part:
    """The words of all lanes as one text, turn after turn, with its alignment.

    The alignment says of each run how sure the model was of the word in it that it was least sure of.
    """
    said = [pair for turn in sorted(_turns(part, lanes), key=lambda turn: turn[0][0].start) for pair in turn]
    written = written_down([word.text for word, _ in said])
    runs: list[tuple[int, int, Region]] = []
    sureness = []
    for start, end, (first, last) in written.runs():
        runs.append((start, end, _spanning([time for _, time in said[first : last + 1]])))
        sureness.append(min(word.sureness for word, _ in said[first : last + 1]))
    return Part(
        id=f"{part.id}.speech",
        modality=Modality.TEXT,
        content=written.text,
        place=part.place,
        page=part.page,
        language=language,
        context=context,
        alignment=Alignment.of(runs, sureness),
    )


def _turns(part: Part, lanes: Sequence[Lane]) -> Iterator[list[tuple[Word, TimeRange]]]:
    """What is said without a pause in one channel, each word with its time; where there is one lane, all of it."""
    for lane in lanes:
        times = ranges(part, lane.words, lane.margins, lane.quiet)
        turn: list[tuple[Word, TimeRange]] = []
        for word, time in zip(lane.words, times, strict=True):
            if turn and len(lanes) > 1 and word.start - turn[-1][0].end >= TURN:
                yield turn
                turn = []
            everywhere = lane.shared.within(lane.channel, time.start, time.end)
            turn.append((word, TimeRange(time.part, time.start, time.end, None if everywhere else lane.channel)))
        if turn:
            yield turn


def _spanning(times: Sequence[TimeRange]) -> TimeRange:
    """From the first word's beginning to the last end; in every channel where the words come from several."""
    channels = {time.channel for time in times}
    channel = times[0].channel if len(channels) == 1 else None
    return TimeRange(times[0].part, min(time.start for time in times), max(time.end for time in times), channel)
