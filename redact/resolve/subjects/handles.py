"""Whose an e-mail address or a user name is, by the names that it is made of: sarah.collins@, scollins, @SarahC.

Only the local part counts, without dots and figures. Given name and surname in either order tell most, then one of them
with an initial, then one alone; of people who fit equally well, none is meant. Words that are no name stay out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from redact.resolve.subjects.crowd import Person
from redact.resolve.subjects.everyday import EVERYDAY
from redact.resolve.subjects.given_names import other_forms
from redact.resolve.subjects.naming import Name, folded_word

TYPES = {"EMAIL_ADDRESS": "the local part of the address", "USERNAME": "the user name"}
"""The types of findings that are made of names, and what of them is looked at."""
_LOCAL = re.compile(r"^(?:mailto:)?@?([^@+/]+)")
_APART = re.compile(r"[\W\d_]+")
_HOLDS = ("given name and surname", "the surname or the given name, and an initial", "a name that nobody else here has")


class Handles:
    """What addresses of the people of one document would be made of."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._made: tuple[defaultdict[str, dict[Person, None]], ...] = tuple(defaultdict(dict) for _ in _HOLDS)
        for person in people:
            for form in person.forms:
                for strength, made in _made_of(form):
                    self._made[strength][made][person] = None

    def whose(self, value: str) -> tuple[Sequence[Person], str]:
        """Whom an address or a user name may belong to, the best fitting alone, and what it holds."""
        found = _LOCAL.match(value)
        local = folded_word(_APART.sub("", found[1])) if found else ""
        for made, holds in zip(self._made, _HOLDS, strict=True):
            if local in made:
                return list(made[local]), holds
        return (), ""


def _made_of(name: Name) -> Iterator[tuple[int, str]]:
    """What a name gives, each with how much that tells (0 the most)."""
    words = name.surname.split()
    surnames = {"".join(words), *words[-1:]} if words and len(words[-1]) > 1 else set()
    firsts = {name.given[0], *other_forms(name.given[0])} if name.given else {name.bare} if name.bare else set()
    letters = "".join(word[0] for word in name.given)
    for surname in surnames:
        for first in firsts:
            strength = 0 if len(first) > 1 else 1
            yield from ((strength, first + surname), (strength, surname + first))
            yield from ((1, first[0] + surname), (1, surname + first[0]), (1, first + surname[0]))
        if len(letters) > 1:
            middle = "".join(name.given)
            yield from ((0, middle + surname), (1, letters + surname), (1, surname + letters))
    for word in (*surnames, *(name.given[:1] or [name.bare])):
        if len(word) > 2 and word not in EVERYDAY:
            yield 2, word
