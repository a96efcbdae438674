"""Texts that were read from sound, word by word with their times, and the stretches of sound that are covered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from redact.types import Alignment, Drop, Edit, Noise, Part, Spoken, TimeRange, Tone
from redact.verify.sounds import Heard, heard

HALF = 0.5
"""What lies so far under a cover, as a share of its time, is under it."""
_SCRAP = 0.05
_BESIDE = 0.3


class Word(NamedTuple):
    """A word and when it may have been said."""

    said: Heard
    time: TimeRange

    @property
    def middle(self) -> float:
        """The moment in the middle of its time."""
        return (self.time.start + self.time.end) / 2

    def __repr__(self) -> str:
        return f"Word({self.time!r})"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in order of their time."""

    rows: tuple[Word, ...] = ()
    _middles: tuple[float, ...] = field(default=(), repr=False)

    @classmethod
    def by_time(cls, words: Iterable[Word]) -> Words:
        """Sort them."""
        rows = tuple(sorted(words, key=lambda word: word.middle))
        return cls(rows, tuple(word.middle for word in rows))

    @classmethod
    def read(cls, part: Part | None) -> Words:
        """Those of a text that was read from sound; none of any other."""
        if part is None or not isinstance(part.alignment, Alignment):
            return cls()
        located = ((said, part.alignment.locate(said.start, said.end)) for said in heard(part.text))
        return cls.by_time(Word(said, _together(times)) for said, where in located if (times := _times(where)))

    def of(self, start: int, end: int) -> list[Word]:
        """Those that stand in a stretch of the text."""
        return [word for word in self.rows if word.said.start < end and word.said.end > start]

    def between(self, start: float, end: float) -> Sequence[Word]:
        """Those whose middle lies there."""
        return self.rows[bisect_left(self._middles, start) : bisect_right(self._middles, end)]


def _times(where: Iterable[object]) -> list[TimeRange]:
    return [each for each in where if isinstance(each, TimeRange)]


def _together(times: Sequence[TimeRange]) -> TimeRange:
    channels = {time.channel for time in times}
    channel = times[0].channel if len(channels) == 1 else None
    return TimeRange(times[0].part, min(each.start for each in times), max(each.end for each in times), channel)


def covers(part: str, edits: Iterable[Edit]) -> tuple[TimeRange, ...]:
    """The stretches of a sound that are overwritten, those that touch as one; what is only disguised is not."""
    put = (edit.region for edit in edits if isinstance(edit.replacement, Tone | Noise | Spoken | Drop))
    mine = [region for region in put if isinstance(region, TimeRange) and region.part == part]
    joined: list[TimeRange] = []
    for each in sorted(mine, key=lambda region: (-1 if region.channel is None else region.channel, region.start)):
        last = joined[-1] if joined else None
        if last is not None and last.channel == each.channel and each.start <= last.end:
            joined[-1] = TimeRange(part, last.start, max(last.end, each.end), each.channel)
        else:
            joined.append(each)
    return tuple(sorted(joined, key=lambda region: region.start))


def not_under(words: Iterable[Word], hidden: Sequence[TimeRange]) -> Iterator[Word]:
    """The words of which less than half is covered."""
    lanes: dict[int | None, list[TimeRange]] = {}
    for cover in hidden:
        lanes.setdefault(cover.channel, []).append(cover)
    for word in words:
        mine = [lanes.get(channel, []) for channel in dict.fromkeys((None, word.time.channel))]
        if sum(_covered(word.time, lane) for lane in mine) < HALF * (word.time.end - word.time.start):
            yield word


def _covered(time: TimeRange, lane: Sequence[TimeRange]) -> float:
    """How many seconds of it; the covers of a lane are in order and do not touch."""
    first = bisect_right(lane, time.start, key=lambda cover: cover.end)
    last = bisect_left(lane, time.end, key=lambda cover: cover.start)
    return sum(min(time.end, each.end) - max(time.start, each.start) for each in lane[first:last])


def _in_one(time: TimeRange, cover: TimeRange) -> bool:
    return cover.channel is None or cover.channel == time.channel


def left_of(times: Sequence[TimeRange], hidden: Sequence[TimeRange]) -> tuple[TimeRange, ...]:
    """What of these times is not covered; where all of it is, the sound beside the covers: it must be heard there."""
    left = tuple(piece for time in times for piece in _pieces(time, hidden))
    if left:
        return left
    touched = (each for each in hidden if any(_meet(time, each) for time in times))
    beside = (TimeRange(t.part, max(t.start - _BESIDE, 0.0), t.end + _BESIDE, t.channel) for t in touched)
    return tuple(piece for time in beside for piece in _pieces(time, hidden))


def _meet(time: TimeRange, cover: TimeRange) -> bool:
    return _in_one(time, cover) and cover.end > time.start and cover.start < time.end


def _pieces(time: TimeRange, hidden: Iterable[TimeRange]) -> Iterator[TimeRange]:
    start = time.start
    for cover in (each for each in hidden if _meet(time, each)):
        if cover.start - start > _SCRAP:
            yield TimeRange(time.part, start, cover.start, time.channel)
        start = max(start, cover.end)
    if time.end - start > _SCRAP:
        yield TimeRange(time.part, start, time.end, time.channel)
