"""Runs of figures, words for figures and letters, as they are read out: "07700, 900, 1-2-3", "Q Q 1 2 3 4 5 6 C".

In a window a run counts from three digits on, whatever its length should be: a listener loses digits, and a number that
is interrupted comes in pieces. Outside of windows its length must tell. Sums, times, dates and measures are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from redact.detect import checks
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Match
from redact.detect.spoken.tokens import FIGURES, LIKE, LOOSE, NATO, RUN, SOUND_LIKE, TENS, TIMES, WORD
from redact.detect.spoken.windows import Window, Windows, after_lead, match

_LAST_LIKE = re.compile(rf"(?i)(?:[ ,.\-]{{1,3}}{LIKE})+$")
_NEXT_SENTENCE = re.compile(r"[.,] (?:I|A|a)(?:[ .].*)?$")
_PIECE = re.compile(rf"(?i)(?:(double|treble|triple)[ \-])?(\d+|{WORD}|{TENS}|{LIKE}|{NATO}|[a-z])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?")
_DATE = re.compile(r"\d{1,2}[ .\-/]\d{1,2}[ .\-/](?:19|20)?\d\d$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_TAIL = re.compile(
    rf"(?i)(?:[ ,\-]{{1,2}}(?:\w{{1,4}} for \w+|(?:{NATO})(?!\w)|(?-i:[A-Z]{{1,3}})(?![\w'])(?<! [IA])))+"
)
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d$")
_TIME = re.compile(r"(?i)\d{1,2}[.:]\d\d$|(?:1[0-2]|[1-9])[0-5][05]$")
_AT_TIME = re.compile(r"(?i)\b(?:at|by|from|until|till|before|after|to|past) $")
_MEASURE = re.compile(
    r"(?i)[ -]?(?:pounds?|pence|p\b|euros?|dollars?|cents?|quid|percent|per cent|%|seconds?|minutes?|hours?"
    r"|days?|weeks?"
    r"|months?|years?|people|miles?|met(?:er|re)s?|kilos?\b|kilomet|grams?|degrees|o'?clock|[ap]\.?m\b|times"
    r"|boxes|pens"
    r"|square|points?|goals?|thousand|million|billion)"
)
_MONEY = re.compile(r"[£$€] ?$")

_MOST = {
    "PHONE_NUMBER": 16, "UK_NHS": 13, "CREDIT_CARD": 22, "UK_BANK_ACCOUNT": 16, "UK_NINO": 9, "UK_PASSPORT": 12,
    "UK_UTR": 12, "UK_COMPANY_NUMBER": 9, "UK_CHARITY_NUMBER": 9, "UK_DRIVING_LICENCE": 16,
    "UK_VEHICLE_REGISTRATION": 5, "UK_POSTCODE": 5, "CASE_REFERENCE": 20, "US_SSN": 11, "NATIONAL_ID": 20,
    "IBAN_CODE": 34, "IMEI": 18,
}  # fmt: skip
_FEWEST = {"UK_VEHICLE_REGISTRATION": 1, "UK_POSTCODE": 1, "UK_NINO": 2, "CASE_REFERENCE": 2, "PHONE_NUMBER": 4}
_CODES = frozenset({"UK_NINO", "UK_POSTCODE", "CASE_REFERENCE", "UK_PASSPORT", "UK_VEHICLE_REGISTRATION"})
_WEAK = frozenset({"UK_COMPANY_NUMBER", "UK_CHARITY_NUMBER", "UK_VEHICLE_REGISTRATION"})
_SAID = "what was said before says what it is; the number of digits fits"
_LENGTH = "the number of digits fits"


@dataclass(frozen=True, slots=True)
class Run:
    """Figures and letters in a row: where, and as one would write them."""

    start: int
    end: int
    written: str

    @property
    def digits(self) -> str:
        return checks.digits_of(self.written)


def figures(text: str, opened: Windows) -> Iterator[Match]:
    """The runs that identify somebody, by the window in which they stand, else by their length."""
    spent: dict[Window, int] = {}
    for run in runs(text, opened):
        window = opened.at(run.start)
        asked = bool(window and window.kind in _MOST)
        if _harmless(text, run, asked):
            continue
        if window and _answers(window, run, spent.get(window)):
            spent[window] = spent.get(window, 0) + len(run.digits)
            score = 0.7 if window.kind in _WEAK else 0.85
            place = _widened(text, window, run) if window.kind in _CODES else (run.start, run.end)
            yield match(window.kind, place, score, _SAID)
        elif not window or window.kind != NOT_PERSONAL or len(run.digits) >= 10:
            yield from _by_length(run)


def runs(text: str, opened: Windows) -> Iterator[Run]:
    """Every run with a digit in it; where a number was asked for, also what figures are misheard as."""
    reached = 0
    for strict in RUN.finditer(text):
        if strict.start() < reached:
            continue
        window = opened.at(strict.start())
        first, last = strict.span()
        if window and window.kind in _MOST:
            first, last = _loosely(text, (first, last), max(reached, window.start))
        end = _end(text, first, last)
        written = "".join(_plain(piece) for piece in _PIECE.finditer(text, first, end))
        if any(map(str.isdigit, written)):
            reached = end
            yield Run(first, end, written)


def _end(text: str, first: int, last: int) -> int:
    """Without the first word of the next sentence: "I", "A", or the "One" of "One moment"."""
    said = _NEXT_SENTENCE.sub("", text[first:last])
    if re.match(r" [a-z]", text[last : last + 2]):
        said = re.sub(r"[.?!] [A-Z][a-z]+$", "", said)
    return first + len(said.rstrip(" ,.-"))


def _loosely(text: str, place: tuple[int, int], floor: int) -> tuple[int, int]:
    for found in LOOSE.finditer(text, max(floor, place[0] - 24)):
        if found.start() <= place[0] < found.end():
            end = _LAST_LIKE.sub("", found.group())
            return found.start(), max(found.start() + len(end), place[1])
        if found.start() > place[0]:
            break
    return place


def _plain(piece: re.Match[str]) -> str:
    value = SOUND_LIKE.get(piece.group(2).lower(), piece.group(2).lower())
    if re.fullmatch(TENS, value):
        return "00" if value.endswith("ty") else "11"
    return (FIGURES.get(value, value if len(value) == 1 or value.isdigit() else value[0])) * TIMES.get(
        (piece.group(1) or "").lower(), 1
    )


def _answers(window: Window, run: Run, spent: int | None) -> bool:
    """Whether the run can be what the window is for, or the next piece of it: then two digits are enough."""
    most = _MOST.get(window.kind)
    if most is None:
        return False
    fewest = 2 if spent else _FEWEST.get(window.kind, 3)
    return fewest <= len(run.digits) <= most - (spent or 0) or (not spent and len(run.digits) > most)


def _widened(text: str, window: Window, run: Run) -> tuple[int, int]:
    """With letters before and after that were heard as words: between "it's" and the figures nothing else is said."""
    start, lead = run.start, after_lead(text, window)
    if lead < start and len(text[lead:start].split()) <= 3 and not re.search(r"[.?!,]", text[lead:start].rstrip(" ,")):
        start = lead
    tail = _TAIL.match(text, run.end)
    return start, tail.end() if tail else run.end


def _harmless(text: str, run: Run, asked: bool) -> bool:
    """Whether it is a sum, a measure or the like; dates and times are not looked for where a number was asked for."""
    said = text[run.start : run.end]
    if _MEASURE.match(text, run.end) and len(run.digits) < 7:
        return True
    shaped = _YEAR.match(said) or (not asked and (_GROUPED.fullmatch(said) or _DATE.match(said) or _CLOCK.match(said)))
    if _TIME.match(said) and _AT_TIME.search(text, max(run.start - 8, 0), run.start):
        return True
    return bool(shaped or _MONEY.search(text[max(run.start - 2, 0) : run.start]))


def _by_length(run: Run) -> Iterator[Match]:
    place, count = (run.start, run.end), len(run.digits)
    if count >= 13:
        yield match("CREDIT_CARD", place, 0.55, _LENGTH)
    elif count == 10 and checks.nhs(run.digits):
        yield match("UK_NHS", place, 0.6, "the checksum holds")
    elif count >= 9 or (count >= 7 and run.digits[0] == "0"):
        yield match("PHONE_NUMBER", place, 0.6 if run.digits[0] == "0" else 0.5, _LENGTH)
    elif count >= 7 or (count >= 5 and len(run.written) > count):
        yield match("CASE_REFERENCE", place, 0.45, _LENGTH)
