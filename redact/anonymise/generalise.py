"""Generalise: a coarser value in the place of an exact one: a year for a date, a district for a postcode.

What is left may still single somebody out together with other things; ``redact assess`` measures that. A value whose
form is not known becomes its label, never itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, ClassVar, Literal, TypeAlias

import msgspec

from redact.anonymise import coarser
from redact.contracts import Mention, Secrets
from redact.entities import ENTITY_TYPES, label_of
from redact.types import Effect, Modality, NewText, Release

_Band: TypeAlias = Annotated[int, msgspec.Meta(ge=2, le=10**9)]
_OrNone: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=120)]


class GeneraliseOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How coarse each kind becomes.

    ``date``: "month", "year" or "decade"; ``birth``: years in a band of years of birth, 0 for as ``date`` says.
    ``time``: a time of day without a date becomes its "hour" or the "part" of the day. ``postcode``: "district" (SW1A)
    or "area" (SW). ``place``: the "region" of England, the "nation" of the United Kingdom, or the "continent"; a
    country becomes its continent. ``age``: years in a band; from ``oldest`` on they are one ("90+"), 0 for no limit.
    ``number``: size of a bucket. ``ip4`` and ``ip6``: bits that stay. ``decimals`` of a degree that stay; or ``km``,
    then the middle of a cell of about so many kilometres stands there.
    """

    date: Literal["month", "year", "decade"] = "year"
    birth: _OrNone = 0
    time: Literal["hour", "part"] = "part"
    postcode: Literal["district", "area"] = "area"
    place: Literal["region", "nation", "continent"] = "region"
    age: _Band = 10
    oldest: _OrNone = 90
    number: _Band = 1000
    ip4: Annotated[int, msgspec.Meta(ge=1, le=24)] = 16
    ip6: Annotated[int, msgspec.Meta(ge=1, le=64)] = 32
    decimals: Annotated[int, msgspec.Meta(ge=0, le=3)] = 0
    km: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 0


class Generalise:
    """Puts the coarser value there, or the label where there is none.

    The coarser value may hold the exact one: an age of 40 lies in "40-49", and that says no more of it than of 44.
    """

    Options = GeneraliseOptions
    version = "2"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    effect: ClassVar[Effect] = Effect.MASKED
    widest: ClassVar[Release] = Release.OPEN
    elsewhere: ClassVar[str] = "there the policy's operator for that medium acts"
    coarsens: ClassVar[bool] = True
    """What it puts there may hold the value without giving it back."""

    def __init__(self, options: GeneraliseOptions, _secrets: Secrets) -> None:
        self._options = options

    def replace(self, mention: Mention) -> NewText:
        text = _coarser(mention.finding.entity_type, mention.value.strip(), self._options)
        if not text or text == mention.value:
            return NewText(f"[{label_of(mention.finding.entity_type)}]")
        return NewText(text)


def _coarser(entity_type: str, value: str, options: GeneraliseOptions) -> str:
    """The coarser value, or nothing. Numbers of types that are not ours are quantities; ours are identifiers."""
    way = _WAYS.get(entity_type)
    if way is None and entity_type in ENTITY_TYPES:
        return ""
    return (way or _bucket)(value, options)


def _bucket(value: str, options: GeneraliseOptions) -> str:
    return coarser.bucket(value, options.number)


def _address(value: str, options: GeneraliseOptions) -> str:
    return coarser.postcode(coarser.postcode_in(value), options.postcode) or coarser.place(value, options.place)


_WAYS: dict[str, Callable[[str, GeneraliseOptions], str]] = {
    "DATE_TIME": lambda value, options: coarser.day(value, options.date) or coarser.time_of_day(value, options.time),
    "DATE_OF_BIRTH": lambda value, options: (
        coarser.years(value, options.birth) if options.birth > 1 else coarser.day(value, options.date)
    ),
    "UK_POSTCODE": lambda value, options: coarser.postcode(value, options.postcode),
    "LOCATION": lambda value, options: coarser.place(value, options.place),
    "ADDRESS": _address,
    "IP_ADDRESS": lambda value, options: coarser.network(value, options.ip4, options.ip6),
    "AGE": lambda value, options: coarser.age(value, options.age, options.oldest),
    "QUANTITY": _bucket,
    "COORDINATES": lambda value, options: (
        coarser.cell(value, options.km) if options.km else coarser.degrees(value, options.decimals)
    ),
}
