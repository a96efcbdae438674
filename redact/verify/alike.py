"""Whether what was heard is something that was hidden, or a piece of it: by figures, by letters, by sound."""

from __future__ import annotations

from math import ceil

from redact.verify.sounds import Heard

_LIKE, _SAME_KEY, _BY_KEY = 50.0, 60.0, 75.0
"""Of a hundred: how much of the letters, and of the sounds, two words have in common."""
_FEWEST, _EDGE = 3, 2
_MOST_OF = 0.6
_LONG = 6
_CLOSE = 85.0
_COMMON = frozenset(
    "a about after again all also am an and any are as at back be because been before but by call can come could day "
    "did do does down email first for from get give go going good got had has have he hello her here him his hi how i "
    "if in into is it its it's just know last let like look lovely made make may me more most mr mrs ms much my name "
    "new no not now number of off oh ok okay on one only or other our out over please right said same say see she so "
    "some speaking speak street sure take than thank thanks that that's the their them then there these they thing "
    "think this time to too two up us very want was way we well went were what when where which who will with would "
    "year yes yet you your calling called code com dot road".split()
)
"""Words that are said so often that to hear one tells nothing."""


def is_common(word: str) -> bool:
    """Whether a word is too frequent to tell anything."""
    return word.casefold() in _COMMON


def shared(heard: str, hidden: str) -> str:
    """The longest piece that two rows of figures and letters have in common."""
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, heard, hidden, autojunk=False).find_longest_match()
    return heard[match.a : match.a + match.size]


def is_piece(heard: str, hidden: str) -> bool:
    """Whether what is heard beside a cover holds enough of a number that was hidden there: a third, at least 3 signs.

    In a row, or all of what is heard, in its order.
    """
    from rapidfuzz.distance import LCSseq

    enough = min(len(hidden), max(_FEWEST, ceil(len(hidden) / 3)))
    if enough <= 1:
        return False
    return len(shared(heard, hidden)) >= enough or (
        len(heard) >= enough and LCSseq.similarity(heard, hidden) == len(heard)
    )


def is_edge(heard: str, hidden: str, *, first: bool) -> bool:
    """Whether what is heard where a hidden number begins, or where it ends, begins or ends with two signs of it."""
    if len(hidden) <= _EDGE:
        return False
    piece = hidden[:_EDGE] if first else hidden[-_EDGE:]
    return heard.startswith(piece) or heard.endswith(piece)


def is_most_of(heard: str, hidden: str) -> bool:
    """Whether what is heard anywhere is a number that was hidden, with slips or with little missing."""
    from rapidfuzz.fuzz import ratio

    if len(hidden) < _LONG or len(heard) < _LONG - 1 or sum(map(str.isdigit, hidden)) < _LONG - 1:
        return False
    if len(shared(heard, hidden)) >= max(_LONG, ceil(_MOST_OF * len(hidden))):
        return True
    return abs(len(heard) - len(hidden)) <= 2 and ratio(heard, hidden) >= _CLOSE


def sounds_like(heard: Heard, hidden: Heard) -> bool:
    """Whether two words may be the same, by their letters and by their sound."""
    from rapidfuzz.fuzz import ratio

    one, other = heard.word.casefold(), hidden.word.casefold()
    if one == other:
        return len(one) >= _FEWEST
    letters, shortest = ratio(one, other), min(len(heard.key), len(hidden.key))
    if heard.key == hidden.key and shortest >= 2:
        return letters >= _SAME_KEY
    return shortest >= _FEWEST and letters >= _LIKE and ratio(heard.key, hidden.key) >= _BY_KEY


def begins_or_ends(heard: Heard, hidden: Heard) -> bool:
    """Whether a word is the beginning or the end of one that was hidden, and long enough to be told from chance."""
    one, other = heard.word.casefold(), hidden.word.casefold()
    long_enough = len(one) >= _FEWEST and len(heard.key) >= 2
    return long_enough and (other.startswith(one) or other.endswith(one))


def is_nearly(heard: Heard, hidden: Heard) -> bool:
    """Whether a word that is heard anywhere is a name that was hidden, spelt as it may be."""
    from rapidfuzz.fuzz import ratio

    if heard.key != hidden.key or len(hidden.key) <= _FEWEST:
        return False
    return ratio(heard.word.casefold(), hidden.word.casefold()) >= _BY_KEY
