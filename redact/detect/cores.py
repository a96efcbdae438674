"""The core of a number: a short stretch around digits that every match of an expression must hold.

Found from the expression itself: of all runs of neighbouring pieces in which digits stand close together, the one that
tells most. Where the core cannot stand, by the kinds of its characters alone, the expression need not be tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from redact.detect.syntax import (
    DIGITS,
    ENDLESS,
    Ahead,
    Edge,
    Either,
    One,
    Piece,
    Times,
    longest,
    pieces,
    shortest,
    telling,
)

HARD = frozenset(b"\n\r\t,;|\"'<>{}[]=?")
"""What never stands inside a core: where numbers stand in rows, these stand between them."""
GAP = 3
"""The most characters between two digits of a core."""
SIDE = 4
"""The most characters before the first digit of a core, or after its last one."""

_LONGEST = 60
_FARTHEST = 600
_CUTS = (1, 4, 8, 13, 40)


@dataclass(frozen=True, slots=True)
class Core:
    """A ``run`` of pieces to look for; a match begins ``nearest`` to ``farthest`` characters before the run does."""

    run: tuple[Piece, ...]
    nearest: int
    farthest: int


def cores_of(expression: str) -> tuple[Core, ...]:
    """The cores of an expression, one of which every match holds. Raises ``ValueError`` where there are none.

    An expression that is a choice of several ways has a core for each way, where one for all would tell little.
    """
    sequence = pieces(expression)
    whole = _best(sequence)
    split = max((_split(sequence, at) for at in range(len(sequence))), key=_weakest, default=())
    if whole and telling(whole.run) >= _weakest(split):
        return (whole,)
    if not split:
        raise ValueError("no digit must stand in what the expression matches; say what to look for instead")
    return split


def _split(sequence: Sequence[Piece], at: int) -> tuple[Core, ...]:
    """The cores of the sequence when the choice at that place is taken apart; none where one way has none."""
    piece = sequence[at]
    if not isinstance(piece, Either):
        return ()
    cores = [_best([*sequence[:at], *way, *sequence[at + 1 :]]) for way in piece.ways]
    found = tuple(dict.fromkeys(core for core in cores if core))
    return found if all(cores) else ()


def _weakest(cores: Sequence[Core]) -> float:
    return min((telling(core.run) for core in cores), default=0.0)


def _best(sequence: Sequence[Piece]) -> Core | None:
    return max(_runs(sequence), key=_worth, default=None)


def _worth(core: Core) -> float:
    return telling(core.run) - (core.farthest - core.nearest) / 4


def _runs(sequence: Sequence[Piece]) -> Iterator[Core]:
    """Every run in which digits stand close together."""
    near = far = 0
    for first, piece in enumerate(sequence):
        for start in _ends(piece):
            for run in _from(start, sequence[first + 1 :]):
                yield Core(run, near, far + longest(piece) - longest(start))
        yield from _inner(piece, near, far)
        near, far = near + shortest(piece), far + longest(piece)
        if far > _FARTHEST:
            break


def _from(start: Piece, rest: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The runs that begin with *start* and go on, as far as digits stand close."""
    gaps, length = _gaps_in(start), longest(start)
    if gaps.close:
        yield (start,)
    for last, piece in enumerate(rest):
        for end in _ends(piece):
            if gaps.then(_gaps_in(end)).close and length + longest(end) <= _LONGEST:
                yield (start, *rest[:last], end)
        gaps, length = gaps.then(_gaps_in(piece)), length + longest(piece)
        if gaps.too_wide or length > _LONGEST:
            break


def _inner(piece: Piece, near: int, far: int) -> Iterator[Core]:
    """Runs inside a choice of several ways, one from each, looked for together."""
    if isinstance(piece, Either):
        found = [_best(way) for way in piece.ways]
        cores = [core for core in found if core]
        if len(cores) == len(found):
            nearest, farthest = min(core.nearest for core in cores), max(core.farthest for core in cores)
            yield Core((Either(tuple(core.run for core in cores)),), near + nearest, far + farthest)


def _ends(piece: Piece) -> Iterator[Piece]:
    """What the piece may be at the end of a run: a repeat cut to what must be there; nothing if it need not be."""
    if isinstance(piece, Times):
        for low in dict.fromkeys(min(piece.low, cut) for cut in _CUTS):
            if low:
                yield Times(piece.what, low, low)
    elif shortest(piece) or isinstance(piece, Edge):
        yield piece


_BREAK = 1000


@dataclass(frozen=True, slots=True)
class _Gaps:
    """How far digits stand apart: the most characters before the first digit, between two, and after the last.

    ``digits``: whether there must be one; ``perhaps``: whether there may be. Where there is none, all that there is
    counts as before. A character that stands between numbers in rows counts ``_BREAK`` more: it may stand before and
    after, never between.
    """

    lead: int = 0
    widest: int = 0
    tail: int = 0
    digits: bool = False
    perhaps: bool = False

    @property
    def close(self) -> bool:
        """Whether there is a digit, and all digits stand close together."""
        return self.digits and not self.too_wide and self.tail % _BREAK <= SIDE

    @property
    def too_wide(self) -> bool:
        """Whether nothing that follows could make them close."""
        return self.widest > GAP or self.lead % _BREAK > SIDE

    def then(self, more: _Gaps) -> _Gaps:
        """These, followed by more."""
        if not more.perhaps:
            lead, tail = (self.lead, self.tail + more.lead) if self.perhaps else (self.lead + more.lead, 0)
            return _Gaps(lead, self.widest, tail, self.digits, self.perhaps)
        between = self.tail + more.lead if self.perhaps else 0
        lead = self.lead if self.digits else self.lead + more.lead
        tail = more.tail if more.digits else max(self.tail, more.tail)
        widest = max(self.widest, more.widest, between)
        return _Gaps(lead, widest, tail, self.digits or more.digits, perhaps=True)


def _gaps(run: Sequence[Piece]) -> _Gaps:
    gaps = _Gaps()
    for piece in run:
        gaps = gaps.then(_gaps_in(piece))
    return gaps


@cache
def _gaps_in(piece: Piece) -> _Gaps:
    match piece:
        case One(of=of):
            return _Gaps(digits=True, perhaps=True) if of <= DIGITS else _Gaps(1 + (_BREAK if of & HARD else 0))
        case Edge() | Ahead():
            return _Gaps()
        case Times(what=what, low=low, high=high):
            return _repeated(_gaps(what), low, high)
        case Either(ways=ways):
            return _either([_gaps(way) for way in ways])


def _repeated(gaps: _Gaps, low: int, high: int) -> _Gaps:
    if not gaps.perhaps:
        return _Gaps(gaps.lead * high)
    if not gaps.digits and high > 1:
        return _Gaps(ENDLESS)
    widest = max(gaps.widest, gaps.lead + gaps.tail if high > 1 else 0)
    return _Gaps(gaps.lead, widest, gaps.tail, gaps.digits and low > 0, perhaps=True)


def _either(each: Sequence[_Gaps]) -> _Gaps:
    without = [gaps for gaps in each if not gaps.perhaps]
    if without and len(without) < len(each):
        return _Gaps(ENDLESS)
    return _Gaps(
        max(gaps.lead for gaps in each),
        max(gaps.widest for gaps in each),
        max(gaps.tail for gaps in each),
        all(gaps.digits for gaps in each),
        all(gaps.perhaps for gaps in each),
    )
