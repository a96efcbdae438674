"""Postal addresses, British and foreign, on one line or on several. Every function draws one at random."""

from __future__ import annotations

from random import Random

from details import faker
from people import person, table

_FOREIGN = (
    "en_US en_US en_IN en_IE en_CA en_AU en_NZ de_DE fr_FR it_IT es_ES nl_NL"
    " pl_PL pt_BR sv_SE da_DK fi_FI cs_CZ tr_TR hu_HU ro_RO no_NO en_PH es_MX"
).split()

_ROADS = ("Road", "Trail", "Bridge", "Creek", "Drive", "Greens", "Ridge", "Court", "Island", "Blvd", "Ave", "Ln", "St")


def street(random: Random) -> str:
    """A house in a street."""
    places = table("places")
    number = _number(random)
    road = f"{random.choice(places['street_stem'])} {random.choice(places['street_word'])}"
    draw = random.random()
    if draw < 0.15:
        return f"{door(random)}{random.choice(('', 'A', 'B'))}, {number} {road}"
    if draw < 0.25:
        return f"{random.choice(places['house_name'])}, {road}"
    if draw < 0.33:
        return str(faker("en_US").street_address()).replace("\n", " ")
    return f"{number} {road}" if draw < 0.9 else f"{number}, {road}"


def door(random: Random) -> str:
    """A flat in a house."""
    word = random.choice(("Flat", "Flat", "Apartment", "Unit", "Apt.", "Apt", "Suite", "Room", "Ste", "Floor", "#"))
    return f"{word} {random.choice((random.randint(1, 60), random.randint(100, 999)))}".replace("# ", "#")


def corner(random: Random) -> str:
    """Where two streets meet."""
    form = random.choice(("the corner of {} and {}", "corner {} / {}", "{} & {}", "junction of {} with {}"))
    return form.format(foreign_street(random), foreign_street(random))


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
    """An address on several lines, as it was written or as a mail quotes it."""
    lines = foreign_lines(random) if random.random() < 0.3 else lines_of_address(random)
    return random.choice(("\n",) * 6 + (",\n", ",\n", " \n", "\n> ", "\n>", "\n\t", "\n    ")).join(lines)


def foreign_address(random: Random) -> str:
    """An address somewhere else, on one line."""
    draw = random.random()
    if draw < 0.08:
        return corner(random)
    return random.choice((", ", ", ", ", ", "; ", " ")).join(foreign_lines(random))


def foreign_street(random: Random) -> str:
    """A street somewhere else, with the number before it, behind it or nowhere."""
    places = table("places")
    if random.random() < 0.4:
        return str(faker(random.choice(_FOREIGN)).street_name())
    name = random.choice((*places["foreign_street"], f"{person(random).family} {random.choice(_ROADS)}"))
    return random.choice(("{0} {1}", "{0} {1}", "{1} {0}", "{1}, {0}", "{0}")).format(name, _number(random))


def foreign_lines(random: Random) -> list[str]:
    """An address somewhere else, line by line; sometimes with a flat, a state, a country, a code at its end."""
    if random.random() < 0.4:
        return str(faker(random.choice(_FOREIGN)).address()).split("\n")
    places, made = table("places"), faker(random.choice(_FOREIGN))
    lines = [foreign_street(random)]
    if random.random() < 0.3:
        lines.insert(random.choice((0, 1, 1)), door(random))
    city, code = random.choice((*places["city"], *places["village"])), str(made.postcode())
    lines.append(random.choice(("{0} {1}", "{1} {0}", "{0}, {1}", "{0}")).format(city, code))
    if random.random() < 0.2:
        lines.append(random.choice(places["us_state_short"]))
    if random.random() < 0.5:
        lines.append(random.choice(places["country"]) + random.choice(("", "", f" {made.postcode()}")))
    return lines
