"""Clashes: one token that stands for two different things, so that nobody can say which of them it was.

A clash is certain where one file gave the token to two subjects, or where the pseudonyms say whose they are. Else, for
anything but a person, two values are different when their letters and digits are. A person is called by many names:
they clash where no word of three letters leads from one to the other. So two people of one surname who never stand in
one file are not told apart by their names here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from redact.anonymise.vault.rows import Worth
from redact.occurrences import folded

_WORD = re.compile(r"[^\W\d_]{3,}")
_OF_PEOPLE = frozenset({"PERSON", "EMAIL_ADDRESS", "USERNAME"})


def clash(worths: Sequence[Worth], *, shared: bool = False) -> bool:
    """Whether these cannot all be one person's, or one thing's; *shared*: a file had it for two subjects."""
    if len({(worth.entity_type, folded(worth.value) or worth.value) for worth in worths}) < 2:
        return False
    if shared:
        return True
    subjects = {worth.subject for worth in worths}
    if "" not in subjects:
        return len(subjects) > 1
    if not {worth.entity_type for worth in worths} <= _OF_PEOPLE:
        return True
    return not _hang_together([_words(worth.value) for worth in worths])


def _words(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(name)) or frozenset({name.casefold()})


def _hang_together(names: Iterable[frozenset[str]]) -> bool:
    """Whether one can go from each name to every other by words that two of them share."""
    first, *waiting = names
    reached, before = set(first), -1
    while waiting and len(waiting) != before:
        before = len(waiting)
        near = [name for name in waiting if name & reached]
        waiting = [name for name in waiting if not name & reached]
        reached.update(*near)
    return not waiting
