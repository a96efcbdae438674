"""Where given values stand in a text, however they are spaced, cased or punctuated there.

Both sides are squashed to letters and digits (compatibility forms folded, case folded), then every value is looked for
at once with an Aho-Corasick automaton; cost is linear in the text. "07700 900123" is found in "tel:07700900123",
"Sarah Collins" in "sarah.collins" and across a line break. A value without digits, or a short one, must begin and end
where a word does, or where figures stand beside it ("Collins2"). It does not find misspellings, initials, translations.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, compress
from typing import Any, TypeAlias

_WORD = re.compile(r"[^\W_]+")
_ALIKE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_FOLDED = bytes(ord(chr(code).lower()) if code < 128 else code for code in range(256))
_IS_LETTER = bytes(code < 128 and chr(code).isalnum() for code in range(256))
_NO_LETTERS = bytes(code for code in range(256) if not _IS_LETTER[code])
_LONG_NUMBER = 6
_WIDEST_GAP = 8
_BLOCK = 256
_LONG = 1 << 20
_ONE_BY_ONE = 1 << 19
"""So many values times characters are looked at faster value by value than an automaton is made for them."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: half-open code points of the text, and the number of the value among those that were given."""

    start: int
    end: int
    value: int


class Squashed:
    """A text without anything but letters and digits, folded; ``origin[i]`` is where its character *i* stood."""

    def __init__(self, text: str) -> None:
        self.text = folded(text)
        self._whole = text

    def __repr__(self) -> str:
        return f"Squashed({len(self.text)} characters)"

    @cached_property
    def origin(self) -> Sequence[int]:
        """Worked out when it is first asked for: most texts hold none of the values that are looked for."""
        return _origin(self._whole)

    def finder(self, times: int) -> Callable[[int], int]:
        """Tells where a letter stood, so many *times*: a few are counted out, for many ``origin`` is made."""
        few = times * _BLOCK < len(self._whole)
        return _Blocks(self._whole).origin if few else self.origin.__getitem__


class _Blocks:
    """A text in blocks of one length, to tell where a few of its letters stand without looking at them all."""

    def __init__(self, text: str) -> None:
        self._text = text
        blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
        self._ends = list(accumulate(len(folded(block)) for block in blocks))

    def origin(self, letter: int) -> int:
        """Where letter number so much of the squashed text stood."""
        number = bisect_right(self._ends, letter)
        before = self._ends[number - 1] if number else 0
        block = self._text[number * _BLOCK : (number + 1) * _BLOCK]
        within = bisect_right(range(len(block)), letter - before, key=lambda at: len(folded(block[: at + 1])))
        return number * _BLOCK + within


def squash(text: str) -> Squashed:
    """Fold *text* to its letters and digits, remembering where they stood."""
    return Squashed(text)


def folded(text: str) -> str:
    """The letters and digits of *text*, folded. Of two texts in a row it is what each of them gives, in a row."""
    if text.isascii():
        return text.encode().translate(_FOLDED, _NO_LETTERS).decode()
    return "".join(_fold(piece.group()) for piece in _ALIKE.finditer(text))


class Folds(dict[str, str]):
    """What ``folded`` makes of texts, worked out once for each. Kept no longer than the document at hand."""

    def __missing__(self, text: str) -> str:
        self[text] = folded(text)
        return self[text]

    def __repr__(self) -> str:
        return f"Folds({len(self)} texts)"


def _fold(piece: str) -> str:
    """A stretch that is all ASCII or all beyond it, folded."""
    return folded(piece) if piece.isascii() else "".join(map(_fold_letter, piece))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter).casefold() if letter.isalnum() else ""


def _origin(text: str) -> array[int]:
    origin = array("Q")
    for piece in _ALIKE.finditer(text):
        start, letters = piece.start(), piece.group()
        if letters.isascii():
            _extend(origin, start, letters.encode().translate(_IS_LETTER))
        else:
            origin.extend(start + at for at, letter in enumerate(letters) for _ in _fold_letter(letter))
    return origin


def _extend(origin: array[int], start: int, flags: bytes) -> None:
    """Add the places of those *flags* that are set, the first of which stands at *start*."""
    if len(flags) < _LONG:
        origin.extend(compress(range(start, start + len(flags)), flags))
        return
    import numpy as np

    places = np.flatnonzero(np.frombuffer(flags, np.uint8)) + start
    origin.frombytes(places.astype(f"u{origin.itemsize}").tobytes())


_Match: TypeAlias = tuple[int, int, int]
"""The number of a pattern, and where it begins and ends in a squashed text."""


_NOWHERE = (sys.maxsize, sys.maxsize)


class Wanted:
    """Values to look for; built once, used on many texts. Values without a letter or digit are never found.

    Those that are looked for in *passing*, in the texts of one document, are made ready in a quarter of the time, and
    looked for a little slower.
    """

    def __init__(self, values: Iterable[str], *, passing: bool = False) -> None:
        squashed = list(map(folded, values))
        self._numbers = [number for number, text in enumerate(squashed) if text]
        self._loose = [_is_loose(squashed[number]) for number in self._numbers]
        patterns = list(filter(None, squashed))
        made = _passing if passing else _lasting
        self._automaton: Any = made(patterns) if patterns else None

    def __repr__(self) -> str:
        return f"Wanted({len(self._numbers)} values)"

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Every place in *text* where a value stands, overlapping ones included, in order of their end."""
        if self._automaton is None:
            return
        squashed = squash(text)
        matches = self._automaton.find_matches_as_indexes(squashed.text, overlapping=True)
        if matches:
            yield from self._places(text, matches, squashed.finder(2 * len(matches)))

    def beyond(
        self, text: str, covered: Iterable[tuple[int, int]], rivals: frozenset[int] = frozenset()
    ) -> Iterator[Occurrence]:
        """Those places that do not lie inside one of the *covered* stretches, which are sorted and do not overlap.

        Of the values of those numbers that are *rivals*, places that are covered whole are among them. What is covered
        costs next to nothing: in a text full of what was found already that is nearly every place.
        """
        if self._automaton is None:
            return
        squashed = squash(text)
        matches = self._automaton.find_matches_as_indexes(squashed.text, overlapping=True)
        if matches:
            left = self._uncovered(matches, squashed.origin, covered, rivals)
            yield from self._places(text, left, squashed.origin.__getitem__)

    def _uncovered(
        self,
        matches: Iterable[_Match],
        origin: Sequence[int],
        covered: Iterable[tuple[int, int]],
        rivals: frozenset[int],
    ) -> Iterator[_Match]:
        waiting = iter(covered)
        begins, ends = next(waiting, _NOWHERE)
        for match in matches:  # in order of their end
            start, end = origin[match[1]], origin[match[2] - 1] + 1
            while ends < end:
                begins, ends = next(waiting, _NOWHERE)
            if start < begins or (end == ends and start == begins and self._numbers[match[0]] in rivals):
                yield match

    def _places(self, text: str, matches: Iterable[_Match], origin: Callable[[int], int]) -> Iterator[Occurrence]:
        for pattern, start, end in matches:
            place = Occurrence(origin(start), origin(end - 1) + 1, self._numbers[pattern])
            if self._loose[pattern] or _is_whole(text, place):
                yield place


def standing_more(times: Mapping[str, int], texts: Iterable[str]) -> set[str]:
    """The folded values that stand in all *texts* together more often than so many *times*."""
    together = " ".join(map(folded, texts))
    if len(times) * len(together) <= _ONE_BY_ONE:
        return {value for value, most in times.items() if _stands_more(value, most, together)}
    patterns = list(times)
    found = _passing(patterns).find_matches_as_indexes(together, overlapping=True)
    counts = Counter(pattern for pattern, _, _ in found)
    return {patterns[pattern] for pattern, count in counts.items() if count > times[patterns[pattern]]}


def _stands_more(value: str, most: int, text: str) -> bool:
    at = text.find(value)
    for _ in range(most):
        at = text.find(value, at + 1) if at >= 0 else at
    return at >= 0


def _lasting(patterns: list[str]) -> Any:
    """An automaton for many texts."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(patterns, matchkind=MatchKind.Standard)


def _passing(patterns: list[str]) -> Any:
    """An automaton for one search or two: made in a quarter of the time, and a little slower."""
    from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

    kind = Implementation.ContiguousNFA
    return AhoCorasick(patterns, matchkind=MatchKind.Standard, store_patterns=False, implementation=kind)


def _is_loose(squashed: str) -> bool:
    return len(squashed) >= _LONG_NUMBER and any(letter.isdigit() for letter in squashed)


def _goes_on(edge: str, beside: str) -> bool:
    """Whether what stands beside the edge of a value belongs to it. A figure behind a name is a note's number."""
    return beside.isalnum() if edge.isdigit() else beside.isalpha()


def _is_whole(text: str, place: Occurrence) -> bool:
    before, after = text[max(place.start - 1, 0) : place.start], text[place.end : place.end + 1]
    if _goes_on(text[place.start], before) or _goes_on(text[place.end - 1], after):
        return False
    gaps = _WORD.sub("\0", text[place.start : place.end]).split("\0")
    return all(len(gap) <= _WIDEST_GAP for gap in gaps)
