"""Letters said with a word for each: "S for sugar, M for mother", "Sierra Mike" and "SierraMike" become "SM"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.read.speech.spoken_text import Change

NATO = (
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett juliette kilo lima mike november "
    "oscar papa quebec romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu"
).split()
_WORD = "|".join(sorted(NATO, key=len, reverse=True))
_GAP = re.compile(r"[\s,.\-]{1,3}")
_TOKEN = re.compile(
    rf"(?i)(?<![\w'])(?:(?P<word>{_WORD})|(?P<plain>[a-z]|\d+|oh|zero|double|treble|triple|for|to|too))(?![\w'])"
)
_SOUND_LIKE = {"for": "4", "to": "2", "too": "2"}
_NAMES = {
    "ay": "a", "be": "b", "bee": "b", "see": "c", "sea": "c", "dee": "d", "eff": "f", "gee": "g", "aitch": "h",
    "haitch": "h", "eye": "i", "jay": "j", "kay": "k", "cay": "k", "el": "l", "em": "m", "an": "n", "en": "n",
    "oh": "o", "pea": "p", "pee": "p", "queue": "q", "cue": "q", "are": "r", "our": "r", "as": "s", "ess": "s",
    "tea": "t", "tee": "t", "you": "u", "vee": "v", "we": "v", "ex": "x", "why": "y", "wye": "y", "zed": "z",
    "zee": "z",
}  # fmt: skip
"""What the names of letters are written as by a listener; believed where the word that follows begins with it."""
_FOR = re.compile(
    rf"(?i)(?<![\w'])([a-z]|{'|'.join(_NAMES)}|double[ -]?you)[.,]? (?:for|as in|is for|like) (?:an? )?"
    r"([a-z])[\w\-]*(?![\w'])"
)


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


_GLUED = re.compile(rf"(?i)(?<![\w'])(?=\w*\d)(?:{_WORD}|\d|(?-i:[A-Z]))(?:-?(?:{_WORD}|\d|(?-i:[A-Z])))+(?![\w'])")
_IN_GLUED = re.compile(rf"(?i)-?({_WORD})-?")


def letters_in_one(text: str) -> Iterator[Change]:
    """Changes that put letters for words that were run together with figures: "Sierra247xrayGolf", "Tango-4"."""
    for glued in _GLUED.finditer(text):
        for found in _IN_GLUED.finditer(text, *glued.span()):
            yield Change(*found.span(), found[1][0].upper())


def letters_for(text: str) -> Iterator[Change]:
    """Changes that leave the letter of "S for sugar", where two or more follow each other."""
    found = [each for each in _FOR.finditer(text) if _letter(each)]
    for place, each in enumerate(found):
        after = place + 1 < len(found) and _GAP.fullmatch(text, each.end(), found[place + 1].start())
        before = place and _GAP.fullmatch(text, found[place - 1].end(), each.start())
        if before or after:
            if before:
                yield Change(found[place - 1].end(), each.start(), "")
            yield Change(*each.span(), _letter(each))


def _letter(found: re.Match[str]) -> str:
    """The letter that is meant; empty where the name of one is no name of a letter, since another word follows."""
    said, first = found[1].lower(), found[2].lower()
    if len(said) == 1:
        return said.upper()
    return first.upper() if _NAMES.get(said, "w") == first else ""


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
