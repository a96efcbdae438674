"""How the matches of an expression can begin: a few spellings, one of which every match begins with."""

from __future__ import annotations

from collections.abc import Sequence

from redact.detect.syntax import Ahead, Edge, Either, One, Piece, Times

Spelt = tuple[frozenset[bytes], bool]
"""Spellings in small letters, and whether they are whole or only the beginnings of what is spelt."""

_MOST = 96
_ENOUGH = 9
_NOTHING: frozenset[bytes] = frozenset({b""})


def beginnings(run: Sequence[Piece]) -> frozenset[bytes]:
    """The spellings, of nine letters or a little more; the empty one alone where the first letter may be any."""
    return _spelt(run)[0]


def _spelt(run: Sequence[Piece]) -> Spelt:
    found = _NOTHING
    for piece in run:
        if min(map(len, found)) >= _ENOUGH:
            return found, False
        more, whole = _one(piece)
        joined = frozenset(first + last for first in found for last in more)
        if len(joined) > _MOST:
            return found, False
        found = joined
        if not whole:
            return found, False
    return found, True


def _one(piece: Piece) -> Spelt:
    match piece:
        case Edge() | Ahead():
            return _NOTHING, True
        case One(of=of):
            letters = frozenset(bytes([byte]).lower() for byte in of)
            return (letters, True) if len(letters) <= 3 and max(of) < 128 else (_NOTHING, False)
        case Times(what=what, low=low, high=high) if high == 1:
            spelt, whole = _spelt(what)
            return (spelt, whole) if low else (spelt | _NOTHING, whole)
        case Either(ways=ways):
            each = [_spelt(way) for way in ways]
            return frozenset().union(*(spelt for spelt, _ in each)), all(whole for _, whole in each)
    return _NOTHING, False
