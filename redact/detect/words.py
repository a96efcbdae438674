"""Where given words and short expressions stand in a text: with hyperscan in one pass, or without it.

Both ways see the same places as far as the rows of the table care: each reports for every place that the other reports
a stretch that holds it. hyperscan (optional) looks for everything at once; the plain way looks for the words with an
Aho-Corasick automaton and for each expression by itself.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain
from typing import Any, Protocol

from redact.detect.clusters import KINDS
from redact.detect.syntax import One, Piece, pieces, written

Hit = tuple[int, int]
"""Which one was found, and where it begins."""
PLAINLY = bytes(
    ord(small) if letter.isalpha() and ord(small) < 256 else 32
    for letter, small in ((chr(code), chr(code).lower()) for code in range(256))
)
"""Turns Latin-1 text into small letters with blanks between them."""
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256))
_LETTERS = frozenset(string.ascii_letters.encode())


@dataclass(frozen=True, slots=True)
class Word:
    """Letters to look for, in any case; ``whole``: mere letters and blanks, where no letter stands before."""

    letters: bytes
    whole: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is a whole word and nothing but letters and blanks."""
        return self.whole and self.letters.lower().translate(_ASCII) == self.letters.lower()


@dataclass(frozen=True, slots=True)
class Expression:
    """A short expression to look for: no looking around, no reference to a group."""

    source: bytes


Wanted = Word | Expression


class Finder(Protocol):
    """Finds words and expressions in texts (bytes of Latin-1)."""

    def __call__(self, data: bytes) -> Iterator[Hit]: ...


def finder(wanted: Sequence[Wanted], *, plain: bool = False) -> Finder:
    """The quickest way that is installed; the one without hyperscan where *plain* is asked for."""
    return Plain(wanted) if plain or not has_hyperscan() else Hyperscan(wanted)


def has_hyperscan() -> bool:
    """Whether hyperscan is installed; it has no wheel for some systems."""
    return find_spec("hyperscan") is not None


class Plain:
    """Aho-Corasick for the words, one search for each expression."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        words = [(number, what) for number, what in enumerate(wanted) if isinstance(what, Word)]
        self._words = [(number, what.is_plain) for number, what in words]
        letters = [what.letters.lower() for _, what in words]
        self._automaton: Any = BytesAhoCorasick(letters, implementation=Implementation.DFA)
        marks = [(number, what) for number, what in enumerate(wanted) if isinstance(what, Expression)]
        self._marks = [(number, _Mark(what.source)) for number, what in marks]

    def __call__(self, data: bytes) -> Iterator[Hit]:
        words = self._words
        for word, start, _ in self._automaton.find_matches_as_indexes(data.lower(), overlapping=True):
            number, whole = words[word]
            if not (whole and start and data[start - 1] in _LETTERS):
                yield number, start
        kinds = data.translate(KINDS)
        for number, mark in self._marks:
            for start in mark.places(data, kinds):
                yield number, start


class _Mark:
    """One expression. Where its kinds of characters begin with one and the same, these are looked for first."""

    def __init__(self, source: bytes) -> None:
        run = pieces(source.decode("latin-1"))
        self._expression = re.compile(source)
        self._kinds = re.compile(written(run, KINDS)) if _begins_alike(run[0]) else None

    def places(self, data: bytes, kinds: bytes) -> Iterator[int]:
        """Where it begins, in order."""
        if self._kinds is None:
            return _places(self._expression, data)
        match = self._expression.match
        return (place for place in _places(self._kinds, kinds) if match(data, place))


def _places(expression: re.Pattern[bytes], data: bytes) -> Iterator[int]:
    """Every place where a match begins, inside of another one too."""
    found = expression.search(data)
    while found:
        yield found.start()
        found = expression.search(data, found.start() + 1)


def _begins_alike(piece: Piece) -> bool:
    return isinstance(piece, One) and len({KINDS[byte] for byte in piece.of}) == 1


class Hyperscan:
    """Everything in two passes: whole words over the text written plainly, the rest over the text as it stands."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        listed = list(enumerate(wanted))
        whole = [(number, what) for number, what in listed if isinstance(what, Word) and what.is_plain]
        rest = [(number, what) for number, what in listed if not (isinstance(what, Word) and what.is_plain)]
        self._whole = _Database([(number, b" " + what.letters.lower()) for number, what in whole])
        self._rest = _Database(rest)

    def __call__(self, data: bytes) -> Iterator[Hit]:
        return chain(self._whole(b" " + data.translate(_ASCII)), self._rest(data))


class _Database:
    """What hyperscan looks for in one pass; each with the number that it is told by."""

    def __init__(self, wanted: Sequence[tuple[int, Wanted | bytes]]) -> None:
        import hyperscan

        self._numbers = [number for number, _ in wanted]
        self._lengths = [_length(what) for _, what in wanted]
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK) if wanted else None
        if self._database:
            flags = {0: hyperscan.HS_FLAG_SOM_LEFTMOST}
            self._database.compile(
                expressions=[_expression(what) for _, what in wanted],
                ids=list(range(len(wanted))),
                elements=len(wanted),
                flags=[flags.get(length, hyperscan.HS_FLAG_CASELESS) for length in self._lengths],
            )

    def __call__(self, data: bytes) -> Iterator[Hit]:
        if self._database is None:
            return iter(())
        hits: list[Hit] = []
        add, numbers, lengths = hits.append, self._numbers, self._lengths

        def collect(which: int, start: int, end: int, _flags: int, _context: object) -> None:
            length = lengths[which]
            hit = (numbers[which], end - length if length else start)
            if length or not hits or hits[-1] != hit:
                add(hit)

        self._database.scan(data, match_event_handler=collect)
        return iter(hits)


def _expression(what: Wanted | bytes) -> bytes:
    if isinstance(what, Expression):
        return what.source
    if isinstance(what, bytes):
        return re.escape(what)
    return re.escape(what.letters)


def _length(what: Wanted | bytes) -> int:
    """How many letters a word has; nought for an expression."""
    if isinstance(what, Expression):
        return 0
    return len(what) if isinstance(what, bytes) else len(what.letters)
