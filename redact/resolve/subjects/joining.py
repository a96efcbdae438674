"""Mentions joined: which forms of names in one document are one person's, and why.

Fuller forms first, so that the outcome does not hang on the order in which a document has them. A form joins somebody
when just one person fits; where several do, it stands alone. So two people of one surname stay two, and "Mrs Collins"
is the one of them whom title or given name tells. What nothing can tell apart is one: a father and a son of the same
full name. Misspelt forms join last, where nobody else fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from redact.resolve.subjects.crowd import Crowd, Person
from redact.resolve.subjects.fitting import SAME, fits, gender
from redact.resolve.subjects.given_names import SHORT_FOR
from redact.resolve.subjects.known_people import KnownPeople, recognised
from redact.resolve.subjects.naming import Name
from redact.resolve.subjects.near_names import join_near_ones

_BY_SURNAME = "no other person here has that surname"
_BY_TITLE = "of that surname only this person fits the title"
_BY_WORD = "no other person here has that name"
_BY_LETTERS = "the letters are the initials"
_BY_SHORT_SURNAME = "the given name and the initial of the surname fit"


def joined(mentions: Counter[Name], values: Mapping[str, Collection[Name]], known: KnownPeople) -> Crowd:
    """The people behind *mentions* (forms with how often they stand).

    *values* are the folded texts of all findings that the policy's people may be known by, with the forms of those
    that are names.
    """
    crowd = Crowd()
    tiers: tuple[list[Name], ...] = ([], [], [], [], [], [])
    for name in mentions:
        tiers[_tier(name)].append(name)
    _place_all(tiers[0], _namesakes, crowd)
    if known:
        recognised(crowd, values, known)
    join_near_ones(crowd, mentions)
    for person in [person for person in crowd.people if len({other.whole() for other in person.maybe}) == 1]:
        crowd.merge(person, person.maybe[0].whole(), SAME)  # those whom it could have been are one after all
    for tier, way in zip(tiers[1:], (_namesakes, _by_short_surname, _by_surname, _by_word, _nobody), strict=True):
        _place_all(tier, way, crowd)
    return crowd


Fitting = Mapping[Person, str]
"""Who fits a form, and why."""
_Way = Callable[[Name, Crowd], Fitting]


def _place_all(names: Iterable[Name], way: _Way, crowd: Crowd) -> None:
    for name in sorted(names, key=_fullest_first):
        if name not in crowd.of:
            _place(name, crowd, way(name, crowd))


def _place(name: Name, crowd: Crowd, fitting: Fitting) -> None:
    if len(fitting) == 1:
        ((person, reason),) = fitting.items()
        crowd.join(name, person, reason)
    else:
        crowd.found(name, fitting)


def _tier(name: Name) -> int:
    """Full names, initials with a surname, a given name with an initial, surnames, lone words, words of every day."""
    if name.plain or not (name.bare or name.surname):
        return 5
    if name.bare:
        return 4
    if not name.given:
        return 3
    if len(name.surname) == 1:
        return 2
    return 0 if any(len(word) > 1 for word in name.given) else 1


def _fullest_first(name: Name) -> tuple[object, ...]:
    full = sum(len(word) > 1 for word in name.given)
    short = bool(name.given) and name.given[0] in SHORT_FOR
    return (-full, -len(name.given), short, not name.gender, not name.title, name)


def _namesakes(name: Name, crowd: Crowd) -> Fitting:
    """Those of that surname whose given names fit."""
    first, last = name.given[0], name.last
    if len(first) == 1:
        near = crowd.like("initial", first, last)
    else:
        near = [*crowd.like("given", first, last), *crowd.like("given", first[0], last)]
    fitting = {person: reason for person in near if (reason := _reason(name, person))}
    if len(fitting) > 1:
        just = {person: reason for person, reason in fitting.items() if _says_the_same(name, person)}
        return just if len(just) == 1 else fitting
    return fitting


def _reason(name: Name, person: Person) -> str:
    reasons = [reason for form in person.forms if (reason := fits(name, form))]
    if not reasons or _other_gender(name, person, SAME in reasons):
        return ""
    return SAME if SAME in reasons else reasons[0]


def _says_the_same(name: Name, person: Person) -> bool:
    return any(form.given == name.given and form.surname == name.surname for form in person.forms)


def _other_gender(name: Name, person: Person, same: bool) -> bool:
    """Whether the title says that it is another; of the very same name only another title does."""
    if not name.gender:
        return False
    forms = [form for form in person.forms if form.gender] if same else list(person.forms)
    return gender(forms) not in ("", name.gender)


def _by_surname(name: Name, crowd: Crowd) -> Fitting:
    those = [person for person in crowd.like("last", name.last) if _has_surname(name, person)]
    fitting = [person for person in those if not _other_gender(name, person, same=False)]
    if len(fitting) > 1:
        titled = [person for person in fitting if name.title in {form.title for form in person.forms}]
        fitting = titled if len(titled) == 1 else fitting
    return dict.fromkeys(fitting, _BY_SURNAME if len(those) == 1 else _BY_TITLE)


def _has_surname(name: Name, person: Person) -> bool:
    return any(form.surname and fits(name, form) for form in person.forms)


def _by_short_surname(name: Name, crowd: Crowd) -> Fitting:
    those = crowd.like("word", name.given[0])
    return {person: _BY_SHORT_SURNAME for person in those if any(_begins_so(form, name) for form in person.forms)}


def _begins_so(form: Name, short: Name) -> bool:
    return form.given[:1] == short.given[:1] and form.surname[:1] == short.surname


def _by_word(name: Name, crowd: Crowd) -> Fitting:
    """Those of whom a lone word is a name; of letters that are nobody's name, those whose initials they are."""
    those: Iterable[Person] = crowd.like("word", name.bare)
    if those or not name.letters:
        return dict.fromkeys((person for person in those if not _other_gender(name, person, same=False)), _BY_WORD)
    return dict.fromkeys(crowd.like("letters", name.letters), _BY_LETTERS)


def _nobody(_name: Name, _crowd: Crowd) -> Fitting:
    """Those who fit a mention that is joined to nobody."""
    return {}
