"""Every entity type that the built-in detectors know: its group, how directly it identifies, and plain words for it.

The groups follow the regulator's list of what makes a person identifiable: a name, an identification number,
location data, an online identifier, and factors specific to the person. Names of types are Presidio's where it has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Group(StrEnum):
    """What kind of identifier it is, in the regulator's words."""

    NAME = "name"
    CONTACT = "contact"
    IDENTIFICATION_NUMBER = "identification number"
    FINANCIAL = "financial"
    LOCATION = "location"
    ONLINE = "online identifier"
    DATE = "date"
    APPEARANCE = "appearance"
    ORGANISATION = "organisation"
    SECRET = "secret"  # noqa: S105  # the name of a group, not a password
    FACTOR = "factor specific to the person"
    SPECIAL = "special category or criminal offence"


@dataclass(frozen=True, slots=True)
class EntityType:
    """One type of thing that detectors look for.

    ``direct`` says whether it singles a person out alone; ``special`` whether it is special category data;
    ``label`` is the plain name that replaces it: "[Person]".
    """

    name: str
    group: Group
    direct: bool
    label: str
    description: str
    special: bool = False


def _rows(*rows: tuple[str, Group, bool, str, str]) -> dict[str, EntityType]:
    return {row[0]: EntityType(*row) for row in rows}


def _special(*rows: tuple[str, str, str]) -> dict[str, EntityType]:
    """Types of articles 9 and 10 of the UK GDPR: a finding is a whole passage, which tells of somebody."""
    return {name: EntityType(name, Group.SPECIAL, False, label, what, special=True) for name, label, what in rows}


ENTITY_TYPES = _rows(
    ("PERSON", Group.NAME, True, "Person", "a person's name, whole or in part"),
    ("ORGANIZATION", Group.ORGANISATION, False, "Organisation", "a company, public body or other group"),
    ("LOCATION", Group.LOCATION, False, "Place", "a place: country, town, street, building"),
    ("ADDRESS", Group.LOCATION, True, "Address", "a postal address, whole or in part"),
    ("UK_POSTCODE", Group.LOCATION, False, "Postcode", "a United Kingdom postcode"),
    ("COORDINATES", Group.LOCATION, True, "Coordinates", "a position in degrees"),
    ("NRP", Group.FACTOR, False, "Nationality or belief", "nationality, religious or political group"),
    ("DATE_TIME", Group.DATE, False, "Date", "a date or a time"),
    ("DATE_OF_BIRTH", Group.DATE, False, "Date of birth", "a date said to be one of birth"),
    ("AGE", Group.FACTOR, False, "Age", "a person's age"),
    ("OCCUPATION", Group.FACTOR, False, "Occupation", "a job, a rank or a role that somebody has"),
    ("DEMOGRAPHIC", Group.FACTOR, False, "Personal detail", "an attribute of a person: family, education, a diagnosis"),
    ("CODE", Group.IDENTIFICATION_NUMBER, False, "Code", "a code or a number that helps to tell who somebody is"),
    ("QUANTITY", Group.FACTOR, False, "Amount", "a sum of money or a number of things that helps to tell who"),
    ("MISC", Group.FACTOR, False, "Detail", "anything else that helps to tell who: an event, a law, a work"),
    ("EMAIL_ADDRESS", Group.CONTACT, True, "E-mail address", "an e-mail address"),
    ("PHONE_NUMBER", Group.CONTACT, True, "Telephone number", "a telephone number"),
    ("URL", Group.ONLINE, False, "Web address", "a web address"),
    ("IP_ADDRESS", Group.ONLINE, True, "IP address", "an Internet protocol address, version 4 or 6"),
    ("MAC_ADDRESS", Group.ONLINE, True, "Device address", "a network card's address"),
    ("USERNAME", Group.ONLINE, True, "User name", "an account name or social handle"),
    ("UUID", Group.ONLINE, False, "Identifier", "a universally unique identifier"),
    ("HOST_NAME", Group.ONLINE, False, "Machine", "the name of a computer, a telephone or a server"),
    ("DEVICE_ID", Group.ONLINE, True, "Device identifier", "what tells one device, browser or SIM card from others"),
    ("IMEI", Group.ONLINE, True, "Device number", "a mobile device's number"),
    ("CREDIT_CARD", Group.FINANCIAL, True, "Card number", "a payment card number"),
    ("IBAN_CODE", Group.FINANCIAL, True, "Bank account", "an international bank account number"),
    ("UK_BANK_ACCOUNT", Group.FINANCIAL, True, "Bank account", "a UK sort code, with or without an account number"),
    ("ABA_ROUTING_NUMBER", Group.FINANCIAL, False, "Bank routing number", "the number of a bank in the United States"),
    ("BIC_CODE", Group.FINANCIAL, False, "Bank code", "an international bank identifier code"),
    ("CRYPTO", Group.FINANCIAL, True, "Wallet", "a cryptocurrency wallet address"),
    ("UK_NHS", Group.IDENTIFICATION_NUMBER, True, "NHS number", "a National Health Service number"),
    ("UK_NINO", Group.IDENTIFICATION_NUMBER, True, "National Insurance number", "a UK National Insurance number"),
    ("UK_UTR", Group.IDENTIFICATION_NUMBER, True, "Taxpayer reference", "a UK unique taxpayer reference"),
    ("UK_UPN", Group.IDENTIFICATION_NUMBER, True, "Pupil number", "a UK unique pupil number"),
    ("UK_ULN", Group.IDENTIFICATION_NUMBER, True, "Learner number", "a UK unique learner number"),
    ("UK_PASSPORT", Group.IDENTIFICATION_NUMBER, True, "Passport number", "a passport number"),
    ("UK_DRIVING_LICENCE", Group.IDENTIFICATION_NUMBER, True, "Driving licence", "a UK driver number"),
    ("UK_VEHICLE_REGISTRATION", Group.IDENTIFICATION_NUMBER, True, "Registration", "a UK vehicle registration"),
    ("US_SSN", Group.IDENTIFICATION_NUMBER, True, "Social security number", "a US social security number"),
    ("NATIONAL_ID", Group.IDENTIFICATION_NUMBER, True, "National number", "another country's personal number"),
    ("CASE_REFERENCE", Group.IDENTIFICATION_NUMBER, False, "Reference", "a reference to a case, file or patient"),
    ("OFFICER_NUMBER", Group.IDENTIFICATION_NUMBER, True, "Officer number", "a collar, warrant or service number"),
    ("UK_COMPANY_NUMBER", Group.ORGANISATION, False, "Company number", "a number in the register of companies"),
    ("UK_CHARITY_NUMBER", Group.ORGANISATION, False, "Charity number", "a number in a register of charities"),
    ("SECRET", Group.SECRET, True, "Secret", "a password, key or token"),
    ("FACE", Group.APPEARANCE, True, "Face", "a human face in a picture or film"),
    ("KNOWN_FACE", Group.APPEARANCE, True, "Known face", "a face like one on a photograph that the policy keeps"),
    ("NUMBER_PLATE", Group.IDENTIFICATION_NUMBER, True, "Number plate", "a number plate in a picture or film"),
    ("QR_CODE", Group.ONLINE, False, "Code", "a QR code or bar code in a picture"),
    ("SIGNATURE", Group.APPEARANCE, True, "Signature", "a signature in somebody's hand"),
    ("UNCERTAIN_TEXT", Group.FACTOR, False, "Uncertain text", "writing in a picture that could not be read for sure"),
    ("VOICE", Group.APPEARANCE, True, "Voice", "a person's voice"),
    ("HIDDEN", Group.FACTOR, True, "Redacted", "a value that the policy says must always go"),
) | _special(
    ("HEALTH", "Health", "a passage about somebody's health, treatment or disability"),
    ("ETHNIC_ORIGIN", "Ethnic origin", "a passage that tells somebody's racial or ethnic origin"),
    ("POLITICAL_OPINION", "Political opinion", "a passage that tells somebody's political opinion"),
    ("RELIGION", "Religion or belief", "a passage that tells somebody's religion or philosophical belief"),
    ("TRADE_UNION", "Trade union membership", "a passage that tells whether somebody belongs to a trade union"),
    ("GENETIC", "Genetic data", "a passage about somebody's genes or a test of them"),
    ("BIOMETRIC", "Biometric data", "a passage about measurements of the body that tell who somebody is"),
    ("SEX_LIFE", "Sex life or orientation", "a passage about somebody's sex life or sexual orientation"),
    ("CRIMINAL_OFFENCE", "Criminal offence", "a passage about an offence, a charge, a conviction or a sentence"),
)

_FORM = re.compile(r"[A-Z][A-Z0-9_]*")


def is_type_name(name: str) -> bool:
    """Whether *name* has the form of an entity type: UPPER_SNAKE, so that a plugin may bring its own."""
    return _FORM.fullmatch(name) is not None


def label_of(name: str) -> str:
    """The plain words that replace a finding of that type."""
    known = ENTITY_TYPES.get(name)
    return known.label if known else name.replace("_", " ").capitalize()
