"""How people say identifiers: an invented caller, and the values of one in the words in which they are read out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from itertools import groupby

_DIGITS = "zero one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NATO = (
    "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo "
    "sierra tango uniform victor whiskey x-ray yankee zulu"
).split()
_SUGAR = (
    "apple bertie charlie david edward freddie george harry india jack king london mother nellie orange peter queen "
    "robert sugar tommy uncle victor william xylophone yellow zebra"
).split()
_MONTHS = "January February March April May June July August September October November December".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
FIRST = (
    "Margaret Benjamin Priya Siobhan Oliver Hannah Tomasz Fatima George Charlotte Daniel Rebecca Ahmed Elizabeth "
    "Thomas Patricia Samuel Katherine Joseph Amelia"
).split()
LAST = (
    "Thornton Okafor Raghunathan Kelly Harrison Whitfield Kowalski Rahman Pemberton Morgan Fletcher Cohen Hassan "
    "Barnes Gallagher Sullivan Bennett Prescott Chambers Lawson"
).split()
HELD_FIRST = (
    "Susan Chidi Aoife Mohammed Jessica Wojciech Helen Rajesh Emily Callum Yasmin Peter Ingrid Lewis Deborah Kwame "
    "Alison Graham Mei Roisin Stephen Natalie Ibrahim Joanne Victor Zainab Martin Louise Declan Harriet"
).split()
HELD_LAST = (
    "Turner Adeyemi Patel Macdonald Hughes Nowak Chaudhry Robinson Griffiths Mensah Walsh Clarke Begum Fairclough "
    "Singh Atkinson Oyelaran Murphy Lindqvist Parsons Wainwright Khan Doyle Shepherd Iqbal Marsden Osborne Campbell "
    "Jankowski Featherstone"
).split()
_STREETS = (
    "Harcourt Road,Mill Lane,Station Road,Victoria Street,Beech Avenue,Church Close,Park Terrace,Windsor Drive",
    "Elm Grove,Cavendish Street,Queensway,Thistle Crescent,Albert Road,Rectory Lane,Canal View,Hawthorn Gardens,"
    "Bramley Court,Northfield Avenue",
)
_TOWNS = (
    {"Leeds": "LS", "Norwich": "NR", "Bristol": "BS", "Sheffield": "S", "Exeter": "EX", "Swansea": "SA"},
    {"Derby": "DE", "Ipswich": "IP", "Cardiff": "CF", "Glasgow": "G", "Truro": "TR", "Stockport": "SK", "Hull": "HU"},
)
_HOSTS = (
    ("gmail dot com", "example dot com", "hotmail dot co dot uk", "outlook dot com", "bt internet dot com"),
    ("gmail dot com", "yahoo dot co dot uk", "icloud dot com", "sky dot com", "riverside dot org dot uk"),
)


def number(value: int) -> str:
    """A number under a hundred in words."""
    if value < 20:
        return [*_DIGITS, *_TEENS][value]
    return _TENS[value // 10 - 2] + (f" {_DIGITS[value % 10]}" if value % 10 else "")


def ordinal(value: int) -> str:
    """ "third", "twenty-first": up to thirty-one."""
    if value <= 20:
        return _ORDINALS[value - 1]
    return f"{_TENS[value // 10 - 2]} {_ORDINALS[value % 10 - 1]}" if value % 10 else "thirtieth"


def digits(rng: random.Random, groups: str, ways: str = "plain oh double slow er") -> str:
    """Digits one by one: *groups* are parted by blanks, which become short pauses."""
    way = rng.choice(ways.split())
    said = [_group(group, way) for group in groups.split()]
    return (", er, " if way == "er" else ", ").join(said)


def _group(group: str, way: str) -> str:
    nought = "zero" if way in {"plain", "slow"} else "oh"
    words = []
    for digit, same in groupby(group):
        word, count = nought if digit == "0" else _DIGITS[int(digit)], len(list(same))
        while way == "double" and count >= 2:
            words.append(f"{'treble' if count == 3 else 'double'} {word}")
            count -= 3 if count == 3 else 2
        words += [word] * count
    return (", " if way == "slow" else " ").join(words)


def spelt(rng: random.Random, word: str, ways: str = "plain nato sugar") -> str:
    """Letters one by one, by themselves or with a word for each; digits in between by their names."""
    way = rng.choice(ways.split())
    said = []
    for letter in word.upper().replace(" ", ","):
        place = ord(letter) - ord("A")
        if letter.isdigit():
            said.append(_DIGITS[int(letter)])
        elif letter == ",":
            said.append(",")
        elif way == "sugar":
            said.append(f"{letter} for {_SUGAR[place]},")
        else:
            said.append(_NATO[place] if way == "nato" else letter)
    return re.sub(r"\s*,[\s,]*", ", ", " ".join(said)).strip(" ,")


def born(rng: random.Random) -> str:
    """A date of birth."""
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(41, 99)
    return rng.choice(
        (
            f"the {ordinal(day)} of {_MONTHS[month - 1]}, nineteen {number(year)}",
            f"{_MONTHS[month - 1]} the {ordinal(day)}, nineteen {number(year)}",
            f"{ordinal(day)} of the {ordinal(month)}, {number(year)}",
            f"{number(day)}, {'oh ' if month < 10 else ''}{number(month)}, {number(year)}",
        )
    )


@dataclass(frozen=True)
class Caller:
    """Somebody who does not exist. Numbers have the form and, mostly, the checksum of real ones.

    Those held out have other names, streets, towns and hosts than those for development.
    """

    rng: random.Random = field(repr=False)
    held_out: bool = False

    def _random(self, count: int) -> str:
        return "".join(str(self.rng.randint(0, 9)) for _ in range(count))

    def first(self) -> str:
        return self.rng.choice(HELD_FIRST if self.held_out else FIRST)

    def last(self) -> str:
        return self.rng.choice(HELD_LAST if self.held_out else LAST)

    def phone(self) -> str:
        forms = (f"07700 900 {self._random(3)}", f"0113 496 0{self._random(3)}", f"020 7946 0{self._random(3)}")
        return self.rng.choice((*forms, f"07{self._random(3)} {self._random(3)} {self._random(3)}"))

    def nhs(self) -> str:
        while True:
            nine = "9" + self._random(8)
            check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
            if check != 10:
                whole = nine + str(check % 11)
                return f"{whole[:3]} {whole[3:6]} {whole[6:]}"

    def card(self) -> str:
        head = self.rng.choice("45") + self._random(14)
        doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(head)]
        check = -sum(value - 9 * (value > 9) for value in doubled) % 10
        whole = f"{head}{check}"
        return " ".join(whole[at : at + 4] for at in range(0, 16, 4))

    def sort(self) -> str:
        return " ".join(f"{self.rng.choice('234569')}{self._random(1)}" for _ in range(3))

    def account(self) -> str:
        return f"{self._random(4)} {self._random(4)}"

    def nino(self) -> str:
        letters = "".join(self.rng.choice("ABCEGHJKLMNPRSTWXYZ") for _ in range(2))
        return f"{letters} {self._random(2)} {self._random(2)} {self._random(2)} {self.rng.choice('ABCD')}"

    def postcode(self) -> str:
        inward = "".join(self.rng.choice("ABDEFGHJLNPQRSTUWXYZ") for _ in range(2))
        area = self.rng.choice(list(_TOWNS[self.held_out].values()))
        return f"{area}{self.rng.randint(1, 29)} {self.rng.randint(1, 9)}{inward}"

    def reference(self) -> str:
        letters = "".join(self.rng.choice("ABDEFGHKLMPRT") for _ in range(2))
        return f"{letters} {self._random(3)} {self._random(3)}"

    def address(self) -> str:
        town = self.rng.choice(list(_TOWNS[self.held_out]))
        house = f"{number(self.rng.randint(2, 99))} {self.rng.choice(_STREETS[self.held_out].split(','))}"
        flat = f"flat {number(self.rng.randint(1, 12))}, " if self.rng.random() < 0.25 else ""
        return f"{flat}{house}, {town}"

    def mail(self, first: str, last: str) -> str:
        first, last = first.lower(), last.lower()
        local = self.rng.choice(
            (
                f"{first} dot {last}",
                f"{first[0]} {last}",
                f"{first} underscore {last}",
                f"{last} {number(self.rng.randint(21, 99))}",
            )
        )
        return f"{local} at {self.rng.choice(_HOSTS[self.held_out])}"
