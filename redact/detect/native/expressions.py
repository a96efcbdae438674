"""A regular expression taken apart exactly: what it matches is kept, spelled in the symbols of ``symbols``.

The parser is the standard library's own; it is private there, so only this module and ``syntax`` touch it. Which
symbols a character of the expression may be is asked of the standard library too, so case and classes are its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from re import _compiler as compiler  # type: ignore[attr-defined]  # private; see above
from re import _constants as codes  # type: ignore[attr-defined]  # private; see above
from re import _parser as parser  # type: ignore[attr-defined]  # private; see above
from typing import Any

from redact.detect.native.symbols import SIGNS, is_alone

Set = int
"""A set of symbols: bit s is set where symbol s belongs to it."""
EVERY: Set = (1 << 256) - 1
ENDLESS = 1 << 20
_SINGLE = (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN)
_REPEATS = {codes.MAX_REPEAT: 0, codes.MIN_REPEAT: 1, codes.POSSESSIVE_REPEAT: 2}
_PLACES = {
    codes.AT_BEGINNING: 0,
    codes.AT_BEGINNING_STRING: 0,
    codes.AT_END: 1,
    codes.AT_END_STRING: 2,
    codes.AT_BOUNDARY: 3,
    codes.AT_NON_BOUNDARY: 4,
}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol out of a set."""

    of: Set


@dataclass(frozen=True, slots=True)
class Repeat:
    """A sequence, so many times over. ``how``: 0 as often as can be, 1 as seldom, 2 as often and never fewer."""

    what: Sequence
    low: int
    high: int
    how: int


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several sequences, the first that fits first."""

    ways: tuple[Sequence, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A sequence whose place is remembered under a number."""

    number: int
    what: Sequence


@dataclass(frozen=True, slots=True)
class Look:
    """What must stand, or must not, beside a place: so many symbols ``behind``, or ahead where that is -1."""

    what: Sequence
    behind: int
    refused: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Beginning (0) or end (1, 2) of the text, edge of a word (3) or none (4)."""

    which: int


@dataclass(frozen=True, slots=True)
class Again:
    """What a group holds, once more; ``folded``: in any case."""

    number: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One sequence where a group has a place, another where it has none."""

    number: int
    yes: Sequence
    no: Sequence


@dataclass(frozen=True, slots=True)
class Atomic:
    """A sequence that is matched in one way only."""

    what: Sequence


Node = Symbol | Repeat | Branch | Group | Look | Place | Again | Given | Atomic
Sequence = tuple[Node, ...]


@cache
def taken_apart(expression: str) -> tuple[Sequence, dict[str, int]]:
    """The expression's nodes in order, and the numbers of its named groups. Raises ``re.error`` for one that is none.

    Raises ``ValueError`` for what only exists for one symbol of several that share a byte.
    """
    tree = _parsed(expression)
    return tuple(_nodes(tree, tree.state.flags)), dict(tree.state.groupdict)


def longest(expression: str) -> int:
    """The most characters that it matches, ``ENDLESS`` at most."""
    return min(int(_parsed(expression).getwidth()[1]), ENDLESS)


@cache
def _parsed(expression: str) -> Any:
    return parser.parse(expression)


def _nodes(tree: Any, flags: int) -> Iterator[Node]:
    for code, value in tree:
        if code is codes.SUBPATTERN and value[0] is None:
            yield from _nodes(value[3], (flags | value[1]) & ~value[2])
        else:
            yield _node(code, value, flags)


def _node(code: Any, value: Any, flags: int) -> Node:
    if code in _SINGLE:
        return Symbol(_symbols(code, _frozen(value), flags))
    if code in _REPEATS:
        low, high, what = value
        return Repeat(tuple(_nodes(what, flags)), low, min(int(high), ENDLESS), _REPEATS[code])
    if code is codes.BRANCH:
        return Branch(tuple(tuple(_nodes(way, flags)) for way in value[1]))
    if code is codes.SUBPATTERN:
        return Group(value[0], tuple(_nodes(value[3], (flags | value[1]) & ~value[2])))
    return _rarer(code, value, flags)


def _rarer(code: Any, value: Any, flags: int) -> Node:
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        behind = value[1].getwidth()[0] if value[0] < 0 else -1
        return Look(tuple(_nodes(value[1], flags)), behind, code is codes.ASSERT_NOT)
    if code is codes.AT:
        return Place(_PLACES[value])
    if code is codes.GROUPREF:
        return Again(value, bool(flags & re.IGNORECASE))
    if code is codes.ATOMIC_GROUP:
        return Atomic(tuple(_nodes(value, flags)))
    if code is codes.GROUPREF_EXISTS:
        group, yes, no = value
        return Given(group, tuple(_nodes(yes, flags)), tuple(_nodes(no or (), flags)))
    raise ValueError(f"there is no native form of {str(code).lower()} in an expression")


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _symbols(code: Any, value: Any, flags: int) -> Set:
    """The symbols that one character of the expression may be, by the standard library's own judgement."""
    for letter in _letters(code, value):
        if not is_alone(chr(letter)):
            raise ValueError(f"U+{letter:04X} has no symbol of its own: name it in symbols.py")
    state = parser.State()
    state.flags = flags
    member = list(value) if isinstance(value, tuple) else value
    single = compiler.compile(parser.SubPattern(state, [(code, member)]), flags)
    return sum(1 << found.start() for found in single.finditer(SIGNS))


def _letters(code: Any, value: Any) -> Iterator[int]:
    if code in (codes.LITERAL, codes.NOT_LITERAL):
        yield value
    elif code is codes.RANGE:
        yield from value
    elif code is codes.IN:
        for inner, what in value:
            yield from _letters(inner, what)
