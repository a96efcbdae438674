"""Places, bodies, jobs and addresses in the network that do not exist, and other dates and ages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

from redact.anonymise.forms.amounts import amount
from redact.anonymise.forms.dates import parsed
from redact.anonymise.forms.part_dates import hour_of, in_part
from redact.anonymise.forms.positions import position
from redact.anonymise.surrogates.draw import Draw
from redact.anonymise.surrogates.name_lists import names_of, plain
from redact.anonymise.surrogates.numbers import postcode
from redact.anonymise.surrogates.people import Person

_STREETS = (
    "Avenue Close Court Crescent Drive Gardens Grove Lane Mews Place Rise Road Row Square Street Terrace Walk Way"
)
_TOWNS = "ton bury ford ham ley field wick stead worth combe den mere".split()
_HOUSES = "Flat Apartment Unit Room Suite".split()
_BODIES = (
    ({"hospital", "infirmary", "clinic", "surgery"}, "Hospital Infirmary Clinic"),
    ({"nhs", "trust", "foundation"}, "Care_Partnership Health_Alliance"),
    ({"school", "academy", "college", "university", "nursery"}, "School Academy College"),
    ({"council", "borough", "authority"}, "Council Authority Corporation"),
    ({"church", "mosque", "temple", "synagogue", "parish"}, "Chapel Church Meeting"),
    ({"solicitors", "llp", "chambers", "law", "legal"}, "Solicitors LLP Chambers"),
    ({"bank", "building", "insurance", "assurance"}, "Bank Mutual Assurance"),
)
_FIRMS = "Ltd Limited plc Group Partners Services"
_MAIL = ("example.org", "example.com", "example.net", "mail.invalid", "inbox.test")
_POSTCODE = re.compile(r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_HOUSE = re.compile(r"(?i)(?:flat|apartment|apt|unit|room|suite)\b\W*(?P<number>\w+)?")
_NUMBERED = re.compile(r"(\d+)([A-Za-z]?)(\s+|,\s*)(?=\D)")
_TIME = re.compile(r"(\d{1,2})([:.]\d\d)?(.*)", re.DOTALL)
_AROUND_AGE = re.compile(
    r"(?i)(?:aged?|of|years?|yrs?|old|y/?o|months?|weeks?|days?|'?s|in|mid|late|early|[\s.,\-]){0,12}"
)
_MOST_DAYS = 1100


def town(value: str, draw: Draw, locale: str) -> str:
    """A place that does not exist: a family name and an ending of places."""
    name = f"{_family(draw, locale)}{draw.one(_TOWNS)}"
    return name.upper() if value.isupper() else name.lower() if value.islower() else name


def address(value: str, draw: Draw, locale: str) -> str:
    """An address with as many lines or parts as *value*, each of the same kind: house, street, town, postcode."""
    pieces = re.split(r"(\s*[,;\n]\s*)", value)
    return "".join(sep if number % 2 else _address_piece(sep, draw, locale) for number, sep in enumerate(pieces))


def _address_piece(piece: str, draw: Draw, locale: str) -> str:
    found = _POSTCODE.search(piece)
    if found:
        before = piece[: found.start()].rstrip()
        gap = piece[len(before) : found.start()]
        return (_address_piece(before, draw, locale) if before else "") + gap + postcode(found.group(), draw)
    if _HOUSE.match(piece):
        return f"{draw.one(_HOUSES)} {draw.between(1, 60)}"
    numbered = _NUMBERED.match(piece)
    if numbered:
        return f"{draw.between(1, 180)}{numbered[3]}{_street(draw, locale)}"
    if re.fullmatch(r"\d+\w?", piece.strip()):
        return str(draw.between(1, 180))
    ends = plain(piece).split()[-1:]
    return (
        _street(draw, locale)
        if ends and ends[0] in _STREETS.lower().split()
        else town(piece, draw, locale)
        if piece
        else ""
    )


def _street(draw: Draw, locale: str) -> str:
    return f"{_family(draw, locale)} {draw.one(_STREETS.split())}"


def body(value: str, draw: Draw, locale: str) -> str:
    """A body that does not exist, of the same kind where its name tells one: hospital, school, council, firm."""
    words = set(plain(value).split())
    kind = next((endings for telling, endings in _BODIES if words & telling), _FIRMS)
    name = f"{_family(draw, locale)} {draw.one(kind.split()).replace('_', ' ')}"
    return name.upper() if value.isupper() else name


def job(value: str, draw: Draw, _locale: str) -> str:
    """Another occupation out of Faker's list."""
    name = str(draw.one(import_module("faker.providers.job").Provider.jobs)).partition(",")[0]
    return name.upper() if value.isupper() else name.lower() if value.islower() else name


def _family(draw: Draw, locale: str) -> str:
    return draw.one(names_of(locale).family_male)


def day(value: str, draw: Draw, _locale: str) -> str:
    """Another date or time in the same manner, up to three years off; nothing where it is none."""
    written = parsed(value)
    if written:
        behind = written.behind
        start = re.search(r"\d", behind)
        if start:
            behind = behind[: start.start()] + _other_time(behind[start.start() :], draw)
        return replace(written, behind=behind).again(_moved(written.day, draw))
    part = in_part(value)
    if part:
        return part.again(_moved(part.day, draw))
    return _other_time(value.strip(), draw) if hour_of(value) is not None else ""


def _moved(old: date, draw: Draw) -> date:
    days = draw.between(20, _MOST_DAYS)
    forth = old.year < 2 or bool(draw.below(2))
    return old + timedelta(days if forth and old.year < 9990 else -days)


def _other_time(value: str, draw: Draw) -> str:
    form = _TIME.fullmatch(value)
    if not form:
        return ""
    hour, rest = f"{draw.between(1, 12):0{len(form[1])}d}", re.sub(r"\d", "0", form[3])
    return f"{hour}{form[2][0]}{draw.below(60):02d}{rest}" if form[2] else f"{hour}{rest}"


def age(value: str, draw: Draw, _locale: str) -> str:
    """An age nearby: up to five years off, never below nought."""
    form = re.search(r"\d{1,3}", value)
    if not form or not _AROUND_AGE.fullmatch(value[: form.start()] + value[form.end() :]):
        return ""
    old = int(form.group())
    if re.match(r"'?s\b", value[form.end() :]):
        return f"{value[: form.start()]}{max(old + draw.one((-20, -10, 10, 20)), 10)}{value[form.end() :]}"
    new = old + draw.one((-1, 1)) * draw.between(1, 5 if old > 9 else 2)
    return f"{value[: form.start()]}{new if new >= 0 else old - new}{value[form.end() :]}"


def sum_of_money(value: str, draw: Draw, _locale: str) -> str:
    """Another amount in the same manner, from half of it to one and a half."""
    written = amount(value)
    if not written:
        return ""
    share = draw.between(50, 150)
    return written.again(written.number * share / 100 + written.unit)


def place(value: str, draw: Draw, _locale: str) -> str:
    """Another position, some degrees away, with as many decimals."""
    here = position(value)
    if not here:
        return ""
    off = [draw.one((-1, 1)) * draw.between(500_000, 4_000_000) / 1_000_000 for _ in range(2)]
    return here.again(max(min(here.north + off[0], 89.0), -89.0), (here.east + off[1] + 180) % 360 - 180)


def mail(person: Person, model: str, draw: Draw) -> str:
    """An address of that person in a domain that belongs to nobody (RFC 2606) and has no word of the model's."""
    others = set(re.findall(r"\w{3,}", model.casefold()))
    free = [domain for domain in _MAIL if others.isdisjoint(domain.split("."))] or _MAIL
    return f"{handle(person, model.partition('@')[0], draw)}@{draw.one(free)}"


def handle_words(model: str) -> tuple[str, ...]:
    """The parts of an account's name that may be words of a name; itself where there are none."""
    local = model.partition("@")[0] or model
    return tuple(part.casefold() for part in re.findall(r"[^\W\d_]{3,}", local)) or (model.casefold(),)


def handle(person: Person, model: str, draw: Draw) -> str:
    """What that person is called in an account's name, made as the model is: parts, initials and digits."""
    given, family = (re.sub(r"[^a-z]", "", plain(name)) or "user" for name in (person.given, person.family))
    parts, mark = re.findall(r"[^\W\d_]+", model), re.search(r"[._\-]", model)
    sep = mark.group() if mark else ""
    first = given[0] if len(parts) < 2 or len(parts[0]) == 1 else given
    number = draw.digits(min(sum(map(str.isdecimal, model)), 4))
    name = f"{first}{sep if len(parts) > 1 else ''}{family}{number}"
    lead = "@" if model.startswith("@") else ""
    return lead + (name.upper() if model.isupper() else name)


def link(value: str, draw: Draw, _locale: str) -> str:
    """A page at a name that belongs to nobody, by the same way of transport."""
    way = re.match(r"(?i)(?:https?|ftp)://", value)
    page = "".join(draw.one("abcdefghkmnpqrstuvwxyz") for _ in range(8))
    return f"{way.group() if way else ''}{draw.one(_MAIL[:3])}/{page}"
