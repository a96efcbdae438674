"""Numbers and addresses of machines that belong to nobody, written as the one in whose place they stand.

Where a body keeps numbers for examples they come from there: Ofcom's for drama, the North American 555-01xx, RFC 5737,
3849 and 7042, NHS numbers from 999 (the test range), postcodes of the area ZZ, National Insurance numbers with QQ,
which are never given out. All others are drawn, with check digits that hold; one of them may by chance be somebody's.
"""

from __future__ import annotations

import ipaddress
import re
import string
from collections.abc import Callable

from redact.anonymise.forms.checksums import check_of, mod97
from redact.anonymise.surrogates.draw import Draw

_HEX = "abcdef"
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
_PLATE = "ABCDEFGHJKLMNPRSTUVWXY"
_NETWORKS = ("192.0.2.", "198.51.100.", "203.0.113.")
_ABROAD = {
    "1": "{area}55501##",
    "33": "19900####",
    "49": "3023125###",
    "61": "491570###",
    "353": "20910####",
}
"""Ranges for drama of other countries, without the 0 in front: NANPA, Arcep, BNetzA, ACMA, ComReg."""
_CARDS = {"4": "411111", "5": "555555", "2": "222300", "3": "378282", "6": "601111"}
"""The beginnings of the networks' own test numbers."""
_POSTCODE = re.compile(r"(?i)([A-Z]{1,2})(\d[A-Z\d]?)(\s*)(\d)([A-Z]{2})")
_HOME = re.compile(r"(?:(?P<abroad>(?:\+|00) ?44)(?P<nought> ?\(0\))? ?|0)")
_COUNTRY = re.compile(r"(?:\+|00) ?(1|33|49|61|353)")


def telephone(value: str, draw: Draw) -> str:
    """A number kept for drama, with blanks where *value* has them; a British one where the country keeps none."""
    abroad = _COUNTRY.match(value)
    if abroad:
        return f"{value[: abroad.end()]}{_grouped(value[abroad.end() :], _filled(_ABROAD[abroad[1]], draw))}"
    home = _HOME.match(value)
    if not home and len(re.sub(r"\D", "", value)) == 10:
        return _grouped(value, _filled(_ABROAD["1"], draw))
    digits = _british(value, draw)
    if not home:
        return f"+44 {digits[:4]} {digits[4:]}" if value.startswith(("+", "00")) else f"0{digits[:4]} {digits[4:]}"
    gap = re.search(r"[^\d()]+", value[home.end() :])
    return f"{home.group()}{digits[:4]}{gap.group() if gap else ''}{digits[4:]}"


def _british(value: str, draw: Draw) -> str:
    plain = re.sub(r"\D", "", value.replace("(0)", "")).removeprefix("00").removeprefix("44").removeprefix("0")
    start = "7700900" if plain.startswith("7") else "808157" if plain.startswith("80") else "1632960"
    return start + draw.digits(10 - len(start))


def _filled(model: str, draw: Draw) -> str:
    area = f"{draw.between(2, 9)}{draw.between(0, 8)}{draw.between(2, 9)}"
    return "".join(str(draw.below(10)) if sign == "#" else sign for sign in model.replace("{area}", area))


def _grouped(model: str, digits: str) -> str:
    """The digits in the groups of *model*, or behind each other where it has another number of digits."""
    places = [at for at, sign in enumerate(model) if sign.isdecimal()]
    if len(places) != len(digits):
        return f"{' ' if model[:1] == ' ' else ''}{digits}"
    signs = list(model)
    for at, digit in zip(places, digits, strict=True):
        signs[at] = digit
    return "".join(signs)


def postcode(value: str, draw: Draw) -> str:
    """A postcode of the form of *value* in the area ZZ, which there is not."""
    form = _POSTCODE.fullmatch(value.strip())
    district, gap = (form[2], form[3]) if form else ("9", " ")
    inward = f"{draw.below(10)}{draw.one(_INWARD)}{draw.one(_INWARD)}"
    drawn = f"ZZ{draw.alike(district.upper(), _INWARD)}{gap}{inward}"
    return drawn.lower() if value.islower() else drawn


def network(value: str, draw: Draw) -> str:
    """An address kept for documents; what stands behind it, as a prefix or a port, goes."""
    if value.count(":") > 1:
        return str(ipaddress.IPv6Address((0x20010DB8 << 96) + draw.below(1 << 64)))
    return f"{draw.one(_NETWORKS)}{draw.between(1, 254)}"


def device_address(value: str, draw: Draw) -> str:
    """An address that no maker gives out: its second digit says that somebody chose it."""
    drawn = list(draw.alike(value, _HEX))
    second = [at for at, sign in enumerate(value) if sign.isalnum()][1:2]
    for at in second:
        drawn[at] = "2"
    return "".join(drawn)


def card(value: str, draw: Draw) -> str:
    """A card number with a right check digit that begins as the network's test numbers do."""
    digits = re.sub(r"\D", "", value)
    start = _CARDS.get(digits[:1], "411111")[: max(len(digits) - 1, 0)]
    return _complete("CREDIT_CARD", value, start + draw.digits(max(len(digits) - len(start), 0)))


def health(value: str, draw: Draw) -> str:
    """An NHS number of the test range."""
    return _complete("UK_NHS", value, f"999{draw.digits(7)}")


def insurance(value: str, draw: Draw) -> str:
    """A National Insurance number that is never given out."""
    signs = iter(f"QQ{draw.digits(6)}{draw.one('ABCD')}")
    drawn = "".join(next(signs, "") if sign.isalnum() else sign for sign in value)
    return drawn.lower() if value.islower() else drawn


def social_security(value: str, draw: Draw) -> str:
    """A number of the area 000, which is never given out."""
    return _grouped(value, f"000{draw.digits(6)}")


def account(value: str, draw: Draw) -> str:
    """An account number of the same country and form that passes its sum; letters of no bank's code."""
    compact = re.sub(r"[ \-]", "", value).upper()
    if not re.fullmatch("[A-Z]{2}[0-9]{2}[A-Z0-9]{1,40}", compact):
        return alike(value, draw)
    body = draw.alike(compact[4:], "QXZ")
    signs = iter(f"{compact[:2]}{mod97(compact[:2] + body):02d}{body}")
    return "".join(next(signs, "") if sign.isalnum() else sign for sign in value)


def checked(entity_type: str) -> Callable[[str, Draw], str]:
    """What draws a number of that type with a right check digit."""
    return lambda value, draw: _complete(entity_type, value, draw.digits(sum(map(str.isdecimal, value))))


def _complete(entity_type: str, model: str, digits: str) -> str:
    """The digits in the groups of *model*, their check digit put right; the next number up where there is none."""
    check = check_of(entity_type, len(digits))
    while check:
        rest = digits[1:] if check.at == 0 else digits[:-1]
        right = check.digit(rest)
        if right < 10:
            digits = f"{right}{rest}" if check.at == 0 else f"{rest}{right}"
            break
        digits = f"{int(digits) + 10:0{len(digits)}d}"
    return _grouped(model, digits)


def plate(value: str, draw: Draw) -> str:
    """A registration of the same form."""
    return draw.alike(value, _PLATE)


def hexadecimal(value: str, draw: Draw) -> str:
    """The same form in hexadecimal digits."""
    return draw.alike(value, _HEX)


def alike(value: str, draw: Draw) -> str:
    """Digits for digits and letters for letters; nothing for a value of words, which would be gibberish."""
    is_code = any(map(str.isdecimal, value)) and value.isascii()
    return draw.alike(value, string.ascii_lowercase) if is_code else ""
