"""Invented people of every origin, and the ways in which texts name them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random
from string import ascii_uppercase

WORDS = Path(__file__).parent / "words"
TITLES = {
    "m": "Mr Mr Mr Mr. Dr Cllr Sir Prof Professor PC Sgt Judge Lord Rev Mr Justice Captain".split(" "),
    "f": "Mrs Ms Miss Ms. Mrs. Dr Dr. Councillor Dame Professor DC Inspector Lady Revd Baroness Nurse Sister".split(),
}
_HELD = 5
_JOINED = ("-", "-", " ")
_BRITISH = ("english", "english", "english", "scottish", "welsh", "irish")
_SHORT = (
    "vietnamese", "korean", "chinese", "arabic", "hausa_west_african", "somali_ethiopian_eritrean",
    "filipino_indonesian_malay",
)  # fmt: skip
"""Origins whose names are short, are words as well, or hold several parts: they are drawn more often."""
_FAMILY_FIRST = frozenset({"vietnamese", "korean", "chinese", "japanese", "hungarian_romanian"})


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist. ``given`` and ``family`` may hold several words."""

    given: str
    family: str
    middle: str
    title: str
    family_first: bool = False


@lru_cache
def table(name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """A word list of this recipe, read once."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


@lru_cache
def origins() -> tuple[str, ...]:
    """The origins whose names are listed."""
    return tuple(name for name in table("people") if name != "short")


@lru_cache
def listed(origin: str, key: str, *, held: bool = False) -> Sequence[str]:
    """Names of a list: those to learn from, or the fifth of them that is *held* back to measure by."""
    return [name for at, name in enumerate(table("people")[origin][key]) if (at % _HELD == 0) == held]


def stranger(random: Random, origin: str) -> Person:
    """Somebody whose names were held back."""
    sex = random.choice("fm")
    given, family = (random.choice(listed(origin, key, held=True)) for key in (f"given_{sex}", "family"))
    return Person(given, family, random.choice(ascii_uppercase) + ".", random.choice(TITLES[sex]))


def person(random: Random, origin: str | None = None) -> Person:
    """Somebody of *origin*, or of any: a quarter of them British, two of a hundred with names of two origins."""
    if not origin and random.random() < 0.03:
        return _historic(random)
    origin = origin or _origin(random)
    sex = random.choice("fm")
    given = _given(random, origin, sex)
    family = _family(random, origin)
    middle = _given(random, origin, sex) if random.random() < 0.5 else random.choice(ascii_uppercase) + "."
    turned = origin in _FAMILY_FIRST and random.random() < 0.35
    return Person(given, family, middle, random.choice(TITLES[sex]), turned)


def _origin(random: Random) -> str:
    draw = random.random()
    if draw < 0.27:
        return random.choice(_BRITISH)
    return random.choice(_SHORT if draw < 0.42 else origins())


def _historic(random: Random) -> Person:
    words = random.choice(table("people")["short"]["historic"]).split()
    cut = -2 if words[-1] == "Jr." else -1
    return Person(" ".join(words[:cut] or words), " ".join(words[cut:]), random.choice(ascii_uppercase) + ".", "Mr")


def _given(random: Random, origin: str, sex: str) -> str:
    short, draw = table("people")["short"], random.random()
    if draw < 0.04:
        return random.choice(short["nicknames"])
    if draw < 0.09:
        return random.choice(short["modern"])
    if draw < 0.13:
        return random.choice(short["word_names"])
    return random.choice(listed(origin, f"given_{sex}"))


def _family(random: Random, origin: str) -> str:
    draw = random.random()
    name = random.choice(listed(origin, "family"))
    if draw < 0.03:
        return random.choice(table("people")["short"]["word_names"])
    if draw < 0.05:
        return random.choice(listed(random.choice(origins()), "family"))
    if draw < 0.12:
        return name + random.choice(_JOINED) + random.choice(listed(origin, "family"))
    return name


def full(random: Random, who: Person) -> str:
    """Given and family name, sometimes a middle name or a letter for it; the family name first where that is usual."""
    draw = random.random()
    if who.family_first:
        return f"{who.family} {who.given}"
    if draw < 0.1:
        return f"{who.given} {who.middle} {who.family}"
    if draw < 0.13:
        return f"{who.given} {who.middle[0]} {who.family}"
    return f"{who.given} {who.family}"


def initials(random: Random, who: Person) -> str:
    """The family name behind one or two letters, with or without stops."""
    letters = [who.given[0], who.middle[0]][: random.choice((1, 1, 1, 2))]
    form = random.choice(("{}. ", "{}. ", "{}.", "{} ", "{}"))
    return "".join(form.format(letter) for letter in letters).rstrip() + " " + who.family


def last_first(random: Random, who: Person) -> str:
    """The family name first: "Okafor, Jane", "OKAFOR, Jane", "Okafor, J."."""
    family = who.family.upper() if random.random() < 0.25 else who.family
    given = random.choice((who.given, who.given, who.given, f"{who.given} {who.middle}", f"{who.given[0]}."))
    return f"{family}, {given}"


def last_initial(random: Random, who: Person) -> str:
    """As in lists of references and of players: "Okafor J", "Okafor JM", "Okafor, J."."""
    form = random.choice(("{} {}", "{} {}{}", "{}, {}.", "{}, {}. {}."))
    return form.format(who.family, who.given[0], who.middle[0])


def letters(who: Person) -> str:
    """The letters by which minutes call somebody."""
    return who.given[0] + who.family[0].upper()
