"""Dates as people write them: read into a day, and written back in the same manner.

A day of the week in front and a time of day behind belong to the manner: the first is written anew for another day, the
second stays as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})")
_NUMERIC = re.compile(r"(?P<day>\d{1,2})(?P<mark> ?[-/. ] ?)(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4}|\d\d)")
_DAY_FIRST = re.compile(
    rf"(?i)(?P<day>\d{{1,2}})(?P<th> ?(?:st|nd|rd"
    rf"|th))?(?P<of>(?: of)?[ \-./]){NAME}(?P<dot>\.?)(?P<gap>,?[ \-./])(?P<year>\d{{4}}|\d\d)"
)
_MONTH_FIRST = re.compile(
    rf"(?i){NAME}(?P<dot>\.?)(?P<of>[ \-])(?P<day>\d{{1,2}})(?P<th> ?(?:st|nd|rd|th))?(?P<gap>,? ?)(?P<year>\d{{4}})"
)
_WEEKDAY = re.compile(
    r"(?i)(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
    r"(\.?,? +(?:the +)?)"
)
TIME = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d)(?:[:.][0-5]\d(?:[.,]\d+)?)?(?: ?(?P<half>[ap])\.?m\.?)?"
    r"| ?(?P<only>[ap])\.?m\.?)(?:Z| ?[+-]\d\d:?\d\d| ?(?:UTC|GMT|BST))?"
)
"""A time of day: the hour, with minutes or "am" or "pm"."""
_BEHIND = re.compile(rf"(?i)(?:T|,? +(?:at +)?){TIME}$")
PIVOT = 30
"""Two digits up to this are years of this century, above it of the last."""


@dataclass(frozen=True, slots=True)
class Written:
    """A day, and the manner in which it was written. ``before`` is the day of the week, ``behind`` the time of day."""

    day: date
    form: re.Match[str]
    month_first: bool = False
    before: re.Match[str] | None = None
    behind: str = ""

    def __repr__(self) -> str:
        return "Written()"

    def again(self, day: date) -> str:
        """Another day, written in the same manner."""
        weekday = like_name(self.before[1], _DAYS[day.weekday()]) + self.before[2] if self.before else ""
        return f"{weekday}{self._again(day)}{self.behind}"

    def _again(self, day: date) -> str:
        if self.form.re is _ISO:
            mark = self.form["mark"]
            return f"{day.year:04d}{mark}{like(self.form['month'], day.month)}{mark}{like(self.form['day'], day.day)}"
        year = f"{day.year:04d}" if len(self.form["year"]) == 4 else f"{day.year % 100:02d}"
        if self.form.re is _NUMERIC:
            first, second = (day.month, day.day) if self.month_first else (day.day, day.month)
            mark = self.form["mark"]
            return f"{like(self.form['day'], first)}{mark}{like(self.form['month'], second)}{mark}{year}"
        return self._in_words(day, year)

    def _in_words(self, day: date, year: str) -> str:
        form = self.form
        name = like_name(form["name"], MONTHS[day.month - 1])
        number = padded(form["day"], day.day) + (ordinal(day.day) if form["th"] else "")
        dot, of, gap = form["dot"], form["of"], form["gap"]
        return (
            f"{name}{dot}{of}{number}{gap}{year}" if form.re is _MONTH_FIRST else f"{number}{of}{name}{dot}{gap}{year}"
        )


def parsed(text: str) -> Written | None:
    """The day that *text* names, if it names one and nothing else. Of 4/5/2020 the day comes first, as in Britain."""
    value = text.strip()
    before = _WEEKDAY.match(value)
    value = value[before.end() :] if before else value
    whole = _core(value, before, "")
    behind = None if whole else _BEHIND.search(value)
    return _core(value[: behind.start()], before, behind.group()) if behind else whole


def _core(value: str, before: re.Match[str] | None, behind: str) -> Written | None:
    for regex in (_ISO, _NUMERIC, _DAY_FIRST, _MONTH_FIRST):
        form = regex.fullmatch(value)
        if form:
            return _read(form, before, behind)
    return None


def _read(form: re.Match[str], before: re.Match[str] | None, behind: str) -> Written | None:
    month = month_number(form["name"]) if "name" in form.groupdict() else int(form["month"])
    day, swapped = int(form["day"]), False
    if form.re is _NUMERIC and month > 12 >= day:
        day, month, swapped = month, day, True
    try:
        return Written(date(_year(form["year"]), month, day), form, swapped, before, behind)
    except ValueError:
        return None


def month_number(name: str) -> int:
    """Which month a name or its beginning stands for, from 1."""
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= PIVOT else 1900)


def like(model: str, number: int) -> str:
    """A number with two digits where its model has two."""
    return f"{number:02d}" if len(model) == 2 else str(number)


def padded(model: str, number: int) -> str:
    """A number with a nought in front where its model has one."""
    return f"{number:02d}" if model.startswith("0") else str(number)


def like_name(model: str, name: str) -> str:
    """A name of a month or day, short and in capitals where its model is. "May" is no short form."""
    short = len(model) <= 4 and model.lower() not in ("may", "june", "july")
    name = name[:3] if short and name != "may" else name
    return name.upper() if model.isupper() else name.title() if model[0].isupper() else name


def ordinal(number: int) -> str:
    """The ending that makes a number an ordinal one: "st" for 21."""
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
