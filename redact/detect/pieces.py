"""How words are written, told to a network that reads them without capitals: one mark for every piece of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARKS = ("small", "Capital", "CAPITALS", "miXed", "L", "figures")
"""The ways of writing, in the order of their numbers: as the words here are written. Figures alone are "figures"."""
_WORD = re.compile(r"[^\W_]*[^\W_a-z][^\W_]*")
"""A word that is not all small Latin letters: the others keep mark 0."""


def marks(text: str, places: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """The mark of the word that each piece at *places* (code points, half-open) begins in."""
    import numpy as np

    by_character = np.zeros(len(text) + 1, np.int64)
    for word in _WORD.finditer(text):
        by_character[word.start() : word.end()] = _mark(word.group())
    begins = np.fromiter((start for start, _ in places), np.int64, len(places))
    return by_character[begins]


def _mark(word: str) -> int:
    if word.islower():
        return 0
    if len(word) == 1 and word.isupper():
        return 4
    if word.isupper():
        return 2
    if word[0].isupper() and word[1:].islower():
        return 1
    return 5 if any(map(str.isdigit, word)) else 3
