"""Numbers and letters as they are said aloud and written down by a machine that listens.

"Oh seven seven double oh", "07700, 900, 1-2-3", "Q Q 1 2 3 4 5 6 C": a run of figures, words for figures and single
letters, with blanks, commas and hyphens between them. A listener loses a digit or hears one twice, so here nothing
depends on a checksum: the words before the run say what it is, else its length does. Sums of money, years and other
short or grouped numbers are left alone unless a word names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.detect import checks
from redact.detect.labels import NOT_PERSONAL, around
from redact.detect.patterns import Match, Pattern, Told

_FIGURE_WORDS = {
    "zero": "0",
    "nought": "0",
    "naught": "0",
    "nil": "0",
    "oh": "0",
    "o": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
}
_TIMES = {"double": 2, "treble": 3, "triple": 3}
_WORD = r"(?:zero|nought|naught|nil|oh|o|one|two|three|four|five|six|seven|eight|nine)(?![a-z])"
_TOKEN = rf"(?:\d+|(?:double|treble|triple)[ \-](?:\d|{_WORD})|{_WORD}|[a-z](?=[ ,.\-]|$|\d))"
_RUN = re.compile(rf"(?i)(?<![\w£$€'])\+?{_TOKEN}(?:[ ,.\-]{{1,3}}{_TOKEN}|(?<=[a-z])\d+|(?<=\d)[a-z](?!\w))*+(?![\w])")
_NEXT_SENTENCE = re.compile(r"\. (?:I|A)(?: .*)?$")
_PIECE = re.compile(rf"(?i)(?:(double|treble|triple)[ \-])?(\d+|{_WORD}|[a-z])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_SPELT = re.compile(r"(?<![\w'])[A-Z](?:(?:-|\. ?|, ?| )[A-Z]){2,24}(?![\w'])")
_MAIL = re.compile(
    r"(?i)(?<![\w.+\-])[\w+\-]{1,40}(?:(?: dot |\.| underscore | dash )[\w+\-]{1,40}){0,4} at [\w\-]{1,63}"
    r"(?:(?: dot |\.)(?:[a-z]{2,24})){1,3}(?![\w\-])|(?<![\w.])[\w.\-]{2,40}at[\w\-]{2,40}(?:\.| dot )(?:com|net|org"
    r"|uk|co|edu|gov)(?:\.uk)?(?!\w)"
)
_DATE = re.compile(r"\d{1,2}[ .\-]\d{1,2}[ .\-](?:19|20)?\d\d$|(?:19|20)\d\d$")

# by the label: type, fewest and most digits, score
_LABELLED = {
    "PHONE_NUMBER": (5, 16, 0.85),
    "UK_NHS": (8, 12, 0.9),
    "CREDIT_CARD": (11, 21, 0.9),
    "UK_BANK_ACCOUNT": (5, 16, 0.85),
    "UK_NINO": (5, 7, 0.85),
    "UK_PASSPORT": (7, 10, 0.85),
    "UK_UTR": (9, 11, 0.85),
    "UK_UPN": (11, 13, 0.85),
    "UK_ULN": (9, 11, 0.85),
    "UK_COMPANY_NUMBER": (6, 8, 0.7),
    "UK_CHARITY_NUMBER": (6, 8, 0.7),
    "UK_DRIVING_LICENCE": (5, 12, 0.8),
    "UK_VEHICLE_REGISTRATION": (1, 4, 0.7),
    "UK_POSTCODE": (2, 3, 0.7),
    "CASE_REFERENCE": (4, 20, 0.75),
    "US_SSN": (8, 10, 0.85),
    "NATIONAL_ID": (7, 18, 0.7),
    "DATE_OF_BIRTH": (5, 8, 0.7),
    "IBAN_CODE": (10, 32, 0.85),
    "IMEI": (14, 16, 0.8),
}


@dataclass(frozen=True, slots=True)
class _Run:
    start: int
    end: int
    written: str

    @property
    def digits(self) -> str:
        return checks.digits_of(self.written)


def is_spoken(context: str) -> bool:
    """Whether the words around a part say that a machine heard it."""
    return "speech" in context.split()


def spoken(text: str) -> Iterator[Match]:
    """Identifiers in a transcript, by what was said before them or by their length."""
    for run in _runs(text):
        entity_type, score, why = _named(text, run)
        if score > 0:
            yield _match(entity_type, run.start, run.end, score, why)
    for found in _MAIL.finditer(text):
        yield _match("EMAIL_ADDRESS", *found.span(), 0.8, "the form of an address that was read out")
    for found in _SPELT.finditer(text):
        yield _match("PERSON", *found.span(), 0.6, "a word that was spelt letter by letter")


def _runs(text: str) -> Iterator[_Run]:
    for found in _RUN.finditer(text):
        end = found.start() + len(_NEXT_SENTENCE.sub("", found.group()).rstrip(" ,.-"))
        written = "".join(_plain(piece) for piece in _PIECE.finditer(text, found.start(), end))
        if any(map(str.isdigit, written)):
            yield _Run(found.start(), end, written)


def _plain(piece: re.Match[str]) -> str:
    value = piece.group(2).lower()
    return _FIGURE_WORDS.get(value, value) * _TIMES.get((piece.group(1) or "").lower(), 1)


def _named(text: str, run: _Run) -> tuple[str, float, str]:
    """What the run is, how sure that is (0: nothing), and why."""
    label = around(text, run.start, run.end, "").nearest
    count = len(run.digits)
    if label in _LABELLED:
        fewest, most, score = _LABELLED[label]
        if fewest <= count <= most:
            return label, score, "a word nearby says what it is; the number of digits fits"
    if (label == NOT_PERSONAL and count < 10) or _harmless(text, run):
        return "", 0.0, ""
    return _by_length(run, count)


def _harmless(text: str, run: _Run) -> bool:
    said = text[run.start : run.end]
    return bool(_GROUPED.fullmatch(said) or _DATE.match(said)) or text[run.start - 1 : run.start] in "£$€"[: run.start]


def _by_length(run: _Run, count: int) -> tuple[str, float, str]:
    why = "the number of digits fits"
    if count >= 13:
        return "CREDIT_CARD", 0.55, why
    if count == 10 and checks.nhs(run.digits):
        return "UK_NHS", 0.6, "the checksum holds"
    if count >= 9 or (count >= 7 and run.digits[0] == "0"):
        return "PHONE_NUMBER", 0.6 if run.digits[0] == "0" else 0.5, why
    return ("CASE_REFERENCE", 0.45, why) if count >= 7 else ("", 0.0, "")


def _match(entity_type: str, start: int, end: int, score: float, why: str) -> Match:
    row = Pattern("said aloud", entity_type, "", (score, score), "how people read numbers out")
    return Match(Told(row, score, (why,)), start, end)
