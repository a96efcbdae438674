"""The words that people write beside a value to say what it is: one vocabulary for sentences, headings and keys.

Each row maps an entity type to the words that announce it. ``NOT_PERSONAL`` and ``VERSION`` hold words that announce
numbers of other kinds (an ISBN, a price; a version, a section). Used in two ways: the nearest word before a match
decides between types that fit, and a column heading or a JSON key says what the whole cell is. Words are looked for by
their first letters, all at once (Aho-Corasick); only where these stand is an expression tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

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
        r"|sms|text(?= (?:me|him|her|us|them|on))|call(?:ed|ing|s|back)?|rang|ring|dial(?:led|s)?|desk|pager|ddi"
        r"|direct line"
        r"|ext|extension|contact(?: me| us| her| him| them)?(?: no| number| details| on)?"
        + "".join(rf"|{whose} {_NOT_A_CALL}(?:[a-z]{{1,12}} )?number" for whose in ("my", "his", "her", "their", "our"))
        + r"|reach(?:ed)? (?:\w+ )?(?:at|on)"
        r"|answering (?:at|on)|messages? to"
        r"|office line|handynummer|telefon|téléphone"
        r"|teléfono"
    ),
    "UK_NHS": r"nhs|n\.h\.s\.|health service (?:no|number)|chi(?= ?(?:no|number|:))|h&c(?: no| number)?|hsc number",
    "UK_NINO": rf"ninos?|national insurance|nat\.? ins\.?|ni\.?(?={_NUMBER}|[:#])|n\.i\.?(?={_NUMBER}|[:#])",
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
        + "".join(
            rf"|{what}(?= ?(?:id\b|no\b|number|ref|#))"
            for what in ("case", "crime", "claim", "incident", "complaint", "hospital", "patient")
        )
    ),
    "NATIONAL_ID": (
        r"national (?:id|identity|identification|number)|identity (?:card|number|document)|id[ -]?card"
        r"|personal (?:id|number|code)"
        r"|tax(?: id| number|payer id| identification)|id(?= ?no\b| ?number| ?#)|citizen|identification number"
        r"|identifier|pesel|bsn|dni|nie|nif|codice fiscale|aadhaar|pan card|cpf|rut|curp|nir|egn|cnp|amka|hetu"
        r"|person(?:nummer|al ?number)|cpr|fødselsnummer|ppsn?|tfn|ird|sin(?= )|s\.i\.n\.?(?= )|social insurance|nric|mykad"
        r"|oib"
        r"|rodn[eé] č[ií]slo|steuer[ -]?(?:id|identifikationsnummer|nummer)|cnic|itin|tckn|tc kimlik|t\.c\. kimlik|resident"
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
        r"|sums?|costs?|fees?|£|\$|€|¥|gbp|usd|eur|inventory|quantity|qty|checksum|tracking|company|charity|vat"
    ),
    VERSION: (
        r"versions?|ver|release|build|firmware|articles?|sections?|clauses?|paragraphs?|paras?|pages?|pp|chapters?"
        r"|regulations?"
        r"|rules?"
    ),
}

_SPLIT = re.compile(r"(?<=[a-zß-ÿ])(?=[A-Z])|[_]+")
_HEAD = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[.$])+")
_OPTIONAL = "?*{"
_FIRST_WORD = re.compile(r"[^\W\d_]*")

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


_NOTHING = Surroundings(None)


@dataclass
class Labels:
    """The labels in one text, looked up as they are asked for; ``outside``: words around the text (a heading, a key)."""

    text: str = field(repr=False)
    outside: str = field(default="", repr=False)
    _known: dict[tuple[int, int], Surroundings] = field(default_factory=dict, repr=False)

    def around(self, start: int, end: int) -> Surroundings:
        """The label near ``[start, end)``."""
        found = self._known.get((start, end))
        if found is None:
            found = self._looked_up(start, end) if self.mentioned(start, end) else _NOTHING
            self._known[start, end] = found
        return found

    def _looked_up(self, start: int, end: int) -> Surroundings:
        before = self._before(start)
        return before if before.nearest else self._after(end)

    def mentioned(self, start: int, end: int) -> frozenset[str]:
        """What the labels near ``[start, end)`` may announce: a quick look, that misses none and may name too many."""
        near = self.text[max(0, start - REACH) : end + _AFTER].lower()
        beginnings = _beginnings()
        found = beginnings.automaton.find_matches_as_indexes(near, overlapping=True)
        kinds = self._kinds_outside
        for word, _, _ in found:
            kinds = kinds | beginnings.kinds[word]
        return kinds

    @cached_property
    def _kinds_outside(self) -> frozenset[str]:
        return Labels(self.outside).mentioned(0, len(self.outside)) if self.outside else frozenset()

    def _before(self, start: int) -> Surroundings:
        before = self.text[max(0, start - REACH) : start]
        near = _SPLIT.sub(" ", f"{self.outside}\n{before}" if self.outside else before)
        last = None
        for last in _labels_in(near.lower()):  # noqa: B007  the last one is wanted
            pass
        return Surroundings(last[0], _SPENT.search(near, last[1]) is not None) if last else _NOTHING

    def _after(self, end: int) -> Surroundings:
        if _TELEPHONE_OF.match(self.text, end):
            return Surroundings("PHONE_NUMBER", follows=True)
        after = _spaced(self.text[end : end + _AFTER].partition("\n")[0])
        first = next(_labels_in(after), None)
        return Surroundings(first[0], follows=True) if first else _NOTHING


def around(text: str, start: int, end: int, outside: str) -> Surroundings:
    """The label near ``[start, end)`` of *text*; *outside* holds words from outside it (a heading, a key)."""
    return Labels(text, outside).around(start, end)


def _spaced(words: str) -> str:
    """Small letters, words apart: "phoneNumber" and "phone_number" read "phone number"."""
    return _SPLIT.sub(" ", words).lower()


def _labels_in(text: str) -> Iterator[tuple[str, int]]:
    """Every label in a text of small letters, with its end, in order; they do not overlap."""
    heads = _heads()
    reached = 0
    for start, row in sorted(
        (start, row)
        for head, start, _ in heads.automaton.find_matches_as_indexes(text, overlapping=True)
        for row in heads.rows[head]
    ):
        if start >= reached and not (start and text[start - 1].isalpha()):
            kind, label = heads.labels[row]
            found = label.match(text, start)
            if found:
                reached = found.end()
                yield kind, reached


@dataclass(frozen=True, slots=True)
class _Heads:
    """The first letters of all labels, and the rows of ``labels`` that begin with each."""

    automaton: Any
    rows: tuple[tuple[int, ...], ...]
    labels: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class _Beginnings:
    """The first words of all labels, as far as their letters go, and the kinds of labels that begin with each."""

    automaton: Any
    kinds: tuple[frozenset[str], ...]


@cache
def _heads() -> _Heads:
    from ahocorasick_rs import AhoCorasick

    labels = [(kind, word) for kind, words in WORDS.items() for word in _alternatives(words)]
    by_head: dict[str, list[int]] = {}
    for row, (_, word) in enumerate(labels):
        by_head.setdefault(_head(word), []).append(row)
    expressions = tuple((kind, re.compile(rf"(?:{word})(?![^\W\d_])")) for kind, word in labels)
    return _Heads(AhoCorasick(list(by_head)), tuple(map(tuple, by_head.values())), expressions)


@cache
def _beginnings() -> _Beginnings:
    from ahocorasick_rs import AhoCorasick

    kinds: dict[str, set[str]] = {word: {"PHONE_NUMBER"} for word in ("office", "work", "home", "direct")}
    for kind, words in WORDS.items():
        for word in _alternatives(words):
            head = _head(word)
            kinds.setdefault(_FIRST_WORD.match(head).group() or head, set()).add(kind)  # type: ignore[union-attr]  # it may match nothing, so it always matches
    return _Beginnings(AhoCorasick(list(kinds)), tuple(map(frozenset, kinds.values())))


def _head(word: str) -> str:
    """The letters that every text begins with that the label fits."""
    found = _HEAD.match(word)
    if not found:
        raise ValueError("a label must begin with letters that are always there")
    letters = found.group().replace("\\", "")
    return letters[:-1] if word[found.end() : found.end() + 1] in tuple(_OPTIONAL) else letters


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
