"""What a network says of pieces of words, put together: whole words, then names, addresses, dates of several words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEGIN, TELLING, OTHER = "START", "MASK", "MISC"
"""The score of a name's beginning, the score of what tells who somebody is, and the kind of what fits no other."""
_BEGINS = 0.8
_APART = 3
"""Characters of white space at most between two words of one stretch."""
_TAIL = " \t\r\n.,;:!?-–—'’\"”“‘(["
_HEAD = " \t\r\n.,;:!?-–—'’\"”“‘)]"
_LINES = frozenset({"ADDRESS"})
"""Kinds that go on over the end of a line."""


class Said(NamedTuple):
    """A stretch of text that is of a kind, and how likely its surest word is."""

    kind: str
    start: int
    end: int
    likely: float


@dataclass(frozen=True, slots=True)
class Scored:
    """The pieces of a text in order: where they stand, the number of the word each is of, the share of each kind."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    words: NDArray[np.int64]
    shares: NDArray[np.float32] = field(repr=False)


def stretches(text: str, scored: Scored, kinds: Sequence[str], least: Mapping[str, float]) -> Iterator[Said]:
    """The stretches of *text* of each kind in *least* that has a share of that much or more.

    Of ``RIVALS``, the kinds that cannot both be true, a word takes one.
    """
    words = _words(scored, kinds)
    for kind, at in _chosen(words.shares, kinds, least).items():
        yield from _runs(text, kind, at, words, kinds.index(kind))


def telling(text: str, scored: Scored, kinds: Sequence[str], least: Mapping[str, float]) -> Iterator[Said]:
    """The stretches that tell who somebody is, each as the kind that fits it best."""
    words = _words(scored, kinds)
    column = kinds.index(TELLING)
    for run in _runs(text, TELLING, (words.shares[:, column] >= least[TELLING]).nonzero()[0], words, column):
        yield run._replace(kind=_best(words, kinds, run))


def _best(words: _Words, kinds: Sequence[str], run: Said) -> str:
    inside = slice(words.ends.searchsorted(run.start, "right"), words.starts.searchsorted(run.end))
    share, kind = max(
        (float(words.shares[inside, at].mean()), kind) for at, kind in enumerate(kinds) if kind not in (TELLING, BEGIN)
    )
    return kind if share >= _FITS else OTHER


_FITS = 0.2
RIVALS = ("PERSON", "LOCATION", "ORGANIZATION")
"""A word is of one of these, or of none."""


class _Words(NamedTuple):
    """The words of a text; a word has the share of its surest piece."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    begins: NDArray[np.bool_]
    shares: NDArray[np.float32]


def _words(scored: Scored, kinds: Sequence[str]) -> _Words:
    import numpy as np

    first = np.flatnonzero(np.diff(scored.words, prepend=-1))
    if not len(first):
        return _Words(scored.starts, scored.ends, scored.starts > 0, scored.shares)
    ends = scored.ends[np.append(first[1:], len(scored.ends)) - 1]
    begins = scored.shares[first, kinds.index(BEGIN)] >= _BEGINS
    return _Words(scored.starts[first], ends, begins, np.maximum.reduceat(scored.shares, first, axis=0))


def _chosen(
    shares: NDArray[np.float32], kinds: Sequence[str], least: Mapping[str, float]
) -> dict[str, NDArray[np.int64]]:
    """The numbers of the words of each kind."""
    import numpy as np

    rivals = [kind for kind in RIVALS if kind in least]
    columns = [kinds.index(kind) for kind in rivals]
    held = np.where(shares[:, columns] >= [least[kind] for kind in rivals], shares[:, columns], 0)
    best, told = held.argmax(axis=1), held.max(axis=1) > 0
    chosen = {kind: np.flatnonzero(told & (best == at)) for at, kind in enumerate(rivals)}
    others = (kind for kind in least if kind not in rivals)
    return chosen | {kind: np.flatnonzero(shares[:, kinds.index(kind)] >= least[kind]) for kind in others}


def _runs(text: str, kind: str, chosen: NDArray[np.int64], words: _Words, column: int) -> Iterator[Said]:
    start = end = -1
    likely = 0.0
    for at in chosen.tolist():
        here, share = int(words.starts[at]), float(words.shares[at, column])
        if start >= 0 and not words.begins[at] and _together(text, kind, end, here):
            likely = max(likely, share)
        else:
            yield from _said(text, kind, (start, end), likely)
            start, likely = here, share
        end = int(words.ends[at])
    yield from _said(text, kind, (start, end), likely)


def _together(text: str, kind: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return not gap or (gap.isspace() and len(gap) <= _APART and ("\n" not in gap or kind in _LINES))


def _said(text: str, kind: str, span: tuple[int, int], likely: float) -> Iterator[Said]:
    start, end = span
    while start < end and text[start] in _HEAD:
        start += 1
    while start < end and text[end - 1] in _TAIL and not _INITIAL.search(text, start, end):
        end -= 1
    if start < end and any(map(str.isalnum, text[start:end])):
        yield Said(kind, start, end, round(likely, 3))


_INITIAL = re.compile(r"(?:\b[^\W\d_]|\b(?:Jr|Sr|St))\.\Z")
"""A stop that belongs to the name before it."""
