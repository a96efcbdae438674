"""All of a number that was heard in part: the words before, within and after its figures that are figures misheard."""

from __future__ import annotations

import re

from redact.detect.spoken.runs import Run
from redact.detect.spoken.tokens import NATO
from redact.detect.spoken.windows import Window, after_lead

CODES = frozenset({"UK_NINO", "UK_POSTCODE", "CASE_REFERENCE", "UK_PASSPORT", "UK_VEHICLE_REGISTRATION"})
"""Those that letters belong to."""
FULL = {
    "PHONE_NUMBER": 10, "UK_NHS": 10, "CREDIT_CARD": 13, "UK_BANK_ACCOUNT": 6, "UK_NINO": 6, "UK_POSTCODE": 2,
    "US_SSN": 9, "CASE_REFERENCE": 4,
}  # fmt: skip
"""With fewer digits than these something of a number has been heard as words."""
_BETWEEN = 3
"""At most so many words between two pieces of a number, or before the first, are figures misheard."""
_BREAKS = "so|if|but|with|near|before|after|because|according|when|which|that"
_SPELT_WITH_WORDS = 14
"""Words in which up to four letters are said with a word for each."""
_SENTENCE = re.compile(rf"[?!]|\.(?:\s+[A-Z]|\s*$)|(?i:\b(?:and (?:the|my|your)|then|okay|yes|{_BREAKS})\b)")
_ENDS = rf"{_BREAKS}|and|or|of|please|thank|thanks|is|in|on|at"
_IS = re.compile(
    r"(?i)(?:[\s,.?!:;\-]|\b(?:is|it's|its|it is|that's|that is|yes|yeah|sure|please|certainly|of course"
    r"|i think so|so|well|er|erm|um|uh|the|my|number|code)\b(?!'))*"
)
_REST = re.compile(rf"(?i)(?:[ ,\-]{{1,2}}(?!(?:{_ENDS})\b)[a-z][\w'\-]*){{1,2}}(?=[.,?!]|$| (?:{_ENDS})\b)")
"""The last words of a clause, behind the figures."""
_TAIL = re.compile(
    rf"(?i)(?:[ ,\-]{{1,2}}(?:\w{{1,4}} for \w+|(?:{NATO})(?!\w)|(?-i:[A-Z]{{1,3}})(?![\w'])(?<! [IA])))+"
)


def joins(between: str) -> bool:
    """Whether what stands between two pieces can be figures of the same number, misheard."""
    return len(between.split()) <= _BETWEEN and not _SENTENCE.search(between)


def whole(text: str, window: Window, run: Run) -> tuple[int, int]:
    """The run with what was heard as words before and after it: all of a code, and what is missing of a number."""
    start, end = run.start, run.end
    missing = _is_missing(window.kind, run)
    if window.kind not in CODES and not missing:
        return start, end
    lead = _after_is(text, window) if window.kind in CODES and run.written[:1].isdigit() else after_lead(text, window)
    before = text[lead:start]
    if lead < start and _is_misheard(before.rstrip(" ,")):
        start = lead
    tail = _TAIL.match(text, end)
    end = tail.end() if tail else end
    if missing and (rest := _REST.match(text, end, window.end)):
        end = rest.end()
    return start, end


def _is_misheard(before: str) -> bool:
    """Whether it can be the beginning of the number: a few words, or letters with a word for each."""
    if re.search(r"(?i)\b(?:for|as in)\b.*\b(?:for|as in)\b", before):
        return len(before.split()) <= _SPELT_WITH_WORDS and not re.search(r"[?!]|\. ", before)
    return len(before.split()) <= _BETWEEN and not re.search(r"[.?!,]", before)


def _after_is(text: str, window: Window) -> int:
    """Where a code begins whose letters were heard as words, which are not passed over then."""
    found = _IS.match(text, window.start, window.end)
    return found.end() if found else window.start


def _is_missing(kind: str, run: Run) -> bool:
    """Whether something of the number was heard as other words."""
    if kind == "UK_POSTCODE":
        return re.search(r"\d[a-z]{2}$", run.written) is None
    return len(run.digits) < FULL.get(kind, 0)
