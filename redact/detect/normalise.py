"""The text as a reader sees it, and the way back to the text as it stands.

Letters that nobody sees (zero-width marks, soft hyphens) are left out; letters that look like others (full-width
digits, no-break spaces, long dashes, curly quotes) are written plainly. Patterns run over that view; every place in
it maps back to code points of the original. Case, accents and words are never changed.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
_SINGLE_QUOTES = "\u2018\u2019\u201b\u02bc"
_DOUBLE_QUOTES = "\u201c\u201d\u201f"
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e01ef]+"
)
_PLAIN = re.compile(r"[\x00-\x7f\u00c0-\u024f]*+\Z")


@dataclass(frozen=True, slots=True)
class View:
    """A plain reading of a text. ``starts[i]`` is the place in the view from which ``gone[i]`` letters are missing."""

    text: str = field(repr=False)
    starts: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``[start, end)`` of the view stands in the original; unseen letters inside it are included."""
        return self._origin(start), self._origin(end - 1) + 1 if end > start else self._origin(start)

    def _origin(self, place: int) -> int:
        cut = bisect_right(self.starts, place)
        return place + (self.gone[cut - 1] if cut else 0)


def normalise(text: str) -> View:
    """The plain view of *text*. Costs next to nothing where there is nothing to do."""
    if text.isascii() or _PLAIN.match(text):
        return View(text)
    plain = text.translate(_table())
    return _without_unseen(plain) if _UNSEEN.search(plain) else View(plain)


def _without_unseen(text: str) -> View:
    kept: list[str] = []
    starts: list[int] = []
    gone: list[int] = []
    last = missing = 0
    for match in _UNSEEN.finditer(text):
        kept.append(text[last : match.start()])
        last = match.end()
        starts.append(match.start() - missing)
        missing += match.end() - match.start()
        gone.append(missing)
    kept.append(text[last:])
    return View("".join(kept), tuple(starts), tuple(gone))


@cache
def _table() -> dict[int, str]:
    """One letter for one letter: decimal digits of every script, full-width forms, spaces, dashes and quotes."""
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for letters, plain in ((_SPACES, " "), (_DASHES, "-"), (_SINGLE_QUOTES, "'"), (_DOUBLE_QUOTES, '"')):
        table.update(dict.fromkeys(map(ord, letters), plain))
    digits = (code for code in range(0x80, 0x20000) if unicodedata.category(chr(code)) == "Nd")
    table.update({code: str(unicodedata.decimal(chr(code))) for code in digits})
    return table
