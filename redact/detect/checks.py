"""Checksums and rules of numbers: each says of a match whether it can be the number that it looks like.

Methods: Luhn (ISO/IEC 7812), mod 97 (ISO 13616), mod 11 (NHS data dictionary; HMRC for the taxpayer reference), the
form of national numbers from python-stdnum, IP addresses from the standard library. None of them looks anything up.
"""

from __future__ import annotations

import hashlib
import ipaddress
import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

from redact.detect.ibans import FORM

_HUMAN = re.compile(r"(?i)(?:bc|tb|ltc|addr)1")
_BITCOIN = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_RIPPLE = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
_SECONDS = re.compile(r"1[3-7]\d{8}")
_NO_DIGITS = re.compile(r"\D+")
_NUMBERS = re.compile(r"\d+").findall
_WORD = re.compile(r"[^\W\d_]{3}").search
_CARD_PREFIXES = re.compile(r"4|5[0-8]|6[0234-9]|2(?:22[1-9]|2[3-9]|[3-6]|7[01]|720)|3(?:[456789]|0[0-59])")


def digits_of(text: str) -> str:
    """The digits of *text*, in order."""
    return _NO_DIGITS.sub("", text)


def luhn(text: str) -> bool:
    """Whether the digits pass the Luhn sum."""
    total = 0
    for place, digit in enumerate(reversed([int(digit) for digit in digits_of(text)])):
        doubled = digit * 2 if place % 2 else digit
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def card(text: str) -> bool | None:
    """Whether it is a payment card number: Luhn, and a prefix that an issuer has; None where only Luhn holds."""
    digits = digits_of(text)
    if len(set(digits)) < 2 or not luhn(digits):
        return False
    return True if _CARD_PREFIXES.match(digits) else None


def device(text: str) -> bool | None:
    """``imei``; None where the sum holds and no body that gives out such numbers uses the first two digits."""
    if not imei(text):
        return False
    return True if digits_of(text)[:2] in ("01", "35", "86", "91", "98", "99") else None


def sim(text: str) -> bool:
    """Whether nineteen or twenty digits are the number of a SIM card."""
    digits = digits_of(text)
    return luhn(digits) or luhn(digits[:19])


def imei(text: str) -> bool:
    """Whether fifteen digits are a mobile device's number."""
    return len(digits_of(text)) == 15 and luhn(text)


def nhs(text: str) -> bool:
    """Whether ten digits pass the NHS number's sum."""
    digits = [int(digit) for digit in digits_of(text)]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and digits[9] == (0 if check == 11 else check)


def health(text: str) -> bool | None:
    """``nhs``; None where the sum holds for what may as well be seconds since 1970."""
    if not nhs(text):
        return False
    return None if _SECONDS.fullmatch(text) and not chi(text) else True


def chi(text: str) -> bool:
    """Whether ten digits pass the NHS number's sum and begin with a day, a month and a year: Scotland's numbers."""
    digits = digits_of(text)
    return nhs(digits) and day_and_month(digits[:4])


def day_and_month(digits: str) -> bool:
    """Whether four digits are a day and a month."""
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= month <= 12 and 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def utr(text: str) -> bool:
    """Whether ten digits pass the taxpayer reference's sum, which stands first."""
    digits = [int(digit) for digit in digits_of(text)]
    rest = sum(digit * weight for digit, weight in zip(digits[1:], (6, 7, 8, 9, 10, 5, 4, 3, 2), strict=False)) % 11
    return digits[0] == (2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1)[rest]


def iban(text: str) -> bool:
    """Whether it is an account number of a country that issues them: length, structure and mod 97; one case only."""
    if not (text.isupper() or text.islower()):
        return False
    compact = text.replace(" ", "").replace("-", "")
    if not compact.isalnum() or int("".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])) % 97 != 1:
        return False
    return FORM.match(compact.upper()) is not None


def ipv4(text: str) -> bool | None:
    """Whether four numbers are an address; None where they are small enough to be a section's number."""
    octets = [int(octet) for octet in re.findall(r"\d+", text)[:4]]
    if max(octets) > 255:
        return False
    return None if max(octets) < 32 and octets[0] not in (0, 10) else True


def ipv6(text: str) -> bool | None:
    """Whether it is an address; None where it may as well be code ("a::b") or says nothing ("::")."""
    address = text.lstrip("[").partition("]")[0].partition("/")[0].partition("%")[0]
    try:
        ipaddress.IPv6Address(address)
    except ValueError:
        return False
    marked = any(mark in text for mark in "/%[")
    return True if marked or (any(map(str.isdigit, text)) and len(address) > 2) else None


def mac(text: str) -> bool:
    """Whether it is one device's address and not everybody's."""
    return len(set(re.sub(r"\W", "", text.lower()))) > 1


def ssn(text: str) -> bool:
    """Whether nine digits have a form that the administration issues (or uses for taxpayers without one)."""
    digits = digits_of(text)
    return digits[:3] not in ("000", "666") and digits[3:5] != "00" and digits[5:] != "0000" and len(set(digits)) > 1


def hetu(text: str) -> bool:
    """Whether a Finnish personal identity code begins with a date and ends in the sign that its digits call for."""
    return day_and_month(text) and text[-1].upper() == "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits_of(text[:-1])) % 31]


def nric(text: str) -> bool:
    """Whether a letter, seven digits and a letter pass the sum of Singapore's identity numbers."""
    kind, letter = text[0].upper(), text[-1].upper()
    total = sum(int(digit) * weight for digit, weight in zip(text[1:8], (2, 7, 6, 5, 4, 3, 2), strict=True))
    total += {"T": 4, "G": 4, "M": 3}.get(kind, 0)
    if kind == "M":
        return letter == "KLJNPQRTUWX"[10 - total % 11]
    return letter == ("JZIHGFEDCBA" if kind in "ST" else "XWUTRQPNMLK")[total % 11]


def date(text: str) -> bool:
    """Whether a written date has a day and a month that exist, in either order."""
    numbers = [int(number) for number in _NUMBERS(text)[:3]]
    if _WORD(text):
        return not numbers or min(numbers) <= 31 or max(numbers) > 1000
    small = [number for number in numbers if number <= 31]
    return len(small) >= 2 and min(small) <= 12 and 0 not in numbers[:2]


def latitude_longitude(text: str) -> bool | None:
    """Whether two decimal numbers lie on the globe and are exact enough to be a place; None if only on the globe."""
    written = re.findall(r"[-+]?\d+\.\d+", text)[:2]
    first, second = (float(number) for number in written)
    if abs(first) > 90 or abs(second) > 180:
        return False
    at_home = 49 < first < 61.5 and -9 < second < 2.5
    exact = all(len(number.partition(".")[2]) >= 4 for number in written) and max(abs(first), abs(second)) > 1
    return True if at_home or exact or re.search("[NSEW°]", text) else None


def wallet(text: str) -> bool:
    """Whether an address of a currency passes its sum: Base58Check, Bech32 or Bech32m."""
    if _HUMAN.match(text):
        return _bech32(text.lower())
    return _base58(text, _RIPPLE if text[0] == "r" else _BITCOIN)


def _base58(text: str, letters: str) -> bool:
    number = 0
    for letter in text:
        place = letters.find(letter)
        if place < 0:
            return False
        number = number * 58 + place
    data = number.to_bytes(max(25, (number.bit_length() + 7) // 8), "big")
    return hashlib.sha256(hashlib.sha256(data[:-4]).digest()).digest()[:4] == data[-4:]


def _bech32(text: str) -> bool:
    letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    human, _, data = text.rpartition("1")
    if not human or any(letter not in letters for letter in data):
        return False
    values = [ord(c) >> 5 for c in human] + [0] + [ord(c) & 31 for c in human] + [letters.index(c) for c in data]
    return _polymod(values) in (1, 0x2BC830A3)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> bit & 1 else 0
    return check


@cache
def stdnum(module: str) -> Callable[[str], bool]:
    """The check of one of python-stdnum's modules, by its name there ("es.nif"); imported when it is first asked."""

    def check(text: str) -> bool:
        try:
            return bool(import_module(f"stdnum.{module}").is_valid(text))
        except KeyError:  # a place that its tables have no county for (cn.ric)
            return False

    return check
