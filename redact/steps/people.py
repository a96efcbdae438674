"""People across files: a file that says "Mrs Collins" means whom another one names in full, when just one person fits.

So does one that gives nothing but an e-mail address or user name which another file shows to be hers. What is kept of a
file tells people apart by keyed digests of their names and names nobody. Without a key nothing is kept, and each
document stands alone; addresses are known in one run only.
"""

from __future__ import annotations

import hmac
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from redact.occurrences import folded
from redact.policy import Person
from redact.types import Outcome, PersonMark, Pseudonym

_ADDRESSES = frozenset({"EMAIL_ADDRESS", "USERNAME"})


def renamed(who: Mapping[str, str], joins: Mapping[str, str]) -> Mapping[str, str]:
    """The subjects of a document (see ``Named.who``), with the words of those whom they *join* in other files."""
    return {subject: joins.get(words, words) for subject, words in who.items()} if joins else who


def people_of(who: Mapping[str, str], key: bytes | None) -> tuple[PersonMark, ...]:
    """What may be kept of the people whom a document names; nothing without a key."""
    if key is None:
        return ()
    return tuple(dict.fromkeys(PersonMark(mark(words, key), _shorter(words, key)) for words in who.values()))


def names_in_short(outcome: Outcome) -> bool:
    """Whether a file names somebody in a short form only, whom another file may name in full."""
    return any(not person.shorter for person in everybody_in([outcome]))


def joins_for(outcome: Outcome, everybody: Iterable[PersonMark]) -> dict[str, str]:
    """For each person whom a file names in short: the one of *everybody* who is meant, where just one fits; marks."""
    fitting: defaultdict[str, set[str]] = defaultdict(set)
    for person in everybody:
        for short in person.shorter:
            fitting[short].add(person.mark)
    shorts = {person.mark for person in everybody_in([outcome]) if not person.shorter}
    return {short: next(iter(fitting[short])) for short in shorts if len(fitting[short]) == 1}


def everybody_in(outcomes: Iterable[Outcome]) -> list[PersonMark]:
    """The people of files that were read, and of those inside them."""
    return [person for outcome in outcomes for each in _with_children(outcome) for person in each.people]


def words_in(outcomes: Iterable[Outcome], key: bytes) -> dict[str, str]:
    """By mark the words of the people whom files name that were worked in this run."""
    told = (words for outcome in outcomes for each in _with_children(outcome) for words in each.who.values())
    return {mark(words, key): words for words in told}


def addresses_in(outcomes: Iterable[Outcome]) -> dict[str, str]:
    """By folded address or user name the words of the one person whose it is in files that were worked in this run."""
    whose: defaultdict[str, set[str]] = defaultdict(set)
    for each in _addresses(outcomes):
        if each.subject:
            whose[folded(each.value)].add(each.subject)
    return {address: next(iter(words)) for address, words in whose.items() if len(words) == 1}


def lone_addresses(outcome: Outcome) -> list[str]:
    """The addresses and user names of a file that do not say whose they are."""
    return list(dict.fromkeys(each.value for each in _addresses([outcome]) if not each.subject))


def owners_of(outcome: Outcome, whose: Mapping[str, str]) -> tuple[Person, ...]:
    """The people to whom lone addresses of a file belong by *whose* (see ``addresses_in``)."""
    known = ((whose.get(folded(address)), address) for address in lone_addresses(outcome))
    return tuple(Person(words, (address,)) for words, address in known if words)


def _addresses(outcomes: Iterable[Outcome]) -> Iterator[Pseudonym]:
    every = (item for outcome in outcomes for each in _with_children(outcome) for item in each.pseudonyms)
    return (item for item in every if item.entity_type in _ADDRESSES)


def mark(words: str, key: bytes) -> str:
    """A keyed digest of a name (HMAC-SHA256, 128 bits)."""
    return hmac.digest(hmac.digest(key, b"subject", sha256), words.encode(), sha256)[:16].hex()


def _with_children(outcome: Outcome) -> Iterator[Outcome]:
    yield outcome
    for child in outcome.children:
        yield from _with_children(child)


def _shorter(name: str, key: bytes) -> tuple[str, ...]:
    """Marks of the family name, alone and behind an initial; none for what is no full name."""
    given, _, family = name.partition(" ")
    if len(given) < 2 or not family:
        return ()
    return mark(family, key), mark(f"{given[0]} {family}", key)
