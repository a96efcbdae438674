"""The passage around a word: its sentence, list item, line of a form or cell of a table that was written as text.

A rule of thumb that never looks further than ``REACH`` characters, so that a text without full stops costs no more than
any other. It does not know grammar: "approx. Five" is two sentences to it.
"""

from __future__ import annotations

import re

REACH = 600
_SHORT_LINE = 45
_BREAK = re.compile(r"[.!?][\"')\]]*\s+|\n|\t| \| ")
_NEW_LINE = re.compile(r"[ \t>]*(?:\n|[-*\u2022\u00b7o][ \t]|\(?\w{1,3}[.)][ \t]|[^\n:]{2,40}:[ \t])")
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\"'])(?:[A-Za-z]|Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|St|Sgt|Capt|Col|Lt|Cllr|Messrs|No|Nos|Art|Arts|para|paras"
    r"|s|ss|cf|vs|v|e\.g|i\.e|eg|ie|approx|dept|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|p|pp|vol|ed|al)\.\Z"
)


def sentence(text: str, start: int, end: int, floor: int = 0) -> tuple[int, int]:
    """The half-open passage of *text* that holds ``[start, end)``; it does not begin before *floor*."""
    low, high = max(floor, start - REACH), min(len(text), end + REACH)
    first = low if low == floor else _after_space(text, low, start)
    for found in _BREAK.finditer(text, low, high):
        if not _is_break(text, found, low):
            continue
        if found.end() <= start:
            first = found.end()
        elif found.start() >= end:
            return _trimmed(text, first, found.end())
    return _trimmed(text, first, high if high == len(text) else _before_space(text, end, high))


def _is_break(text: str, found: re.Match[str], low: int) -> bool:
    mark = text[found.start()]
    if mark in "\t ":
        return True
    if mark == "\n":
        return _is_line_end(text, found.start(), found.end(), low)
    following = text[found.end() : found.end() + 1]
    if mark == "." and _ABBREVIATED.search(text, max(low, found.start() - 8), found.start() + 1):
        return False
    return "\n\n" in found.group() or not following.islower() or text[found.start() - 2 : found.start()].isalpha()


def _is_line_end(text: str, place: int, after: int, low: int) -> bool:
    """Whether a line break ends a passage: the line was short, or what follows begins something of its own."""
    begun = text.rfind("\n", low, place) + 1 or low
    goes_on = text[after : after + 1].islower()
    return (place - begun < _SHORT_LINE and not goes_on) or _NEW_LINE.match(text, after) is not None


def _after_space(text: str, low: int, start: int) -> int:
    space = text.find(" ", low, start)
    return space + 1 if space >= 0 else low


def _before_space(text: str, end: int, high: int) -> int:
    space = text.rfind(" ", end, high)
    return space if space >= 0 else high


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip()), end - (len(passage) - len(passage.rstrip()))
