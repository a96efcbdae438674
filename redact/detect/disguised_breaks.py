"""Numbers, codes and dates that a line break cuts in two, with the marks of a quoted mail and blanks around the break.

A number at the end of a line and one at the start of the next are far more often two than one: cells of a table, items
of a list. So breaks are joined one at a time; where several follow upon each other with nothing but numbers between
them, a table is taken for granted, unless a colon before them says that a value comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from redact.detect.disguise import Disguise
from redact.detect.normalise import View, rewritten

Joint = tuple[int, int]
"""Where a break begins and ends, with the blanks and marks of quotation around it."""

_ONWARD = re.compile(r"\n[>| \t]{0,6}+(?:(?!\d{4}-\d\d-\d\d|\d{1,2}:\d\d)\(?[0-9]|(?P<suffix>[A-D](?![A-Za-z0-9])))")
_NO_WORDS = re.compile(r"[0-9 \t.,\-/()+:;%£$€>|\r\n]*+\Z")
_ANNOUNCED = re.compile(r"[A-Za-z][^\n]{0,3}[:#][ \t]{0,3}(?:\r?\n[>| \t]{0,6})?\(?[0-9A-Z][0-9A-Z .\-]{0,24}\Z")
_MOST_LINES = 4
_SHORT_LINE = 12
_BEFORE, _AFTER = 88, 56
_OPEN = re.compile(r"[.\-/]\Z")
_SORT_CODE = re.compile(r"(?<!\d)\d\d([ \-])\d\d\1\d\d\Z")
_DIVIDED = re.compile(r"(?<=[0-9A-Z])[ \-](?=[0-9A-Z])")

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE_GOES_ON = re.compile(
    rf"\n[>| \t]{{0,6}}+(?:(?P<month>{_MONTHS}\b)|(?:[0-3]?\d(?:st|nd|rd|th)?,? )?(?:19|20)\d\d(?!\d))"
)
_ENDS_DATE = re.compile(
    rf"(?:[^\d.,/\-](?P<day>[0-3]?\d(?:st|nd|rd|th)?)|{_MONTHS}[.,]?(?: [0-3]?\d(?:st|nd|rd|th)?,?)?)[ \t\r]{{0,3}}\Z"
)


def _numbers(text: str, start: int, end: int) -> Iterator[View]:
    if text.count("\n", start, end) > _MOST_LINES and _NO_WORDS.match(text, start, end):
        return
    for joints in _runs(text, list(_joints(text, start, end))):
        if len(joints) == 1 or _one_value(text, joints):
            edits = [(*joint, _sign_between(text, *joint)) for joint in joints]
            first, last = joints[0][0], joints[-1][1]
            yield rewritten(text, edits, max(first - _BEFORE, 0), min(last + _AFTER, len(text)))


def _joints(text: str, start: int, end: int) -> Iterator[Joint]:
    for onward in _ONWARD.finditer(text, start, end):
        first = _line_end(text, onward.start())
        before = text[first - 1 : first] if first else "\n"
        if before.isdecimal() or (not onward["suffix"] and (before in ")./-" or "A" <= before <= "Z")):
            yield first, onward.start("suffix") if onward["suffix"] else _line_start(onward)


def _line_end(text: str, newline: int) -> int:
    """Where the line ends without the blanks behind it."""
    return newline - len(text[max(newline - 4, 0) : newline]) + len(text[max(newline - 4, 0) : newline].rstrip(" \t\r"))


def _line_start(onward: re.Match[str]) -> int:
    return onward.end() - len(onward.group().lstrip("\n>| \t"))


def _runs(text: str, joints: list[Joint]) -> Iterator[list[Joint]]:
    """Breaks, those together between which only numbers stand."""
    run: list[Joint] = []
    for joint in joints:
        if run and not _NO_WORDS.match(text, run[-1][1], joint[0]):
            yield run
            run = []
        run.append(joint)
    if run:
        yield run


def _one_value(text: str, joints: list[Joint]) -> bool:
    short = all(below[0] - above[1] <= _SHORT_LINE for above, below in pairwise(joints))
    return (
        len(joints) < _MOST_LINES
        and short
        and _ANNOUNCED.search(text[max(joints[0][0] - 48, 0) : joints[0][0]]) is not None
    )


def _sign_between(text: str, start: int, end: int) -> str:
    """What stands for the break: the sign that divides the groups beside it, if any."""
    left, right = text[max(start - 12, 0) : start].rpartition("\n")[2], text[end : end + 12].partition("\n")[0]
    if _OPEN.search(left):
        return ""
    if _SORT_CODE.search(left):
        return " "
    divided = _DIVIDED.findall(left)[-1:] or _DIVIDED.findall(right)[:1]
    if divided:
        return str(divided[0])
    half_a_postcode = left[-1:].isalpha() and len(left.split()[-1]) <= 4
    return " " if half_a_postcode else ""


def _dates(text: str, start: int, end: int) -> Iterator[View]:
    for onward in _DATE_GOES_ON.finditer(text, start, end):
        newline = onward.start()
        before = _ENDS_DATE.search(text[max(newline - 28, 0) : newline])
        if before and bool(before["day"]) == bool(onward["month"]):
            joint = (_line_end(text, newline), _line_start(onward))
            yield rewritten(text, [(*joint, " ")], max(newline - _BEFORE, 0), min(joint[1] + 24, len(text)))


_TAIL = r"[ \t]{0,2}\r?\n[> \t]{0,4}"
_DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
_BREAK = r"[ \t\r]{0,4}\n[>| \t]{0,6}+"
BREAKS = (
    Disguise(
        "number across a line break",
        rf"[0-9A-Z][.\-/)]?{_TAIL}\(?[0-9]|[0-9]{_TAIL}[A-D][^A-Za-z0-9]",
        (r"\n[> \t]{0,4}\(?9", r"\n(?<=[9\r \t]\n)[> \t]{0,4}A"),
        _numbers,
        "read across a line break",
        0.7,
        rf"[0-9A-Z][.\-/)]?[ \t\r]{{0,4}}{_ONWARD.pattern}",
    ),
    Disguise(
        "date across a line break",
        rf"[bceghlnprtvy][.,]?{_TAIL}[12][09][0-9]|[0-9][snrt]?[tdh]?{_TAIL}(?:Ja|Fe|Ma|Ap|Ju|Au|Se|Oc|No|De)[a-z]"
        rf"|[bceghlnprtvy]{_TAIL}[0-3]?[0-9],? [12][09]",
        (r"\n[> \t]{0,4}9", r"\n(?<=[9tdh\r \t]\n)[> \t]{0,4}A"),
        _dates,
        "read across a line break",
        0.5,
        rf"(?<![\d.,/\-]){_DAY}{_BREAK}{_MONTHS}\b"
        rf"|{_MONTHS}[.,]?(?: {_DAY},?)?{_BREAK}(?:{_DAY},? )?(?:19|20)\d\d(?!\d)",
        back=24,
    ),
)
