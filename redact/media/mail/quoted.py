"""Text in quoted-printable, its lines broken between words: a word in two pieces is found by nobody who searches."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WIDEST = 75
_PIECES = re.compile(r"[^ \t]+|[ \t]+")
_PLAIN = frozenset(chr(code) for code in range(33, 127)) - {"="}


def quoted_printable(text: str) -> str:
    """*text*, whose lines end with a line feed, as RFC 2045 writes it in UTF-8."""
    return "\n".join("=\n".join(_rows(line)) for line in text.split("\n"))


def _rows(line: str) -> Iterator[str]:
    row = ""
    for piece in _written(line):
        if row and len(row) + len(piece) > _WIDEST:
            yield row
            row = ""
        row += piece
    yield row


def _written(line: str) -> Iterator[str]:
    """The words of a line and the spaces between them, each as it is written; one that is too wide letter by letter."""
    last = len(line.rstrip(" \t"))
    for piece in _PIECES.finditer(line):
        blank = piece[0][0] in " \t"
        letters = [_letter(letter, bare=blank and piece.start() < last) for letter in piece[0]]
        word = "".join(letters)
        if len(word) <= _WIDEST:
            yield word
        else:
            yield from letters


def _letter(letter: str, *, bare: bool) -> str:
    if letter in _PLAIN or bare:
        return letter
    return "".join(f"={byte:02X}" for byte in letter.encode("utf-8", "replace"))
