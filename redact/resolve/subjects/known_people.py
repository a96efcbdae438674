"""The people whom a policy knows: what they are called, and who of a document's people they are.

Somebody in a document is the policy's person where a mention is one of that person's names, addresses, user names or
initials as the policy has them, or where the full name fits and nobody else's does. A surname alone is not enough: it
joins once the document itself says who is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from redact.occurrences import folded
from redact.policy import Person as Listed
from redact.policy import Subjects
from redact.resolve.subjects.crowd import Crowd, Person
from redact.resolve.subjects.fitting import fits
from redact.resolve.subjects.naming import NOBODY as NO_NAME
from redact.resolve.subjects.naming import Name, name_of, words_of

REASON = "the policy says so"
_FIT = "the name fits the policy's"


@dataclass(frozen=True, slots=True)
class KnownPeople:
    """Ready to be recognised: each person's full names, who has which value, and who is to be kept."""

    names: tuple[tuple[Name, ...], ...] = field(default=(), repr=False)
    values: Mapping[str, frozenset[int]] = field(default_factory=dict, repr=False)
    full: Mapping[tuple[tuple[str, ...], str], frozenset[int]] = field(default_factory=dict, repr=False)
    by_last: Mapping[str, tuple[int, ...]] = field(default_factory=dict, repr=False)
    words: tuple[str, ...] = field(default=(), repr=False)
    kept: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.names)


NOBODY = KnownPeople()
_Key = TypeVar("_Key")


def known_people(subjects: Subjects) -> KnownPeople:
    """What a policy says of people, made ready; once for each policy."""
    return _ready(subjects) if subjects.people or subjects.keep else NOBODY


@lru_cache(maxsize=4)
def _ready(subjects: Subjects) -> KnownPeople:
    people, kept = _with_kept(subjects)
    values: defaultdict[str, set[int]] = defaultdict(set)
    full: defaultdict[tuple[tuple[str, ...], str], set[int]] = defaultdict(set)
    by_last: defaultdict[str, dict[int, None]] = defaultdict(dict)
    names = tuple(tuple(name_of(said) for said in (person.name, *person.also) if "@" not in said) for person in people)
    for number, person in enumerate(people):
        for said in (person.name, *person.also):
            values[folded(said)].add(number)
        for name in filter(_is_full, names[number]):
            full[name.given, name.surname].add(number)
            by_last[name.last][number] = None
    values.pop("", None)
    last_words = {last: tuple(those) for last, those in by_last.items()}
    words = tuple(words_of(name_of(person.name)) or folded(person.name) for person in people)
    return KnownPeople(names, _frozen(values), _frozen(full), last_words, words, kept)


def _frozen(sets: Mapping[_Key, set[int]]) -> dict[_Key, frozenset[int]]:
    return {key: frozenset(numbers) for key, numbers in sets.items()}


def _with_kept(subjects: Subjects) -> tuple[list[Listed], frozenset[int]]:
    """The policy's people, those whom only ``keep`` names behind the others, and the numbers of those to be kept."""
    people = list(subjects.people)
    called: defaultdict[str, set[int]] = defaultdict(set)
    for number, person in enumerate(people):
        for said in (person.name, *person.also):
            called[folded(said)].add(number)
    kept: set[int] = set()
    for said in subjects.keep:
        if folded(said) not in called:
            called[folded(said)].add(len(people))
            people.append(Listed(said))
        those = called[folded(said)]
        kept |= those if len(those) == 1 else set()
    return people, frozenset(kept)


def _is_full(name: Name) -> bool:
    return len(name.surname) > 1 and any(len(word) > 1 for word in name.given)


def recognised(crowd: Crowd, values: Mapping[str, Collection[Name]], known: KnownPeople) -> None:
    """Say who of the *crowd* is whom the policy knows, and put in those whom a value alone shows (see ``joined``)."""
    people: defaultdict[int, dict[Person, None]] = defaultdict(dict)
    for number, person in _named(crowd, known):
        people[number][person] = None
    forms: defaultdict[int, list[Name]] = defaultdict(list)
    for value in sorted(values.keys() & known.values.keys()):
        numbers, fresh = known.values[value], [name for name in values[value] if name not in crowd.of]
        if len(numbers) == 1 and (fresh or not values[value]):
            forms[next(iter(numbers))] += fresh
    for number in sorted(people.keys() | forms.keys()):
        crowd.known[number] = _one(crowd, known.names[number], list(people[number]), forms[number])
        crowd.known[number].known = number


def _named(crowd: Crowd, known: KnownPeople) -> Iterator[tuple[int, Person]]:
    """Each of the policy's people with those who bear a name of theirs, else with the one whose name fits."""
    people = [person for person in crowd.people if not person.maybe]
    exact = {person: numbers for person in people if (numbers := _exact(person, known))}
    taken = {number for numbers in exact.values() for number in numbers}
    fitting: defaultdict[int, list[Person]] = defaultdict(list)
    for person in people:
        if person not in exact and len(near := _fitting(person, known)) == 1:
            fitting[near[0]].append(person)
    yield from ((next(iter(numbers)), person) for person, numbers in exact.items() if len(numbers) == 1)
    for number, those in fitting.items():
        if len(those) == 1 and number not in taken:
            those[0].reasons = {name: reason or _FIT for name, reason in those[0].reasons.items()}
            yield number, those[0]


def _exact(person: Person, known: KnownPeople) -> frozenset[int]:
    """Those of the policy's people who have just that name."""
    none: frozenset[int] = frozenset()
    return none.union(*(known.full.get((form.given, form.surname), none) for form in person.reasons))


def _fitting(person: Person, known: KnownPeople) -> list[int]:
    """Those of the policy's people whose name is this person's with a word or two more or less."""
    return [
        number
        for number in known.by_last.get(person.head.last, ())
        if any(
            fits(form, name) or fits(name, form)
            for form in person.reasons
            for name in filter(_is_full, known.names[number])
        )
    ]


def _one(crowd: Crowd, names: Sequence[Name], people: list[Person], forms: list[Name]) -> Person:
    """Make one person of all that are one by the policy."""
    person = people[0] if people else Person(names[0] if names else NO_NAME)
    if not people:
        crowd.people.append(person)
    for other in people[1:]:
        crowd.merge(other, person, REASON)
    for name in names:
        if name.surname:
            crowd.known_as(person, name)
    for name in forms:
        crowd.join(name, person, REASON)
    return person
