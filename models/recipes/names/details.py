"""Dates, ages, numbers, references and contacts as texts write them. Every function draws one at random."""

from __future__ import annotations

from functools import lru_cache
from random import Random
from string import ascii_uppercase

from faker import Faker
from people import person, table

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Wed Thu Fri Sat Sun".split()
_NUMBERS = "two three four five six seven eight nine ten eleven twelve fourteen fifteen twenty thirty-one forty".split()
_THINGS = (
    "people objections hearings complaints letters visits calls plots cases staff pupils vehicles decisions"
).split()
_UNITS = "km,kg,metres,miles,hectares,acres,litres,mg,ml,cm,sq,m,feet,tonnes,square kilometres,kWh".split(",")
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_CODES = (
    "FOI-##### FOI/####/### ??######? ###_###_#### ???-####-### ######## RFI#### ??_##_???_# #####/## CRN_######"
    " REF:_??/#### ??##/##### #/##/##### Case_###### INC######## ?###### IR-####-## PL/##/#####/FUL T##### no._####/##"
    " ##??#### URN_##/####/## CAS-######-????"
).split()
_CASES = (
    "#####/## ####/## #####/## [20##]_EWCA_Civ_### ??_###/## 20##/### ?-##/## ##-##### E.20##/###_K.20##/### II_?_##/##"
)
_PHONES = (
    "07###_###### 020_####_#### 01###_###### +44_(0)7###_###### 0###_###_#### 07######### (###)_###-####"
    " +1_###-###-#### +49_30_####### ext_####"
).split()


@lru_cache
def faker(locale: str) -> Faker:
    """The library's generator for a country."""
    return Faker(locale)


def digits(random: Random, pattern: str) -> str:
    """A pattern with # for a figure and ? for a capital; _ is a space."""
    figures = {"#": "0123456789", "?": ascii_uppercase, "_": " "}
    return "".join(random.choice(figures.get(each, each)) for each in pattern)


def day_month(random: Random) -> str:
    """A day without its year."""
    day, month = random.randint(1, 28), random.choice(MONTHS)
    ordinal = f"{day}{'th' if 3 < day < 21 else _ORDINALS.get(day % 10, 'th')}"
    plain = [f"{day} {month}", f"{day} {month}", f"{month} {day}", f"{ordinal} {month}"]
    return random.choice([*plain, f"{day} {month[:3]}", f"{ordinal} of {month}", f"{month[:3]} {day}"])


def year(random: Random) -> str:
    """A year, of our time half of the time."""
    return str(random.choice((random.randint(1995, 2026), random.randint(1850, 2026))))


def date_numeric(random: Random) -> str:
    """A date in figures."""
    day, month, long = random.randint(1, 28), random.randint(1, 12), random.randint(1940, 2026)
    european = [f"{day:02}/{month:02}/{long}", f"{long}-{month:02}-{day:02}", f"{day}.{month}.{long}"]
    others = [f"{day}/{month}/{long % 100:02}", f"{month}/{day}/{long}", f"{long}/{month:02}/{day:02}"]
    return random.choice([*european, *others])


def date(random: Random) -> str:
    """A whole date in any form."""
    draw = random.random()
    if draw < 0.3:
        return date_numeric(random)
    if draw < 0.4:
        return f"{random.choice(DAYS[:7])}{random.choice((' ', ', '))}{day_month(random)} {year(random)}"
    return f"{day_month(random)}{random.choice((' ', ' ', ', '))}{year(random)}"


def time(random: Random) -> str:
    """A time of day."""
    hour, minute = random.randint(0, 23), random.randint(0, 59)
    half = hour % 12 or 12
    short = [f"{hour:02}:{minute:02}", f"{half}.{minute:02}pm", f"{half}am", f"{half}:{minute:02} PM"]
    return random.choice([*short, f"{hour:02}{minute:02} hrs", f"{half} o'clock"])


def period(random: Random) -> str:
    """A stretch of time."""
    one, two = sorted((random.randint(1960, 2026), random.randint(1960, 2026)))
    spans = [f"between {day_month(random)} and {day_month(random)} {two}", f"from {one} to {two}", f"{one}-{two}"]
    spans += [f"{one}–{two}", f"the last {random.choice(_NUMBERS)} weeks", f"{random.choice(_NUMBERS)} months"]
    spans += [f"{random.randint(2, 30)} years", f"the {one // 10}0s", "last week", "two days later"]
    spans += [f"the summer of {one}", f"{random.choice(MONTHS)} to {random.choice(MONTHS)} {two}"]
    return random.choice([*spans, f"{random.choice(_NUMBERS)} years and six months"])


def age(random: Random) -> str:
    """How old somebody is, in figures nearly always."""
    return str(random.randint(1, 97)) if random.random() < 0.95 else random.choice(_NUMBERS)


def code(random: Random) -> str:
    """A reference."""
    return digits(random, random.choice(_CODES))


def case_number(random: Random) -> str:
    """The number of a case at a court."""
    return digits(random, random.choice(_CASES.split()))


def money(random: Random) -> str:
    """A sum."""
    small = [f"{random.randint(1, 999)}", f"{random.randint(1, 99):,}.{random.randint(0, 99):02}"]
    large = [f"{random.randint(1000, 999999):,}", f"{random.randint(1, 90)}.{random.randint(1, 9)} million"]
    amount, currencies = random.choice([*small, *large]), table("things")["currency"]
    signs = [f"£{amount}", f"£{amount}", f"${amount}", f"€{amount}", f"EUR {amount}", f"{amount} euros"]
    return random.choice([*signs, f"{random.choice(currencies)} {amount}", f"{amount} {random.choice(currencies)}"])


def percent(random: Random) -> str:
    """A share of a hundred."""
    figures = f"{random.randint(0, 99)}{random.choice(('', f'.{random.randint(1, 9)}'))}"
    return figures + random.choice(("%", " per cent", " percent", " pct"))


def measure(random: Random) -> str:
    """A number with a unit."""
    number = random.choice((str(random.randint(2, 900)), f"{random.randint(1, 99)}.{random.randint(1, 9)}"))
    return f"{number} {random.choice(_UNITS)}"


def count(random: Random) -> str:
    """So many of something."""
    number = random.choice((random.choice(_NUMBERS), str(random.randint(2, 4000))))
    return f"{number} {random.choice(_THINGS)}"


def phone(random: Random) -> str:
    """A telephone number."""
    return digits(random, random.choice(_PHONES))


def email(random: Random) -> str:
    """Somebody's e-mail address."""
    who = person(random)
    letters = f"{who.given}.{who.family}".lower()
    name = "".join(each for each in letters if each.isascii() and (each.isalnum() or each == "."))
    own = random.random() < 0.5
    return f"{name}@{faker('en_GB').domain_name() if own else random.choice(('gmail.com', 'nhs.net', 'outlook.com'))}"
