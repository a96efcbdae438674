"""Rows of the table: dates, dates of birth and ages."""

from __future__ import annotations

from dataclasses import replace

from redact.detect import checks
from redact.detect.patterns import Mark, Near, Number, Pattern, Words

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?"
    r"|dec(?:ember)?)\.?"
)
_DAY = r"(?:[0-3]?\d)(?: ?(?:st|nd|rd|th))?"
_CLOCK = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?"
_FIGURES = (
    r"(?:\d{4}([\-/.])\d{1,2}\1\d{1,2}"
    + _CLOCK
    + r"|\d{1,2}([/.\-])\d{1,2}\2(?:\d{4}|\d\d)|\d{1,2} [/.\-] \d{1,2} [/.\-] \d{4}"
    r"|\d{1,2} \d{1,2} (?:19|20)\d\d)"
)
_DAY_FIRST = rf"{_DAY}(?:(?: of)?[ \-./]{{1,2}}{_MONTH},?[ \-./]{{1,2}}(?:\d{{4}}|'?\d\d)|{_MONTH}\d{{2,4}})"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_BY_DAY = Mark(rf"(?i:[0-9](?: ?(?:st|nd|rd|th))?(?: of)?[ \-./]{{0,2}}(?:{'|'.join(_MONTHS)}))", before=1)
_BY_MONTH = Words(_MONTHS)


def _alone(form: str) -> str:
    """The form where nothing joins it to more."""
    return rf"(?i)(?<![\w.\-/])(?:{form})(?!\w|[.\-/]\d)"


_BIRTH = r"(?:dob\.?|d\.o\.b\.?|d/o/b|date of birth|birth ?date|birthday|born|birth)"
_DECADES = r"(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen"
    r"|nineteen)"
)
_YEARS = rf"(?:\d{{1,3}}(?:\.5|½)?|{_TENS}(?:[ \-]{_SMALL})?|{_SMALL})"
_GROUP = (
    r"(?! ?(?:[a-z]{3,}s\b|\+|-\d|to \d|and \d|or \d|(?:or|and) (?:over|above|under|younger|older|more|below|up)|%))"
)


def _date(name: str, form: str, near: Near, source: str) -> Pattern:
    return Pattern(
        name=name,
        entity_type="DATE_TIME",
        regex=_alone(form),
        form=(0.0, 0.0),
        check=checks.date,
        holds=(0.6, 0.6),
        near=near,
        source=source,
    )


def _part(name: str, form: str, near: Near, source: str) -> Pattern:
    return Pattern(name=name, entity_type="DATE_TIME", regex=_alone(form), form=(0.45, 0.45), near=near, source=source)


_DATES = (
    _date("date", _FIGURES, Number(), "ISO 8601 and the usual ways of writing dates in figures"),
    _date("date with its month in letters", _DAY_FIRST, _BY_DAY, "how dates are written in Europe"),
    _date(
        "date that begins with its month",
        rf"{_MONTH}[ \-]{_DAY},? ?\d{{4}}",
        _BY_MONTH,
        "how dates are written in North America",
    ),
    _part(
        "day and month",
        rf"[0-3]?\d(?:st|nd|rd|th)?(?: of |[ \-]){_MONTH}(?!,?[ \-./]{{1,2}}(?:\d{{4}}|'\d\d)(?!\d))",
        _BY_DAY,
        "a date without its year",
    ),
    _part(
        "month with a day or a year",
        rf"(?<!\d )(?<!\d[snrt][tdh] )(?:{_MONTH}[ \-]\d{{4}}|{_MONTH}-\d\d|{_MONTH} {_DAY}(?!,? ?\d{{4}}))",
        _BY_MONTH,
        "a date without its year or its day",
    ),
    _part("month and year in figures", r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d", Number(), "a date without its day"),
)


def _of_birth(row: Pattern) -> Pattern:
    """The same form as a date of birth, which it is only behind a word for birth."""
    return replace(
        row,
        name=f"{row.name}, of birth",
        entity_type="DATE_OF_BIRTH",
        labels=("DATE_OF_BIRTH",),
        once=True,
        form=(0.0, 0.0) if row.check else (0.0, 0.8),
        holds=(0.0, 0.92),
        fails=(0.0, 0.6),
        source="a date after a word for birth",
    )


ROWS = (
    *_DATES,
    *map(_of_birth, _DATES),
    Pattern(
        name="date of birth in figures",
        entity_type="DATE_OF_BIRTH",
        regex=(
            rf"(?i)(?<![a-z]){_BIRTH}(?: is| was| on| in)?[ :=]{{1,3}}(?:c\. ?|circa |about )?(?P<x>\d{{8}}"
            rf"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d|(?:19|20)\d\d)(?![\w\-/.]\d|\w)"
        ),
        form=(0.8, 0.8),
        near=Words(("dob", "d.o.b", "d/o/b", "birth", "born"), before=8),
        source="a year, six or eight figures after a word for birth",
    ),
    Pattern(
        name="age in years, months or weeks",
        entity_type="AGE",
        regex=(
            rf"(?i)(?<![\w.,£$€\-])(?P<x>{_YEARS})[ \-]?(?:years?|yrs?|months?|mths?|weeks?|wks?"
            rf"|days?)[ \-]?(?:of[ \-]age|old)\b"
        ),
        form=(0.8, 0.8),
        near=Words(("old", "of age", "of-age"), before=40),
        source="how ages are written",
    ),
    Pattern(
        name="age by its label",
        entity_type="AGE",
        regex=(
            rf"(?i)(?<![a-z])(?:aged?|age of|age is|turn(?:s|ed|ing)?|when (?:he|she|they|i) (?:was|were))(?: about"
            rf"| around"
            rf"| approximately)?[\"']?[ :=]{{1,3}}(?P<x>{_YEARS})(?![\w.,/:]\d|\w){_GROUP}"
        ),
        form=(0.7, 0.7),
        near=Words(("age", "turn", "when he ", "when she ", "when they ", "when i ")),
        source="how ages are written",
    ),
    Pattern(
        name="age in short",
        entity_type="AGE",
        regex=r"(?i)(?<![\w.,])(?P<x>\d{1,3}) ?(?:y\.?/?o\.?|yrs)(?!\w)",
        form=(0.6, 0.6),
        near=Mark(r"[0-9] ?[yY]", before=2),
        source="medical notes",
    ),
    Pattern(
        name="age after a name",
        entity_type="AGE",
        regex=(
            r"(?<=[a-z]), (?P<x>[1-9]\d?)(?=,? (?:of|from|was|who|has|is|lives|appeared|pleaded|admitted|said"
            r"|and (?:his|her))\b|\),|, [a-z])"
        ),
        form=(0.5, 0.5),
        near=Mark(r", [0-9]", before=0),
        source="newspapers",
    ),
    Pattern(
        name="age in tens",
        entity_type="AGE",
        regex=rf"(?i)\bin (?:his|her|their|my) (?:early |mid[ \-]?|late )?(?P<x>\d0'?s|{_DECADES}|teens)\b",
        form=(0.55, 0.55),
        near=Words(("in his ", "in her ", "in their ", "in my ")),
        source="descriptions of people",
    ),
)
