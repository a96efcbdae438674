"""A regular expression taken apart: what each of its pieces may match, as bytes, and how much that tells.

The parser is the standard library's own; it is private there, so only this module touches it. Of looking around only
"no such character before" and "behind" is kept, and a reference to a group becomes the group's expression, so what
comes out matches wherever the expression does, and more. What must stand ahead is kept for ``digit_within`` alone.
Bytes are those of Latin-1; a letter beyond it stands as "?" (``str.encode`` with ``errors="replace"``). The text is
taken to be a plain view (``normalise``): its only decimal digits are 0 to 9.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]  # private; see above
from re import _parser as parser  # type: ignore[attr-defined]  # private; see above
from typing import Any

Bytes = frozenset[int]
BEYOND = ord("?")
"""The byte in whose place letters beyond Latin-1 stand."""
NONE: Bytes = frozenset()
ENDLESS = 1 << 20
DIGITS: Bytes = frozenset(b"0123456789")

_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_SHARES = (
    (frozenset(b"abcdefghijklmnopqrstuvwxyz"), 0.76),
    (frozenset(b" "), 0.16),
    (frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 0.03),
    (DIGITS, 0.02),
    (frozenset(b".,\n\r\t-'\"()/:=_"), 0.028),
)
"""How often letters of a kind occur in ordinary text, near enough to choose what to look for."""
_EDGE = 1.0
_ALIKE = 1.5
"""What a digit says after a digit, a capital after a capital."""


@dataclass(frozen=True, slots=True)
class One:
    """One character out of a set of bytes."""

    of: Bytes


@dataclass(frozen=True, slots=True)
class Edge:
    """A place where none of these bytes stands: behind it, or (``before``) before it. Takes no character itself."""

    none_of: Bytes
    before: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """What must stand behind a place. Takes no character itself."""

    what: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """A sequence, so many times over."""

    what: tuple[Piece, ...]
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Either:
    """One of several sequences."""

    ways: tuple[tuple[Piece, ...], ...]


Piece = One | Edge | Ahead | Times | Either


def pieces(expression: str) -> tuple[Piece, ...]:
    """The pieces of an expression in order. Raises ``re.error`` for one that is none."""
    tree = parser.parse(expression)
    return tuple(_Reading().sequence(tree, tree.state.flags))


def shortest(piece: Piece) -> int:
    """The fewest characters that it matches."""
    match piece:
        case One():
            return 1
        case Edge() | Ahead():
            return 0
        case Times(what=what, low=low):
            return low * sum(map(shortest, what))
        case Either(ways=ways):
            return min(sum(map(shortest, way)) for way in ways)


def longest(piece: Piece) -> int:
    """The most characters that it matches, ``ENDLESS`` at most."""
    match piece:
        case One():
            return 1
        case Edge() | Ahead():
            return 0
        case Times(what=what, high=high):
            return min(high * sum(map(longest, what)), ENDLESS)
        case Either(ways=ways):
            return min(max(sum(map(longest, way)) for way in ways), ENDLESS)


def telling(run: Iterable[Piece]) -> float:
    """How much it says that the run is there, in bits: a rare letter says more, one after its like says less."""
    total, before = 0.0, NONE
    for piece in run:
        bits, before = _said(piece, before)
        total += bits
    return total


def _said(piece: Piece, before: Bytes) -> tuple[float, Bytes]:
    match piece:
        case One(of=of):
            kind = _kind(of)
            spared = max(_telling(kind) - _ALIKE, 0.0) if kind & before else 0.0
            return _telling(of) - spared, kind
        case Edge():
            return _EDGE, before
        case Ahead():
            return 0.0, before
        case Times(what=what, low=low):
            return (telling(what * low), _kind_of(what)) if low else (0.0, before)
        case Either(ways=ways):
            return max(0.0, min(map(telling, ways)) - math.log2(len(ways)) / 2), NONE


def _kind_of(run: Sequence[Piece]) -> Bytes:
    last = [piece for piece in run if not isinstance(piece, Edge | Ahead)][-1:]
    return _kind(last[0].of) if last and isinstance(last[0], One) else NONE


@cache
def _kind(of: Bytes) -> Bytes:
    """The digits, capitals or small letters, where it is all of one kind."""
    kinds = [kind for kind, _ in _SHARES if of <= kind | {BEYOND} and len(kind) > 1]
    return kinds[0] if kinds else NONE


def fewest_digits(run: Sequence[Piece]) -> int:
    """How many digits every match has at least."""
    return sum(map(_fewest_digits, run))


def _fewest_digits(piece: Piece) -> int:
    match piece:
        case One(of=of):
            return int(of <= DIGITS)
        case Edge() | Ahead():
            return 0
        case Times(what=what, low=low):
            return low * fewest_digits(what)
        case Either(ways=ways):
            return min(map(fewest_digits, ways))


def digit_within(run: Sequence[Piece]) -> int:
    """Within how many characters of its beginning every match has a digit; ``ENDLESS`` where it need have none."""
    before, least = 0, ENDLESS
    for piece in run:
        least = min(least, before + _digit_within(piece))
        before += longest(piece)
    return least


def _digit_within(piece: Piece) -> int:
    match piece:
        case One(of=of):
            return 1 if of <= DIGITS else ENDLESS
        case Edge():
            return ENDLESS
        case Ahead(what=what):
            return digit_within(what)
        case Times(what=what, low=low):
            return digit_within(what) if low else ENDLESS
        case Either(ways=ways):
            return max(map(digit_within, ways))


def written(sequence: Iterable[Piece], kinds: bytes = bytes(range(256))) -> bytes:
    """The pieces as an expression over bytes that have been translated by *kinds*; plain bytes if it is not given."""
    return b"".join(_written(piece, kinds) for piece in sequence)


def _written(piece: Piece, kinds: bytes) -> bytes:
    match piece:
        case One(of=of):
            return _class(frozenset(kinds[byte] for byte in of))
        case Edge():
            return _edge(piece, kinds)
        case Ahead():
            return b""
        case Times(what=what, low=low, high=high):
            times = b"{%d}" % low if low == high else b"{%d,%d}" % (low, high) if high < ENDLESS else b"{%d,}" % low
            return b"(?:" + written(what, kinds) + b")" + times
        case Either(ways=ways):
            return b"(?:" + b"|".join(dict.fromkeys(written(way, kinds) for way in ways)) + b")"


def _edge(edge: Edge, kinds: bytes) -> bytes:
    """Nothing of the kinds all of whose bytes are refused; the byte for letters beyond Latin-1 is never refused."""
    allowed = frozenset(kinds[byte] for byte in frozenset(range(256)) - edge.none_of | {BEYOND})
    refused = frozenset(kinds[byte] for byte in edge.none_of) - allowed
    return (b"(?<!" if edge.before else b"(?!") + _class(refused) + b")" if refused else b""


def _class(of: Bytes) -> bytes:
    if len(of) == 1:
        return b"\\x%02x" % next(iter(of))
    return b"[" + b"".join(b"\\x%02x-\\x%02x" % span for span in _runs(sorted(of))) + b"]"


def _runs(ordered: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = last = ordered[0]
    for byte in ordered[1:]:
        if byte != last + 1:
            yield start, last
            start = byte
        last = byte
    yield start, last


@cache
def _telling(of: Bytes) -> float:
    share = sum(part * len(kind & of) / len(kind) for kind, part in _SHARES)
    rest = len(of) - sum(len(kind & of) for kind, _ in _SHARES)
    return -math.log2(min(share + rest * 0.00005, 1.0))


class _Reading:
    """One walk through the parser's tree; remembers what each group holds for references to it."""

    def __init__(self) -> None:
        self._groups: dict[int, tuple[Piece, ...]] = {}

    def sequence(self, tree: Any, flags: int) -> Iterable[Piece]:
        for code, value in tree:
            yield from self._piece(code, value, flags)

    def _piece(self, code: Any, value: Any, flags: int) -> Iterable[Piece]:
        if code in _SINGLE:
            return (One(_bytes(code, value, flags)),)
        if code in _REPEATS:
            low, high, what = value
            return _times(tuple(self.sequence(what, flags)), low, min(int(high), ENDLESS))
        if code is codes.BRANCH:
            return (Either(tuple(tuple(self.sequence(way, flags)) for way in value[1])),)
        if code is codes.SUBPATTERN:
            return self._group(value, flags)
        return self._rest(code, value, flags)

    def _group(self, value: Any, flags: int) -> tuple[Piece, ...]:
        group, added, taken, what = value
        held = tuple(self.sequence(what, (flags | added) & ~taken))
        self._groups[group] = held
        return held

    def _rest(self, code: Any, value: Any, flags: int) -> Iterable[Piece]:
        if code is codes.ATOMIC_GROUP:
            return self.sequence(value, flags)
        if code is codes.ASSERT and value[0] > 0:
            return (Ahead(tuple(self.sequence(value[1], flags))),)
        if code is codes.ASSERT_NOT:
            return _edges(value[0] < 0, value[1], flags)
        return self._groups[value] if code is codes.GROUPREF else ()


def _times(what: tuple[Piece, ...], low: int, high: int) -> tuple[Piece, ...]:
    if not what:
        return ()
    return what if low == high == 1 else (Times(what, low, high),)


def _edges(before: bool, tree: Any, flags: int) -> tuple[Piece, ...]:
    """The single characters that must not stand there; longer runs that must not are left out."""
    only = list(tree)
    ways = only[0][1][1] if len(only) == 1 and only[0][0] is codes.BRANCH else [only]
    nodes = [next(iter(way)) for way in ways if len(list(way)) == 1]
    found = NONE.union(*(_bytes(code, value, flags) for code, value in nodes if code in _SINGLE))
    return (Edge(found, before),) if found else ()


def _bytes(code: Any, value: Any, flags: int) -> Bytes:
    """The bytes that one character of the expression may be."""
    members = value if code is codes.IN else [(code, value)]
    refused = members[0][0] is codes.NEGATE
    found = frozenset().union(*(_member(*member) for member in members if member[0] is not codes.NEGATE))
    if flags & re.IGNORECASE:
        found = found.union(*(_cases(byte) for byte in found))
    if refused:
        return frozenset(range(256)) - (found - {BEYOND}) | {BEYOND}
    return found


def _member(code: Any, value: Any) -> Bytes:
    if code is codes.LITERAL:
        return frozenset({value if value < 256 else BEYOND})
    if code is codes.NOT_LITERAL:
        return frozenset(range(256)) - {value} | {BEYOND}
    if code is codes.RANGE:
        beyond = {BEYOND} if value[1] > 255 else set()
        return frozenset(range(value[0], min(value[1], 255) + 1)) | beyond
    return _category(str(value)) if code is codes.CATEGORY else frozenset(range(256))


@cache
def _category(name: str) -> Bytes:
    letter = name.removeprefix("CATEGORY_").replace("NOT_", "~")
    letter = letter[1:2].upper() if letter.startswith("~") else letter[:1].lower()
    found = frozenset(byte for byte in range(256) if re.match("\\" + letter, chr(byte)))
    return found if letter == "d" else found | {BEYOND}


def _cases(byte: int) -> Bytes:
    letters = (chr(byte).lower(), chr(byte).upper())
    return frozenset(ord(letter) if ord(letter) < 256 else BEYOND for letter in letters if len(letter) == 1)
