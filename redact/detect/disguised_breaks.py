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

_BREAK = r"[ \t]{0,3}\r?\n[>| \t]{0,6}"
_JOINT = re.compile(rf"(?<=[0-9A-Z)./\-]){_BREAK}(?=\(?[0-9])|(?<=[0-9]){_BREAK}(?=[A-D](?![A-Za-z0-9]))")
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
_DATE_JOINT = re.compile(
    rf"(?<=[a-y]){_BREAK}(?=(?:19|20)\d\d(?!\d))|(?<=[a-y],){_BREAK}(?=(?:19|20)\d\d(?!\d))"
    rf"|(?<=[0-9]){_BREAK}(?={_MONTHS}\b)|(?<=[0-9](?:st|nd|rd|th)){_BREAK}(?={_MONTHS}\b)"
    rf"|(?<=[a-y]){_BREAK}(?=[0-3]?\d,? (?:19|20)\d\d(?!\d))"
)
_MONTH_BEFORE = re.compile(rf"{_MONTHS}[.,]?(?: [0-3]?\d(?:st|nd|rd|th)?,?)?\Z")


def _numbers(text: str, start: int, end: int) -> Iterator[View]:
    for joints in _runs(text, list(_JOINT.finditer(text, start, end))):
        if len(joints) == 1 or _one_value(text, joints):
            first, last = joints[0].start(), joints[-1].end()
            edits = [(*joint.span(), _sign_between(text, *joint.span())) for joint in joints]
            yield rewritten(text, edits, max(first - _BEFORE, 0), min(last + _AFTER, len(text)))


def _runs(text: str, joints: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Breaks, those together between which only numbers stand."""
    run: list[re.Match[str]] = []
    for joint in joints:
        if run and not _NO_WORDS.match(text[run[-1].end() : joint.start()]):
            yield run
            run = []
        run.append(joint)
    if run:
        yield run


def _one_value(text: str, joints: list[re.Match[str]]) -> bool:
    lines = pairwise(joints)
    return (
        len(joints) < _MOST_LINES
        and all(below.start() - above.end() <= _SHORT_LINE for above, below in lines)
        and _ANNOUNCED.search(text[max(joints[0].start() - 48, 0) : joints[0].start()]) is not None
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
    for joint in _DATE_JOINT.finditer(text, start, end):
        first, last = joint.span()
        if (
            text[first - 1].isdigit()
            or text[first - 2].isdigit()
            or _MONTH_BEFORE.search(text[max(first - 16, 0) : first])
        ):
            yield rewritten(text, [(first, last, " ")], max(first - _BEFORE, 0), min(last + 16, len(text)))


_TAIL = r"[ \t]{0,2}\r?\n[> \t]{0,4}"
BREAKS = (
    Disguise(
        "number across a line break",
        rf"[0-9A-Z][.\-/)]?{_TAIL}\(?[0-9]|[0-9]{_TAIL}[A-D][^A-Za-z0-9]",
        (r"\n[> \t]{0,4}\(?9", r"\n(?<=[9\r \t]\n)[> \t]{0,4}A"),
        _numbers,
        "read across a line break",
        0.7,
    ),
    Disguise(
        "date across a line break",
        rf"[bceghlnprtvy][.,]?{_TAIL}[12][09][0-9]|[0-9][snrt]?[tdh]?{_TAIL}[JFMASOND][aepuco][nbrylgptvc]"
        rf"|[bceghlnprtvy]{_TAIL}[0-3]?[0-9],? [12][09]",
        (r"\n[> \t]{0,4}9", r"\n(?<=[9tdh\r \t]\n)[> \t]{0,4}A"),
        _dates,
        "read across a line break",
        0.5,
    ),
)
