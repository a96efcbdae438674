"""Which checks of the table run as machine code, and by which number the C library knows them.

A check that is not among them, or of which the library says that it cannot tell (``ASK``), is asked in Python. Both say
the same: the tests hold one against the other.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable

from redact.detect import (
    checks,
    checks_abroad,
    checks_papers,
    table_contact,
    table_papers,
    table_places,
    table_secrets,
    table_users,
    telephones,
)
from redact.detect.native.library import library
from redact.detect.patterns import Check, Pattern

UNTOLD, HOLDS, FAILS, ASK = range(4)
"""What the library says of a text: what the check in Python says with None, True and False, or nothing."""
NONE = -1
"""The number of a check that only Python has."""

_STDNUM = "stdnum."
_FUNCTIONS: dict[str, Check] = {
    "card": checks.card,
    "device": checks.device,
    "sim": checks.sim,
    "health": checks.health,
    "chi": checks.chi,
    "utr": checks.utr,
    "iban": checks.iban,
    "ssn": checks.ssn,
    "date": checks.date,
    "latitude_longitude": checks.latitude_longitude,
    "ipv4": checks.ipv4,
    "ipv6": checks.ipv6,
    "mac": checks.mac,
    "wallet": checks.wallet,
    "hetu": checks.hetu,
    "nric": checks.nric,
    "mrz": checks_papers.mrz,
    "upn": checks_papers.upn,
    "uln": checks_papers.uln,
    "pnc": checks_papers.pnc,
    "aba": checks_papers.aba,
    "bic": checks_papers.bic,
    "telling_bic": checks_papers.telling_bic,
    "dea": checks_papers.dea,
    "npi": checks_papers.npi,
    "resident": checks_papers.resident,
    "square": checks_papers.square,
    "german_document": checks_abroad.german_document,
    "german_insured": checks_abroad.german_insured,
    "german_pension": checks_abroad.german_pension,
    "german_doctor": checks_abroad.german_doctor,
    "african": checks_abroad.african,
    "medicare": checks_abroad.medicare,
    "short_dni": checks_abroad.short_dni,
    "thai": checks_abroad.thai,
    "tax": checks_abroad.tax,
    "korean_business": checks_abroad.korean_business,
    "aadhaar": checks_abroad.aadhaar,
    "philippine_taxpayer": checks_abroad.philippine_taxpayer,
    "lone": checks_abroad.lone,
    "no_month": checks_abroad.no_month,
    "north_american": table_contact.north_american,
    "no_date": telephones.no_date,
    "postcode": table_places.postcode,
    "plate": table_papers.plate,
    "later_plate": table_papers.later_plate,
    "telling": table_secrets.telling,
    "telling_account": table_users.telling_account,
}
_ROWS = {
    "machine in a sentence of a log": "telling_machine",
    "degrees, minutes, seconds": "quarter",
    "vehicle registration of Northern Ireland": "irish_plate",
    "record of the Criminal Records Office": "cro",
    "fiscal code of Italy whose letter fails": "untold",
    "permanent account number of India in capitals": "untold",
}
"""Rows whose check has no name of its own, and what it is called here."""


def check_numbers(table: Iterable[Pattern]) -> dict[Check, int]:
    """The number of each check of these rows; ``NONE`` for one that only Python has, or without the library."""
    numbers = _numbers()
    by_check = {check: numbers[name] for name, check in _checks(numbers).items() if name in numbers}
    found: dict[Check, int] = {}
    for row in table:
        if row.check:
            named = numbers.get(_ROWS.get(row.name, ""), NONE)
            found[row.check] = max(by_check.get(row.check, NONE), named)
    return found


def _checks(names: Iterable[str]) -> dict[str, Check]:
    """The checks in Python that have a name of their own."""
    modules = (name.removeprefix(_STDNUM) for name in names if name.startswith(_STDNUM))
    return _FUNCTIONS | {_STDNUM + module: checks.stdnum(module) for module in modules}


def _numbers() -> dict[str, int]:
    """The number of each check of the library, by its name."""
    found = library()
    if found is None:
        return {}
    found.redact_check_name.restype = ctypes.c_char_p
    return {found.redact_check_name(number).decode("ascii"): number for number in range(found.redact_checks())}
