"""Dates as people write them: read into a day, and written back in the same manner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = "january february march april may june july august september october november december".split()
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})(?P<mark> ?[-/. ] ?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)")
_DAY_FIRST = re.compile(
    rf"(?i)(?P<day>\d{{1,2}})(?P<th> ?(?:st|nd|rd"
    rf"|th))?(?P<of>(?: of)?[ \-./]){_NAME}(?P<dot>\.?)(?P<gap>,?[ \-./])(?P<year>\d{{4}}|\d\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?i){_NAME}(?P<dot>\.?)(?P<of>[ \-])(?P<day>\d{{1,2}})(?P<th> ?(?:st|nd|rd|th))?(?P<gap>,? ?)(?P<year>\d{{4}})"
)
PIVOT = 30
"""Two digits up to this are years of this century, above it of the last."""


@dataclass(frozen=True, slots=True)
class Written:
    """A day, and the manner in which it was written."""

    day: date
    form: re.Match[str]
    month_first: bool = False

    def again(self, day: date) -> str:
        """Another day, written in the same manner."""
        if self.form.re is _ISO:
            mark = self.form["mark"]
            return f"{day.year:04d}{mark}{_like(self.form['month'], day.month)}{mark}{_like(self.form['day'], day.day)}"
        year = f"{day.year:04d}" if len(self.form["year"]) == 4 else f"{day.year % 100:02d}"
        if self.form.re is _NUMERIC:
            first, second = (day.month, day.day) if self.month_first else (day.day, day.month)
            mark = self.form["mark"]
            return f"{_like(self.form['day'], first)}{mark}{_like(self.form['month'], second)}{mark}{year}"
        return self._in_words(day, year)

    def _in_words(self, day: date, year: str) -> str:
        form = self.form
        name = _MONTHS[day.month - 1] if len(form["name"]) > 3 or day.month == 5 else _MONTHS[day.month - 1][:3]
        name = name.upper() if form["name"].isupper() else name.title() if form["name"][0].isupper() else name
        number = _like(form["day"], day.day) + (_ordinal(day.day) if form["th"] else "")
        dot, of, gap = form["dot"], form["of"], form["gap"]
        return (
            f"{name}{dot}{of}{number}{gap}{year}" if form.re is _MONTH_FIRST else f"{number}{of}{name}{dot}{gap}{year}"
        )


def parsed(text: str) -> Written | None:
    """The day that *text* names, if it names one and nothing else. Of 4/5/2020 the day comes first, as in Britain."""
    value = text.strip()
    for regex in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST):
        form = regex.fullmatch(value)
        if form:
            return _read(form)
    return None


def _read(form: re.Match[str]) -> Written | None:
    month = _month(form["name"]) if "name" in form.groupdict() else int(form["month"])
    day, swapped = int(form["day"]), False
    if form.re is _NUMERIC and month > 12 >= day:
        day, month, swapped = month, day, True
    try:
        return Written(date(_year(form["year"]), month, day), form, swapped)
    except ValueError:
        return None


def _month(name: str) -> int:
    return next(number for number, month in enumerate(_MONTHS, 1) if month.startswith(name.lower()[:3]))


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= PIVOT else 1900)


def _like(model: str, number: int) -> str:
    return f"{number:02d}" if len(model) == 2 else str(number)


def _ordinal(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
