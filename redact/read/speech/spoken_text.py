"""A text that remembers, letter by letter, which heard words it came from; and changes to it that keep the memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and for each of its characters the first and last word that it came from; ``None`` for what joins."""

    text: str = field(repr=False)
    sources: tuple[tuple[int, int] | None, ...]

    def runs(self) -> list[tuple[int, int, tuple[int, int]]]:
        """``(start, end, words)`` for each stretch of characters that came from the same words."""
        rows = []
        for source, group in groupby(range(len(self.text)), key=lambda place: self.sources[place]):
            places = list(group)
            if source is not None:
                rows.append((places[0], places[-1] + 1, source))
        return rows


@dataclass(frozen=True, slots=True)
class Change:
    """Put *new* in the place of ``[start, end)``."""

    start: int
    end: int
    new: str


def as_heard(words: Sequence[str]) -> Written:
    """The words as the model wrote them, each with its own leading space; blank ones are left out."""
    text = ""
    sources: list[tuple[int, int] | None] = []
    for number, word in enumerate(words):
        piece = word if text else word.lstrip()
        lead = len(piece) - len(piece.lstrip())
        text += piece
        sources += [None] * lead + [(number, number)] * (len(piece) - lead)
    return Written(text, tuple(sources))


def apply(heard: Written, find: Callable[[str], Iterator[Change]]) -> Written:
    """The text with every change made that *find* gives, in order and without overlap."""
    pieces: list[str] = []
    sources: list[tuple[int, int] | None] = []
    done = 0
    for change in find(heard.text):
        pieces += (heard.text[done : change.start], change.new)
        sources += heard.sources[done : change.start]
        sources += [_joint(heard.sources[change.start : change.end])] * len(change.new)
        done = change.end
    return Written("".join((*pieces, heard.text[done:])), (*sources, *heard.sources[done:]))


def _joint(sources: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [source for source in sources if source is not None]
    return (min(low for low, _ in known), max(high for _, high in known)) if known else None
