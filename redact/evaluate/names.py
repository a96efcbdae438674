"""What other people call the entity types that we know."""

from __future__ import annotations

from collections.abc import Mapping

THEIRS: dict[str, str] = {
    "EMAIL": "EMAIL_ADDRESS",
    "PHONE": "PHONE_NUMBER",
    "SSN": "US_SSN",
    "DATE": "DATE_TIME",
    "DATETIME": "DATE_TIME",
    "TIME": "DATE_TIME",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    "PER": "PERSON",
    "NORP": "NRP",
    "DEM": "DEMOGRAPHIC",
    "STREET_ADDRESS": "ADDRESS",
    "DOMAIN_NAME": "URL",
    "ZIP_CODE": "UK_POSTCODE",
    "PH_MOBILE_NUMBER": "PHONE_NUMBER",
    "TR_PHONE_NUMBER": "PHONE_NUMBER",
    **dict.fromkeys(
        "US_ITIN US_MBI US_NPI US_HEALTH_INSURANCE_MEMBER_ID US_PROVIDER_TAX_ID US_PRIOR_AUTHORIZATION_NUMBER"
        " US_PRESCRIPTION_NUMBER US_REFERRAL_NUMBER US_CLAIM_NUMBER MEDICAL_LICENSE".split(),
        "NATIONAL_ID",
    ),
    **dict.fromkeys(
        (
            "PASSPORT US_PASSPORT DE_PASSPORT ES_PASSPORT IN_PASSPORT IT_PASSPORT KR_PASSPORT PH_PASSPORT ZA_PASSPORT"
        ).split(),
        "UK_PASSPORT",
    ),
    **dict.fromkeys(
        (
            "DRIVER_LICENSE US_DRIVER_LICENSE DE_FUEHRERSCHEIN IT_DRIVER_LICENSE KR_DRIVER_LICENSE ZA_DRIVER_LICENSE"
        ).split(),
        "UK_DRIVING_LICENCE",
    ),
    **dict.fromkeys(
        (
            "LICENSE_PLATE DE_KFZ IN_VEHICLE_REGISTRATION NG_VEHICLE_REGISTRATION TR_LICENSE_PLATE ZA_LICENSE_PLATE"
        ).split(),
        "UK_VEHICLE_REGISTRATION",
    ),
    **dict.fromkeys("DE_HANDELSREGISTER ZA_COMPANY_REGISTRATION".split(), "UK_COMPANY_NUMBER"),
    **dict.fromkeys("DE_PLZ CA_POSTAL_CODE POSTCODE POSTAL_CODE".split(), "UK_POSTCODE"),
    **dict.fromkeys("ZA_MOBILE_NUMBER ZA_TELEPHONE_NUMBER".split(), "PHONE_NUMBER"),
    "US_BANK_NUMBER": "UK_BANK_ACCOUNT",
    "DE_IBAN": "IBAN_CODE",
    "IP": "IP_ADDRESS",
    "SWIFT_CODE": "BIC_CODE",
    "BIC": "BIC_CODE",
}
COUNTRIES = frozenset("AU CA DE ES FI IN IT KR NG PH PL SE SG TH TR ZA".split())
"""Countries whose types with that prefix are ``NATIONAL_ID`` here, unless they are listed above."""


def own_type(name: str, names: Mapping[str, str] | None = None) -> str:
    """Our name for somebody's type: by *names*, by the list, by its country; the name itself where we have none."""
    known = {**THEIRS, **(names or {})}
    if name in known:
        return known[name]
    country, joined, _ = name.partition("_")
    return "NATIONAL_ID" if joined and country in COUNTRIES else name
