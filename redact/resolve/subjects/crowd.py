"""The people of one document in the making: who they are so far, and who of them a short form may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.resolve.subjects.given_names import other_forms
from redact.resolve.subjects.naming import Name

_CROWD = 64
"""Among more people than that who might be meant, nobody is looked for."""


@dataclass(eq=False, slots=True)
class Person:
    """Somebody. ``reasons`` says of each form that the document has why it is this person's; of the first nothing.

    ``forms`` are all forms of the name, those that only the policy has among them.
    ``maybe``: for a form that stands alone because it could mean several, those. ``doubtful`` are forms that were
    joined although they are spelt in another way. ``known`` is the number of the policy's person who this is.
    """

    head: Name
    reasons: dict[Name, str] = field(default_factory=dict)
    forms: dict[Name, None] = field(default_factory=dict)
    maybe: tuple[Person, ...] = ()
    doubtful: set[Name] = field(default_factory=set)
    known: int | None = None
    into: Person | None = None

    def whole(self) -> Person:
        """The person that this one was found to be."""
        person = self
        while person.into is not None:
            person = person.into
        return person


class Crowd:
    """The people so far. Each is found by the words of all forms of the name."""

    def __init__(self) -> None:
        self.of: dict[Name, Person] = {}
        self.people: list[Person] = []
        self.known: dict[int, Person] = {}
        self._at: defaultdict[tuple[str, str, str], list[Person]] = defaultdict(list)

    def found(self, name: Name, maybe: Iterable[Person] = ()) -> Person:
        """Somebody new. One whom it could be as well (*maybe*) is nobody to join later."""
        person = Person(name, {name: ""}, {name: None}, tuple(maybe))
        self.people.append(person)
        self.of[name] = person
        if not person.maybe and not name.plain:
            self.known_as(person, name)
        return person

    def join(self, name: Name, person: Person, reason: str) -> None:
        """One more form of a person's name, of a mention in this document."""
        person.reasons[name] = reason
        self.of[name] = person
        self.known_as(person, name)

    def merge(self, one: Person, into: Person, reason: str) -> None:
        """Two people are one: *one* is *into*."""
        one.into = into
        into.doubtful |= one.doubtful
        for name in one.forms:
            self.known_as(into, name)
        for name, before in one.reasons.items():
            self.join(name, into, before or reason)

    def settled(self) -> dict[Name, Person]:
        """Every form of the document with the person it belongs to."""
        return {name: person.whole() for name, person in self.of.items()}

    def like(self, kind: str, word: str, last: str = "") -> list[Person]:
        """Those found by that word; none where they are a crowd."""
        listed = self._at.get((kind, word, last), ())
        if len(listed) < 2:  # as nearly always
            return [person.whole() for person in listed]
        return list(dict.fromkeys(person.whole() for person in listed)) if len(listed) <= _CROWD else []

    def known_as(self, person: Person, name: Name) -> None:
        """Let a person be found by a form of the name."""
        person.forms[name] = None
        for key in _keys(name):
            self._at[key].append(person)


def _keys(name: Name) -> Iterable[tuple[str, str, str]]:
    """By what somebody is found: words with the surname, initial with the surname, surname, any word, initials."""
    if not name.surname:
        return [("word", name.bare, "")]
    last, words = name.last, name.surname.split()
    keys = [("last", last, ""), ("word", name.surname, "")] if len(last) > 1 else []
    if not name.given:
        return keys
    first = name.given[0]
    others = other_forms(first)
    keys += [("given", word, last) for word in (*name.given, *others)]
    keys += [("initial", letter, last) for letter in {word[0] for word in (first, *others)}]
    keys += [("word", word, "") for word in name.given if len(word) > 1]
    if len(name.given) > 1 and len(words) == 1:
        keys.append(("word", f"{name.given[-1]} {last}", ""))
    letters = [word[0] for word in (*name.given, *words)]
    keys += [("letters", "".join(letters), ""), ("letters", letters[0] + letters[-1], "")]
    return keys
