"""How the words of special category data are written down: rows of a type, a kind of word, a strength and the words.

In the lists, words are separated by semicolons. ``~`` at the end stands for both the singular and the plural in -s;
``^`` before a word asks for a capital letter where it stands in the text ("Polish", and not "polish").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

GENERAL = "GENERAL"
"""No type: phrases that speak of bodies, laws, policies or everyday things; the words in them count for nothing."""


class Strength(Enum):
    """How much a word tells alone, as the share of a score."""

    STRONG = 0.8  # tells something of somebody in almost any sentence
    FAIR = 0.55  # tells it where the sentence speaks of a person, or beside another word
    WEAK = 0.3  # needs a person who is clearly spoken of, or two more words
    HINT = 0.12  # counts only beside another word


@dataclass(frozen=True, slots=True)
class Row:
    """Words of one kind. ``kind`` is what a reader is told instead of the word."""

    entity_type: str
    kind: str
    strength: Strength
    words: str
    label: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One word or phrase, folded as texts are folded before the search."""

    text: str
    entity_type: str
    kind: str
    strength: Strength
    capital: bool = False
    label: bool = False


def terms(rows: tuple[Row, ...]) -> Iterator[Term]:
    """The single terms of the rows."""
    for row in rows:
        for written in filter(None, (" ".join(each.split()) for each in row.words.split(";"))):
            for text in _forms(written.removeprefix("^")):
                yield Term(text, row.entity_type, row.kind, row.strength, written.startswith("^"), row.label)


def _forms(word: str) -> tuple[str, ...]:
    stem = word.removesuffix("~")
    return (fold(stem),) if stem == word else (fold(stem), fold(f"{stem}s"))


_TABLE = {code: 32 for code in range(128) if not chr(code).isalnum()} | {
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    0x130: 0x69,
}
_MORE = re.compile(r"[^\w\s]|_|\s(?<! )")


def fold(text: str) -> str:
    """*text* in lower case, with a space for whatever is no letter or figure: the same length, place for place."""
    folded = text.translate(_TABLE)
    if folded.isascii():
        return folded
    lower = folded.lower()
    if len(lower) != len(folded):
        lower = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in folded)
    return _MORE.sub(" ", lower)
