"""Letters of other alphabets that look like Latin ones, and the reading of words that mix them with Latin.

A word is read in Latin only where all its foreign letters look like Latin ones and something says that it is meant to
be Latin: Latin letters in it, an "@", four digits, or one digit behind a Latin word. Genuine Russian, Greek or Armenian
words stay as they are: nearly all hold a letter that looks like nothing in Latin, and the rest hold nothing Latin.
Method and most pairs: Unicode Technical Standard 39, the pairs that are hard to tell apart in common typefaces.
"""

from __future__ import annotations

import re

_PAIRS = (
    "аa еe оo рp сc уy хx ѕs іi јj һh ԁd ԛq ԝw ѵv кk ӏl ҽe АA ВB ЕE ІI ЈJ КK МM НH ОO РP СC ТT УY ХX ЅS ԌG ԚQ ԜW ҮY"
    " ӀI ѴV οo αa νv ιi κk ρp υu χx γy ϲc ϳj ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX ϹC ϜF օo սu ոn հh ցg զq յj"
    " ՕO ՍU ԼL ɑa ɡg ɩi ᴀA ʙB ᴄC ᴅD ᴇE ꜰF ɢG ʜH ɪI ᴊJ ᴋK ʟL ᴍM ɴN ᴏO ᴘP ʀR ꜱS ᴛT ᴜU ᴠV ᴡW ʏY ᴢZ ᎪA ᏴB ᏟC ᎠD ᎬE ᏀG"
    " ᎻH ᎫJ ᏦK ᏞL ᎷM ᏢP ᎡR ᏚS ᎢT ᏙV ᏔW ᏃZ ꓮA ꓐB ꓚC ꓓD ꓰE ꓝF ꓖG ꓧH ꓲI ꓙJ ꓗK ꓡL ꓟM ꓠN ꓳO ꓑP ꓣR ꓢS ꓔT ꓴU ꓦV ꓪW ꓫX"
    " ꓬY ꓜZ"
)
LATIN: dict[int, str] = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""The Latin letter that each of them looks like."""

LOOK_ALIKES = frozenset(map(chr, LATIN))

_LOOK_ALIKE = "[" + "".join(map(chr, LATIN)) + "]"
# Begins with a letter of ASCII, which running text in another alphabet has few of: that keeps such a text cheap.
_SEAM = re.compile(rf"(?<={_LOOK_ALIKE})[A-Za-z0-9@]|[A-Za-z0-9@](?={_LOOK_ALIKE})")
_NO_WORD = re.compile(r"[^\w@.+\-]")
_APART = re.compile(r"[.+\-_]+")
_REACH = 96
_DIGITS_ENOUGH = 4


def in_latin(text: str) -> str:
    """*text* with the look-alikes of its mixed words written in Latin: letter for letter, of the same length."""
    parts: list[str] = []
    last = 0
    for seam in _SEAM.finditer(text):
        if seam.start() < last:
            continue
        start, end = _word(text, seam.start(), last)
        beside = start > 1 and text[start - 1] == " " and (last == start - 1 or _is_latin(text[start - 2]))
        parts += text[last:start], _read(text[start:end], beside=beside)
        last = end
    return "".join((*parts, text[last:])) if parts else text


def _word(text: str, place: int, floor: int) -> tuple[int, int]:
    """The word or address around *place*, so far as ``_REACH``."""
    behind = _NO_WORD.search(text, place, place + _REACH)
    start = place
    while start > max(floor, place - _REACH) and not _NO_WORD.match(text, start - 1):
        start -= 1
    return start, behind.start() if behind else min(len(text), place + _REACH)


def _read(word: str, *, beside: bool) -> str:
    """*beside*: the word before it is Latin, so that a digit is enough to take this one for Latin."""
    enough = 1 if beside else _DIGITS_ENOUGH
    if "@" in word:
        return _latin_or_not(word, enough)
    pieces: list[str] = []
    last = 0
    for mark in _APART.finditer(word):
        pieces += _latin_or_not(word[last : mark.start()], enough), mark.group()
        last = mark.end()
    return "".join((*pieces, _latin_or_not(word[last:], enough)))


def _latin_or_not(word: str, enough: int) -> str:
    read = word.translate(LATIN)
    if not read.isascii():
        return word
    meant = "@" in word or any(map(_is_latin, word))
    return read if meant or sum(map(str.isdecimal, word)) >= enough else word


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()
