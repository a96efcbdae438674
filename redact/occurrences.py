"""Where given values stand in a text, however they are spaced, cased or punctuated there.

Both sides are squashed to letters and digits (compatibility forms folded, case folded), then every value is looked for
at once with an Aho-Corasick automaton; cost is linear in the text. "07700 900123" is found in "tel:07700900123",
"Sarah Collins" in "sarah.collins" and across a line break. A value without digits, or a short one, must begin and end
where a word does. It does not find misspellings, initials or translations.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import compress
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_ALIKE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
_FOLDED = bytes(ord(chr(code).lower()) if code < 128 else code for code in range(256))
_IS_LETTER = bytes(code < 128 and chr(code).isalnum() for code in range(256))
_NO_LETTERS = bytes(code for code in range(256) if not _IS_LETTER[code])
_LONG_NUMBER = 6
_WIDEST_GAP = 8


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place: half-open code points of the text, and the number of the value among those that were given."""

    start: int
    end: int
    value: int


class Squashed:
    """A text without anything but letters and digits, folded; ``origin[i]`` is where its character *i* stood."""

    def __init__(self, text: str, origin: Callable[[], Sequence[int]]) -> None:
        self.text = text
        self._origin = origin

    def __repr__(self) -> str:
        return f"Squashed({len(self.text)} characters)"

    @cached_property
    def origin(self) -> Sequence[int]:
        """Worked out when it is first asked for: most texts hold none of the values that are looked for."""
        return self._origin()


def squash(text: str) -> Squashed:
    """Fold *text* to its letters and digits, remembering where they stood."""
    if text.isascii():
        data = text.encode()
        folded = data.translate(_FOLDED, _NO_LETTERS).decode()
        return Squashed(folded, lambda: array("Q", compress(range(len(data)), data.translate(_IS_LETTER))))
    pieces = [_fold(piece.group()) for piece in _ALIKE.finditer(text)]
    return Squashed("".join(pieces), lambda: _origin(text))


def _fold(piece: str) -> str:
    """A stretch that is all ASCII or all beyond it, folded."""
    if piece.isascii():
        return piece.encode().translate(_FOLDED, _NO_LETTERS).decode()
    return "".join(map(_fold_letter, piece))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return unicodedata.normalize("NFKC", letter).casefold() if letter.isalnum() else ""


def _origin(text: str) -> array[int]:
    origin = array("Q")
    for piece in _ALIKE.finditer(text):
        start, letters = piece.start(), piece.group()
        if letters.isascii():
            origin.extend(compress(range(start, piece.end()), letters.encode().translate(_IS_LETTER)))
        else:
            origin.extend(start + at for at, letter in enumerate(letters) for _ in _fold_letter(letter))
    return origin


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
