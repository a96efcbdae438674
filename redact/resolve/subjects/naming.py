"""A name taken apart: which of its words is the title, which are given names, which the surname.

"Dr Sarah Jane Collins", "Collins, Sarah J", "COLLINS Sarah" and "SJ Collins" say which is which by order, comma and
capitals; words are folded (case, accents, apostrophes, the figures that a scan puts in the place of letters). Names
that put the surname first without saying so are read as if they did not.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from redact.resolve.subjects.given_names import is_given_name
from redact.resolve.subjects.people import TITLES

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*(?:[-‐‑][^\W_]+(?:['’ʼ][^\W_]+)*)*")
_HYPHEN = re.compile("[-‐‑]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_FIGURES = str.maketrans("015", "ols", "'’ʼ")
_TITLES = TITLES | frozenset("mister madam master superintendent supt minister chief sheriff coroner revd hon".split())
_RANKS = frozenset("pc ds di dci dc fr lt".split())
_OF_GIVEN = frozenset("sir dame sister brother father fr mother nurse lady".split())
_WOMAN, _MAN = frozenset("mrs ms miss madam dame lady sister mother".split()), frozenset("mr mister sir father".split())
_AFTER = frozenset("mp msp obe mbe cbe qc kc jp phd md bsc ma ba msc frcs frcp esq jr jnr sr snr dl cstj".split())
_PARTICLES = frozenset("van von de der den del della di da dos das du la le ter ten bin ibn al el st".split())
_LEADING = frozenset("van von de du del della der ter bin ibn".split())
_EVEN_SMALL = frozenset("mr mrs ms miss dr".split())
_LONGEST_TITLE = 16
_LAST_WORD = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,14})\.?[^\S\n]{1,2}\Z")
_VOWELS = frozenset("aeiouy")


class Name(NamedTuple):
    """The folded words of one mention. ``bare`` is a lone word of which nobody says whether it is given or inherited.

    Given names may be single letters; a surname of one letter is an initial. ``letters`` are initials that may stand
    for the whole name ("SJC"); a ``plain`` mention is a word of every day that here may be just that.
    """

    given: tuple[str, ...] = ()
    surname: str = ""
    bare: str = ""
    title: str = ""
    gender: str = ""
    letters: str = ""
    plain: bool = False

    @property
    def last(self) -> str:
        """The last word of the surname, by which forms of one name are found."""
        return self.surname.rpartition(" ")[2]


NOBODY = Name()


def name_of(text: str) -> Name:
    """Take a mention apart. ``NOBODY`` where it has no word of a name."""
    before, comma, after = text.partition(",")
    title, gender, words = _untitled(_WORD.findall(before))
    if comma:
        second, other, given = _untitled(_WORD.findall(after))
        if words and given:
            return _made([*map(folded_word, given)], _surname(words), title or second, gender or other)
    return _ordered(words, title, gender)


def title_before(text: str, start: int) -> str:
    """The title that stands right before a mention and outside of it ("Ms" of "Ms Collins"); empty where none does."""
    if start < 2 or not text[start - 1].isspace():
        return ""
    found = _LAST_WORD.search(text, max(start - _LONGEST_TITLE, 0), start)
    if not found:
        return ""
    word = found[1]
    low = word.casefold()
    written = word.isupper() if low in _RANKS else word[0].isupper() or low in _EVEN_SMALL
    return word if low in _TITLES and low != "the" and written else ""


def words_of(name: Name) -> str:
    """The words that tell a person in every document: first given name and surname; what is known of them."""
    if name.bare:
        return name.bare.replace(" ", "")
    return " ".join(word.replace(" ", "") for word in (*name.given[:1], name.surname) if word)


def folded_word(word: str) -> str:
    """One word as names are compared: case, accents, apostrophes and hyphens folded, the possessive taken off."""
    word = word.removesuffix("'s").removesuffix("’s").casefold()
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.translate(_LETTERS))
        word = _HYPHEN.sub("-", "".join(letter for letter in parts if not unicodedata.combining(letter)))
    return word if word.isalpha() else word.translate(_FIGURES).replace("-", " ")


def _untitled(words: list[str]) -> tuple[str, str, list[str]]:
    """Title, gender by the title, and the words of the name proper; those without a letter are left out."""
    words = [word for word in words if not word.isdigit()]
    title = gender = ""
    while words and (low := words[0].casefold()) in _TITLES and (low not in _RANKS or words[0].isupper()):
        title = low if low != "the" else title
        gender = "f" if low in _WOMAN else "m" if low in _MAN else gender
        words = words[1:]
    while len(words) > 1 and words[-1].casefold() in _AFTER and (words[-1].isupper() or len(words[-1]) > 2):
        words = words[:-1]
    if len(words) == 1 and words[0].casefold() in _AFTER and words[0].isupper():
        words = []
    return title, gender, words


def _ordered(words: list[str], title: str, gender: str) -> Name:
    if not words:
        return NOBODY
    if len(words) == 1:
        return _single(words[0], title, gender)
    capitals = _leading_capitals(words)
    if capitals:
        return _made([*map(folded_word, words[capitals:])], _surname(words[:capitals]), title, gender)
    folded = [letter for word in words for letter in _letters_of(word, words)]
    if len(folded[0]) > 1 and all(len(word) == 1 for word in folded[1:]) and not _has_initial_surname(folded):
        return _made(folded[1:], folded[0], title, gender)
    if all(len(word) == 1 for word in folded):
        return Name(bare="".join(folded), letters="".join(folded), title=title, gender=gender)
    first = (
        0
        if folded[0] in _LEADING
        else next((at for at, word in enumerate(folded[1:-1], 1) if word in _PARTICLES), len(folded) - 1)
    )
    return _made(folded[:first], " ".join(folded[first:]), title, gender)


def _single(word: str, title: str, gender: str) -> Name:
    folded = folded_word(word)
    if title and title not in _OF_GIVEN:
        return Name(surname=folded, title=title, gender=gender)
    letters = folded if word.isupper() and 2 <= len(folded) <= 4 else ""
    return Name(bare=folded, title=title, gender=gender, letters=letters)


def _made(given: list[str], surname: str, title: str, gender: str) -> Name:
    words = tuple(letter for word in given for letter in word.split())
    return Name(words, surname, title=title, gender=gender)


def _surname(words: list[str]) -> str:
    return " ".join(map(folded_word, words))


def _leading_capitals(words: list[str]) -> int:
    """How many words in capitals stand before one that is not ("COLLINS Sarah"): they are the surname."""
    count = 0
    while count < len(words) and words[count].isupper() and _is_long(words[count]):
        count += 1
    following = words[count:]
    return count if count and following and any(len(word) > 1 and not word.isupper() for word in following) else 0


def _is_long(word: str) -> bool:
    """Whether capitals are a name rather than initials: four letters, or three with a vowel."""
    return len(word) > 3 or (len(word) == 3 and not _VOWELS.isdisjoint(word.casefold()))


def _letters_of(word: str, words: list[str]) -> list[str]:
    """A word folded; initials that are written together ("SJ Collins") one by one."""
    folded = folded_word(word)
    together = 2 <= len(folded) <= 3 and word.isupper() and not all(other.isupper() for other in words)
    return list(folded) if together else [folded]


def _has_initial_surname(folded: list[str]) -> bool:
    return len(folded) == 2 and is_given_name(folded[0])
