"""Generalise: a coarser value in the place of an exact one: a year for a date, a district for a postcode.

What is left may still single somebody out together with other things; ``redact assess`` measures that. A value whose
form is not known becomes its label, never itself.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import ClassVar, Literal

import msgspec

from redact.anonymise.dates import parsed
from redact.contracts import Mention, Secrets
from redact.entities import ENTITY_TYPES, label_of
from redact.types import Effect, Modality, NewText

_POSTCODE = re.compile(r"(?i)([A-Z]{1,2})(\d[A-Z\d]?)\s?\d[A-Z]{2}")
_NUMBER = re.compile(r"([£$€]?)(-?\d{1,3}(?:,\d{3})+|-?\d+)(?:\.\d+)?")
_YEAR = re.compile(r"(?:\D|^)((?:1[89]|20)\d\d)(?:\D|$)")
_DEGREES = re.compile(r"(-?\d{1,3})\.\d+")


class GeneraliseOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How coarse each kind becomes.

    ``date``: "month", "year" or "decade". ``postcode``: "district" (SW1A) or "area" (SW). ``age``: years in a band.
    ``number``: size of a bucket. ``ip4`` and ``ip6``: bits that stay.
    """

    date: Literal["month", "year", "decade"] = "year"
    postcode: Literal["district", "area"] = "area"
    age: int = 10
    number: int = 1000
    ip4: int = 16
    ip6: int = 32


class Generalise:
    """Puts the coarser value there, or the label where there is none."""

    Options = GeneraliseOptions
    version = "1"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED

    def __init__(self, options: GeneraliseOptions, _secrets: Secrets) -> None:
        self._options = options

    def replace(self, mention: Mention) -> NewText:
        coarser = _coarser(mention.finding.entity_type, mention.value.strip(), self._options)
        if not coarser or coarser == mention.value:
            return NewText(f"[{label_of(mention.finding.entity_type)}]")
        return NewText(coarser)


def _coarser(entity_type: str, value: str, options: GeneraliseOptions) -> str:
    """The coarser value, or nothing. Numbers of types that are not ours are quantities; ours are identifiers."""
    way = _WAYS.get(entity_type)
    if way is None and entity_type in ENTITY_TYPES:
        return ""
    return (way or _bucket)(value, options)


def _date(value: str, options: GeneraliseOptions) -> str:
    written = parsed(value)
    year = written.day.year if written else _year(value)
    if not year:
        return ""
    if options.date == "decade":
        return f"{year // 10 * 10}s"
    return f"{year}-{written.day.month:02d}" if options.date == "month" and written else str(year)


def _year(value: str) -> int:
    found = _YEAR.search(value)
    return int(found.group(1)) if found else 0


def _postcode(value: str, options: GeneraliseOptions) -> str:
    found = _POSTCODE.fullmatch(value)
    if not found:
        return ""
    area, district = (part.upper() for part in found.groups())
    return area if options.postcode == "area" else area + district


def _address(value: str, options: GeneraliseOptions) -> str:
    found = _POSTCODE.search(value)
    return _postcode(found.group(), options) if found else ""


def _network(value: str, options: GeneraliseOptions) -> str:
    try:
        address = ipaddress.ip_address(value.partition("/")[0].partition("%")[0])
    except ValueError:
        return ""
    bits = options.ip4 if address.version == 4 else options.ip6
    return str(ipaddress.ip_network((address, min(bits, address.max_prefixlen - 8)), strict=False))


def _age(value: str, options: GeneraliseOptions) -> str:
    found = re.search(r"\d{1,3}", value)
    return _band(int(found.group()), max(options.age, 2), "-") if found else ""


def _bucket(value: str, options: GeneraliseOptions) -> str:
    found = _NUMBER.fullmatch(value)
    if not found or len(found.group(2)) > 12:
        return ""
    low, _, high = _band(int(found.group(2).replace(",", "")), max(options.number, 2), " to ").partition(" to ")
    return f"{found.group(1)}{low} to {found.group(1)}{high}"


def _degrees(value: str, _options: GeneraliseOptions) -> str:
    found = _DEGREES.findall(value)
    return ", ".join(f"{degrees}°" for degrees in found) if 1 <= len(found) <= 2 else ""


def _band(number: int, size: int, between: str) -> str:
    low = number // size * size
    return f"{low}{between}{low + size - 1}"


_WAYS: dict[str, Callable[[str, GeneraliseOptions], str]] = {
    "DATE_TIME": _date,
    "DATE_OF_BIRTH": _date,
    "UK_POSTCODE": _postcode,
    "ADDRESS": _address,
    "IP_ADDRESS": _network,
    "AGE": _age,
    "COORDINATES": _degrees,
}
