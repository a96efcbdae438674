"""The words of a person's name, and which mentions belong to one person."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
TITLES = frozenset(
    "mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr father cllr councillor pc ds di dci "
    "dc sgt sergeant inspector constable judge justice captain capt major colonel lt sister nurse the".split()
)
_CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def name_words(name: str) -> list[str]:
    """The words of a name that may stand for the person alone: three letters or more, no title, no month or day."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    telling = [word for word in words if len(word) >= 3 and word.casefold() not in TITLES | _CALENDAR]
    return [word for word in telling if word[0].isupper()]


def key_words(name: str) -> frozenset[str]:
    """The folded words of a name without titles: what two mentions of one person share."""
    words = (word.removesuffix("'s").removesuffix("’s").casefold() for word in _WORD.findall(name))
    return frozenset(word for word in words if word not in TITLES)


def joined(mentions: Iterable[frozenset[str]]) -> dict[frozenset[str], int]:
    """Number the persons behind *mentions*, from 1, in order of first appearance.

    A mention joins a fuller one when all its words are in it ("Mrs Collins" joins "Sarah Collins"), but only when just
    one person fits; with two of that surname it stands alone. Initials and misspellings are not joined here.
    """
    ordered = list(dict.fromkeys(mention for mention in mentions if mention))
    holders: dict[str, set[frozenset[str]]] = defaultdict(set)
    for mention in ordered:
        for word in mention:
            holders[word].add(mention)
    fullest = {mention: _fuller(mention, holders) for mention in ordered}
    numbers: dict[frozenset[str], int] = {}
    for mention in ordered:
        numbers.setdefault(fullest[mention], len(numbers) + 1)
    return {mention: numbers[fullest[mention]] for mention in ordered}


def _fuller(mention: frozenset[str], holders: Mapping[str, set[frozenset[str]]]) -> frozenset[str]:
    wider = set.intersection(*(holders[word] for word in mention)) - {mention}
    widest = [holder for holder in wider if not any(holder < other for other in wider)]
    return widest[0] if len(widest) == 1 else mention
