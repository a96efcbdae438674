"""How words sound, so that a hidden one is known again however a listener spells it.

Figures and single letters are put together as they are said ("oh seven", "double four", "sixty one", "Tango"); other
words become a key of their consonants, as in Metaphone (L. Philips, 1990), with those made one that a telephone does
not tell apart (b and p, d and t, m and n) and without an r that is not spoken before a consonant. English; in other
languages keys are rougher.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from redact.detect.spoken.tokens import FIGURES, NATO, TIMES

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][^\W\d_]+)?")
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ALPHABET = re.compile(NATO)
_WHOLE = {word: str(value) for value, word in enumerate(_TEENS, 10)}
_ROUND = {word: str(value) for value, word in enumerate(_TENS, 2)}
_WORDS = frozenset("ai")
"""Letters that are words as well."""
_SPELT = 4
"""So many capitals in a row may be letters that were spelt."""

_CHANGES = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"^(?:kn|gn|pn)"), "n"),
    (re.compile(r"^wr"), "r"),
    (re.compile(r"^wh"), "w"),
    (re.compile(r"^x"), "s"),
    (re.compile(r"mb$"), "m"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"tch|sch|sh|ch|dg(?=[eiy])|[tc]i(?=[ao])|ssi(?=[ao])|j"), "X"),
    (re.compile(r"th"), "t"),
    (re.compile(r"gh"), ""),
    (re.compile(r"c(?=[eiy])"), "s"),
    (re.compile(r"r(?![aeiouy])"), ""),
    (re.compile(r"h"), ""),
    (re.compile(r"(?<=.)[wy]"), ""),
    (re.compile(r"^[aeiouy]+"), "A"),
    (re.compile(r"[aeiou]"), ""),
)
_ONE = str.maketrans("bpdtgkcqfvszmnlrwyx", "PPTTKKKKFFSSNNLRWYS")


@dataclass(frozen=True, slots=True)
class Heard:
    """A word of a text: where it stands, the figures and letters that it says, and how it sounds.

    ``signs`` is empty for a word that is neither a figure nor spelt; ``key`` is empty for figures.
    """

    start: int
    end: int
    word: str = field(repr=False)
    signs: str = field(default="", repr=False)
    key: str = field(default="", repr=False)


def heard(text: str) -> list[Heard]:
    """The words of a text in order. "Double four" and "sixty one" are one word each."""
    return list(_joined(text, [(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]))


@lru_cache(maxsize=1 << 14)
def key_of(word: str) -> str:
    """How a word sounds: its consonants, and an A where it begins with a vowel."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if letter.isalpha())
    for form, new in _CHANGES:
        plain = form.sub(new, plain)
    return plain.translate(_ONE)


def _joined(text: str, tokens: list[tuple[int, int, str]]) -> Iterator[Heard]:
    at = 0
    while at < len(tokens):
        start, end, word = tokens[at]
        said, after = word.casefold(), tokens[at + 1] if at + 1 < len(tokens) else None
        following = _signs(after[2]) if after and len(text[end : after[0]].strip(" -")) == 0 else ""
        if after and said in TIMES and len(following) == 1:
            yield Heard(start, after[1], text[start : after[1]], following * TIMES[said])
            at += 2
        elif after and said in _ROUND and len(following) == 1 and following.isdigit() and following != "0":
            yield Heard(start, after[1], text[start : after[1]], _ROUND[said] + following)
            at += 2
        else:
            signs = f"{_ROUND[said]}0" if said in _ROUND else _signs(word)
            yield Heard(start, end, word, signs, "" if word.isdigit() else key_of(word))
            at += 1


def _signs(word: str) -> str:
    said = word.casefold()
    if word.isdigit() or len(word) == 1:
        return "" if said in _WORDS else FIGURES.get(said, said)
    if word.isupper() and len(word) <= _SPELT:
        return said
    return FIGURES.get(said) or _WHOLE.get(said) or (said[0] if _ALPHABET.fullmatch(said) else "")
