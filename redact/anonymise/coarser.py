"""The coarser value of an exact one, for each kind of value; nothing where the form of the value is not known."""

from __future__ import annotations

import ipaddress
import math
import re

from redact.anonymise.forms.amounts import amount
from redact.anonymise.forms.dates import parsed
from redact.anonymise.forms.part_dates import hour_of, in_part
from redact.anonymise.forms.positions import KM, east_km, position
from redact.anonymise.places import wider

_POSTCODE = re.compile(r"(?i)([A-Z]{1,2})(\d[A-Z\d]?)\s?\d[A-Z]{2}")
_POSTCODE_IN = re.compile(rf"(?i)(?<![a-z\d]){_POSTCODE.pattern[4:]}(?![a-z\d])")
_YEAR = re.compile(r"(?:\D|^)((?:1[89]|20)\d\d)(?:\D|$)")
_AGE = re.compile(r"\d{1,3}")
_OTHER_THAN_YEARS = re.compile(r"(?i)month|mth|week|wk|day")
_PIECES = re.compile(r"\s*[,;\n]\s*")
_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))
_LONGEST = 12


def day(value: str, to: str) -> str:
    """A date as its "month" ("1980-04"), "year" or "decade" ("1980s"); a time of day behind it goes."""
    written, part = parsed(value), in_part(value)
    month = written.day.month if written else part.day.month if part and part.unit == "month" else 0
    year = written.day.year if written else _year_in(value)
    if not year:
        return ""
    if to == "decade":
        return f"{year // 10 * 10}s"
    return f"{year}-{month:02d}" if to == "month" and month else str(year)


def years(value: str, size: int) -> str:
    """A date as a band of so many years: "1980-1984"."""
    written = parsed(value)
    year = written.day.year if written else _year_in(value)
    return _band(year, size) if year else ""


def _year_in(value: str) -> int:
    found = _YEAR.search(value)
    return int(found.group(1)) if found else 0


def time_of_day(value: str, to: str) -> str:
    """A time as its "hour" ("14:00") or the "part" of the day ("afternoon")."""
    hour = hour_of(value)
    if hour is None:
        return ""
    return f"{hour:02d}:00" if to == "hour" else next(name for end, name in _PARTS if hour < end)


def postcode(value: str, to: str) -> str:
    """A postcode as its "district" (SW1A) or "area" (SW)."""
    found = _POSTCODE.fullmatch(value)
    if not found:
        return ""
    area, district = (part.upper() for part in found.groups())
    return area if to == "area" else area + district


def postcode_in(value: str) -> str:
    """The postcode in an address, if there is one."""
    found = _POSTCODE_IN.search(value)
    return found.group() if found else ""


def place(value: str, to: str) -> str:
    """A place, or the last of an address that is known, as what it lies in: its "region", "nation" or "continent"."""
    pieces = [value, *reversed(_PIECES.split(value))]
    around = next((found for found in map(wider, pieces) if found), ())
    if not around:
        return ""
    if to == "continent":
        return around[-1]
    return around[max(len(around) - 3, 0)] if to == "nation" else around[0]


def network(value: str, bits4: int, bits6: int) -> str:
    """An address as the network of so many bits that it lies in."""
    try:
        address = ipaddress.ip_address(value.partition("/")[0].partition("%")[0])
    except ValueError:
        return ""
    bits = bits4 if address.version == 4 else bits6
    return str(ipaddress.ip_network((address, bits), strict=False))


def age(value: str, size: int, oldest: int) -> str:
    """An age as a band of years ("40-49"), from *oldest* on as "90+"; months or days are in the first."""
    found = _AGE.search(value)
    if not found:
        return ""
    old = 0 if _OTHER_THAN_YEARS.search(value) else int(found.group())
    if oldest and old >= oldest:
        return f"{oldest}+"
    low = old // size * size
    high = min(low + size, oldest or low + size) - 1
    return f"{low}-{high}" if high > low else str(low)


def bucket(value: str, size: int) -> str:
    """An amount as the bucket of *size* that it lies in, with its currency and what stands behind it."""
    written = amount(value)
    if not written or len(written.form["whole"].replace(",", "")) > _LONGEST:
        return ""
    low = math.floor(written.number / size) * size
    before, behind = written.form["before"], written.form["behind"]
    return f"{before}{low} to {before}{low + size - 1}{behind}"


def degrees(value: str, decimals: int) -> str:
    """A position with so many decimals, the others cut off."""
    here = position(value)
    if not here:
        return ""
    ten = 10**decimals
    return ", ".join(f"{_cut(number, ten):.{decimals}f}°" for number in (here.north, here.east))


def _cut(number: float, ten: int) -> float:
    return math.copysign(math.floor(abs(number) * ten + 1e-9) / ten, number)


def cell(value: str, km: int) -> str:
    """The middle of the cell of about so many kilometres in which a position lies."""
    here = position(value)
    if not here:
        return ""
    north = _middle(here.north, km / KM)
    east = _middle(here.east, km / east_km(north))
    decimals = 2 if km < 100 else 1
    return f"{max(min(north, 90.0), -90.0):.{decimals}f}, {max(min(east, 180.0), -180.0):.{decimals}f}"


def _middle(number: float, step: float) -> float:
    return (math.floor(number / step) + 0.5) * step


def _band(number: int, size: int) -> str:
    low = number // size * size
    return f"{low}-{low + size - 1}"
