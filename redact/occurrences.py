"""Where given values stand in a text, however they are spaced, cased or punctuated there.

Both sides are squashed to letters and digits (compatibility forms folded, case folded), then every value is looked for
at once with an Aho-Corasick automaton; cost is linear in the text. "07700 900123" is found in "tel:07700900123",
"Sarah Collins" in "sarah.collins" and across a line break. A value without digits, or a short one, must begin and end
where a word does. It does not find misspellings, initials or translations.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_LONG_NUMBER = 6
_WIDEST_GAP = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: half-open code points of the text, and the number of the value among those that were given."""

    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class Squashed:
    """A text without anything but letters and digits, folded; ``origin[i]`` is where its character *i* stood."""

    text: str = field(repr=False)
    origin: list[int] = field(repr=False)


def squash(text: str) -> Squashed:
    """Fold *text* to its letters and digits, remembering where they stood."""
    pieces: list[str] = []
    origin: list[int] = []
    for word in _WORD.finditer(text):
        folded = word.group().casefold()
        if word.group().isascii():
            origin.extend(range(word.start(), word.end()))
        else:
            folded = _fold_letters(word, origin)
        pieces.append(folded)
    return Squashed("".join(pieces), origin)


def _fold_letters(word: re.Match[str], origin: list[int]) -> str:
    folded = [unicodedata.normalize("NFKC", letter).casefold() for letter in word.group()]
    for offset, letters in enumerate(folded):
        origin.extend([word.start() + offset] * len(letters))
    return "".join(folded)


class Wanted:
    """Values to look for; built once, used on many texts. Values without a letter or digit are never found."""

    def __init__(self, values: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        squashed = [squash(value).text for value in values]
        self._numbers = [number for number, text in enumerate(squashed) if text]
        self._loose = [_is_loose(squashed[number]) for number in self._numbers]
        patterns = [squashed[number] for number in self._numbers]
        self._automaton: Any = AhoCorasick(patterns, matchkind=MatchKind.Standard) if patterns else None

    def __repr__(self) -> str:
        return f"Wanted({len(self._numbers)} values)"

    def occurrences(self, text: str) -> Iterator[Occurrence]:
        """Every place in *text* where a value stands, overlapping ones included, in order of their end."""
        if self._automaton is None:
            return
        folded = squash(text)
        for pattern, start, end in self._automaton.find_matches_as_indexes(folded.text, overlapping=True):
            place = Occurrence(folded.origin[start], folded.origin[end - 1] + 1, self._numbers[pattern])
            if self._loose[pattern] or _is_whole(text, place):
                yield place


def _is_loose(squashed: str) -> bool:
    return len(squashed) >= _LONG_NUMBER and any(letter.isdigit() for letter in squashed)


def _is_whole(text: str, place: Occurrence) -> bool:
    before, after = text[max(place.start - 1, 0) : place.start], text[place.end : place.end + 1]
    if before.isalnum() or after.isalnum():
        return False
    gaps = _WORD.sub("\0", text[place.start : place.end]).split("\0")
    return all(len(gap) <= _WIDEST_GAP for gap in gaps)
