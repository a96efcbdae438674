"""Values with mistakes in them: every place in a text that is at most so many letters away from one of many values.

Both sides are squashed to letters and digits, as for exact values; a mistake is a letter that is wrong, missing or too
many there (Levenshtein's distance). A value with *n* mistakes is cut into *n* + 1 pieces: wherever it stands with no
more than *n* mistakes, one piece at least is whole. All pieces of all values are looked for at once with an automaton;
around each hit the runs of whole words that are long enough are compared with the values that have the piece there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

from redact.occurrences import Occurrence, Squashed, squash

MOST_MISTAKES = 4
LETTERS_PER_MISTAKE = 4
_WIDEST_GAP = 8


class _Slot(NamedTuple):
    """What values with one piece have in common: where it begins and ends in them, and how many mistakes they bear.

    ``before`` and ``after`` say by how much a run's beginning and end may stand out of their place as seen from the
    piece: by as many letters as there are mistakes, but what begins or ends with the piece does so just there.
    """

    start: int
    end: int
    mistakes: int
    before: int
    after: int


_Values: TypeAlias = dict[int, dict[int, str]]
"""By their length the values that have a piece in a slot: their texts by their numbers."""


class Near:
    """Values to look for with mistakes, as ``(value, mistakes)``; built once, used on many texts."""

    def __init__(self, rows: Sequence[tuple[str, int]]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        pieces: dict[str, dict[_Slot, _Values]] = {}
        for number, (value, mistakes) in enumerate(rows):
            folded = squash(value).text
            _add(pieces, number, folded, min(mistakes, len(folded) // LETTERS_PER_MISTAKE))
        self._pieces = list(pieces.values())
        self._count = len(rows)
        self._automaton: Any = AhoCorasick(list(pieces), matchkind=MatchKind.Standard) if pieces else None

    def __repr__(self) -> str:
        return f"Near({self._count} values)"

    def occurrences(self, text: str) -> list[Occurrence]:
        """Every place, from word to word, that is near enough to a value, in order; of a value's own the nearest."""
        if self._automaton is None:
            return []
        folded = squash(text)
        found = dict(self._found(folded, _Words(text, folded)))
        best = _nearest(found)
        return [Occurrence(folded.origin[start], folded.origin[end - 1] + 1, value) for start, end, value in best]

    def holds(self, value: str) -> bool:
        """Whether the whole of *value* is near enough to one of the values."""
        if self._automaton is None:
            return False
        folded = squash(value)
        return any(True for _ in self._found(folded, _Whole(len(folded.text))))

    def _found(self, folded: Squashed, words: _Words | _Whole) -> Iterator[tuple[tuple[int, int, int], int]]:
        """``(start, end, value), distance`` in the squashed text; a place may come more than once."""
        from rapidfuzz.distance import Levenshtein
        from rapidfuzz.process import extract

        for number, at, to in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            for slot, values in self._pieces[number].items():
                for start, end, length in words.runs((at, to), slot, values):
                    run, choices = folded.text[start:end], values[length]
                    near = extract(run, choices, scorer=Levenshtein.distance, score_cutoff=slot.mistakes, limit=None)
                    yield from (((start, end, value), distance) for _, distance, value in near)


def _add(pieces: dict[str, dict[_Slot, _Values]], number: int, folded: str, mistakes: int) -> None:
    edges = [len(folded) * cut // (mistakes + 1) for cut in range(mistakes + 2)]
    for start, end in pairwise(edges):
        if end > start:
            before, after = mistakes if start else 0, mistakes if end < len(folded) else 0
            slot = _Slot(start, end, mistakes, before, after)
            pieces.setdefault(folded[start:end], {}).setdefault(slot, {}).setdefault(len(folded), {})[number] = folded


@dataclass(frozen=True, slots=True)
class _Whole:
    """The only run of a text that is compared as a whole."""

    length: int

    def runs(self, _: tuple[int, int], slot: _Slot, values: _Values) -> Iterator[tuple[int, int, int]]:
        for length in range(self.length - slot.mistakes, self.length + slot.mistakes + 1):
            if length in values:
                yield 0, self.length, length


@dataclass(frozen=True, slots=True)
class _Words:
    """Where words begin and end in a squashed text."""

    text: str = field(repr=False)
    folded: Squashed = field(repr=False)

    def runs(self, hit: tuple[int, int], slot: _Slot, values: _Values) -> Iterator[tuple[int, int, int]]:
        """Runs of whole words around a *hit* of the slot's piece, each with a length of values that it may be near."""
        about, beyond = hit[0] - slot.start, hit[1] - slot.end
        earliest, latest = max(about - slot.before, 0), min(about + slot.before, hit[0])
        starts = [start for start in range(earliest, latest + 1) if self._begins(start)]
        if not starts:
            return
        nearest = max(beyond + min(values) - slot.after, hit[1])
        farthest = min(beyond + max(values) + slot.after, len(self.folded.origin))
        for end in (end for end in range(nearest, farthest + 1) if self._ends(end)):
            for start in (start for start in starts if self._is_close(start, end)):
                for length in range(end - start - slot.mistakes, end - start + slot.mistakes + 1):
                    if length in values and abs(beyond + length - end) <= slot.after:
                        yield start, end, length

    def _begins(self, at: int) -> bool:
        origin = self.folded.origin
        if at >= len(origin) or (at and origin[at - 1] == origin[at]):
            return False
        return not origin[at] or not self.text[origin[at] - 1].isalnum()

    def _ends(self, at: int) -> bool:
        origin = self.folded.origin
        if at < len(origin) and origin[at - 1] == origin[at]:
            return False
        return origin[at - 1] + 1 >= len(self.text) or not self.text[origin[at - 1] + 1].isalnum()

    def _is_close(self, start: int, end: int) -> bool:
        """Whether no two words of the run stand far apart."""
        origin = self.folded.origin
        if origin[end - 1] - origin[start] < end - start + _WIDEST_GAP:
            return True
        return all(origin[at + 1] - origin[at] <= _WIDEST_GAP + 1 for at in range(start, end - 1))


def _nearest(found: dict[tuple[int, int, int], int]) -> list[tuple[int, int, int]]:
    """Of the places of one value that overlap only the nearest: "of Sarah Collins" is no third spelling of her name."""
    by_value: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for (start, end, value), distance in found.items():
        by_value[value].append((distance, start, end))
    kept: list[tuple[int, int, int]] = []
    for value, places in by_value.items():
        taken: list[tuple[int, int, int]] = []
        for distance, start, end in sorted(places):
            if not any(d < distance and start < e and s < end for d, s, e in taken):
                taken.append((distance, start, end))
        kept += [(start, end, value) for _, start, end in taken]
    return sorted(kept)
