"""Check digits: how the last sign of a number follows from the others, for making numbers, not for finding them.

Methods: Luhn (ISO/IEC 7812), mod 11 (NHS data dictionary; HMRC for the taxpayer reference, Learning Records Service for
the learner number), weights 3, 7, 1 (American Bankers Association), mod 97 (ISO 13616). Detection has its own, which
take the liberties that detection must.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """Where a number's check digit stands (0 first, -1 last), how long the number is (0 is any), and what it must be.

    ``digit`` is given the other digits; 10 says that no such number is given out.
    """

    at: int
    length: int
    digit: Callable[[str], int]


def luhn(payload: str) -> int:
    """The digit that completes *payload* to pass the Luhn sum."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(payload))]
    return -sum(number - 9 if number > 9 else number for number in doubled) % 10


def nhs(payload: str) -> int:
    """The last digit of an NHS number, or 10 for none."""
    total = sum(int(digit) * weight for digit, weight in zip(payload, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def learner(payload: str) -> int:
    """The last digit of a unique learner number, or 10 for none."""
    total = sum(int(digit) * weight for digit, weight in zip(payload, range(10, 1, -1), strict=True))
    return (10 - total % 11) % 11 if total % 11 else 10


def taxpayer(payload: str) -> int:
    """The first digit of a unique taxpayer reference."""
    total = sum(int(digit) * weight for digit, weight in zip(payload, (6, 7, 8, 9, 10, 5, 4, 3, 2), strict=True))
    return (2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1)[total % 11]


def bank_routing(payload: str) -> int:
    """The last digit of a US bank routing number."""
    return -sum(int(digit) * weight for digit, weight in zip(payload, (3, 7, 1, 3, 7, 1, 3, 7), strict=True)) % 10


def mod97(rest: str) -> int:
    """The two check digits of an account number whose country and remainder are *rest*: "GBWEST12345698765432"."""
    moved = f"{rest[2:]}{rest[:2]}00".upper()
    return 98 - int("".join(str(int(letter, 36)) for letter in moved)) % 97


CHECKS = {
    "CREDIT_CARD": Check(-1, 0, luhn),
    "IMEI": Check(-1, 15, luhn),
    "UK_NHS": Check(-1, 10, nhs),
    "UK_ULN": Check(-1, 10, learner),
    "UK_UTR": Check(0, 10, taxpayer),
    "ABA_ROUTING_NUMBER": Check(-1, 9, bank_routing),
}
"""The check digits of numbers that are all digits, by entity type."""


def check_of(entity_type: str, digits: int) -> Check | None:
    """The check digit that a number of so many digits has, if any."""
    check = CHECKS.get(entity_type)
    return check if check and check.length in (0, digits) else None
