"""Runs of figures, words for figures and letters, as they are read out: "07700, 900, 1-2-3", "Q Q 1 2 3 4 5 6 C".

In a window a run counts from three digits on, whatever its length should be: a listener loses digits, and a number that
is interrupted comes in pieces. Outside of windows its length must tell. Sums, times, dates and measures are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect import checks
from redact.detect.labels import NOT_PERSONAL
from redact.detect.patterns import Match
from redact.detect.spoken.runs import ASKED, Run, runs
from redact.detect.spoken.whole import FULL, joins, whole
from redact.detect.spoken.windows import Window, Windows, match

_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?")
_DATE = re.compile(r"\d{1,2}[ .\-/]\d{1,2}[ .\-/](?:19|20)?\d\d$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_CLOCK = re.compile(r"\d{1,2}[.:]\d\d$")
_TIME = re.compile(r"(?i)\d{1,2}[.: ][0-5]\d$|(?:1[0-2]|[1-9])[0-5][05]$")
_AT_TIME = re.compile(r"(?i)\b(?:at|by|from|until|till|before|after|to|past) $")
_AGAIN = 5
"""Digits of a number that is said once more, when it has been said to the end: fewer are something else."""
_HOUR = 2
"""Letters of what is an hour after "at" or "until", whatever was asked for."""
_MEASURE = re.compile(
    r"(?i)[ -]?(?:pounds?|pence|p\b|euros?|dollars?|cents?|quid|percent|per cent|%|seconds?|minutes?|hours?"
    r"|days?|weeks?"
    r"|months?|years?|people|miles?|met(?:er|re)s?|kilos?\b|kilomet|grams?|degrees|o'?clock|[ap]\.?m\b|times"
    r"|boxes|pens"
    r"|square|points?|goals?|thousand|million|billion)"
)
_MONEY = re.compile(r"[£$€] ?$")

_FEWEST = {"UK_VEHICLE_REGISTRATION": 1, "UK_POSTCODE": 1, "UK_NINO": 2, "CASE_REFERENCE": 2, "PHONE_NUMBER": 4}
_WEAK = frozenset({"UK_COMPANY_NUMBER", "UK_CHARITY_NUMBER", "UK_VEHICLE_REGISTRATION"})
_SAID = "what was said before says what it is; the number of digits fits"
_REPEATED = "the same number was said before"
_LENGTH = "the number of digits fits"


def figures(text: str, opened: Windows) -> Iterator[Match]:
    """The runs that identify somebody, by the window in which they stand, else by their length."""
    spent: dict[Window, int] = {}
    known: dict[str, str] = {}
    for row in _rows(text, opened):
        run = row[0] if len(row) == 1 else Run(row[0].start, row[-1].end, "".join(each.written for each in row))
        window = opened.at(run.start)
        if window and _answers(window, run, spent.get(window)):
            spent[window] = spent.get(window, 0) + len(run.digits)
            score = 0.7 if window.kind in _WEAK else 0.85
            known[run.written] = window.kind
            yield match(window.kind, whole(text, window, run), score, _SAID)
        elif run.written in known and len(run.digits) >= _AGAIN:
            yield match(known[run.written], (run.start, run.end), 0.7, _REPEATED)
        elif not window or window.kind != NOT_PERSONAL:
            for each in row:
                yield from _by_length(each)
        elif len(run.digits) >= 10:
            yield from _by_length(run)


def _rows(text: str, opened: Windows) -> Iterator[list[Run]]:
    """The runs one by one; where a number was asked for, those with no more than misheard figures between them as one.

    "07700, I know her, 295": what stands between two pieces of a number within a sentence are figures too.
    """
    row: list[Run] = []
    for run in runs(text, opened):
        window = opened.at(run.start)
        asked = bool(window and window.kind in ASKED)
        if _harmless(text, run, asked):
            continue
        if row and not (asked and opened.at(row[0].start) == window and joins(text[row[-1].end : run.start])):
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _answers(window: Window, run: Run, spent: int | None) -> bool:
    """Whether the run can be what the window is for, or the next piece of it: then two digits are enough."""
    most = ASKED.get(window.kind)
    if most is None:
        return False
    fewest = _FEWEST.get(window.kind, 3)
    if spent:
        fewest = 2 if spent < FULL.get(window.kind, 99) else _AGAIN
    return fewest <= len(run.digits) <= most - (spent or 0) or (not spent and len(run.digits) > most)


def _harmless(text: str, run: Run, asked: bool) -> bool:
    """Whether it is a sum, a measure or the like; dates and times are not looked for where a number was asked for."""
    said = text[run.start : run.end]
    if _MEASURE.match(text, run.end) and len(run.digits) < 7:
        return True
    shaped = _YEAR.match(said) or (not asked and (_GROUPED.fullmatch(said) or _DATE.match(said) or _CLOCK.match(said)))
    if (_TIME.match(said) or len(said) <= _HOUR) and _AT_TIME.search(text, max(run.start - 8, 0), run.start):
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
