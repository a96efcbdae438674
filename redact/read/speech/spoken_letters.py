"""Letters said with a word for each: "S for sugar, M for mother" and "Sierra Mike" become "SM"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.read.speech.spoken_text import Change

_NATO = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
    "quebec "
    "romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu"
).split()
_WORD = "|".join(sorted(_NATO, key=len, reverse=True))
_GAP = re.compile(r"[\s,.\-]{1,3}")
_TOKEN = re.compile(
    rf"(?i)(?<![\w'])(?:(?P<word>{_WORD})|(?P<plain>[a-z]|\d+|oh|zero|double|treble|triple|for|to|too))(?![\w'])"
)
_SOUND_LIKE = {"for": "4", "to": "2", "too": "2"}
_FOR = re.compile(r"(?i)(?<![\w'])([a-z])(?:[.,]? (?:for|as in|is for|like)) (?:an? )?[a-z][\w\-]*(?![\w'])")


def letters_for_words(text: str) -> Iterator[Change]:
    """Changes that put a letter for each word of the radio alphabet, in a row of four signs or more, two such words."""
    for row in _rows(text):
        words = [found for found in row if found.lastgroup == "word"]
        if len(row) < 4 or len(words) < 2:
            continue
        for found, before in zip(row, [None, *row], strict=False):
            if before is not None and "word" in {before.lastgroup, found.lastgroup} and _joins(text, before, found):
                yield Change(before.end(), found.start(), "")
            if found.lastgroup == "word":
                yield Change(*found.span(), found.group()[0].upper())
            elif found.group().lower() in _SOUND_LIKE:
                yield Change(*found.span(), _SOUND_LIKE[found.group().lower()])


def _joins(text: str, before: re.Match[str], found: re.Match[str]) -> bool:
    """Whether nothing was meant by the gap: two words, or a word and what follows it without a pause."""
    return before.lastgroup == found.lastgroup or text[before.end() : found.start()].isspace()


def letters_for(text: str) -> Iterator[Change]:
    """Changes that leave the letter of "S for sugar", where two or more follow each other."""
    found = list(_FOR.finditer(text))
    for place, each in enumerate(found):
        after = place + 1 < len(found) and _GAP.fullmatch(text, each.end(), found[place + 1].start())
        before = place and _GAP.fullmatch(text, found[place - 1].end(), each.start())
        if before or after:
            if before:
                yield Change(found[place - 1].end(), each.start(), "")
            yield Change(*each.span(), each[1].upper())


def _rows(text: str) -> Iterator[list[re.Match[str]]]:
    row: list[re.Match[str]] = []
    for found in _TOKEN.finditer(text):
        if row and not _GAP.fullmatch(text, row[-1].end(), found.start()):
            yield _ending_well(row)
            row = []
        if row or found.group().lower() not in _SOUND_LIKE:
            row.append(found)
    yield _ending_well(row)


def _ending_well(row: list[re.Match[str]]) -> list[re.Match[str]]:
    """Without what may be the next word of the sentence."""
    return row[:-1] if row and row[-1].group().lower() in _SOUND_LIKE else row
