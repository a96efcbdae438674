"""How number plates are built: patterns of letters and digits by country, and what a reader takes one sign for.

Sources: UK, Driver and Vehicle Licensing Agency, INF104, and the series before 2001; the other countries of Europe as
their registration rules give them. A = letter, 9 = digit; a pattern is of the signs alone, without spaces and hyphens.
"""

from __future__ import annotations

import re
from functools import cache

_UK = (
    *(f"A{'9' * count}AAA" for count in (1, 2, 3)),
    *(f"AAA{'9' * count}A" for count in (1, 2, 3)),
    *(f"{'A' * letters}{'9' * digits}" for letters in (1, 2, 3) for digits in (1, 2, 3, 4)),
    *(f"{'9' * digits}{'A' * letters}" for letters in (1, 2, 3) for digits in (1, 2, 3, 4)),
    "999A999", "999X999",
)  # fmt: skip
_EUROPE = (
    "AA999AA", "9999AAA", "9AAA999", "A999AA", "AA999A", "99AAA9", "9AAA99", "AA99AA", "99AA99", "99AAAA", "AAAA99",
    "AAA99A", "AAA999", "AAAA999", "AA99999", "A9999", "9A99999", "AAA9999A", "AAA99AA", "AA9999A", "AA9999AA",
    "A9999AA", "A99AAA", "A999AAA", "AA99AAA", "AA999AAA",
    *(f"{'9' * year}{'A' * county}{'9' * count}" for year in (2, 3) for county in (1, 2) for count in (3, 4, 5, 6)),
    *(f"{'A' * letters}{'9' * digits}{end}" for letters in (2, 3, 4, 5) for digits in (1, 2, 3, 4, 5)
      for end in ("", "A")),
)  # fmt: skip
LEAST, MOST = 4, 10
"""Signs of the shortest plate that is looked for (shorter ones are mostly numbers of roads), and of the longest."""


def kind_of(signs: str) -> str:
    """Which kind of plate *signs* (capitals and digits, no spaces) may be: "current", "uk", "europe", or "" if none.

    Signs that look alike are taken for each other: O and 0, I and 1, S and 5, B and 8, Z and 2.
    """
    if not LEAST <= len(signs) <= MOST:
        return ""
    if _current().fullmatch(signs):
        return "current"
    for kind, patterns in (("uk", _UK), ("europe", _EUROPE)):
        if shape_of(signs) in patterns:
            return kind
    return "current" if is_mixed(signs) and _confused_current().fullmatch(signs) else ""


def shape_of(signs: str) -> str:
    """The signs as A for each letter and 9 for each digit."""
    return "".join("9" if sign.isdigit() else "A" for sign in signs)


def is_mixed(signs: str) -> bool:
    """Whether there are letters as well as digits."""
    return 0 < sum(sign.isdigit() for sign in signs) < len(signs)


@cache
def _current() -> re.Pattern[str]:
    return re.compile(r"[A-Z]{2}\d{2}[A-Z]{3}")


@cache
def _confused_current() -> re.Pattern[str]:
    """Two letters, two digits, three letters, each perhaps read as what looks like it."""
    return re.compile(r"[A-Z015826]{2}[0-9OQDILSBZG]{2}[A-Z015826]{3}")
