"""Whether two forms of a name may be one person's, and in what words that is said."""

from __future__ import annotations

from collections.abc import Iterable

from redact.resolve.subjects.given_names import gender_of, may_be_misspelt, other_forms
from redact.resolve.subjects.naming import Name

SAME = "given name and surname fit"
NICKNAME = "the surname fits, and one given name is a form of the other"
INITIAL = "the surname and the initial fit"
_LETTERS_TO_ERR_IN = 5


def spelled(name: Name) -> tuple[str, ...]:
    """All words of a form in their order."""
    return (*name.given, *name.surname.split())


def fits(short: Name, full: Name) -> str:
    """Why a form with surname may be one of another that says at least as much; empty where it may not.

    The whole surname must agree. The given names must come in the other's order, and an initial counts for what begins
    with it; a middle name may be left out, or be the only one. Forms like Bill for William count for the first name.
    """
    if short.last != full.last:
        return ""
    inherited = max(short.surname.count(" "), full.surname.count(" ")) + 1
    one, two = spelled(short), spelled(full)
    if one[-inherited:] != two[-inherited:] or len(one) < inherited or len(two) < inherited:
        return ""
    return _given_fit(one[:-inherited], two[:-inherited])


def _given_fit(short: tuple[str, ...], full: tuple[str, ...]) -> str:
    if not short:
        return SAME
    if not full:
        return ""
    first, at, word = short[0], 0, full[0]
    if len(first) == 1 or len(word) == 1:
        reason = INITIAL if _begins(first, word) else ""
    elif first == word:
        reason = SAME
    elif first in other_forms(word):
        reason = NICKNAME
    else:
        at = full.index(first, 1) if first in full[1:] else 0
        reason = SAME if at else ""
    return reason if reason and _in_order(short[1:], full[at + 1 :]) else ""


def _begins(one: str, two: str) -> bool:
    """Whether one of two words is the initial of the other, or of a form of it."""
    letter, word = (one, two) if len(one) == 1 else (two, one)
    return word.startswith(letter) or any(other.startswith(letter) for other in other_forms(word))


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    at = 0
    for word in short:
        while at < len(full) and not _alike(word, full[at]):
            at += 1
        if at == len(full):
            return False
        at += 1
    return True


def _alike(one: str, two: str) -> bool:
    return one == two or (min(len(one), len(two)) == 1 and one[0] == two[0])


def gender(forms: Iterable[Name]) -> str:
    """Whether forms of one person's name tell a woman or a man: by their titles, else by the given name."""
    listed = list(forms)
    titled = {name.gender for name in listed if name.gender}
    if titled:
        return titled.pop() if len(titled) == 1 else ""
    given = {gender_of(name.given[0]) for name in listed if name.given} - {""}
    return given.pop() if len(given) == 1 else ""


def nearly(one: Name, two: Name) -> bool:
    """Whether two full names differ by one letter, in a word of five or more; the rest agrees."""
    if one.given[0] == two.given[0]:
        return _one_slip(one.surname, two.surname) and bool(_given_fit(one.given, two.given))
    if one.surname != two.surname or not _one_slip(one.given[0], two.given[0]):
        return False
    rest = (one.given[1:], two.given[1:])
    return may_be_misspelt(one.given[0], two.given[0]) and (_in_order(*rest) or _in_order(*reversed(rest)))


def _one_slip(one: str, two: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two have changed places."""
    if max(len(one), len(two)) < _LETTERS_TO_ERR_IN or abs(len(one) - len(two)) > 1 or one == two:
        return False
    at = next((at for at, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if len(one) != len(two):
        short, long = sorted((one, two), key=len)
        return short[at:] == long[at + 1 :]
    swapped = one[at : at + 2] == two[at : at + 2][::-1] and one[at + 2 :] == two[at + 2 :]
    return one[at + 1 :] == two[at + 1 :] or swapped
