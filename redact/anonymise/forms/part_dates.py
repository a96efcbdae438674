"""Dates that leave something out: a month of a year, a year alone, a day without its year; and times of day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from redact.anonymise.forms.dates import MONTHS, NAME, TIME, like, like_name, month_number, ordinal, padded

_MONTH = re.compile(rf"(?i){NAME}(?P<dot>\.?)(?P<gap>,?[ \-./])(?P<year>(?:1[5-9]|20)\d\d)")
_YEAR_MONTH = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)(?P<mark>[-/.])(?P<month>0[1-9]|1[0-2])")
_MONTH_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])(?P<mark>[-/.])(?P<year>(?:1[5-9]|20)\d\d)")
_YEAR = re.compile(r"(?P<year>(?:1[5-9]|20)\d\d)")
_DAY = re.compile(rf"(?i)(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?(?P<of>(?: of)?[ \-.]){NAME}(?P<dot>\.?)")
_DAY_LAST = re.compile(rf"(?i){NAME}(?P<dot>\.?)(?P<of>[ \-])(?P<day>\d{{1,2}})(?P<th>st|nd|rd|th)?")
_TIME = re.compile(rf"(?i){TIME}")
_ANY_YEAR = 2001
_FORMS = (_MONTH, _YEAR_MONTH, _MONTH_YEAR, _YEAR, _DAY, _DAY_LAST)


@dataclass(frozen=True, slots=True)
class InPart:
    """What a date in part says. ``day`` stands for all of it: the middle of a month or year, or a day of some year."""

    day: date
    form: re.Match[str]

    def __repr__(self) -> str:
        return "InPart()"

    @property
    def unit(self) -> str:
        """The least that it names: "day", "month" or "year"."""
        return {_YEAR: "year", _DAY: "day", _DAY_LAST: "day"}.get(self.form.re, "month")

    def again(self, day: date) -> str:
        """Another date, written in the same manner and as far as this one is."""
        form = self.form
        match form.re:
            case pattern if pattern is _YEAR:
                return f"{day.year:04d}"
            case pattern if pattern is _YEAR_MONTH:
                return f"{day.year:04d}{form['mark']}{day.month:02d}"
            case pattern if pattern is _MONTH_YEAR:
                return f"{like(form['month'], day.month)}{form['mark']}{day.year:04d}"
        name = like_name(form["name"], MONTHS[day.month - 1]) + form["dot"]
        if form.re is _MONTH:
            return f"{name}{form['gap']}{day.year:04d}"
        number = padded(form["day"], day.day) + (ordinal(day.day) if form["th"] else "")
        return f"{number}{form['of']}{name}" if form.re is _DAY else f"{name}{form['of']}{number}"


def in_part(text: str) -> InPart | None:
    """What *text* names, if it is a date in part and nothing else."""
    for regex in _FORMS:
        form = regex.fullmatch(text.strip())
        if form:
            return _read(form)
    return None


def _read(form: re.Match[str]) -> InPart | None:
    said = form.groupdict()
    month = month_number(said["name"]) if said.get("name") else int(said.get("month") or 7)
    try:
        return InPart(date(int(said.get("year") or _ANY_YEAR), month, int(said.get("day") or 15)), form)
    except ValueError:
        return None


def hour_of(text: str) -> int | None:
    """The hour of a time of day, from 0 to 23; ``None`` where *text* is anything else."""
    form = _TIME.fullmatch(text.strip())
    if not form:
        return None
    half = (form["half"] or form["only"] or "").lower()
    hour = int(form["hour"])
    return hour % 12 + (12 if half == "p" else 0) if half else hour
