"""The text as a reader sees it, and the way back to the text as it stands.

Letters that nobody sees (zero-width marks, soft hyphens) are left out; letters that look like others (full-width,
circled and mathematical letters and digits, no-break spaces, long dashes, curly quotes) are written plainly, and so are
Cyrillic, Greek and other look-alikes inside words that are otherwise Latin. A sign that stands for several letters
("ﬁ", "⑩") is spelled out; a letter and the accents set upon it become one letter. Patterns run over that view; every
place in it maps back to code points of the original. Case, accents and words are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from redact.detect.confusables import LOOK_ALIKES, in_latin

Edit = tuple[int, int, str]
"""A stretch of a text and what it is read as."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_SINGLE_QUOTES = "\u2018\u2019\u201b\u02bc"
_DOUBLE_QUOTES = "\u201c\u201d\u201f"
_UNSEEN = (
    "\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef"
)
_MARKS = "\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PLAIN = re.compile(r"[\x00-\x7f\u00c0-\u024f]*+\Z")
_ASCII = bytes(range(128))
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")
_MARK = re.compile(f"[{_MARKS}]")
_RAISED = "\u00b2\u00b3\u00b9\u2070\u2074\u2075\u2076\u2077\u2078\u2079"
# A raised figure behind a word is a footnote's: it ends the word. Raised figures by themselves are figures.
_FOOTNOTE = re.compile(rf"(?<=[!-~])[{_RAISED}]++(?![0-9])")
# Ranges of Unicode that hold compatibility forms of Latin letters, digits and marks.
_COMPATIBLE = ((0x02B0, 0x02E5), (0x1D2C, 0x1DC0), (0x2000, 0x2500), (0x2C7C, 0x2C7E), (0x3200, 0x3400))
_COMPATIBLE_LATER = ((0xA7F2, 0xA7FA), (0xFB00, 0xFB07), (0xFE30, 0xFFE8), (0x1D400, 0x1D800), (0x1F100, 0x1F1A0))
_FEW = 12
"""So many different letters are replaced one after the other faster than all in one pass."""
_NO_LETTERS = frozenset("™℠…‥⁇⁈⁉‼")


@dataclass(frozen=True, slots=True)
class View:
    """A plain reading of a text.

    From ``starts[i]`` in the view on, ``gone[i]`` letters of the original are missing before each place. Where
    ``whole[i]`` is not nought, the letters of the view from ``starts[i]`` to the next start stand together for that
    many letters of the original; where ``whole`` is empty, each stands for one.
    """

    text: str = field(repr=False)
    starts: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    whole: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``[start, end)`` of the view stands in the original; unseen letters inside it are included."""
        first = self._origin(start)[0]
        return first, self._origin(end - 1)[1] if end > start else first

    def _origin(self, place: int) -> tuple[int, int]:
        cut = bisect_right(self.starts, place) - 1
        if cut < 0:
            return place, place + 1
        if self.whole and self.whole[cut]:
            begun = self.starts[cut] + self.gone[cut]
            return begun, begun + self.whole[cut]
        return place + self.gone[cut], place + self.gone[cut] + 1


def normalise(text: str) -> View:
    """The plain view of *text*. Costs next to nothing where there is nothing to do."""
    if text.isascii() or _PLAIN.match(text):
        return View(text)
    letters = _beyond_ascii(text)
    plain = _letter_for_letter(text, letters)
    odd = letters & _not_letter_for_letter()
    view = rewritten(plain, _pieces(plain, odd)) if odd else View(plain)
    if letters.isdisjoint(LOOK_ALIKES):
        return view
    latin = in_latin(view.text)
    return view if latin is view.text else replace(view, text=latin)


def _beyond_ascii(text: str) -> set[str]:
    try:
        return set(text.encode("latin-1").translate(None, _ASCII).decode("latin-1"))
    except UnicodeEncodeError:
        return set("".join(_BEYOND_ASCII.findall(text)))


def rewritten(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> View:
    """The view of ``[start, end)`` of *text* in which each edit is made; they come in order and do not overlap."""
    kept: list[str] = []
    seams: list[tuple[int, int, int]] = [(0, start, 0)] if start else []
    last, size = start, 0
    for begun, ended, plain in edits:
        kept += text[last:begun], plain
        size += begun - last
        if plain:
            seams.append((size, begun - size, ended - begun))
            size += len(plain)
        last = ended
        seams.append((size, last - size, 0))
    kept.append(text[last : len(text) if end is None else end])
    starts, gone, whole = zip(*seams, strict=True) if seams else ((), (), ())
    return View("".join(kept), starts, gone, whole)


def _letter_for_letter(text: str, letters: set[str]) -> str:
    if not letters.isdisjoint(_RAISED):
        text = _FOOTNOTE.sub(lambda found: " " * len(found.group()), text)
    table = _table()
    told = [letter for letter in letters if ord(letter) in table]
    if len(told) > _FEW:
        return text.translate(table)
    for letter in told:
        text = text.replace(letter, table[ord(letter)])
    return text


def _pieces(text: str, odd: set[str]) -> Iterator[Edit]:
    spelled = _spelled()
    several = spelled.keys() & odd
    runs = "".join(map(re.escape, sorted(odd - several)))
    kinds = [f"[{runs}]+"] * bool(runs) + [f"[{''.join(sorted(several))}]"] * bool(several)
    for found in re.finditer("|".join(kinds), text):
        start, end = found.span()
        if text[start] in spelled:
            yield start, end, spelled[text[start]]
        else:
            yield from _unseen_or_marks(text, start, end)


def _unseen_or_marks(text: str, start: int, end: int) -> Iterator[Edit]:
    """A run of unseen letters is left out; marks belong to the letter before them."""
    if not start or text[start - 1].isspace() or text[start - 1] in _spelled() or not _MARK.search(text, start, end):
        yield start, end, ""
        return
    last = _behind_the_marks(text, end)
    yield start - 1, last, _composed(text[start - 1 : last])
    if last < end:
        yield last, end, ""


def _behind_the_marks(text: str, end: int) -> int:
    while not _MARK.match(text, end - 1):
        end -= 1
    return end


def _composed(piece: str) -> str:
    """A letter with the accents that it can carry; marks that make no letter with it are left out."""
    letter = piece[0]
    for mark in piece[1:]:
        both = unicodedata.normalize("NFC", letter + mark)
        letter = both if len(both) == 1 else letter
    return letter


@cache
def _not_letter_for_letter() -> frozenset[str]:
    """Unseen letters, marks, and signs that stand for several letters."""
    unseen = re.compile(f"[{_UNSEEN}{_MARKS}]")
    codes = (*range(0x80, 0x10000), *range(0xE0000, 0xE01F0))
    return frozenset(letter for letter in map(chr, codes) if unseen.match(letter)) | _spelled().keys()


@cache
def _table() -> dict[int, str]:
    """One letter for one letter: digits of every script, compatibility forms, spaces, dashes and quotes."""
    table = {code: plain for code, plain in _compatible() if len(plain) == 1}
    table.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
    for letters, plain in ((_SPACES, " "), (_DASHES, "-"), (_SINGLE_QUOTES, "'"), (_DOUBLE_QUOTES, '"')):
        table.update(dict.fromkeys(map(ord, letters), plain))
    digits = (code for code in range(0x80, 0x20000) if unicodedata.category(chr(code)) == "Nd")
    table.update({code: str(unicodedata.decimal(chr(code))) for code in digits})
    return table | {0xB2: "2", 0xB3: "3", 0xB9: "1"}


@cache
def _spelled() -> dict[str, str]:
    """Signs that stand for several letters of ASCII."""
    return {chr(code): plain for code, plain in _compatible() if len(plain) > 1}


@cache
def _compatible() -> tuple[tuple[int, str], ...]:
    codes = (code for first, last in (*_COMPATIBLE, *_COMPATIBLE_LATER) for code in range(first, last))
    read = ((code, unicodedata.normalize("NFKC", chr(code))) for code in codes if chr(code) not in _NO_LETTERS)
    return tuple((code, plain) for code, plain in read if plain.isascii() and plain != chr(code) and plain != " ")
