"""Word pieces that a model gave kinds to, put together: whole words, then names of several words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from redact.detect.tagged import Said

_UNSPACED = "\u2e80-\ua4cf\uf900-\ufaff"
"""Scripts that put no space between words: there a piece stands for itself."""
_LETTER = re.compile(rf"[^\W_{_UNSPACED}]")
_APART = 3
"""Characters of white space at most between two words of one name."""


class Piece(NamedTuple):
    """A word piece, its likeliest kind, how likely that is, and whether the model has a new name begin here."""

    kind: str
    start: int
    end: int
    likely: float
    begins: bool


def runs(text: str, pieces: Iterable[Piece], least: float) -> Iterator[Said]:
    """Pieces of one kind that follow each other, each *least* likely or more, grown to whole words."""
    held: Said | None = None
    for piece in _bare(text, pieces):
        if piece.likely < least:
            yield from _ended(text, held)
            held = None
        elif held and _goes_on(text, held, piece):
            held = Said(held.kind, held.start, max(held.end, piece.end), max(held.likely, piece.likely))
        else:
            yield from _ended(text, held)
            held = Said(piece.kind, piece.start, piece.end, piece.likely)
    yield from _ended(text, held)


def _bare(text: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces without white space: some tokenizers count the space before a word as part of it, or as a piece."""
    for piece in pieces:
        written = text[piece.start : piece.end]
        start, end = piece.end - len(written.lstrip()), piece.start + len(written.rstrip())
        if start < end:
            yield piece._replace(start=start, end=end)


def _goes_on(text: str, held: Said, piece: Piece) -> bool:
    gap = text[held.end : piece.start]
    new = piece.begins and not _inside_word(text, piece.start)
    return held.kind == piece.kind and not new and len(gap) <= _APART and (not gap or gap.isspace())


def _ended(text: str, held: Said | None) -> Iterator[Said]:
    if held and any(map(str.isalnum, text[held.start : held.end])):
        start, end = held.start, held.end
        while _inside_word(text, start):
            start -= 1
        while _inside_word(text, end):
            end += 1
        yield Said(held.kind, start, end, round(held.likely, 3))


def _inside_word(text: str, place: int) -> bool:
    """Whether letters or figures of one word stand on both sides of a place."""
    return (
        0 < place < len(text) and _LETTER.match(text, place - 1) is not None and _LETTER.match(text, place) is not None
    )
