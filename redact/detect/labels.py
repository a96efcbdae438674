"""The words that people write beside a value to say what it is: one vocabulary for sentences, headings and keys.

Each row maps an entity type to the words that announce it. ``NOT_PERSONAL`` and ``VERSION`` hold words that announce
numbers of other kinds (an ISBN, a price; a version, a section). Used in two ways: the nearest word before a match
decides between types that fit, and a column heading or a JSON key says what the whole cell is. Words are looked for by
their first letters, all at once (Aho-Corasick); only where these stand is an expression tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from redact.detect.words import PLAINLY, Finder, Word, finder

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
        r"|office line|handynummer|telefon(?:u|um|nummer)?|cep(?: telefonu)?|téléphone"
        r"|teléfono"
    ),
    "UK_NHS": r"nhs|n\.h\.s\.|health service (?:no|number)|chi(?= ?(?:no|number|:))|h&c(?: no| number)?|hsc number",
    "UK_NINO": rf"ninos?|national insurance|nat\.? ins\.?|ni\.?(?={_NUMBER}|[:#])|n\.i\.?(?={_NUMBER}|[:#])",
    "UK_UTR": (
        r"utr|unique tax ?payer'?s? ref(?:erence)?|tax ?payer'?s? ref(?:erence)?|tax ref(?:erence)?"
        r"|self[ -]assessment"
    ),
    "UK_UPN": r"upns?|unique pupil (?:no|number|identifier|reference)s?",
    "UK_ULN": r"ulns?|unique learner (?:no|number|identifier|reference)s?",
    "CREDIT_CARD": r"cards?|visa|mastercard|amex|american express|maestro|debit|credit|ccn?|cardnumber|pan",
    "IBAN_CODE": r"ibans?|international bank account",
    "UK_BANK_ACCOUNT": (
        r"sort[ -]?codes?|s/c|accounts?|a/c|acct|acc|bank details|bacs"
        r"|roll(?= no| number)"
        r"|building society|sortcode"
    ),
    "ABA_ROUTING_NUMBER": r"routing|aba|rtn|transit number",
    "BIC_CODE": r"bics?|swift",
    "UK_PASSPORT": r"passports?|travel documents?|mrz|residence permits?|brp|pasaporte|passeport|reisepass|passaporto",
    "UK_DRIVING_LICENCE": (
        r"driv(?:ing|er'?s?)[ -]?licen[cs]e|driver(?= no| number| id)|licen[cs]e(?= ?no| ?number)|dvla"
    ),
    "UK_VEHICLE_REGISTRATION": (
        r"reg|registration|vrm|vrn|index(?= no| number| mark)|number ?plates?|licen[cs]e plates?|plates?|vehicles?"
        r"|cars?|vans?"
        r"|motor ?(?:bike|cycle)s?|ford|vauxhall|bmw|audi|toyota|nissan|volkswagen|vw|mercedes|peugeot|renault"
        r"|honda|kia"
        r"|kennzeichen|kfz|pkw|lkw|fahrzeug|nummernschild|plaka(?:s[ıi])?|araç|targa|immatriculation|kenteken"
    ),
    "US_SSN": r"ssns?|social security|soc\.? sec\.?",
    "IMEI": r"imei|handset|device number",
    "DEVICE_ID": r"imsi|iccid|idfa|android id|udid|device id",
    "OFFICER_NUMBER": r"collar|warrant|shoulder|badge|service number",
    "UK_COMPANY_NUMBER": rf"company(?= registration|{_NUMBER})",
    "UK_CHARITY_NUMBER": rf"charity(?= registration|{_NUMBER})",
    "DATE_OF_BIRTH": r"dob|d\.o\.b|d/o/b|date ?of ?birth|birth ?dates?|born|birthday|birth|geboren|geburtsdatum",
    "CASE_REFERENCE": (
        r"refs?|references?|docket|mrn|urn"
        + "".join(
            rf"|{what}(?= ?(?:id\b|no\b|number|ref|#))"
            for what in ("case", "crime", "claim", "incident", "complaint", "hospital", "patient")
        )
        + "".join(rf"|{what}(?={_NUMBER})" for what in ("application", "pnc", "cro", "custody", "cad", "log"))
    ),
    "NATIONAL_ID": (
        r"national (?:id|identity|identification|number)|identity (?:card|number|document|code)|id[ -]?(?:card|code)"
        r"|personal (?:id|number|code)"
        r"|tax(?: id| number|payer id| identification)|id(?= ?no\b| ?number| ?#)|citizen|identification number"
        r"|identifier|pesel|bsn|dni|nie|nif|codice fiscale|aadhaar|pan card|cpf|rut|curp|nir|egn|cnp|amka|hetu"
        r"|person(?:nummer|al ?number)|cpr|fødselsnummer|ppsn?|tfn|ird|sin(?= )|s\.i\.n\.?(?= )|social insurance"
        r"|nric|mykad"
        r"|oib"
        r"|rodn[eé] č[ií]slo|steuer[ -]?(?:id|identifikationsnummer|nummer)|cnic|itin|tckn|tc kimlik"
        r"|t\.c\. kimlik|resident|medicare|abn|acn|gstin|nin|kvnr|steuernummer|identification code|organisationsnummer"
        r"|org\.? ?nr|partita iva|umid|tnin|frn|rrn|foreigner registration|bsnr|lanr|arztnummer|voter"
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

_HEAD = re.compile(r"(?:[^\\.^$*+?{}\[\]|()]|\\[.$])+")
_OPTIONAL = ("?", "*", "{")
TELEPHONE_OF = re.compile(r"(?i)[ \-,(]{1,3}(?:office|work|home|fax|mob|mobile|cell|direct)\b")
"""What stands behind a telephone number and says whose."""
SPENT = re.compile(r"\d{3}|@\w|[.!?]\s+[A-Z]")
"""What stands behind a label that has had its say: a value, or the end of the sentence."""
_STRETCH = 2048
_LONGEST_HEAD = 32
_MONEY = re.compile("[£$€¥]")
_SIGN = b"\x01"
_CAMEL = re.compile(rb"[a-z](?=[A-Z])")
_ENDS = r"(?![a-zß-ÿ])(?!(?<=[A-ZÀ-Þ])[A-ZÀ-Þ])"
"""A label ends where its word does, or the next word of a name in "camelCase" begins."""


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


class Labels:
    """The labels in one text, found when they are first asked for; ``outside``: words around it (a heading, a key)."""

    def __init__(self, text: str, outside: str = "", *, plain: bool = False) -> None:
        self._text = text.replace("_", " ")
        self._outside, self._plain = outside, plain
        self._known: dict[tuple[int, int], Surroundings] = {}
        self._read: dict[int, tuple[str, int] | None] = {}
        self._asked, self._told = (-1, -1), frozenset[str]()
        self._kinds: dict[tuple[int, int], frozenset[str]] = {}
        self._stretches: dict[int, list[tuple[int, int]]] = {}

    def __repr__(self) -> str:
        return f"Labels({len(self._text)} characters)"

    def around(self, start: int, end: int) -> Surroundings:
        """The label near ``[start, end)``."""
        found = self._known.get((start, end))
        if found is None:
            near = self.mentioned(start, end)
            found = (self._before(start) or self._after(end) if near else None) or _NOTHING
            self._known[start, end] = found
        return found

    def announce(self, kinds: frozenset[str], start: int, end: int) -> bool:
        """Whether a label near ``[start, end)`` may announce one of these: a quick look; a yes may be wrong."""
        return not kinds.isdisjoint(self._about(start, end)) and not kinds.isdisjoint(self.mentioned(start, end))

    def any_near(self, start: int, end: int) -> bool:
        """Whether a label may stand near ``[start, end)`` at all: a quick look; a yes may be wrong."""
        return bool(self._about(start, end))

    def _about(self, start: int, end: int) -> frozenset[str]:
        """What is announced anywhere in the stretches of text around."""
        first, last = max(start - REACH, 0) // _STRETCH, (end + _AFTER) // _STRETCH
        found = self._kinds.get((first, last))
        if found is None:
            heads = {head for number in range(first, last + 1) for _, head in self._stretch(number)}
            found = self._kinds_outside.union(*(_heads().kinds[head] for head in heads))
            self._kinds[first, last] = found
        return found

    def mentioned(self, start: int, end: int) -> frozenset[str]:
        """What the labels near ``[start, end)`` may announce: a quick look, that misses none and may name too many."""
        if (start, end) != self._asked:
            found = self._kinds_outside
            for _, head in self._beginnings(start - REACH, end + _AFTER):
                found = found | _heads().kinds[head]
            self._asked, self._told = (start, end), found
        return self._told

    def _beginnings(self, start: int, end: int) -> list[tuple[int, int]]:
        """Where in ``[start, end)`` the first word of a label may stand, in order, and which."""
        first, last = max(start, 0) // _STRETCH, max(end - 1, 0) // _STRETCH
        found = self._stretch(first)
        if first == last:
            return found[bisect_left(found, (start, 0)) : bisect_left(found, (end, 0))]
        more = [place for number in range(first + 1, last + 1) for place in self._stretch(number)]
        return [*found[bisect_left(found, (start, 0)) :], *more[: bisect_left(more, (end, 0))]]

    def _stretch(self, number: int) -> list[tuple[int, int]]:
        found = self._stretches.get(number)
        if found is None:
            found = self._stretches[number] = self._looked_through(number * _STRETCH)
        return found

    def _looked_through(self, start: int) -> list[tuple[int, int]]:
        first = max(start - 1, 0)
        data = self._text[first : start + _STRETCH + _LONGEST_HEAD].encode("latin-1", "replace")
        find, signs = _heads().finder(self._plain), _heads().signs
        hits = list(find(b" " + data.translate(PLAINLY)))
        for hump in _CAMEL.finditer(data):
            word = data[hump.end() : hump.end() + _LONGEST_HEAD].translate(PLAINLY)
            hits += [(head, hump.end()) for head, place in find(b" " + word) if place == 0]
        money = _MONEY.finditer(self._text, first, start + _STRETCH)
        signed = {(sign.start(), signs[sign.group()]) for sign in money if sign.group() in signs}
        found = sorted({(place + first, head) for head, place in hits} | signed)
        return found[bisect_left(found, (start, 0)) : bisect_left(found, (start + _STRETCH, 0))]

    @cached_property
    def _outer(self) -> Labels | None:
        return Labels(self._outside) if self._outside else None

    @cached_property
    def _kinds_outside(self) -> frozenset[str]:
        return self._outer.mentioned(0, len(self._outside)) if self._outer else frozenset()

    def _before(self, start: int) -> Surroundings | None:
        last = None
        for last in self._between(max(start - REACH, 0), start):  # noqa: B007  the last one is wanted
            pass
        if last:
            return Surroundings(last[0], SPENT.search(self._text, last[1], start) is not None)
        return self._from_outside(start)

    @cached_property
    def last(self) -> str | None:
        """What the last label of the text announces."""
        labels = list(self._between(0, len(self._text)))
        return labels[-1][0] if labels else None

    def _from_outside(self, start: int) -> Surroundings | None:
        last = self._outer.last if self._outer else None
        between = self._text[max(start - REACH, 0) : start]
        return Surroundings(last, SPENT.search(between) is not None) if last else None

    def _after(self, end: int) -> Surroundings | None:
        if TELEPHONE_OF.match(self._text, end):
            return Surroundings("PHONE_NUMBER", follows=True)
        line = self._text.find("\n", end, end + _AFTER)
        first = next(self._between(end, line if line >= 0 else end + _AFTER), None)
        return Surroundings(first[0], follows=True) if first else None

    def _between(self, start: int, end: int) -> Iterator[tuple[str, int]]:
        """Every label that lies in ``[start, end)``, with its end, in order; they do not overlap."""
        reached = start
        for place in dict.fromkeys(place for place, _ in self._beginnings(start, end)):
            label = self._label(place) if place >= reached else None
            if label and label[1] <= end:
                reached = label[1]
                yield label

    def _label(self, place: int) -> tuple[str, int] | None:
        """The label that begins there: what it announces, and its end."""
        if place not in self._read:
            self._read[place] = self._tried(place)
        return self._read[place]

    def _tried(self, place: int) -> tuple[str, int] | None:
        text = self._text
        if place and text[place - 1].isalpha() and not ("a" <= text[place - 1] <= "z" and "A" <= text[place] <= "Z"):
            return None
        heads = [head for _, head in self._beginnings(place, place + 1)]
        for row in sorted(row for head in heads for row in _heads().rows[head]):
            kind, label = _heads().labels[row]
            found = label.match(text, place)
            if found:
                return kind, found.end()
        return None


def around(text: str, start: int, end: int, outside: str) -> Surroundings:
    """The label near ``[start, end)`` of *text*; *outside* holds words from outside it (a heading, a key)."""
    first = max(start - REACH, 0)
    return Labels(text[first : end + _AFTER], outside).around(start - first, end - first)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The beginnings of all labels; of each, the rows of ``labels`` that begin with it and what they announce.

    A beginning is a blank and letters; those of ``signs`` are a sign of money, which is looked for by itself.
    """

    words: tuple[bytes, ...]
    signs: dict[str, int]
    rows: tuple[tuple[int, ...], ...]
    kinds: tuple[frozenset[str], ...]
    labels: tuple[tuple[str, re.Pattern[str]], ...]

    def finder(self, plain: bool) -> Finder:
        """What finds the beginnings."""
        return _finder(self.words, plain)


@cache
def _finder(words: tuple[bytes, ...], plain: bool) -> Finder:
    return finder(list(map(Word, words)), plain=plain)


def expressions_of_labels() -> list[tuple[str, str]]:
    """What each label announces and how it is written, in the order in which they are tried."""
    return [(kind, f"(?i:{word.replace(' ', ' ?')}){_ENDS}") for kind, word in _words()]


def _words() -> list[tuple[str, str]]:
    return [(kind, word) for kind, words in WORDS.items() for word in _alternatives(words)]


@cache
def _heads() -> _Heads:
    labels = _words()
    by_head: dict[bytes, list[int]] = {head: [] for head in (b" office", b" work", b" home", b" direct")}
    for row, (_, word) in enumerate(labels):
        by_head.setdefault(_head(word), []).append(row)
    kinds = (frozenset(labels[row][0] for row in rows) or frozenset({"PHONE_NUMBER"}) for rows in by_head.values())
    expressions = ((kind, re.compile(expression)) for kind, expression in expressions_of_labels())
    signs = {head[1:].decode(): number for number, head in enumerate(by_head) if head.startswith(_SIGN)}
    return _Heads(tuple(by_head), signs, tuple(map(tuple, by_head.values())), tuple(kinds), tuple(expressions))


def _head(word: str) -> bytes:
    """What every text begins with that the label fits, written plainly: a blank and letters, or one sign."""
    found = _HEAD.match(word)
    if not found:
        raise ValueError("a label must begin with letters that are always there")
    letters = found.group().replace("\\", "")
    letters = letters[:-1] if word[found.end() : found.end() + 1] in _OPTIONAL else letters
    if _MONEY.match(letters):
        return _SIGN + letters[:1].encode()
    plain = letters.encode("latin-1", "replace").translate(PLAINLY)
    return b" " + (plain.split(b" ")[0] if plain[1:2] != b" " else plain)


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
