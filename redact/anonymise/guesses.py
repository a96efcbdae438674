"""How many values of a kind there are: what somebody who holds the key has to try to turn a digest back.

The numbers are upper bounds, reckoned from how the numbers are made (beside each row); what is in use is fewer. Kinds
without such a bound (names, addresses, free text) are not here, and are not safe for that: they can be guessed from a
list of names.
"""

from __future__ import annotations

_SIGNS = 24**3
"""Three letters without I and Q, as on number plates."""

_VALUES = {
    "AGE": 120,  # whole years
    "DATE_OF_BIRTH": 43_830,  # 120 years of 365.25 days
    "DATE_TIME": 73_050,  # days of two centuries
    "BIC_CODE": 100_000,  # SWIFT's directory, rounded up
    "ABA_ROUTING_NUMBER": 10**8,  # eight digits, the ninth follows from them
    "UK_POSTCODE": 2_700_000,  # ONS Postcode Directory, live and ended
    "UK_CHARITY_NUMBER": 10**7,  # seven digits at most
    "UK_COMPANY_NUMBER": 11 * 10**7,  # eight digits, or one of some thirty prefixes and six
    "NUMBER_PLATE": 23**2 * 98 * _SIGNS,  # as UK_VEHICLE_REGISTRATION
    "UK_VEHICLE_REGISTRATION": 23**2 * 98 * _SIGNS,  # since 2001: two letters, 02 to 99, three letters
    "US_SSN": 898 * 99 * 9_999,  # areas without 000, 666 and 9xx; groups; serial numbers
    "UK_NHS": 10**10 // 11,  # nine digits, less the eleventh whose check digit would be ten
    "UK_UTR": 10**9,  # nine digits, the check digit follows from them
    "UK_ULN": 10**9,  # the same
    "UK_PASSPORT": 10**9,  # nine digits
    "UK_NINO": 373 * 10**6 * 4,  # HMRC NIM39110: prefixes that may be given out, six digits, A to D
    "IP_ADDRESS": 2**32,  # version 4
    "PHONE_NUMBER": 10**10,  # Ofcom: ten digits behind the 0
    "IMEI": 10**14,  # fourteen digits, the last follows from them
    "UK_BANK_ACCOUNT": 10**14,  # a sort code of six digits and an account number of eight
    "MAC_ADDRESS": 2**48,  # six bytes
    "CREDIT_CARD": 10**15,  # sixteen digits, the last follows from them; far fewer where the issuer is known
}
_WORDS = {
    "AGE": "ages",
    "DATE_OF_BIRTH": "dates of birth",
    "DATE_TIME": "dates",
    "BIC_CODE": "bank codes",
    "ABA_ROUTING_NUMBER": "bank routing numbers",
    "UK_POSTCODE": "postcodes",
    "UK_CHARITY_NUMBER": "charity numbers",
    "UK_COMPANY_NUMBER": "company numbers",
    "NUMBER_PLATE": "number plates",
    "UK_VEHICLE_REGISTRATION": "vehicle registrations",
    "US_SSN": "social security numbers",
    "UK_NHS": "NHS numbers",
    "UK_UTR": "taxpayer references",
    "UK_ULN": "learner numbers",
    "UK_PASSPORT": "passport numbers",
    "UK_NINO": "National Insurance numbers",
    "IP_ADDRESS": "IP addresses of version 4",
    "PHONE_NUMBER": "telephone numbers",
    "IMEI": "device numbers",
    "UK_BANK_ACCOUNT": "bank accounts",
    "MAC_ADDRESS": "device addresses",
    "CREDIT_CARD": "card numbers",
}


def guesses(entity_type: str) -> int | None:
    """How many values of that type there are at most, or ``None`` where nobody can say."""
    return _VALUES.get(entity_type)


def warning(entity_type: str) -> str:
    """One line for a policy check or a report, or nothing where the type has no such bound."""
    many = guesses(entity_type)
    if many is None:
        return ""
    return (
        f"all {many:,} {_WORDS[entity_type]} can be tried by whoever has the key, and the value be found from its"
        " digest: keep the key apart, or use 'generalise' or 'replace'"
    )
