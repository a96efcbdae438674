"""What stands in a template's slots: something invented, and the stretch of it that is marked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

import addresses
import details
from people import Person, full, initials, last_first, last_initial, letters, person, table


class Filled(NamedTuple):
    """A text for a slot; ``[start, end)`` of it is of the *kind*, if of any."""

    text: str
    start: int
    end: int
    kind: str | None


@dataclass(slots=True)
class Scene:
    """The people, bodies and places of one template: a slot with a number always means the same one."""

    random: Random
    people: dict[str, Person] = field(default_factory=dict)
    listed: dict[tuple[str, str], str] = field(default_factory=dict)

    def person(self, number: str) -> Person:
        """The person of that number; somebody new without one."""
        return self.people.setdefault(number, person(self.random)) if number else person(self.random)

    def once(self, slot: str, number: str, make: Callable[[], str]) -> str:
        """What was made for that number before, or something new."""
        return self.listed.setdefault((slot, number), make()) if number else make()


PEOPLE: dict[str, Callable[[Random, Person], str]] = {
    "full": full,
    "first": lambda _, who: who.given,
    "last": lambda _, who: who.family,
    "initials": initials,
    "last_first": last_first,
    "last_initial": last_initial,
    "upper_full": lambda random, who: full(random, who).upper(),
    "upper_last": lambda _, who: who.family.upper(),
    "upper_first": lambda _, who: who.given.upper(),
    "lower_full": lambda random, who: full(random, who).lower(),
    "lower_first": lambda _, who: who.given.lower(),
    "lower_last": lambda _, who: who.family.lower(),
    "letters": lambda _, who: letters(who),
}
LISTED = {
    "ORGANIZATION": (
        "bodies",
        "company company_short council department agency regulator police court school university hospital charity"
        " party union bank media club club_short band airline military ngo acronym team_in_body committee religious"
        " stock_exchange_and_league",
    ),
    "LOCATION": (
        "places",
        "city uk_town village country us_state region county continent river mountain sea_or_lake island landmark"
        " facility district road_name us_state_short",
    ),
    "NRP": ("things", "nationality demonyms religion politics"),
    "OCCUPATION": ("things", "job role"),
    "DEMOGRAPHIC": ("things", "condition status"),
    "MISC": ("things", "law work event product award"),
}
"""Kind, list, and the slots that take a row of it."""
MADE: dict[str, tuple[str | None, Callable[[Random], str]]] = {
    "date": ("DATE_TIME", details.date),
    "date_numeric": ("DATE_TIME", details.date_numeric),
    "day_month": ("DATE_TIME", details.day_month),
    "month_year": ("DATE_TIME", lambda random: f"{random.choice(details.MONTHS)} {details.year(random)}"),
    "year": ("DATE_TIME", details.year),
    "time": ("DATE_TIME", details.time),
    "weekday": ("DATE_TIME", lambda random: random.choice(details.DAYS)),
    "period": ("DATE_TIME", details.period),
    "age": ("AGE", details.age),
    "code": ("CODE", details.code),
    "case_number": ("CODE", details.case_number),
    "money": ("QUANTITY", details.money),
    "percent": ("QUANTITY", details.percent),
    "measure": ("QUANTITY", details.measure),
    "count": ("QUANTITY", details.count),
    "address": ("ADDRESS", addresses.address),
    "address_lines": ("ADDRESS", addresses.address_lines),
    "street": ("ADDRESS", addresses.street),
    "foreign_address": ("ADDRESS", addresses.foreign_address),
    "phone": (None, details.phone),
    "email": (None, details.email),
    "url": (
        None,
        lambda random: f"https://www.{details.faker('en_GB').domain_name()}/{random.choice(('a', 'news', 'x1'))}",
    ),
    "number": (None, lambda random: str(random.randint(1, 9999))),
    "handle": (None, lambda random: "@" + person(random).given.lower().replace(" ", "_") + str(random.randint(1, 99))),
    "hashtag": (None, lambda random: "#" + random.choice(table("places")["city"]).replace(" ", "")),
}
_ROWS = {slot: (kind, name) for kind, (name, slots) in LISTED.items() for slot in slots.split()}
_STEMS = {"company": 0.4, "firm": 1.0, "school": 0.3, "charity": 0.2, "club": 0.15}
"""How often a body of that sort is made up by a pattern and not taken from the list."""


def filled(scene: Scene, slot: str, number: str) -> Filled:
    """Something for that slot. Raises ``KeyError`` for one that is unknown."""
    if slot in PEOPLE:
        return _whole(PEOPLE[slot](scene.random, scene.person(number)), "PERSON")
    if slot in ("title_last", "title_full"):
        return _titled(scene, slot, scene.person(number))
    if slot in MADE:
        kind, make = MADE[slot]
        return _whole(scene.once(slot, number, lambda: make(scene.random)), kind)
    if slot == "country_as_team":
        return _whole(scene.once("country", number, lambda: _row(scene.random, "country")[1]), "ORGANIZATION")
    if scene.random.random() < _STEMS.get(slot, 0.0):
        return _whole(scene.once(slot, number, lambda: _patterned(scene.random)), "ORGANIZATION")
    return _whole(scene.once(slot, number, lambda: _row(scene.random, slot)[1]), _ROWS[slot][0])


def _row(random: Random, slot: str) -> tuple[str, str]:
    kind, name = _ROWS[slot]
    return kind, random.choice(table(name)[slot])


def _patterned(random: Random) -> str:
    places = table("places")
    return random.choice(table("bodies")["fictional_pattern"]).format(
        last=person(random).family,
        last2=person(random).family,
        uk_town=random.choice(places["uk_town"]),
        city=random.choice(places["city"]),
        letters=details.digits(random, random.choice(("??", "???", "????"))),
        word=random.choice(places["street_stem"]),
    )


def _titled(scene: Scene, slot: str, who: Person) -> Filled:
    name = who.family if slot == "title_last" else full(scene.random, who)
    text = f"{who.title} {name}"
    return Filled(text, len(text) - len(name), len(text), "PERSON")


def _whole(text: str, kind: str | None) -> Filled:
    return Filled(text, 0, len(text), kind)
