"""Surrogates: realistic values that belong to nobody, each in the place of one value, written as that is.

They follow from a seed alone. None is the value or holds it, or a word of three letters or more of it, or an initial of
a name; what would be is drawn again. They look like findings: whoever reads the copy must be told that they are none.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Mapping

from redact.anonymise.surrogates import numbers, words
from redact.anonymise.surrogates.draw import Draw
from redact.anonymise.surrogates.name_lists import check_locale
from redact.anonymise.surrogates.name_shapes import name_words, written
from redact.anonymise.surrogates.people import stand_in, whom
from redact.anonymise.surrogates.titles import titles_in
from redact.contracts import Mention
from redact.occurrences import folded
from redact.types import Finding

OF_PEOPLE = frozenset({"PERSON", "EMAIL_ADDRESS", "USERNAME"})
"""Types whose surrogates are those of the person to whom they belong."""
_REDRAWS = 40
_WORD = re.compile(r"[^\W\d_]{3,}")
_MANNER = {
    "DATE_TIME": frozenset("utc gmt bst".split()),
    "DATE_OF_BIRTH": frozenset("utc gmt bst".split()),
    "AGE": frozenset("year years old aged age months month weeks week days yrs mid late early".split()),
    "QUANTITY": frozenset(
        "gbp usd eur chf jpy inr aud cad sek nok dkk pln pound pounds pence dollars euros thousand million billion"
        " per cent".split()
    ),
    "URL": frozenset("http https ftp www".split()),
}
"""Words that are the manner of writing and not the value: they stay."""
_NUMBERS: Mapping[str, Callable[[str, Draw], str]] = {
    "PHONE_NUMBER": numbers.telephone,
    "UK_POSTCODE": numbers.postcode,
    "IP_ADDRESS": numbers.network,
    "MAC_ADDRESS": numbers.device_address,
    "UUID": numbers.hexadecimal,
    "CREDIT_CARD": numbers.card,
    "IBAN_CODE": numbers.account,
    "UK_NHS": numbers.health,
    "UK_NINO": numbers.insurance,
    "US_SSN": numbers.social_security,
    "UK_VEHICLE_REGISTRATION": numbers.plate,
    "IMEI": numbers.checked("IMEI"),
    "UK_UTR": numbers.checked("UK_UTR"),
    "UK_ULN": numbers.checked("UK_ULN"),
    "ABA_ROUTING_NUMBER": numbers.checked("ABA_ROUTING_NUMBER"),
}
_WORDS: Mapping[str, Callable[[str, Draw, str], str]] = {
    "LOCATION": words.town,
    "ADDRESS": words.address,
    "ORGANIZATION": words.body,
    "OCCUPATION": words.job,
    "DATE_TIME": words.day,
    "DATE_OF_BIRTH": words.day,
    "AGE": words.age,
    "QUANTITY": words.sum_of_money,
    "COORDINATES": words.place,
    "URL": words.link,
}
_NONE = frozenset({"SECRET", "NRP", "DEMOGRAPHIC", "MISC", "HIDDEN"})


def belongs_to_person(finding: Finding) -> bool:
    """Whether what was found belongs to a person, by its subject: "PERSON-3"."""
    return (finding.subject or "").startswith("PERSON")


class Surrogates:
    """Makes surrogates with names of *locale*, or of each name's own origin.

    Raises ``MissingError`` without Faker, ``PolicyError`` for a locale without names.
    """

    def __init__(self, locale: str, *, origin: bool) -> None:
        check_locale(locale)
        self._locale, self._origin = locale, origin

    def __repr__(self) -> str:
        return "Surrogates()"

    def of(self, mention: Mention, seed: bytes, attempt: int = 0) -> str:
        """The surrogate that follows from *seed*, or nothing where there is none for such a value.

        Each *attempt* gives another, the first is 0. One attempt for all mentions of a subject gives one person.
        """
        for number in range(attempt * _REDRAWS, (attempt + 1) * _REDRAWS):
            drawn = self._drawn(mention, seed, number)
            if not drawn:
                return ""
            if differs(drawn, mention.value, mention.finding.entity_type):
                return drawn
        return ""

    def _drawn(self, mention: Mention, seed: bytes, attempt: int) -> str:
        entity_type, value = mention.finding.entity_type, mention.value
        if entity_type in OF_PEOPLE:
            return self._of_person(mention, seed, attempt)
        draw = Draw(seed, entity_type, attempt)
        if entity_type in _WORDS:
            return _WORDS[entity_type](value, draw, self._locale)
        if entity_type in _NONE:
            return ""
        return _NUMBERS.get(entity_type, numbers.alike)(value, draw)

    def _of_person(self, mention: Mention, seed: bytes, attempt: int) -> str:
        entity_type, value = mention.finding.entity_type, mention.value
        is_name = entity_type == "PERSON"
        said = name_words(value) if is_name else words.handle_words(value)
        subject = mention.subject if is_name or belongs_to_person(mention.finding) else ""
        stands_for = whom(subject, value if is_name else "", said, (self._locale, self._origin))
        person = stand_in(seed, attempt, stands_for) if said else None
        if person is None:
            return ""
        if is_name:
            return written(value, person, stands_for.words, stands_for.locale)
        draw = Draw(seed, entity_type, value, attempt)
        return (words.mail if entity_type == "EMAIL_ADDRESS" else words.handle)(person, value, draw)


def seed_of(salt: bytes, *told: str) -> bytes:
    """A seed out of what tells nothing of a value: a number within a document, a place in it."""
    return hmac.digest(salt, "\0".join(("surrogate", *told)).encode(), "sha256")


def differs(drawn: str, value: str, entity_type: str) -> bool:
    """Whether a surrogate is not the value, does not hold it and has no word of three letters of it."""
    old, new = folded(value), folded(drawn)
    if old == new or (len(old) > 2 and old in new):
        return False
    manner = titles_in(value) if entity_type == "PERSON" else _MANNER.get(entity_type, frozenset())
    return not (_words_of(value) - manner) & _words_of(drawn) and not (
        len(old) <= 2 and re.search(rf"(?<!\w){re.escape(value.strip())}(?!\w)", drawn)
    )


def _words_of(text: str) -> set[str]:
    return {folded(word) for word in _WORD.findall(text)}
