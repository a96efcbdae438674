"""What the properties of calendars and cards hold: words of people, form, or what nobody needs to see the entry.

By default a property that is not known goes. Its words, where it has any, are looked at under the name that says what
they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

TEXTS = {
    "FN": "full name",
    "NICKNAME": "nickname",
    "TEL": "telephone",
    "EMAIL": "e-mail",
    "IMPP": "user name",
    "TITLE": "job title",
    "ROLE": "role",
    "NOTE": "note",
    "BDAY": "date of birth",
    "DEATHDATE": "date of death",
    "ANNIVERSARY": "anniversary",
    "BIRTHPLACE": "place of birth",
    "DEATHPLACE": "place of death",
    "GEO": "coordinates",
    "RELATED": "contact",
    "AGENT": "agent",
    "MEMBER": "member",
    "LABEL": "address",
    "GENDER": "sex",
    "URL": "web site",
    "CATEGORIES": "categories",
    "SUMMARY": "summary",
    "DESCRIPTION": "description",
    "LOCATION": "location",
    "COMMENT": "comment",
    "CONTACT": "contact",
    "ATTENDEE": "attendee",
    "ORGANIZER": "organiser",
    "RESOURCES": "resources",
    "STYLED-DESCRIPTION": "description",
    "CONFERENCE": "conference",
    "NAME": "name of the calendar",
    "X-WR-CALNAME": "name of the calendar",
    "X-WR-CALDESC": "description",
    "X-SKYPE": "skype",
    "X-PHONETIC-FIRST-NAME": "first name",
    "X-PHONETIC-LAST-NAME": "last name",
}
"""Properties with words of people, and what these are."""
PIECES = {
    "N": ("last name", "first name", "middle name", "title", "suffix"),
    "ADR": ("address", "address", "address", "town", "county", "postcode", "country"),
    "ORG": ("organisation", "department", "department"),
}
"""Properties whose value has pieces."""
FORM = frozenset(
    (
        "BEGIN END VERSION CALSCALE METHOD DTSTART DTEND DUE DURATION COMPLETED RRULE RDATE EXDATE EXRULE RECURRENCE-ID"
        " STATUS CLASS TRANSP PRIORITY SEQUENCE PERCENT-COMPLETE FREEBUSY TRIGGER REPEAT ACTION TZID TZOFFSETFROM"
        " TZOFFSETTO TZNAME KIND LANG TZ SORT-STRING REQUEST-STATUS REFRESH-INTERVAL"
    ).split()
)
"""Properties that say when and how."""
FILES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "ATTACH", "IMAGE"})
_MARKS = frozenset(
    (
        "TYPE PREF LANGUAGE VALUE CUTYPE ROLE PARTSTAT RSVP FBTYPE RANGE RELATED RELTYPE TZID PID INDEX DISPLAY FMTTYPE"
        " HOME WORK CELL VOICE FAX INTERNET POSTAL PARCEL DOM INTL MSG PAGER VIDEO JPEG PNG GIF"
    ).split()
)
"""Marks that say nothing of anybody, where their values are plain."""
_WORDED = {"CN": "name", "EMAIL": "e-mail", "LABEL": "address", "SORT-AS": "name"}
_PLAIN = re.compile(r'"?[A-Za-z0-9_\-/,.+]*"?')
_FORM_VALUE = re.compile(r"[A-Za-z0-9:;,=+\-./ ]*")
_PIECE = re.compile(r"(?:\\.|[^\\;])*+;|[^;]*;", re.DOTALL)
_ADDRESSES = frozenset(
    "ATTENDEE ORGANIZER URL MEMBER RELATED CONFERENCE IMPP TEL GEO BDAY DEATHDATE ANNIVERSARY".split()
)
"""Properties whose value is an address, a number or a date, in which nothing is escaped."""
COMPONENTS = frozenset(
    (
        "VCALENDAR VEVENT VTODO VJOURNAL VFREEBUSY VTIMEZONE STANDARD DAYLIGHT VALARM VCARD VAVAILABILITY AVAILABLE"
        " PARTICIPANT VLOCATION VRESOURCE"
    ).split()
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_DATED = frozenset({"BDAY", "DEATHDATE", "ANNIVERSARY", "GEO"})
"""Properties that can hold nothing but a date or a place in numbers."""


def stays(name: str) -> bool:
    """Whether a property is known to be needed."""
    return name in TEXTS or name in PIECES or name in FORM or name in FILES


def is_form(name: str, value: str) -> bool:
    """Whether a property says when or how, and in a form that can say nothing else."""
    return name in FORM and _FORM_VALUE.fullmatch(value) is not None


def is_only_dated(name: str) -> bool:
    """Whether a property can hold no words: what is changed in it takes it away."""
    return name in _DATED


def worded(mark: str) -> str:
    """What the words in a mark are; empty where it holds none."""
    return _WORDED.get(mark, "")


def is_plain(mark: str, value: str) -> bool:
    """Whether a mark stays as it is."""
    return mark in _MARKS and _PLAIN.fullmatch(value) is not None


def unescaped(value: str) -> str:
    """A text as a person reads it."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def escaped(text: str) -> str:
    """A text as it stands in a value."""
    slashed = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return slashed.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def pieces(value: str) -> list[str]:
    """The pieces of a value, divided by semicolons that are not escaped."""
    return [found[0][:-1] for found in _PIECE.finditer(f"{value};")]


def words_of(name: str, value: str) -> list[tuple[int, str, str]]:
    """The number, the words and the meaning of each piece of a value."""
    if name not in PIECES:
        return [(0, value if name in _ADDRESSES else unescaped(value), TEXTS.get(name, ""))]
    meanings = PIECES[name]
    return [
        (number, unescaped(piece), meanings[min(number, len(meanings) - 1)])
        for number, piece in enumerate(pieces(value))
    ]


def value_of(name: str, words: Sequence[str]) -> str:
    """The value with these words in its pieces."""
    if name in _ADDRESSES:
        return " ".join("".join(words).split())
    return ";".join(map(escaped, words))
