"""Postal addresses, British and foreign, on one line or on several. Every function draws one at random."""

from __future__ import annotations

from random import Random

from details import faker
from people import table

_FOREIGN = (
    "en_US en_US en_IN en_IE en_CA en_AU en_NZ de_DE fr_FR it_IT es_ES nl_NL"
    " pl_PL pt_BR sv_SE da_DK fi_FI cs_CZ tr_TR hu_HU ro_RO no_NO en_PH es_MX"
).split()


def street(random: Random) -> str:
    """A house in a street."""
    places = table("places")
    number = _number(random)
    road = f"{random.choice(places['street_stem'])} {random.choice(places['street_word'])}"
    draw = random.random()
    if draw < 0.15:
        door = f"{random.choice(('Flat', 'Apartment', 'Unit', 'Flat'))} {random.randint(1, 60)}"
        return f"{door}{random.choice(('', 'A', 'B'))}, {number} {road}"
    if draw < 0.25:
        return f"{random.choice(places['house_name'])}, {road}"
    if draw < 0.33:
        return str(faker("en_US").street_address()).replace("\n", " ")
    return f"{number} {road}" if draw < 0.9 else f"{number}, {road}"


def _number(random: Random) -> str:
    plain = (str(random.randint(1, 240)),) * 6
    lettered = f"{random.randint(1, 99)}{random.choice('abAB')}"
    paired = f"{random.randint(1, 40)}-{random.randint(41, 60)}"
    return random.choice((*plain, lettered, paired, f"{random.randint(1, 2999)}"))


def lines_of_address(random: Random) -> list[str]:
    """A British address, line by line."""
    places = table("places")
    lines = [street(random), random.choice(places["uk_town"])]
    if random.random() < 0.3:
        lines.insert(1, random.choice([*places["district"], *places["village"]]))
    if random.random() < 0.3:
        lines.append(random.choice(places["county"]))
    if random.random() < 0.75:
        lines.append(faker("en_GB").postcode())
    if random.random() < 0.1:
        lines.append(random.choice(("UK", "United Kingdom", "England", "Scotland", "Wales")))
    return lines


def address(random: Random) -> str:
    """An address on one line."""
    if random.random() < 0.2:
        return foreign_address(random)
    lines = lines_of_address(random)
    coded = lines[-1][-1:].isalpha() and any(map(str.isdigit, lines[-1]))
    tail = random.choice((", ", ", ", " ")) if coded else ", "
    return ", ".join(lines[:-1]) + tail + lines[-1]


def address_lines(random: Random) -> str:
    """An address on several lines."""
    if random.random() < 0.2:
        return foreign_address(random).replace(", ", "\n")
    return random.choice(("\n", ",\n")).join(lines_of_address(random))


def foreign_address(random: Random) -> str:
    """An address somewhere else, on one line."""
    made = faker(random.choice(_FOREIGN))
    if random.random() < 0.3:
        road = f"{random.choice(table('places')['foreign_street'])} {random.randint(1, 200)}"
        return f"{road}, {made.postcode()} {random.choice(table('places')['city'])}"
    return str(made.address()).replace("\n", ", ")
