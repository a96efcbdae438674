"""Expressions as a program for the native matcher: one array of numbers for all, and the sets of symbols they name.

What each instruction means is said in ``match.h``; the numbers here and there are the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.detect.native.automaton import front
from redact.detect.native.expressions import (
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
    taken_apart,
)
from redact.detect.native.symbols import WORD

(END, SYMBOL, RUN, SPLIT, JUMP, OPEN, CLOSE, LOOK, EDGE, ATOMIC, LOOP, GREEDY, AGAIN, PLACE, GROUP, GIVEN, LITERAL) = (
    range(17)
)


@dataclass
class Program:
    """Expressions made ready: ``add`` gives each its number. Group 0 is the whole match; named ones come by name."""

    code: array[int] = field(default_factory=lambda: array("i"))
    starts: array[int] = field(default_factory=lambda: array("i"))
    _sets: dict[Set, int] = field(default_factory=lambda: {WORD: 0})
    _known: dict[str, int] = field(default_factory=dict)

    def add(self, expression: str) -> int:
        """The number of the expression. Raises what ``taken_apart`` raises."""
        if expression not in self._known:
            sequence, names = taken_apart(expression)
            self.starts.append(len(self.code))
            self.code.extend((*_Writing(self, names.get("x", 0), sequence).sequence(sequence), END))
            self._known[expression] = len(self.starts) - 1
        return self._known[expression]

    def number(self, of: Set) -> int:
        """The number of a set of symbols."""
        return self._sets.setdefault(of, len(self._sets))

    def front(self, expression: str) -> tuple[int, int]:
        """The numbers of two sets: what may stand before a match of the expression, and what it may begin with."""
        before, first = front(taken_apart(expression)[0])
        return self.number(before), self.number(first)

    @property
    def sets(self) -> bytes:
        """All sets in order, 32 bytes each."""
        return b"".join(of.to_bytes(32, "little") for of in self._sets)


class _Writing:
    """One expression while it is written down. A loop's number is how deep it lies; groups that matter not are left."""

    def __init__(self, program: Program, wanted: int, sequence: Sequence) -> None:
        self._program = program
        self._depth = 0
        self._sealed_in = 0
        # Group 1 is always the one that is the finding; those that are referred to follow.
        referred = (number for number in sorted(_referred(sequence)) if number != wanted)
        self._groups = {number: place for place, number in enumerate([wanted, *referred])}
        if len(self._groups) > 8:
            raise ValueError("an expression may refer to seven groups at most")

    def sequence(self, sequence: Sequence) -> list[int]:
        return [number for node in sequence for number in self._node(node)]

    def _sealed(self, sequence: Sequence) -> list[int]:
        """What is matched by itself: no way back leads into it, so nothing would undo the places of groups in it."""
        self._sealed_in += 1
        body = self.sequence(sequence)
        self._sealed_in -= 1
        return body

    def _node(self, node: Node) -> list[int]:
        match node:
            case Symbol(of=of):
                return self._symbol(of)
            case Repeat():
                return self._repeat(node)
            case Branch(ways=ways):
                return self._branch([self.sequence(way) for way in ways])
            case Group(number=number, what=what):
                return self._group(number, self.sequence(what))
            case _:
                return self._rarer(node)

    def _rarer(self, node: Node) -> list[int]:
        match node:
            case Look():
                return self._look(node)
            case Place(which=which):
                return [PLACE, which]
            case Again(number=number, folded=folded):
                return [GROUP, self._groups[number], int(folded)]
            case Given(number=number, yes=yes, no=no):
                then, other = self.sequence(yes), self.sequence(no)
                return [GIVEN, self._groups[number], len(then) + 5, *then, JUMP, len(other) + 2, *other]
            case Atomic(what=what):
                body = [*self._sealed(what), END]
                return [ATOMIC, len(body) + 2, *body]
            case _:
                raise TypeError(f"{type(node).__name__} has no instruction")

    def _symbol(self, of: Set) -> list[int]:
        return [SYMBOL, self._program.number(of)] if of & (of - 1) else [LITERAL, of.bit_length() - 1]

    def _repeat(self, node: Repeat) -> list[int]:
        what = node.what
        if len(what) == 1 and isinstance(what[0], Symbol):
            if node.low == node.high <= 8:
                return self._symbol(what[0].of) * node.low
            return [RUN, self._program.number(what[0].of), node.low, node.high, node.how]
        if node.high == 1:
            return self._optional(node)
        return self._loop(node)

    def _optional(self, node: Repeat) -> list[int]:
        body = self._sealed(node.what) if node.how == 2 else self.sequence(node.what)
        if node.low:
            return [ATOMIC, len(body) + 3, *body, END] if node.how == 2 else body
        if node.how == 2:
            branch = self._branch([body, []])
            return [ATOMIC, len(branch) + 3, *branch, END]
        return self._branch([[], body] if node.how else [body, []])

    def _loop(self, node: Repeat) -> list[int]:
        loop = self._depth
        if loop >= 16:
            raise ValueError("loops may lie sixteen deep in an expression at most")
        self._depth += 1
        body = self._sealed(node.what) if node.how == 2 else self.sequence(node.what)
        self._depth -= 1
        if node.how == 2:
            return [GREEDY, node.low, node.high, len(body) + 5, *body, END]
        size = len(body) + 8
        return [LOOP, loop, node.low, node.high, node.how, size, *body, AGAIN, -(len(body) + 6)]

    def _branch(self, ways: list[list[int]]) -> list[int]:
        """Every way but the last is followed by a jump over those behind it."""
        joined: list[int] = []
        for place in reversed(range(len(ways))):
            joined = [*ways[place], *([JUMP, len(joined) + 2] if place < len(ways) - 1 else []), *joined]
        sizes = [len(way) + 2 for way in ways[:-1]]
        begins = [len(ways) + 2 + sum(sizes[:place]) for place in range(len(ways))]
        return [SPLIT, len(ways), *begins, *joined]

    def _group(self, number: int, body: list[int]) -> list[int]:
        if number not in self._groups:
            return body
        if self._sealed_in:
            raise ValueError("a group that is referred to may not stand where nothing undoes it")
        return [OPEN, self._groups[number], *body, CLOSE, self._groups[number]]

    def _look(self, node: Look) -> list[int]:
        if len(node.what) == 1 and isinstance(node.what[0], Symbol):
            return [EDGE, int(node.behind >= 0), int(node.refused), self._program.number(node.what[0].of)]
        body = [*self._sealed(node.what), END]
        return [LOOK, node.behind, int(node.refused), len(body) + 4, *body]


def _referred(sequence: Iterable[Node]) -> set[int]:
    """The groups that something in the expression refers to."""
    found: set[int] = set()
    for node in sequence:
        match node:
            case Again(number=number):
                found.add(number)
            case Given(number=number, yes=yes, no=no):
                found |= {number} | _referred((*yes, *no))
            case Branch(ways=ways):
                found |= _referred(inner for way in ways for inner in way)
            case Repeat(what=what) | Group(what=what) | Look(what=what) | Atomic(what=what):
                found |= _referred(what)
            case _:
                pass
    return found
