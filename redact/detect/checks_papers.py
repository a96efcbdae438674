"""Checks of papers and registers: passports' machine-readable lines, pupils, learners, police records, banks, doctors.

Methods: ICAO Doc 9303 (weights 7, 3, 1); the Department for Education's and the Learning Records Service's mod 23 and
mod 11; the Police National Computer's mod 23; the American Bankers Association's 3, 7, 1. None looks anything up.
"""

from __future__ import annotations

import re

from redact.detect.checks import day_and_month, digits_of, luhn, nric

_PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_COUNTRIES = frozenset(
    (
        "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH"
        " CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG"
        " GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN"
        " KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW MX MY"
        " MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE"
        " SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE"
        " VG VI VN VU WS XK YE ZA ZM ZW"
    ).split()
)


def mrz(text: str) -> bool | None:
    """Whether the check digits of a machine-readable line hold; None for a line that has none (one with the names)."""
    line = text.replace(" ", "")
    spans = _checked(line)
    if not spans:
        return None
    return all(icao(line[start:end]) == line[end] for start, end in spans)


def _checked(line: str) -> tuple[tuple[int, int], ...]:
    """Stretches of the line behind each of which its check digit stands."""
    if re.match(r"\d{6}[\d<][MFX<]\d{7}[A-Z<]{3}", line):
        return ((0, 6), (8, 14))
    if re.match(r"[A-Z0-9<]{9}[\d<][A-Z<]{3}\d{7}[MFX<]\d{7}", line):
        return ((0, 9), (13, 19), (21, 27))
    if re.match(r"[ACI][A-Z<][A-Z<]{3}[A-Z0-9<]{9}\d", line):
        return ((5, 14),)
    return ()


def icao(field: str) -> str:
    """The check digit of a field of a machine-readable line."""
    values = (0 if sign == "<" else int(sign, 36) for sign in field)
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)


def upn(text: str) -> bool:
    """Whether a pupil number begins with the letter that the rest calls for."""
    plain = text.upper().replace(" ", "").replace("-", "")
    signs = [_UPN_LETTERS.find(sign) if sign.isalpha() else int(sign) for sign in plain[1:]]
    total = sum(sign * weight for weight, sign in enumerate(signs, start=2))
    return min(signs) >= 0 and plain[0] == _UPN_LETTERS[total % 23]


def uln(text: str) -> bool:
    """Whether ten digits pass the learner number's sum."""
    digits = [int(digit) for digit in digits_of(text)]
    rest = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(digits) == 10 and rest > 0 and digits[9] == 10 - rest


def pnc(text: str) -> bool:
    """Whether the number of a record on the Police National Computer ends in its letter: "2012/1234567A"."""
    year, _, serial = text[:-1].replace(" ", "").partition("/")
    return text[-1].upper() == _PNC_LETTERS[int(year[-2:] + serial.zfill(7)) % 23]


def cro(text: str) -> bool:
    """Whether the number of a record of the Criminal Records Office ends in its letter: "123456/99A"."""
    serial, _, year = text[:-1].replace(" ", "").partition("/")
    return text[-1].upper() == _PNC_LETTERS[int(year + serial.zfill(6)) % 23]


def aba(text: str) -> bool:
    """Whether nine digits are a bank's number in the United States: sum, and a first pair that is in use."""
    digits = [int(digit) for digit in digits_of(text)]
    total = sum(digit * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=True))
    pair = digits[0] * 10 + digits[1]
    return total % 10 == 0 and len(set(digits)) > 2 and (pair <= 12 or 21 <= pair <= 32 or 61 <= pair <= 72)


def bic(text: str) -> bool:
    """Whether a bank's code holds the code of a country."""
    return text.replace(" ", "")[4:6].upper() in _COUNTRIES


def telling_bic(text: str) -> bool | None:
    """``bic`` for one without a word beside it: a word in capitals looks the same, a digit in it says more."""
    return any(map(str.isdigit, text)) if bic(text) else None


def dea(text: str) -> bool:
    """Whether the seven digits of a prescriber's number in the United States pass its sum."""
    digits = [int(digit) for digit in text[2:]]
    return (sum(digits[0:6:2]) + 2 * sum(digits[1:6:2])) % 10 == digits[6]


def npi(text: str) -> bool:
    """Whether ten digits are a provider's number in the United States."""
    digits = digits_of(text)
    return luhn("80840" + digits) and len(set(digits)) > 2


def resident(text: str) -> bool | None:
    """Whether a Korean resident's number passes its sum; None where it does not: those since 2020 have none.

    False where nobody alive has such a birthday: the seventh digit names the century, and the register is of 1968.
    """
    digits = digits_of(text)
    if not day_and_month(digits[4:6] + digits[2:4]):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5), strict=False)
    )
    rest = 11 - total % 11
    if int(digits[12]) in (rest % 10, (rest + 2) % 10):
        return True
    year = int(digits[:2])
    return None if (year >= 10 if digits[6] in "1256" else year < 50) else False


def identity(text: str) -> bool | None:
    """``nric``; None for a letter that is in use and a sum that fails."""
    return nric(text) or None


def square(text: str) -> bool | None:
    """Whether a grid reference is exact enough to be one without a word beside it."""
    return True if sum(map(str.isdigit, text)) >= 8 else None
