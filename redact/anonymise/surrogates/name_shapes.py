"""A name taken apart as it is written, and another person's put in its place in the same shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redact.anonymise.surrogates.name_lists import kinds, plain
from redact.anonymise.surrogates.people import Person
from redact.anonymise.surrogates.titles import KNIGHTS, TOGETHER, TOKEN, title_places, titles_in

_BEHIND = frozenset("obe mbe cbe kbe dbe mp msp mla ms qc kc phd md ba bsc ma msc frs jp esq ii iii iv".split())
_PARTICLES = frozenset("de del della di da dos du van von der den ter ten la le el al bin ibn bint ap zu y e".split())
_OWNED = re.compile(r"['’]s?$")


def name_words(value: str) -> tuple[str, ...]:
    """The words of a written name that are neither title nor particle nor degree, each once, in order."""
    return tuple(dict.fromkeys(_bare(token).casefold() for _, token in _names(value)))


def written(value: str, person: Person, words: Sequence[str], locale: str) -> str:
    """The person, written where and as *value* was: in full, by initials or by one name; titles and the like stay.

    *words* are all words of the other's name: they tell whether one that stands alone is given or family name.
    """
    names = list(_names(value))
    roles = _roles(value, names, words, locale)
    shout, titles = value.isupper(), title_places(value)
    pieces, at = [], 0
    for match in TOKEN.finditer(value):
        token, role = match.group(), roles.get(match.start())
        if role is not None:
            pieces += [value[at : match.start()], _written(token, role, person, shout=shout)]
        elif match.start() in titles or not any(map(str.isalnum, token)):
            pieces.append(value[at : match.end()])
        at = match.end()
    return "".join(pieces).strip() + value[at:]


def _names(value: str) -> Iterator[tuple[int, str]]:
    titles = title_places(value)
    for match in TOKEN.finditer(value):
        token = match.group()
        word = plain(_bare(token))
        behind = word in _BEHIND and token.isupper() and match.start() > 0
        if any(map(str.isalnum, token)) and match.start() not in titles and token not in _PARTICLES and not behind:
            yield match.start(), token


def _bare(token: str) -> str:
    return _OWNED.sub("", token)


def _roles(value: str, names: Sequence[tuple[int, str]], words: Sequence[str], locale: str) -> dict[int, str]:
    """What each name is, by where it begins: "given", "family", or the number of a middle name."""
    starts = [start for start, _ in names]
    if len(names) == 1:
        return {starts[0]: _alone(value, _bare(names[0][1]), words, locale)}
    comma = value.find(",", starts[0] if starts else 0)
    first, last = (kinds(_bare(names[0][1]), locale), kinds(_bare(names[-1][1]), locale)) if names else ((), ())
    if names and (starts[0] < comma < starts[-1] or (set(first) == {"x"} and last and "x" not in last)):
        before = [start for start in starts if start < comma] or starts[:1]
        starts = [start for start in starts if start not in before] + before[-1:]
    middles = {start: str(number % 3) for number, start in enumerate(starts[1:-1])}
    return {
        **middles,
        **dict(zip(starts[:1], ["given"], strict=False)),
        **dict(zip(starts[-1:], ["family"], strict=False)),
    }


def _alone(value: str, word: str, words: Sequence[str], locale: str) -> str:
    """What a name is that stands alone."""
    if TOGETHER.search(word) and len(word) > 1:
        return "whole"
    if len(word) > 1 and titles_in(value) - KNIGHTS:
        return "family"
    if word.casefold() not in words and any(word[1:].casefold() == other for other in words):
        return "joined"
    return "given" if len(word) == 1 or _is_given(word, words, locale) else "family"


def _is_given(word: str, words: Sequence[str], locale: str) -> bool:
    """Whether the lists have it among given names only, or leave it to its place among the words of the name."""
    own = kinds(word, locale)
    if own and ("x" in own) != bool(own & {"f", "m"}):
        return "x" not in own
    others = [kinds(other, locale) for other in words if other != word.casefold() and len(other) > 1]
    if any(other and "x" not in other for other in others):
        return False
    if len(words) > 1 and word.casefold() in (words[0], words[-1]):
        return word.casefold() == words[0]
    return bool(own) or {"x"} in others


def _written(token: str, role: str, person: Person, *, shout: bool) -> str:
    bare = _bare(token)
    owned = token[len(bare) :]
    name = {"given": person.given, "family": person.family}.get(role, "")
    if role == "whole":
        name = person.family + person.given if TOGETHER.search(person.family) else f"{person.given} {person.family}"
    elif role == "joined":
        return f"{person.given[0]}{person.family}{owned}"
    elif not name:
        name = person.middle[int(role)]
    if len(bare) == 1:
        name = name[0]
    elif len(bare) == 2 and bare.isupper() and role == "given" and not shout:
        return person.given[0] + person.middle[0][0] + owned
    return (name.upper() if bare.isupper() else name.lower() if bare.islower() else name) + owned
