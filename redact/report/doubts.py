"""Where a reviewer should look at a film or picture again, worked out from the record alone.

Nothing here finds a face that slipped: it names the places where one is likeliest to have slipped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from redact.report.places import BoxPlace, Place, TrackPlace, times_of
from redact.report.record import Entry, FileRecord, FlagEntry
from redact.report.sorts import sort_of
from redact.report.thinning import Stretch

SURE = 0.65
"""Scores begin at 0.5 for what a detector would only just tell."""
SOON, AT_ONCE = 3.0, 0.1
"""Seconds: a track that begins within so long after another ended may be the same thing; a frame is no gap."""
NEAR = 1.5
"""How far it may have gone meanwhile, in widths of its box."""
FOUND_AGAIN = "found when the written copy was looked at again"
"""The reason that a finding carries which the verification added."""


class Doubt(StrEnum):
    """Why a place should be looked at."""

    UNSURE = "the surest finding here is unsure"
    CARRIED = "carried along without being seen"
    GAP = "covered before and after, not in between"
    ADDED = "added when the copy was looked at again"
    POINTED_OUT = "pointed out, left in place"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One place to look at: why, in which part, of which type, how sure; from when to when where it has a time."""

    why: Doubt
    part: str
    entity_type: str
    score: float
    start: float = 0.0
    end: float = 0.0

    @property
    def middle(self) -> float:
        """The moment that shows it best."""
        return (self.start + self.end) / 2


def in_film(file: FileRecord, part: str) -> tuple[Doubtful, ...]:
    """Every stretch of one film of the file that should be looked at, in order of time."""
    shown = [entry for entry in file.redactions if _places_in(entry.places, part)]
    found = (*_unsure(shown, part), *_carried(shown, part), *_gaps(shown, part), *_told(file, part))
    return tuple(sorted(set(found), key=lambda each: (each.start, each.end, each.why)))


def in_picture(file: FileRecord, part: str) -> tuple[Doubtful, ...]:
    """What should be looked at in one picture of the file."""
    shown = [entry for entry in file.redactions if _places_in(entry.places, part)]
    unsure = (Doubtful(Doubt.UNSURE, part, each.entity_type, each.score) for each in shown if each.score < SURE)
    return (*unsure, *_told(file, part))


def _places_in(places: Iterable[Place], part: str) -> list[Place]:
    return [place for place in places if place.part == part]


def _when(places: Iterable[Place], part: str) -> list[Stretch]:
    return [times for place in _places_in(places, part) if (times := times_of(place))]


def _told(file: FileRecord, part: str) -> Iterator[Doubtful]:
    """What the verification added, and what was pointed out."""
    told: list[tuple[Doubt, Entry | FlagEntry]] = [(Doubt.POINTED_OUT, flag) for flag in file.flagged]
    told += [(Doubt.ADDED, entry) for entry in file.redactions if FOUND_AGAIN in entry.why]
    for why, each in told:
        for place in _places_in(each.places, part):
            start, end = times_of(place) or (0.0, 0.0)
            if isinstance(place, BoxPlace) or times_of(place):
                yield Doubtful(why, part, each.entity_type, each.score, start, end)


def _unsure(entries: Iterable[Entry], part: str) -> Iterator[Doubtful]:
    """Stretches in which nothing of a sort is surely found, though something is."""
    sorts: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        sorts[sort_of(entry.entity_type)].append(entry)
    for together in sorts.values():
        sure = [times for each in together if each.score >= SURE for times in _when(each.places, part)]
        for entry in (each for each in together if each.score < SURE):
            for start, end in _joined(_when(entry.places, part)):
                if not any(begin <= start and end <= until for begin, until in sure):
                    yield Doubtful(Doubt.UNSURE, part, entry.entity_type, entry.score, start, end)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _carried(entries: Iterable[Entry], part: str) -> Iterator[Doubtful]:
    for entry in entries:
        for place in _tracks(entry, part):
            for start, end in place.unseen:
                yield Doubtful(Doubt.CARRIED, part, entry.entity_type, entry.score, start, end)


def _gaps(entries: Sequence[Entry], part: str) -> Iterator[Doubtful]:
    """Where a track ends and one of its type begins soon after, near by, and nothing covers the place meanwhile."""
    tracks = sorted(
        ((place, entry) for entry in entries for place in _tracks(entry, part)), key=lambda pair: pair[0].keys[0][0]
    )
    for place, entry in tracks:
        end = place.keys[-1]
        soon = takewhile(lambda pair, end=end: pair[0].keys[0][0] <= end[0] + SOON, tracks)  # type: ignore[misc]  # bound here
        later = (other for other, of in soon if of.entity_type == entry.entity_type and other.keys[-1][0] > end[0])
        following = next((other for other in later if _is_near(end, _at_or_after(other, end[0]))), None)
        if following and AT_ONCE < following.keys[0][0] - end[0] <= SOON:
            yield Doubtful(Doubt.GAP, part, entry.entity_type, entry.score, end[0], following.keys[0][0])


def _tracks(entry: Entry, part: str) -> list[TrackPlace]:
    return [place for place in _places_in(entry.places, part) if isinstance(place, TrackPlace)]


def _at_or_after(track: TrackPlace, time: float) -> tuple[float, ...]:
    return next((key for key in track.keys if key[0] >= time), track.keys[-1])


def _is_near(one: Sequence[float], other: Sequence[float]) -> bool:
    """Whether the middles of two keys' boxes are no further apart than the larger box is wide, and a half."""
    across = abs(one[1] + one[3] - other[1] - other[3]) / 2
    down = abs(one[2] + one[4] - other[2] - other[4]) / 2
    wide = max(one[3] - one[1], other[3] - other[1], one[4] - one[2], other[4] - other[2])
    return max(across, down) <= NEAR * wide
