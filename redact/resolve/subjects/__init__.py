"""Subjects: mentions of one person, or of one value, carry one name within a document ("PERSON-3").

A person's e-mail addresses, user names and initials carry the person's. Every join says in ``Finding.why`` what it
rests on, without the text; so does what could be several people and therefore stands alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from redact.occurrences import Folds
from redact.resolve.subjects.crowd import Crowd, Person
from redact.resolve.subjects.handles import TYPES, Handles
from redact.resolve.subjects.joining import joined
from redact.resolve.subjects.known_people import NOBODY, REASON, KnownPeople
from redact.resolve.subjects.mentions import Mentions, Said
from redact.resolve.subjects.named import Named, Told, with_subject
from redact.resolve.subjects.naming import Name
from redact.resolve.subjects.owners import owners
from redact.resolve.subjects.simple import nobody_or_one, simply
from redact.resolve.subjects.words import JOINED, could_be, words_for
from redact.types import Finding, Region


def with_subjects(
    findings: Iterable[Finding], texts: Mapping[str, str], folds: Folds, part: str = "", known: KnownPeople = NOBODY
) -> Named:
    """The same findings, each text one with the subject that it belongs to; numbers follow first appearance.

    Where *part* is given, their places are said to lie in the part of that name. Once more changes nothing.
    """
    listed = list(findings)
    alone = None if known else nobody_or_one(listed, texts)
    if alone is not None:
        return simply(listed, texts, folds, part, alone)
    mentions = Mentions(listed, texts)
    people = _People(mentions, folds, known)
    named = tuple(
        with_subject(finding, people.told[number], part) if number >= 0 else finding
        for finding, number in zip(mentions.findings, mentions.each, strict=True)
    )
    who = words_for(people.numbers, known)
    kept = frozenset(f"PERSON-{number}" for person, number in people.numbers.items() if person.known in known.kept)
    return Named(named, who, owners(named, who), kept, _doubtful(named, mentions, people.crowd))


class _People:
    """The subjects of one document: its people, numbered in order, then one for each other value of a type.

    Values of a type of which some are people's are counted on behind the people, so that no two things of one type have
    one number. ``told`` gives for each thing that is said its subject, and what there is to say about that.
    """

    def __init__(self, mentions: Mentions, folds: Folds, known: KnownPeople) -> None:
        self._folds, self._known = folds, known
        names = mentions.names()
        values = _values(mentions, folds) if known else {}
        self.crowd = joined(names, values, known) if names or known else Crowd()
        self._handles = self._made_of_names(mentions)
        self._persons = self.crowd.settled()
        whose = [self._whose(said) for said in mentions.said]
        self.numbers: dict[Person, int] = {}
        for those, _ in whose:
            if len(those) == 1:
                self.numbers.setdefault(those[0], len(self.numbers) + 1)
        self._others: defaultdict[str, dict[str, int]] = defaultdict(dict)
        joined_ones = {
            said.entity_type for said, (those, _) in zip(mentions.said, whose, strict=True) if len(those) == 1
        }
        self._taken = dict.fromkeys(joined_ones, len(self.numbers))  # "E-mail address 1" is that of the first person
        self.told = [self._tell(said, *those) for said, those in zip(mentions.said, whose, strict=True)]

    def _made_of_names(self, mentions: Mentions) -> Handles | None:
        """What addresses would be made of; nothing where there are none, or nobody to have one."""
        if not self.crowd.people or not any(said.entity_type in TYPES for said in mentions.said):
            return None
        people = (person for person in self.crowd.people if person.into is None and not person.maybe)
        return Handles(person for person in people if not person.head.plain)

    def _whose(self, said: Said) -> tuple[Sequence[Person], str]:
        """Whose a value is or may be, and why."""
        if said.name is not None:
            person = self._persons[said.name]
            return (person,), person.reasons.get(said.name, "")
        numbers = self._known.values.get(self._folds[said.value], ()) if self._known else ()
        if len(numbers) == 1:
            (number,) = numbers
            return (self.crowd.known[number],), REASON
        if self._handles is None or said.entity_type not in TYPES:
            return (), ""
        people, holds = self._handles.whose(said.value)
        return people, f"{TYPES[said.entity_type]} holds {holds}"

    def _tell(self, said: Said, people: Sequence[Person], reason: str) -> Told:
        maybe: Iterable[Person] = people
        if len(people) == 1:
            subject = f"PERSON-{self.numbers[people[0]]}"
            if reason:
                return subject, (f"{JOINED}{subject}: {reason}",)
            maybe = {person.whole() for person in people[0].maybe}
        else:
            numbers, before = self._others[said.entity_type], self._taken.get(said.entity_type, 0)
            number = numbers.setdefault(self._folds[said.value], before + len(numbers) + 1)
            subject = f"{said.entity_type}-{number}"
        return subject, (could_be(self.numbers[person] for person in maybe),) if maybe else ()


def _values(mentions: Mentions, folds: Folds) -> dict[str, list[Name]]:
    """By their folded texts what is said, with the names that may be meant by it; of names without and with title."""
    values: defaultdict[str, list[Name]] = defaultdict(list)
    for said in mentions.said:
        for text in {said.value, said.titled or said.value}:
            values[folds[text]] += [said.name] if said.name is not None else []
    return values


def _doubtful(named: Sequence[Finding], mentions: Mentions, crowd: Crowd) -> frozenset[Region]:
    unlike = {name for person in crowd.people for name in person.doubtful}
    if not unlike:
        return frozenset()
    numbers = {number for number, said in enumerate(mentions.said) if said.name in unlike}
    each = zip(named, mentions.each, strict=True)
    return frozenset(finding.regions[0] for finding, number in each if number in numbers)
