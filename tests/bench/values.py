"""Made-up values with the right form and the right check digits, from a seeded generator. They are nobody's on purpose.

Telephone numbers are of the ranges that Ofcom keeps for drama, mail and network addresses of those kept for examples.
"""

from __future__ import annotations

import base64
import ipaddress
import uuid
from collections.abc import Callable
from random import Random

GIVEN = "Aisha Bela Callum Dilys Emeka Fenella Gwilym Harriet Idris Joanna Kasia Lorcan Mei Niamh Owen Priya".split()
FAMILY = "Abernethy Bickerstaff Cadwallader Dunmore Eastham Fairweather Goodfellow Heptonstall Iqbal Jankowski".split()
STREETS = "Larkspur Marlborough Tanyard Quarry Orchard Viaduct Chapel Windmill Saltmarsh Hawthorn".split()
TOWNS = "Northfield Millbrook Ashcombe Westering Thornley Harbourne Eastwick Stonebeck".split()
HOSTS = ("example.org", "example.com", "example.net", "mail.example.org", "post.example.co.uk")
AREAS = ("AB1", "CF10", "E1W", "EC1A", "LS6", "M1", "N7", "SW1A", "YO31")


def name(random: Random) -> str:
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def email(random: Random) -> str:
    given, family = name(random).lower().split()
    return f"{given}{random.choice('._-')}{family}{random.choice(('', random.randrange(99)))}@{random.choice(HOSTS)}"


def telephone(random: Random) -> str:
    end = f"{random.randrange(1000):03}"
    forms = (f"07700 900{end}", f"+44 7700 900{end}", f"01632 960{end}", f"(0113) 496 0{end}", f"020 7946 0{end}")
    return random.choice(forms)


def ip(random: Random) -> str:
    if random.random() < 0.25:
        return str(ipaddress.IPv6Address((0x20010DB8 << 96) | random.getrandbits(96)))
    return f"{random.choice(('203.0.113', '198.51.100', '192.0.2'))}.{random.randrange(1, 255)}"


def mac(random: Random) -> str:
    return ":".join(f"{random.randrange(256):02X}" for _ in range(6))


def url(random: Random) -> str:
    return f"https://{random.choice(HOSTS)}/{random.choice(TOWNS).lower()}/{random.randrange(10**5)}?page={random.randrange(9)}"


def device(random: Random) -> str:
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


def digits(random: Random, many: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(many))


def with_luhn(body: str) -> str:
    """The digits with the check digit of cards and devices behind them."""
    doubled = [int(digit) * (2 if at % 2 == 0 else 1) for at, digit in enumerate(reversed(body))]
    return body + str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def card(random: Random) -> str:
    number = with_luhn(random.choice("45") + digits(random, 14))
    return " ".join(number[at : at + 4] for at in range(0, 16, 4)) if random.random() < 0.5 else number


def imei(random: Random) -> str:
    return with_luhn("35" + digits(random, 12))


def iban(random: Random) -> str:
    country, bank = random.choice((("GB", "NWBK"), ("IE", "AIBK")))
    body = bank + digits(random, 14)
    value = int("".join(str(int(letter, 36)) for letter in f"{body}{country}00"))
    plain = f"{country}{98 - value % 97:02}{body}"
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4)) if random.random() < 0.5 else plain


def nhs(random: Random) -> str:
    while True:
        body = "9" + digits(random, 8)
        check = -sum(int(digit) * weight for digit, weight in zip(body, range(10, 1, -1), strict=True)) % 11
        if check < 10:
            return f"{body[:3]} {body[3:6]} {body[6:]}{check}"


def nino(random: Random) -> str:
    first, second = random.choice("ABCEGHJKLMPRSTWXYZ"), random.choice("ABCEHJLMPRSWXY")
    body = digits(random, 6)
    letters = f"{first}{second}".replace("GB", "GA").replace("KN", "KA").replace("TN", "TA").replace("ZZ", "ZA")
    return f"{letters} {body[:2]} {body[2:4]} {body[4:]} {random.choice('ABCD')}"


def ssn(random: Random) -> str:
    return f"{random.randrange(100, 600)}-{random.randrange(1, 100):02}-{random.randrange(1, 10000):04}"


def account(random: Random) -> str:
    return f"{random.randrange(20, 60)}-{digits(random, 2)}-{digits(random, 2)}, account number {digits(random, 8)}"


def postcode(random: Random) -> str:
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return f"{random.choice(AREAS)} {random.randrange(1, 10)}{random.choice(letters)}{random.choice(letters)}"


def address(random: Random) -> str:
    return f"{random.randrange(1, 200)} {random.choice(STREETS)} Road, {random.choice(TOWNS)}, {postcode(random)}"


def vehicle(random: Random) -> str:
    letters = "ABCDEFGHJKLMNOPRSTUVWXY"
    return (
        f"{''.join(random.choices(letters, k=2))}{random.randrange(2, 24):02} {''.join(random.choices(letters, k=3))}"
    )


def born(random: Random) -> str:
    return f"{random.randrange(1, 29):02}/{random.randrange(1, 13):02}/{random.randrange(1940, 2015)}"


def token(random: Random) -> str:
    return "ghp_" + "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", k=36))


def session(random: Random) -> str:
    body = base64.urlsafe_b64encode(random.randbytes(24)).decode("ascii")
    return f"eyJhbGciOiJIUzI1NiJ9.{body}.{base64.urlsafe_b64encode(random.randbytes(32)).decode('ascii').rstrip('=')}"


LABELLED: dict[str, Callable[[Random], str]] = {
    "E-mail": email,
    "Telephone": telephone,
    "Mobile": telephone,
    "NHS number": nhs,
    "National Insurance number": nino,
    "Date of birth": born,
    "Address": address,
    "Card number": card,
    "IBAN": iban,
    "Sort code": account,
    "Vehicle registration": vehicle,
    "SSN": ssn,
    "IMEI": imei,
    "IP address": ip,
    "Web page": url,
}
"""What stands in letters and records, by the word that stands before it."""
