"""Names that a slip, a scan or a recording has spelt in another way: "Sarah Colins", "Sara Collins".

The fuller form, and of two the one that stands more often, is taken for the right one. A document that names thousands
of people is a register, in which names that look alike are other people's: there nothing is joined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from redact.resolve.subjects.crowd import Crowd, Person
from redact.resolve.subjects.fitting import gender, nearly
from redact.resolve.subjects.naming import Name

_REASON = "one letter differs, as by a slip, a scan or a recording, and nobody else fits"
_REGISTER = 5000


def join_near_ones(crowd: Crowd, mentions: Counter[Name]) -> None:
    """Join people with full names that differ by one letter, where nobody else fits."""
    people = [person for person in crowd.people if person.into is None and not person.maybe and _is_full(person.head)]
    if not 1 < len(people) <= _REGISTER:
        return
    ranked = sorted(people, key=lambda person: _often(person, mentions))
    near = _neighbours(ranked)
    rank = {person: number for number, person in enumerate(ranked)}
    for person in [person for person in near if person.known is None]:
        if right := _right_one(person, near, rank):
            right.doubtful.update(person.reasons)
            crowd.merge(person, right, _REASON)


def _neighbours(ranked: list[Person]) -> dict[Person, list[Person]]:
    """Those who have others near them, with these; all in their rank."""
    met: defaultdict[tuple[str, str], list[Person]] = defaultdict(list)
    near: defaultdict[Person, list[Person]] = defaultdict(list)
    for person in ranked:
        keys = list(_keys(person.head))
        for other in dict.fromkeys(other for key in keys for other in met[key]):
            if _near(person, other):
                near[person].append(other)
                near[other].append(person)
        for key in keys:
            met[key].append(person)
    return near


def _right_one(person: Person, near: Mapping[Person, list[Person]], rank: Mapping[Person, int]) -> Person | None:
    """Whose misspelt name this is: of somebody who ranks before all near them, when nobody else is near this one."""
    first = min(near[person], key=rank.__getitem__)
    about = near[first]
    if rank[first] > rank[person] or any(rank[other] < rank[first] for other in about):
        return None
    return first if all(other is first or other in about for other in near[person]) else None


def _often(person: Person, mentions: Counter[Name]) -> tuple[bool, int, int, Name]:
    """Whom the policy knows first, then whose name is fuller, then who is named more often."""
    return (person.known is None, -len(person.head.given), -sum(mentions[name] for name in person.reasons), person.head)


def _is_full(name: Name) -> bool:
    return bool(name.given) and len(name.given[0]) > 1 and len(name.surname) > 1


def _near(one: Person, two: Person) -> bool:
    if one.known is not None and two.known is not None:
        return False
    genders = {gender(one.forms), gender(two.forms)} - {""}
    return len(genders) < 2 and nearly(one.head, two.head)


def _keys(name: Name) -> Iterator[tuple[str, str]]:
    """What two names have in common that differ by one letter: one word as it is, and the other without a letter."""
    first, surname = name.given[0], name.surname
    for same, other in ((first, surname), (surname, first)):
        yield same, other
        for at in range(len(other)):
            yield same, f"{other[:at]}{other[at + 1 :]}"
