"""Pieces of a hidden value that are still heard just where it was said: half of a number, the beginning of a name.

What was heard there in the original too, and was not to go, does not count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from redact.detect.checks import digits_of
from redact.verify.alike import begins_or_ends, is_common, is_edge, is_piece, sounds_like
from redact.verify.hearing import Word, Words
from redact.verify.hidden import Compared, Hidden, around, rows, signs_in

NEAR = 1.0
"""Seconds beside what was said and hidden in which a piece of it is enough."""


def pieces_beside(sound: Compared, hidden: Hidden) -> Iterator[list[Word]]:
    """The words in the copy that are a piece of it."""
    value, middle = hidden.value, (hidden.start + hidden.end) / 2
    near = sound.now.between(hidden.start - NEAR, hidden.end + NEAR)
    for row in (*rows(near), *rows(word for word in near if not _number_stays([word], sound.stays))):
        if not _number_stays(row, sound.stays) and _is_number(row, value.signs, middle):
            yield row
    for word in (word for word in near if not (word.said.signs or _word_stays(word, sound.stays))):
        if any(sounds_like(word.said, name) or begins_or_ends(word.said, name) for name in value.words):
            yield [word]


def _number_stays(row: Sequence[Word], stays: Words) -> bool:
    """Whether the same figures were heard there before, and left."""
    return signs_in(row) in signs_in(around(stays, row))


def _word_stays(word: Word, stays: Words) -> bool:
    """Whether something that sounds like it was heard there before, and left; or it is a word that tells nothing."""
    return is_common(word.said.word) or any(sounds_like(word.said, each.said) for each in around(stays, [word]))


def _is_number(row: Sequence[Word], number: str, middle: float) -> bool:
    """Whether a row of figures holds enough of a hidden number, or two figures of that end of it where it is heard."""
    first = row[-1].middle <= middle
    for said, hidden in ((signs_in(row), number), (digits_of(signs_in(row)), digits_of(number))):
        if is_piece(said, hidden) or is_edge(said, hidden, first=first):
            return True
    return False
