"""Dates of birth as they are said: "the third of May, nineteen forty two", "five, oh eight, forty five"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.patterns import Match
from redact.detect.spoken.tokens import UNIT
from redact.detect.spoken.windows import Window, after_lead, match

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = (
    r"(?:(?:twenty|thirty)[- ](?:first|second|third|\w{4,6}ths?)|\d{1,2}(?:st|nd|rd|th)?(?![\d:])"
    rf"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]{UNIT})?"
    rf"|(?:oh |zero )?{UNIT}|ten|eleven|twelve|\w{{2,7}}teen|first|second|third|\w{{2,9}}ths?)"
)
_CENTURY = r"(?:nineteen|twenty|two thousand(?: and)?)"
_YEAR = rf"(?:(?:19|20)\d\d|'?\d\d(?!\d)|{_CENTURY}[- ,]*{_NUMBER}(?:[- ]{UNIT})?|{_NUMBER})"
_SEP = r"(?:,? (?:of )?(?:the )?|[-/., ]{1,2})"
_DATE = re.compile(
    rf"(?i)(?<![\w£$€])(?:(?:the )?{_NUMBER}{_SEP}{_MONTH}(?:{_SEP}{_YEAR})?|{_MONTH}{_SEP}{_NUMBER}(?:{_SEP}{_YEAR})?"
    rf"|(?:the )?{_NUMBER}{_SEP}{_NUMBER}{_SEP}{_YEAR}|\d{{1,2}}[-/.]\d{{1,4}}(?:[-/.]\d{{2,4}})?|(?:19|20)\d\d"
    rf"|\d{{5,8}})s?(?!\w)"
)
_LONG_AGO = re.compile(
    rf"(?i)(?<![\w£$€])(?:(?:the )?{_NUMBER}{_SEP}{_MONTH}|{_MONTH}{_SEP}{_NUMBER}){_SEP}"
    rf"(?:19\d\d|200\d|nineteen[- ,]*{_NUMBER}(?:[- ]{UNIT})?)(?!\w)"
)
"""Day, month and a year that is a grown person's."""
_IN_PIECES = re.compile(r"(?<!\d)(?=(?:\D?\d){4,8}(?!\D?\d))\d{1,4}(?:[ ,.\-/]{1,3}\d{1,4}){1,3}(?!\w)")
"""Four to eight figures, however they were put together: "508 45"."""
_TWICE = 3
"""So many words before a date with a figure in them are its beginning, said or heard twice."""


def born(text: str, window: Window) -> Iterator[Match]:
    """The first date in a window, with what may be its beginning."""
    ways = (_DATE, _IN_PIECES)
    found = next(filter(None, (way.search(text, window.start, window.end) for way in ways)), None)
    if found:
        lead = after_lead(text, window)
        before = text[lead : found.start()]
        twice = len(before.split()) <= _TWICE and any(map(str.isdigit, before))
        place = min(lead, found.start()) if twice else found.start(), found.end()
        yield match("DATE_OF_BIRTH", place, 0.85, "what was said before asks for it")


def long_ago(text: str) -> Iterator[Match]:
    """Whole dates that nobody asked for."""
    for found in _LONG_AGO.finditer(text):
        yield match("DATE_OF_BIRTH", found.span(), 0.45, "a whole date of long ago, as that of a birth is given")
