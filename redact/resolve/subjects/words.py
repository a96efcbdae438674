"""What is said of subjects: the words that tell each person from all others, and the lines that explain joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from redact.resolve.subjects.crowd import Person
from redact.resolve.subjects.given_names import SHORT_FOR
from redact.resolve.subjects.known_people import KnownPeople
from redact.resolve.subjects.naming import words_of

JOINED = "joined to "
_SHOWN = 3


def could_be(numbers: Iterable[int]) -> str:
    """Why a mention stands alone that could be one of several people."""
    listed = [f"PERSON-{number}" for number in sorted(numbers)]
    shown = listed[:_SHOWN] if len(listed) <= _SHOWN else [*listed[: _SHOWN - 1], f"{len(listed) - _SHOWN + 1} others"]
    return f"could be {', '.join(shown[:-1])} or {shown[-1]}: stands alone" if shown[1:] else "could be several people"


def words_for(numbers: Mapping[Person, int], known: KnownPeople) -> dict[str, str]:
    """By subject the words that tell a person from all others in every document.

    Where two people of one document would have the same, middle names or the title are added.
    """
    told: defaultdict[str, list[Person]] = defaultdict(list)
    for person in numbers:
        told[known.words[person.known] if person.known is not None else _words(person)].append(person)
    who = {
        person: words if len(people) == 1 or person.known is not None else _longer(person) or words
        for words, people in told.items()
        for person in people
    }
    return {f"PERSON-{number}": who[person] for person, number in numbers.items() if who[person]}


def _words(person: Person) -> str:
    """First given name and surname of the fullest form, the given name not in a short form where it has a longer."""
    name = person.head
    if name.given and (full := SHORT_FOR.get(name.given[0])):
        longer = sorted(form.given[0] for form in person.reasons if form.given and form.given[0] in full)
        name = name._replace(given=(longer[0],)) if longer else name
    surnames = [form.surname for form in person.reasons if form.surname.endswith(f" {name.surname}")]
    return words_of(name._replace(surname=max(surnames, key=len)) if surnames and name.surname else name)


def _longer(person: Person) -> str:
    """The same with all given names, or with the title, as one word before the surname."""
    name = person.head
    if len(name.given) > 1:
        return words_of(name._replace(given=("".join(name.given),)))
    if name.title and not name.given:
        return f"{name.title}-{words_of(name)}"
    return words_of(name) if not name.title else f"{name.title}-{words_of(name)}"
