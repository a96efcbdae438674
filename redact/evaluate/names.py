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
    "STREET_ADDRESS": "ADDRESS",
    "DOMAIN_NAME": "URL",
    "ZIP_CODE": "UK_POSTCODE",
    "PH_MOBILE_NUMBER": "PHONE_NUMBER",
    "TR_PHONE_NUMBER": "PHONE_NUMBER",
    "US_ITIN": "NATIONAL_ID",
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
