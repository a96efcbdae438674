"""The words that people write beside a value to say what it is: one vocabulary for sentences, headings and keys.

Each row maps an entity type to the words that announce it. ``NOT_PERSONAL`` and ``VERSION`` hold words that announce
numbers of other kinds (an ISBN, a price; a version, a section). Used in two ways: the nearest word before a match
decides between types that fit, and a column heading or a JSON key says what the whole cell is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NOT_PERSONAL = "NOT_PERSONAL"
VERSION = "VERSION"
REACH = 60
"""How many characters before a match are searched for such a word."""
_AFTER = 28

_NUMBER = r"(?:[ _]?(?:no|num|nr|numbers?)\b|[ _]?#)"
_NOT_A_CALL = (
    r"(?!passport|nhs|card|credit|debit|account|sort|ni\b|national|insurance|social|case|ref|order|tax|id\b|licen|reg"
    r"|policy"
    r"|customer|member|badge|staff|room|house|flat)"
)

WORDS: dict[str, str] = {
    "PHONE_NUMBER": (
        r"tel|telephones?|phones?|mobiles?|mob|cells?|cellphones?|fax|facsimile|landline|switchboard|helpline"
        r"|hotline|whatsapp"
        r"|sms|text(?= (?:me|him|her|us|them|on))|call(?:ed|ing|s|back)?|r[ai]ng|dial(?:led|s)?|desk|pager|ddi"
        r"|direct line"
        r"|ext|extension|contact(?: me| us| her| him| them)?(?: no| number| details| on)?"
        rf"|(?:my|his|her|their|our) {_NOT_A_CALL}(?:[a-z]{{1,12}} )?number|reach(?:ed)? (?:\w+ )?(?:at|on)"
        rf"|answering (?:at|on)|messages? to"
        rf"|office line|handynummer|telefon|téléphone"
        r"|teléfono"
    ),
    "UK_NHS": r"nhs|n\.h\.s\.|health service (?:no|number)|chi(?= ?(?:no|number|:))|h&c(?: no| number)?|hsc number",
    "UK_NINO": rf"ninos?|national insurance|nat\.? ins\.?|n\.?i\.?(?={_NUMBER}|[:#])",
    "UK_UTR": (
        r"utr|unique tax ?payer'?s? ref(?:erence)?|tax ?payer'?s? ref(?:erence)?|tax ref(?:erence)?"
        r"|self[ -]assessment"
    ),
    "CREDIT_CARD": r"cards?|visa|mastercard|amex|american express|maestro|debit|credit|ccn?|cardnumber|pan",
    "IBAN_CODE": r"ibans?|international bank account",
    "UK_BANK_ACCOUNT": (
        r"sort[ -]?codes?|s/c|accounts?|a/c|acct|acc(?=\W{0,2}(?:no|number|num))|bank details|bacs"
        r"|roll(?= no| number)"
        r"|building society|sortcode"
    ),
    "UK_PASSPORT": r"passports?|travel documents?|mrz",
    "UK_DRIVING_LICENCE": (
        r"driv(?:ing|er'?s?)[ -]?licen[cs]e|driver(?= no| number| id)|licen[cs]e(?= ?no| ?number)|dvla"
    ),
    "UK_VEHICLE_REGISTRATION": (
        r"reg|registration|vrm|vrn|index(?= no| number| mark)|number ?plates?|licen[cs]e plates?|plates?|vehicles?"
        r"|cars?|vans?"
        r"|motor ?(?:bike|cycle)s?|ford|vauxhall|bmw|audi|toyota|nissan|volkswagen|vw|mercedes|peugeot|renault"
        r"|honda|kia"
    ),
    "US_SSN": r"ssns?|social security|soc\.? sec\.?",
    "IMEI": r"imei|handset|device (?:id|number)",
    "DATE_OF_BIRTH": r"dob|d\.o\.b|d/o/b|date ?of ?birth|birth ?dates?|born|birthday|birth|geboren|geburtsdatum",
    "CASE_REFERENCE": (
        r"refs?|references?|docket|mrn|urn"
        r"|(?:case|crime|claim|incident|complaint|hospital|patient)(?= ?(?:id\b|no\b|number|ref|#))"
    ),
    "NATIONAL_ID": (
        r"national (?:id|identity|identification|number)|identity (?:card|number|document)|id[ -]?card"
        r"|personal (?:id|number|code)"
        r"|tax(?: id| number|payer id| identification)|id(?= ?no\b| ?number| ?#)|citizen|identification number"
        r"|identifier|pesel|bsn|dni|nie|nif|codice fiscale|aadhaar|pan card|cpf|rut|curp|nir|egn|cnp|amka|hetu"
        r"|person(?:nummer|al ?number)|cpr|fødselsnummer|ppsn?|tfn|ird|s\.?i\.?n\.?(?= )|social insurance|nric|mykad"
        r"|oib"
        r"|rodn[eé] č[ií]slo|steuer[ -]?(?:id|identifikationsnummer|nummer)|cnic|itin|tckn|t\.?c\.? kimlik|resident"
    ),
    "IP_ADDRESS": r"ips?|ipv[46]|hosts?|servers?|gateway|dns|subnet|ping|network|router|node",
    "COORDINATES": (
        r"lat|latitude|lon|lng|longitude|coordinates?|gps|geo(?:location)?|grid ref(?:erence)?|what3words|w3w"
    ),
    "UK_POSTCODE": r"post ?codes?|zip ?codes?|zip|address(?:es)?|lives? (?:at|in)|resid\w+",
    "CRYPTO": r"wallets?|bitcoin|btc|ethereum|eth|crypto|litecoin|ltc|monero|xmr|dogecoin|blockchain",
    "USERNAME": r"user|user ?name|login|handle|screen ?name|account name",
    NOT_PERSONAL: (
        r"isbn|issn|ean|upc|doi|orders?|invoices?|part(?= ?no| ?number)|serial|sku|product|item|batch|prices?|totals?"
        r"|amounts?"
        r"|sums?|costs?|fees?|[£$€¥]|gbp|usd|eur|inventory|quantity|qty|checksum|tracking|company|charity|vat"
    ),
    VERSION: (
        r"versions?|ver|release|build|firmware|articles?|sections?|clauses?|paragraphs?|paras?|pages?|pp|chapters?"
        r"|regulations?"
        r"|rules?"
    ),
}

_SPLIT = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|[_]+")


_TELEPHONE_OF = re.compile(r"[ \-,(]{1,3}(?:office|work|home|fax|mob|mobile|cell|direct)\b", re.IGNORECASE)
_SPENT = re.compile(r"\d{3}|@\w|[.!?]\s+[A-Z]")
"""What stands behind a label that has had its say: a value, or the end of the sentence."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The label nearest to a match: before it, else closely after it. ``used``: a value or a full stop lies between."""

    nearest: str | None
    used: bool = False
    follows: bool = False

    def support(self, types: tuple[str, ...], rivals: tuple[str, ...] = (), *, once: bool = False) -> bool | None:
        """True: the label speaks for one of *types*; False: it names something else; None: nothing is said.

        Where *rivals* are given, only these count as something else. A label that follows may belong to the next value:
        it speaks for a match and never against one.
        A label that already has its value says nothing against a match, and nothing for it where a label serves
        *once* only (a second date after "born" is another date; a second number after "Tel" is a second telephone).
        """
        if self.nearest is None or (self.used and (once or self.nearest not in types)):
            return None
        if self.nearest in types:
            return True
        return None if self.follows or (rivals and self.nearest not in rivals) else False


def around(text: str, start: int, end: int, outside: str) -> Surroundings:
    """The label near ``[start, end)`` of *text*; *outside* holds words from outside it (a heading, a key)."""
    before = text[max(0, start - REACH) : start]
    found = _last(f"{outside}\n{before}" if outside else before)
    if found:
        return found
    if _TELEPHONE_OF.match(text, end):
        return Surroundings("PHONE_NUMBER", follows=True)
    after = _labels().search(_spaced(text[end : end + _AFTER].partition("\n")[0]))
    return Surroundings(_kind(after), follows=True) if after else Surroundings(None)


def mentioned(text: str, start: int, end: int, outside: str, types: tuple[str, ...]) -> bool:
    """Whether a label for one of *types* stands anywhere near: a quick look before the thorough one."""
    near = f"{outside}\n{text[max(0, start - REACH) : start]}\n{text[end : end + _AFTER]}"
    return _only(types).search(_spaced(near)) is not None or "PHONE_NUMBER" in types


def _last(before: str) -> Surroundings | None:
    near = _SPLIT.sub(" ", before)
    nearest = next(reversed(list(_labels().finditer(near.lower()))), None)
    return Surroundings(_kind(nearest), _SPENT.search(near, nearest.end()) is not None) if nearest else None


def _spaced(words: str) -> str:
    """Small letters, words apart: "phoneNumber" and "phone_number" read "phone number"."""
    return _SPLIT.sub(" ", words).lower()


def _kind(label: re.Match[str]) -> str:
    return _kinds()[(label.lastindex or 1) - 1]


@cache
def _only(types: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(word for kind in types for word in _alternatives(WORDS[kind])))


@cache
def _labels() -> re.Pattern[str]:
    # Each alternative starts with its letters and ends with an empty group that says which it was: the expression
    # engine then passes over those that cannot start here, several times faster than with a named group around each.
    words = "|".join(f"{word}()" for row in WORDS.values() for word in _alternatives(row))
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])")


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(kind for kind, row in WORDS.items() for _ in _alternatives(row))


def _alternatives(row: str) -> list[str]:
    """A row cut at the bars that stand outside all brackets."""
    depth, cut = 0, [""]
    for letter in row:
        depth += (letter in "([") - (letter in ")]")
        if letter == "|" and depth == 0:
            cut.append("")
        else:
            cut[-1] += letter
    return cut
