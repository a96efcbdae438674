"""The alphabet that the native search reads: one byte for each character of a text.

ASCII and the letters of Latin-1 stand for themselves. So do some characters beyond that the table's expressions name;
all others share a byte with their like: what an expression can tell apart (letter, case, digit, blank) stays apart.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

BEFORE = 0x9F
"""Stands before the first character of a text; never inside one."""
_NAMED = "€’”′″ı˚ſ\u212a\u212bİŸẞμčČěĚ⟨█•"
"""Beyond Latin-1: what expressions name, and what is a letter of Latin-1 in another case."""
_LIKE = "\u0436\u0416\u05d0\u0663\u0bf0\u2028\u2603"
"""One of each kind beyond: a small letter, a capital, a letter without case, a digit, a number, a blank, a sign."""
_FIRST, _LATIN = 0x80, 0xA0
_OWN = {letter: _FIRST + place for place, letter in enumerate(_LIKE + _NAMED)}
_UNUSED = "\u2603" * (_LATIN - _FIRST - len(_OWN))
SIGNS = "".join((*map(chr, range(_FIRST)), *_OWN, _UNUSED, *map(chr, range(_LATIN, 0x100))))
"""For each byte a character that it stands for."""
_BLOCK = 1 << 8
_CODES = 0x110000

Kind = tuple[bool, ...]
Encode = Callable[[bytes, int, bytearray, bytearray], int]
"""Codes of four bytes, how many, the byte for each code (0: not known yet), room for the result. How far it came."""


def symbol(letter: str) -> int:
    """The byte that stands for a character."""
    code = ord(letter)
    if code < _FIRST or _LATIN <= code < 0x100:
        return code
    return _OWN[letter] if letter in _OWN else _of_kind(_kind(letter))


def symbols_that(fit: Callable[[str], bool]) -> int:
    """The set of symbols whose characters fit: bit s is set where symbol s belongs to it."""
    return sum(1 << place for place, sign in enumerate(SIGNS) if fit(sign))


def is_alone(letter: str) -> bool:
    """Whether no other character shares its symbol."""
    return SIGNS[symbol(letter)] == letter and letter not in _LIKE


def encoded(text: str, encode: Encode) -> bytes:
    """The text, a byte for each character."""
    if text.isascii():
        return text.encode("ascii")
    try:
        return text.encode("latin-1").translate(_OF_LATIN)
    except UnicodeEncodeError:
        return _encoded(text, encode)


def _encoded(text: str, encode: Encode) -> bytes:
    codes = text.encode("utf-32-le", "surrogatepass")
    symbols = bytearray(len(text))
    while (come := encode(codes, len(text), _table(), symbols)) < len(text):
        _learn(ord(text[come]))
    return bytes(symbols)


@cache
def _table() -> bytearray:
    """The byte for each code point, filled in when a text first has one of its neighbourhood."""
    return bytearray(_CODES)


def _learn(code: int) -> None:
    first = code - code % _BLOCK
    _table()[first : first + _BLOCK] = bytes(map(symbol, map(chr, range(first, first + _BLOCK))))


def _kind(letter: str) -> Kind:
    return (
        letter.isalpha(),
        letter.islower(),
        letter.isupper(),
        letter.isalnum(),
        letter.isdecimal(),
        letter.isspace(),
    )


@cache
def _of_kind(kind: Kind) -> int:
    """The byte for a kind: that of the one which has most in common with it."""

    def common(letter: str) -> int:
        return sum(one == other for one, other in zip(_kind(letter), kind, strict=True))

    return _OWN[max(_LIKE, key=common)]


_OF_LATIN = bytes(map(symbol, map(chr, range(0x100))))
"""Turns Latin-1 text into symbols."""
WORD = symbols_that(lambda sign: sign.isalnum() or sign == "_")
"""What words are made of, for expressions."""
