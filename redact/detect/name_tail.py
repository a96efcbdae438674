"""The end of a name that looks like an ordinary word, as in "Ly To said", or stands apart, as in "Pinnock, Curtly".

Behind a name a short word with a capital, before a word in small letters or a stop, is nearly always part of it. Not
where all words have capitals, as in headlines: there it says nothing.
"""

from __future__ import annotations

import re

from redact.detect.name_words import NOT_NAMES

_TAIL = re.compile(r" (?P<word>[^\W\d_]{2,5})(?:'s|’s)?(?=[,.;:)!?]|[ \n]+[^\W\d_A-ZÀ-Þ]|\n|\Z)")
_HEADS_A_ROW = re.compile(r"(?:\A|\n)[ \t|*\-]*\Z")
_GIVEN = re.compile(r", (?P<word>[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)?)(?=[ \t]*(?:\||\t|\n|\Z))")
"""In a row of a register: "Pinnock, Curtly | absent"."""
_NEVER = frozenset(
    "the and but for with from that this then when also who is was are had has he she it we they you his her at by of"
    " as or if not yes".split()
)
_MAY_END = frozenset("to so do no an in on".split())
"""Words that are family names, too, and of which no sentence has one with a capital behind a name."""


def with_tail(text: str, start: int, end: int) -> int:
    """Where the name at ``[start, end)`` really ends."""
    listed = _GIVEN.match(text, end) if _HEADS_A_ROW.search(text, max(0, start - 8), start) else None
    if listed and " " not in text[start:end]:
        return listed.end("word") if listed["word"].lower() not in NOT_NAMES else end
    found = _TAIL.match(text, end)
    if not found or not found["word"].istitle():
        return end
    word = found["word"].lower()
    ends = word in _MAY_END or not (word in NOT_NAMES or word in _NEVER)
    return found.end("word") if ends else end
