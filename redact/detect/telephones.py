"""What counts as a telephone number: number plans from phonenumbers, and forms that people write.

Numbers set aside for drama and for examples (07700 900 000, 020 7946 0000) are not in service, so a number plan calls
some of them invalid; here they count, since a made-up number in a document may stand for a person as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from redact.detect.checks import digits_of

_FOR_DRAMA = (
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

REGIONS = ("US", "IE", "FR", "DE", "ES", "IT", "NL", "PL", "IN", "PK", "IL", "AU", "BR")
"""Number plans that are tried, after that of Great Britain, for numbers without a country code."""


def british(text: str) -> bool | None:
    """Whether it can be rung in Great Britain; None where only its beginning fits."""
    digits = _main(text)
    if _valid(digits, "GB") or digits.startswith(_FOR_DRAMA):
        return True
    return None if digits[1] in "1235789" else False


def international(text: str) -> bool | None:
    """Whether it is a number with a country code; None where only its length fits."""
    number = "+" + _main(text.replace("(0)", "")).removeprefix("00")
    if _valid(number, None):
        return True
    return None if 9 <= len(number) <= 16 else False


def anywhere(text: str) -> bool:
    """Whether some country of ``REGIONS`` has numbers like it."""
    return any(_valid(_main(text), region) for region in REGIONS)


def north_american(text: str) -> bool:
    """Whether three, three and four digits can be a North American number: any but the most uniform."""
    return len(set(_main(text)[-10:])) > 2


def no_date(text: str) -> bool | None:
    """False where a run of digits reads as a date or a time; None otherwise."""
    return False if _DATE.match(text) else None


def _main(text: str) -> str:
    """The digits of the number without its extension, which an "x" or "#" announces."""
    return digits_of(text.partition("x")[0].partition("#")[0])


@lru_cache(maxsize=65536)
def _valid(number: str, region: str | None) -> bool:
    import phonenumbers

    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(number, region)))
    except phonenumbers.NumberParseException:
        return False
