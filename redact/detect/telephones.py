"""What counts as a telephone number: number plans from phonenumbers, and forms that people write.

Numbers set aside for drama and for examples (07700 900 000, 020 7946 0000) are not in service, so a number plan calls
some of them invalid; here they count, since a made-up number in a document may stand for a person as well.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from redact.detect.checks import digits_of

FOR_DRAMA = (
    "077009",
    "01632",
    "0306999",
    "011349",
    "011449",
    "01154",
    "011649",
    "011749",
    "0118496",
    "0151496",
    "0161496",
)
_DATE = re.compile(r"\(?(?:\d{4}([/.\-])\d{1,2}\1\d{1,2}|\d{1,2}([/.\-])\d{1,2}\2(?:\d{4}|\d\d))(?!\d|[/.\-]\d)")

_EXTENSION = re.compile("[xX#]")
START = r"\A"
REGIONS = ("US", "IE", "FR", "DE", "ES", "IT", "NL", "PL", "IN", "PK", "IL", "AU", "BR", "TR")
"""Number plans that are tried, after that of Great Britain, for numbers without a country code."""


def british(text: str) -> bool | None:
    """Whether it can be rung in Great Britain; None where only its beginning fits."""
    digits = _main(text)
    if digits.startswith(FOR_DRAMA) or plan(44).match(digits[1:]):
        return True
    return None if digits[1] in "1235789" else False


def international(text: str) -> bool | None:
    """Whether it is a number with a country code; None where only its length fits."""
    number = _main(text.replace("(0)", "")).removeprefix("00")
    for length in (1, 2, 3):
        code = int(number[:length])
        if code in codes():
            held_back = code == 44 and f"0{number[length:].removeprefix('0')}".startswith(FOR_DRAMA)
            return True if held_back or _fits(code, number[length:]) else None
    return None if 8 <= len(number) <= 15 else False


def anywhere(text: str) -> bool:
    """Whether some country of ``REGIONS`` has numbers like it."""
    return anywhere_plan().match(_main(text)) is not None


def north_american(text: str) -> bool:
    """Whether three, three and four digits can be a North American number: any but the most uniform."""
    return len(set(_main(text)[-10:])) > 2


def no_date(text: str) -> bool | None:
    """False where a run of digits reads as a date or a time; None otherwise."""
    return False if _DATE.match(text) else None


def _main(text: str) -> str:
    """The digits of the number without its extension, which an "x" or "#" announces."""
    return digits_of(_EXTENSION.split(text, maxsplit=1)[0])


def _fits(code: int, number: str) -> bool:
    """Whether the number, with or without what is dialled before it inside the country, is one of its plan."""
    return plan(code).match(number) is not None or plan(code).match(prefix(code).sub("", number)) is not None


@cache
def codes() -> dict[int, tuple[str, ...]]:
    """The regions that share each country code."""
    import phonenumbers

    return dict(phonenumbers.COUNTRY_CODE_TO_REGION_CODE)


@cache
def anywhere_plan() -> re.Pattern[str]:
    """The numbers of all ``REGIONS``, with or without what is dialled before them inside the country."""
    import phonenumbers

    tried = dict.fromkeys(phonenumbers.country_code_for_region(region) for region in REGIONS)
    plans = (rf"(?:{prefix(code).pattern.removeprefix(START)})?{plan(code).pattern}" for code in tried)
    return re.compile("|".join(plans))


@cache
def plan(code: int) -> re.Pattern[str]:
    """The numbers that are given out under a country code, without anything dialled before them."""
    kinds = (
        "fixed_line",
        "mobile",
        "toll_free",
        "premium_rate",
        "shared_cost",
        "personal_number",
        "voip",
        "pager",
        "uan",
    )
    plans = [getattr(region, kind) for region in _regions(code) for kind in (*kinds, "voicemail")]
    numbers = dict.fromkeys(plan.national_number_pattern for plan in plans if plan and plan.national_number_pattern)
    return re.compile(rf"(?:{'|'.join(numbers)})\Z")


@cache
def prefix(code: int) -> re.Pattern[str]:
    """What is dialled before a number inside the country."""
    prefixes = dict.fromkeys(region.national_prefix for region in _regions(code) if region.national_prefix)
    return re.compile(rf"{START}(?:{'|'.join(map(re.escape, prefixes))})" if prefixes else START)


def _regions(code: int) -> list[Any]:
    from phonenumbers import PhoneMetadata

    found = (PhoneMetadata.metadata_for_region_or_calling_code(code, region) for region in codes()[code])
    return [region for region in found if region]
