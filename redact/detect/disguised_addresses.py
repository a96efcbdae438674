"""E-mail and web addresses with blanks or line breaks in them, as scanning, wrapping and hyphenation leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.detect.disguise import Disguise
from redact.detect.normalise import Edit, View, rewritten

_BREAK = r"[ \t]{0,3}\r?\n[>| \t]{0,6}"
_GAP = rf"(?:{_BREAK}|[ \t]{{1,2}})"
_ENDS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|app|dev|eu|uk|scot|wales|london|de|fr|es|it|nl|be|at|se|dk|no|fi|pl|pt|ie"
    "|ch|ca|us|au|nz|in|cn|jp|br|mx|za|ru|online|site|co|ac|nhs|police|sch|ltd|plc|me|mod|cymru|example|test|invalid"
)
_SECOND = frozenset("co org gov ac nhs police sch ltd plc me net mod com gsi edu".split())
_TOP = frozenset(_ENDS.split("|"))
_LABEL = r"[A-Za-z0-9](?:[\w\-]{0,61}\w)?"
_STEP = re.compile(
    rf"(?P<before>{_GAP})?\.(?P<after>{_GAP})?(?P<label>{_LABEL})"
    rf"(?:(?P<hyphen>-{_BREAK})(?P<rest>[a-z0-9][\w\-]{{0,40}}))?"
)
_FIRST = re.compile(
    rf"(?P<gap>{_GAP})?(?P<label>{_LABEL})(?:(?P<cut>-?{_BREAK})(?P<rest>[a-z0-9][\w\-]{{0,40}})(?=\.[a-z]{{2}}))?"
)
_NAME_BACKWARDS = re.compile(r"[\w.+\-]{1,64}+(?:(?<=[._])[>| \t\r\n]{1,9}+\w|[>| \t\r\n]{1,9}+[._+\-]\w)")
_CUT_NAME = re.compile(
    rf"(?P<head>(?<![\w.+\-@])[A-Za-z][\w.+\-]{{0,40}}[._+\-])(?P<gap>{_GAP})(?P<tail>[\w.+\-]{{1,64}})\Z"
)
_CUT_BEFORE_MARK = re.compile(
    rf"(?P<head>(?<![\w.+\-@])[a-z][\w+\-]{{0,40}})(?P<gap>{_GAP})(?P<tail>[._][\w.+\-]{{1,64}})\Z"
)
_SPOKEN_OF = re.compile(
    r"(?i)(?:\be-?mails?(?: is| address| at| to)?|\bcontact|\bmail|\bto|\bat|[:<(\[\"'])[ \t:]{0,3}\Z"
)
_NO_NAME = frozenset("me us him her them it you is was are at see on or and in".split())
_LETTERS = re.compile(r"(?<!\S)[\w.+\-](?: [\w.+\-]){2,40} @(?: [\w.\-]){4,60}(?!\S)")
# Every address has a host with a dot, or single letters set apart; what has neither is no address.
_HOST = re.compile(
    rf"@(?:{_GAP})?[\w\-]{{1,63}}+(?:{_BREAK}[\w\-]{{1,63}}+)?(?:{_GAP})?\.(?:{_GAP})?[a-z0-9]|@(?: [\w.\-]){{4}}"
)
_MAY_BE = re.compile(
    rf"@(?:[ \t\r\n]|(?:[\w\-]{{1,63}}\.){{0,6}}(?:[\w\-]{{1,63}}+(?:{_GAP}\.|(?<=-){_BREAK}[a-z0-9])|{_GAP}[a-z])"
    rf"|[\w\-]{{1,63}}+{_BREAK}[a-z0-9][\w\-]{{0,40}}\.[a-z]{{2}})"
)
_LEFT, _RIGHT = 120, 120


def _mails(text: str, start: int, end: int) -> Iterator[View]:
    edits: list[Edit] = []
    at = text.find("@", start, end)
    while at >= 0:
        if _worth_a_look(text, at):
            made = _spaced_letters(text, at) or _mended(text, at)
            edits += [edit for edit in sorted(made) if not edits or edit[0] >= edits[-1][1]]
        at = text.find("@", at + 1, end)
    if edits:
        yield rewritten(text, edits, max(edits[0][0] - _LEFT, 0), min(edits[-1][1] + _RIGHT, len(text)))


def _worth_a_look(text: str, at: int) -> bool:
    """Whether there is a host, and a gap beside the "@", in the host or in the name."""
    if not _HOST.match(text, at):
        return False
    if at and text[at - 1].isspace():
        return text[at - 2 : at - 1].isalnum() or "\n" in text[max(at - 4, 0) : at]
    if _MAY_BE.match(text, at):
        return True
    return _NAME_BACKWARDS.match(text[max(at - 80, 0) : at][::-1]) is not None


def _spaced_letters(text: str, at: int) -> list[Edit]:
    """Each letter by itself, a blank between every two: "a n n @ x . u k"."""
    for found in _LETTERS.finditer(text, max(at - 96, 0), at + 140):
        if found.start() < at < found.end():
            return [(place, place + 1, "") for place in range(*found.span()) if text[place] == " "]
    return []


def _mended(text: str, at: int) -> list[Edit]:
    after = _domain(text, at + 1)
    if after is None:
        return []
    before = at
    edits: list[Edit] = []
    if text[at - 1].isspace():
        gap = re.compile(rf"\w({_GAP})\Z").search(text, max(at - 12, 0), at)
        if not gap or not _apart(text, at, gap.start(1)):
            return []
        before = gap.start(1)
        edits.append((before, at, ""))
    return [*_name(text, before, sure=bool(after)), *edits, *after]


def _apart(text: str, at: int, end: int) -> bool:
    """Whether "name @ host" is an address: not a greeting, a place or a handle."""
    word = re.compile(r"\w+\Z").search(text, max(end - 40, 0), end)
    loose = text[at + 1 : at + 2].isspace()
    labelled = re.search(r"(?i)e-?mail|contact|mailto|address", text[max(end - 64, 0) : end]) is not None
    return word is not None and (loose or labelled) and word.group().lower() not in _NO_NAME


def _name(text: str, end: int, *, sure: bool) -> list[Edit]:
    """Mends the name before the "@" at "_", "+", "-", and at a dot where it is *sure* or announced as an address."""
    low = max(end - 110, 0)
    found = _CUT_BEFORE_MARK.search(text, low, end) or _CUT_NAME.search(text, low, end)
    if not found or found["head"].rstrip("._+-").lower() in _NO_NAME:
        return []
    full_stop = found["head"].endswith(".") or found["tail"].startswith(".")
    announced = found["head"][0].islower() and _SPOKEN_OF.search(text[max(found.start() - 24, 0) : found.start()])
    return [(*found.span("gap"), "")] if not full_stop or sure or announced else []


def _domain(text: str, place: int) -> list[Edit] | None:
    """Mends the host behind the "@"; None where none stands there, an empty list where there is nothing to mend."""
    first = _FIRST.match(text, place, place + 140)
    if not first:
        return None
    edits = [(*first.span("gap"), "")] if first["gap"] else []
    cut = first["cut"]
    edits += [(first.end("label"), first.start("rest"), "")] if cut else []
    labels, end = [first["label"]], first.end() if cut else first.end("label")
    while len(labels) < 8 and (step := _STEP.match(text, end, end + 120)):
        if (step["before"] or step["after"]) and not _goes_on(labels, step):
            break
        edits += [(*step.span(name), "") for name in ("before", "after") if step[name]]
        labels.append(step["label"])
        end = step.end("label")
        if step["rest"] and step["label"].lower() not in _TOP:
            edits.append((*step.span("hyphen"), ""))
            end = step.end()
    return edits if len(labels) > 1 and labels[-1].lower() in _TOP else None


def _goes_on(labels: list[str], step: re.Match[str]) -> bool:
    last, this = labels[-1].lower(), step["label"]
    if len(labels) > 1 and last in _TOP:
        return last in _SECOND and this in ("uk", "au", "nz", "za", "in", "jp", "br")
    return this in _TOP or (step["after"] is None and this.islower())


_WEB = re.compile(r"://[^\s<>\"']{4,300}+(?<=[/_=&?%\-])")
_WEB_BREAK = re.compile(rf"{_BREAK}(?=[A-Za-z0-9%][\w%~]{{0,60}}[/=&?%\-]|[a-z]{{0,60}}[0-9])")


def _web(text: str, start: int, end: int) -> Iterator[View]:
    place = text.find("://", start, end)
    while place >= 0:
        begun = _WEB.match(text, place)
        cut = _WEB_BREAK.match(text, begun.end()) if begun else None
        if cut:
            yield rewritten(text, [(*cut.span(), "")], max(place - 16, 0), min(cut.end() + 200, len(text)))
        place = text.find("://", place + 1, end)


_GAP_BEFORE = r"(?:(?<=[^\W_]\s)|(?<=\n)|(?<=\n\s)|(?s:(?<=\n.\s)|(?<=\n..\s)))"
_GAP_IN_NAME = r"\w(?:[._+\-][>| \t\r\n]{1,9}[\w.+\-]{1,64}|[>| \t\r\n]{1,9}[._][\w.+\-]{0,63})"
ADDRESSES = (
    Disguise(
        "e-mail address with gaps",
        "@",
        ("@",),
        _mails,
        "read across blanks or line breaks in an address",
        0.7,
        rf"(?:{_GAP_IN_NAME}|{_GAP_BEFORE}|(?<!\s)(?={_MAY_BE.pattern})){_HOST.pattern}",
        back=75,
    ),
    Disguise(
        "web address across a line break",
        "://",
        ("://",),
        _web,
        "read across a line break",
        0.7,
        _WEB.pattern + _WEB_BREAK.pattern,
    ),
)
