"""Many expressions as one automaton that tells, a few symbols into a text, which of them may begin there.

It matches at least what they match: of looking around only single symbols count, what is said twice may be anything,
and an expression counts as seen once so many symbols fit. The states of an expression are what is left of it (the
derivatives of Brzozowski), made by walking through it, never further than that.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from redact.detect.native.expressions import (
    ENDLESS,
    EVERY,
    Again,
    Atomic,
    Branch,
    Given,
    Group,
    Look,
    Node,
    Place,
    Repeat,
    Sequence,
    Set,
    Symbol,
)
from redact.detect.native.symbols import BEFORE, WORD

DEPTH = 14
"""After so many symbols that fit an expression counts as seen."""
OUTSIDE: Set = 1 << BEFORE
"""What stands before a text and after it."""
_BLANK: Set = 1 << ord(" ")
_UNDERSCORE: Set = 1 << ord("_")
_ENDED, _SEEN = -1, -2

Step = tuple[Set, int]
"""A symbol, and what is left behind it: a number of ``_Left``, or ``_SEEN``. ``_ENDED`` needs no symbol at all."""


@dataclass(frozen=True)
class Wanted:
    """An expression to be told by its number where one of ``before`` stands in front; ``first``: its first symbol.

    ``underscored``: an underscore counts as the blank that it stands for.
    """

    number: int
    sequence: Sequence
    before: Set = EVERY
    first: Set = EVERY
    underscored: bool = False


class Automaton:
    """The automaton, as the arrays that ``sieve.h`` describes. *alike*: symbols that need not be told apart."""

    def __init__(self, alike: tuple[Set, ...]) -> None:
        self.edges = array("i", [0])
        self.steps = array("i")
        self.owners = array("i")
        self.starts = array("i")
        self._alike = alike
        self._sets: dict[Set, int] = {}

    def add(self, wanted: Wanted) -> None:
        """Add an expression. Its states are its own, numbered in the order in which they are reached."""
        left = _Left(wanted.sequence)
        before, first = front(wanted.sequence)
        begun = len(self.owners)
        self.starts.extend((self._set(before & wanted.before), begun))
        states, waiting = {0: begun}, [0]
        for depth in range(DEPTH):
            found: list[int] = []
            for number in waiting:
                self.owners.append(wanted.number)
                for of, then in left.steps(number):
                    symbols = self._allowed(of if depth else of & first & wanted.first, wanted)
                    if symbols:
                        seen = then < 0 or depth == DEPTH - 1 or left.may_end(then)
                        if not seen and then not in states:
                            states[then] = begun + len(states)
                            found.append(then)
                        self.steps.extend((self._set(symbols), -1 - wanted.number if seen else states[then]))
                self.edges.append(len(self.steps) // 2)
            waiting = found

    def classes(self) -> bytes:
        """Of every symbol its class: symbols that are in the same sets share one."""
        numbers: dict[Set, int] = {}
        sets = list(self._sets)
        told = (sum(1 << number for number, of in enumerate(sets) if of >> symbol & 1) for symbol in range(256))
        return bytes(numbers.setdefault(belongs, len(numbers)) for belongs in told)

    def sets(self) -> bytes:
        """The sets in order, each of 256 bits, a bit for a class."""
        classes = self.classes()
        of_classes = (sum(1 << each for each in {classes[place] for place in places(of)}) for of in self._sets)
        return b"".join(of.to_bytes(32, "little") for of in of_classes)

    def _allowed(self, of: Set, wanted: Wanted) -> Set:
        if not wanted.underscored:
            return of
        return of | _UNDERSCORE if of & _BLANK else of & ~_UNDERSCORE

    def _set(self, of: Set) -> int:
        for alike in self._alike:
            of |= alike if of & alike else 0
        return self._sets.setdefault(of, len(self._sets))


class _Left:
    """What can be left of one expression: a sequence from a place on, or a loop and its rounds; then what follows."""

    def __init__(self, sequence: Sequence) -> None:
        self._all: list[tuple[Sequence | Repeat, int, int]] = []
        self._numbers: dict[tuple[int, int, int], int] = {}
        self._steps: dict[int, list[Step]] = {}
        self._number(sequence, 0, _ENDED)

    def steps(self, number: int) -> list[Step]:
        """What can come next."""
        if number not in self._steps:
            self._steps[number] = list(dict.fromkeys(self._next(number, EVERY, frozenset())))
        return self._steps[number]

    def may_end(self, number: int) -> bool:
        """Whether nothing more need come."""
        return any(then == _ENDED for _, then in self.steps(number))

    def _number(self, what: Sequence | Repeat, at: int, then: int) -> int:
        key = (id(what), at, then)
        if key not in self._numbers:
            self._numbers[key] = len(self._all)
            self._all.append((what, at, then))
        return self._numbers[key]

    def _next(self, number: int, limit: Set, met: frozenset[int]) -> Iterator[Step]:
        if number < 0:
            yield (limit, _SEEN) if limit != EVERY else (EVERY, _ENDED)
            return
        what, at, then = self._all[number]
        if number in met:
            return
        met = met | {number}
        if isinstance(what, Repeat):
            yield from self._rounds(what, at, then, limit, met)
        elif at == len(what):
            yield from self._next(then, limit, met)
        else:
            yield from self._of(what[at], self._number(what, at + 1, then), limit, met)

    def _rounds(self, loop: Repeat, done: int, then: int, limit: Set, met: frozenset[int]) -> Iterator[Step]:
        if done < loop.high:
            rounds = min(done + 1, loop.low) if loop.high == ENDLESS else done + 1
            yield from self._next(self._number(loop.what, 0, self._number(loop, rounds, then)), limit, met)
        if done >= loop.low:
            yield from self._next(then, limit, met)

    def _of(self, node: Node, then: int, limit: Set, met: frozenset[int]) -> Iterator[Step]:
        match node:
            case Symbol(of=of):
                yield of & limit, then
            case Repeat():
                yield from self._next(self._number(node, 0, then), limit, met)
            case Look(what=(Symbol(of=of),), behind=-1, refused=refused):
                yield from self._next(then, limit & _beside(of, refused), met)
            case Look() | Place():
                yield from self._next(then, limit, met)
            case Again():
                yield EVERY, _ENDED
            case Branch() | Group() | Atomic() | Given():
                for way in _ways(node):
                    yield from self._next(self._number(way, 0, then), limit, met)


def _ways(node: Branch | Group | Atomic | Given) -> tuple[Sequence, ...]:
    match node:
        case Branch(ways=ways):
            return ways
        case Given(yes=yes, no=no):
            return yes, no
        case Group(what=what) | Atomic(what=what):
            return (what,)


def begins_with(sequence: Sequence, symbols: tuple[Set, ...]) -> bool:
    """Whether a match can begin so, or be no longer."""
    left = _Left(sequence)
    now = {0}
    for wanted in symbols:
        now = {then for number in now for of, then in left.steps(number) if of & wanted or then == _ENDED}
        if any(then < 0 or left.may_end(then) for then in now):
            return True
    return bool(now)


def front(sequence: Sequence) -> tuple[Set, Set]:
    """What may stand before a match of the expression, and what it may begin with."""
    first = 0
    for of, then in _Left(sequence).steps(0):
        first |= EVERY if then == _ENDED else of
    return _before(sequence, first), first


def _before(sequence: Sequence, first: Set) -> Set:
    """What may stand before a match that begins with one of *first*."""
    before = EVERY
    for node in sequence:
        match node:
            case Look(what=(*more, Symbol(of=of)), behind=behind, refused=refused) if behind > 0 and not (
                refused and more
            ):
                before &= _beside(of, refused)
            case Place(which=0):
                before &= OUTSIDE
            case Place(which=3) if not first & ~WORD:
                before &= ~WORD
            case Branch() | Group() | Atomic():
                before &= _any(_before(way, first) for way in _ways(node))
                if not all(isinstance(inner, Look | Place) for way in _ways(node) for inner in way):
                    break
            case Look() | Place():
                continue
            case _:
                break
    return before & EVERY


def _any(sets: Iterable[Set]) -> Set:
    return reduce(or_, sets, 0)


def _beside(of: Set, refused: bool) -> Set:
    """What may stand beside a place where one of these must, or must not."""
    return ~of | OUTSIDE if refused else of & ~OUTSIDE


def places(of: Set) -> Iterator[int]:
    """The symbols of a set."""
    while of:
        lowest = of & -of
        yield lowest.bit_length() - 1
        of ^= lowest
