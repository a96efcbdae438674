"""Checks of other countries' papers that python-stdnum does not have.

Methods: ICAO's weights 7, 3, 1 for German documents; the statutory health and pension insurers' sums; the register of
doctors' mod 10; Luhn with a date for South Africa; Medicare Australia's weights. None looks anything up.
"""

from __future__ import annotations

from importlib import import_module

from redact.detect.checks import day_and_month, digits_of, luhn
from redact.detect.checks_papers import icao


def german_document(text: str) -> bool:
    """Whether nine letters and digits of an identity card or passport end in their check digit."""
    return any(map(str.isdigit, text[:-1])) and icao(text[:-1].upper()) == text[-1]


def german_insured(text: str) -> bool:
    """Whether a letter and nine digits are the number of a person in the statutory health insurance."""
    digits = f"{ord(text[0].upper()) - 64:02}{text[1:9]}"
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, (1, 2) * 5, strict=True))
    return total % 10 == int(text[9])


def german_pension(text: str) -> bool:
    """Whether twelve signs are the number of a person in the statutory pension insurance."""
    plain = text.replace(" ", "").upper()
    if not day_and_month(f"{int(plain[2:4]) % 50:02}{plain[4:6]}"):
        return False
    digits = f"{plain[:8]}{ord(plain[8]) - 64:02}{plain[9:11]}"
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(divmod(int(digit) * weight, 10)) for digit, weight in zip(digits, weights, strict=True))
    return total % 10 == int(plain[11])


def german_doctor(text: str) -> bool:
    """Whether nine digits are the number of a doctor in the statutory health insurance."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:6], (4, 9) * 3, strict=True))
    return (10 - total % 10) % 10 == int(text[6]) and len(set(text[:6])) > 1


def african(text: str) -> bool:
    """Whether thirteen digits are a South African number: a date, Luhn, a citizen, resident or refugee."""
    digits = digits_of(text)
    return day_and_month(digits[4:6] + digits[2:4]) and luhn(digits) and digits[10] in "012"


def medicare(text: str) -> bool:
    """Whether ten digits are a number of Medicare Australia."""
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 9, 1, 3, 7, 9), strict=False))
    return total % 10 == digits[8]


def short_dni(text: str) -> bool:
    """Whether seven digits and a letter are a Spanish number without its leading nought."""
    return bool(import_module("stdnum.es.dni").is_valid("0" + text.replace("-", "").replace(" ", "")))


def thai(text: str) -> bool:
    """Whether thirteen digits are a Thai person's number: sum, and a province that there is."""
    digits = digits_of(text)
    return bool(import_module("stdnum.th.pin").is_valid(digits)) and 10 <= int(digits[1:3]) <= 96


def tax(text: str) -> bool:
    """Whether it is a number for value added tax of a country of the European Union."""
    return bool(import_module("stdnum.eu.vat").is_valid(text))


def korean_business(text: str) -> bool:
    """Whether ten digits are the number of a Korean business."""
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * weight for digit, weight in zip(digits, (1, 3, 7, 1, 3, 7, 1, 3, 5), strict=False))
    return (10 - (total + digits[8] * 5 // 10) % 10) % 10 == digits[9]
