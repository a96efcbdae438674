"""Scores of sound: stretches that were marked held against those that would be silenced. Pure.

A mark is found when nine tenths of its time would be silenced, whatever it is taken for; what is left of it then is
counted in milliseconds. What is silenced beyond the marks is extra where it hangs together with one, and false where
it touches none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redact.evaluate.lines import ALL
from redact.evaluate.marked_sounds import Mark

FOUND = 0.9
"""The share of a mark's time that must be covered for it to count as found."""
_SAMPLE = 1e-4
"""Seconds below which nothing is left: edges are reckoned in floating point."""
Stretch = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SoundScore:
    """Counts for one type, or for all.

    ``leaks``: of each mark that was found and not covered to the end the seconds that are left; ``extras``: the seconds
    beyond the marks of each stretch that touches some, given to them in equal parts; ``false``: stretches that touch no
    mark; ``seconds``: how long the recordings are.
    """

    marks: int = 0
    found: int = 0
    leaks: tuple[float, ...] = ()
    extras: tuple[float, ...] = ()
    false: int = 0
    seconds: float = 0.0

    def __add__(self, other: SoundScore) -> SoundScore:
        return SoundScore(
            self.marks + other.marks,
            self.found + other.found,
            self.leaks + other.leaks,
            self.extras + other.extras,
            self.false + other.false,
            self.seconds + other.seconds,
        )

    @property
    def recall(self) -> float | None:
        """The share of marks that were found; ``None`` where none was marked."""
        return self.found / self.marks if self.marks else None

    @property
    def false_an_hour(self) -> float | None:
        """Stretches that touch no mark, for each hour of sound; ``None`` where there was no sound."""
        return 3600 * self.false / self.seconds if self.seconds else None

    @property
    def uncovered(self) -> float:
        """The most seconds that are left of a mark that was found."""
        return max(self.leaks, default=0.0)

    @property
    def extra(self) -> float | None:
        """The mean of the seconds removed beyond a mark that was touched; ``None`` where none was."""
        return sum(self.extras) / len(self.extras) if self.extras else None

    @property
    def most_extra(self) -> float | None:
        """The seconds that 95 in 100 of them do not pass; ``None`` as for ``extra``."""
        return sorted(self.extras)[int(0.95 * (len(self.extras) - 1) + 0.5)] if self.extras else None


def joined(places: Iterable[Stretch]) -> list[Stretch]:
    """The same stretches in order, those that touch as one."""
    out: list[Stretch] = []
    for start, end in sorted(places):
        if out and start <= out[-1][1]:
            out[-1] = out[-1][0], max(end, out[-1][1])
        else:
            out.append((start, end))
    return out


def common(place: Stretch, others: Iterable[Stretch]) -> float:
    """How many seconds of a stretch lie in *others*, which do not overlap."""
    return sum(max(min(place[1], end) - max(place[0], start), 0.0) for start, end in others)


def sound_score(marks: Sequence[Mark], silenced: Iterable[Stretch], seconds: float) -> dict[str, SoundScore]:
    """Scores by entity type for one recording, and the line ``ALL``, which alone counts what is false."""
    places = joined(silenced)
    truth = joined((mark.start, mark.end) for mark in marks)
    extras = _extras(marks, places, truth)
    scores: dict[str, SoundScore] = {}
    for mark, extra in zip(marks, extras, strict=True):
        one = _of_mark(mark, places, extra)
        scores[mark.entity_type] = scores.get(mark.entity_type, SoundScore()) + one
    false = sum(common(place, truth) <= 0 for place in places)
    total = sum(scores.values(), SoundScore(false=false, seconds=seconds))
    return {**dict(sorted(scores.items())), ALL: total}


def _of_mark(mark: Mark, places: Sequence[Stretch], extra: float | None) -> SoundScore:
    length = mark.end - mark.start
    left = length - common((mark.start, mark.end), places)
    found = left <= (1 - FOUND) * length
    extras = () if extra is None else (extra,)
    return SoundScore(1, int(found), (left,) if found and left > _SAMPLE else (), extras)


def _extras(marks: Sequence[Mark], places: Sequence[Stretch], truth: Sequence[Stretch]) -> list[float | None]:
    """For each mark its part of what is silenced around it; ``None`` for one that nothing touches."""
    extras: list[float | None] = [None] * len(marks)
    for place in places:
        touched = [number for number, mark in enumerate(marks) if common(place, [(mark.start, mark.end)]) > 0]
        for number in touched:
            share = (place[1] - place[0] - common(place, truth)) / len(touched)
            extras[number] = (extras[number] or 0.0) + share
    return extras
