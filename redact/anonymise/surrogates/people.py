"""People who do not exist, each to stand in the place of somebody who does.

An operator sees one mention: "Sarah" here, "Mrs Collins" there, and perhaps not whose it is. So that all
mentions get one person, given and family name are drawn apart, each by the seed alone, and a woman's and a man's given
name have one initial; what a mention tells (that Sarah is a woman) only chooses between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from redact.anonymise.surrogates.draw import Draw
from redact.anonymise.surrogates.name_lists import kinds, names_of, origin_of, plain
from redact.anonymise.surrogates.titles import MEN, TOGETHER, WOMEN, titles_in

_TRIES = 400


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who does not exist: given name, more given names, family name."""

    given: str
    middle: tuple[str, ...]
    family: str


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a person is to stand for: the words of the name, where new names come from, and whether it is a woman.

    ``whole`` says whether the words are all of the name, in the order of the name as far as it is known, and not just
    those of one mention.
    """

    words: tuple[str, ...]
    locale: str
    female: bool | None
    whole: bool

    def __repr__(self) -> str:
        return "Whom()"


def words_of(subject: str) -> tuple[str, ...]:
    """The words of a name that a subject is told by; none where that is not known."""
    return tuple(subject.split())


def whom(subject: str, value: str, said: Sequence[str], ways: tuple[str, bool]) -> Whom:
    """What the words of a name, and failing them a title in *value*, tell of their bearer.

    *said* are the words of the mention. *ways* are the locale, and whether the origin of the name is to stay.
    """
    locale, origin = ways
    words = words_of(subject) or tuple(said)
    place = (_written_together(words) or origin_of(sorted(filter(_is_long, words)), locale)) if origin else locale
    told = {kind for word in filter(_is_long, words) for kind in _gender(word, place)}
    if len(told) != 1:
        titles = titles_in(value)
        told = {kind for kind, among in (("f", WOMEN), ("m", MEN)) if titles & among}
    return Whom(words, place, told == {"f"} if len(told) == 1 else None, bool(words_of(subject)))


def _written_together(words: Sequence[str]) -> str:
    """The locale of a name in kana, Hangul or Chinese characters; nothing for any other."""
    letters = "".join(sorted(word for word in words if TOGETHER.search(word)))
    if not letters:
        return ""
    kana = any("\u3040" <= letter <= "\u30ff" for letter in letters)
    return "ja_JP" if kana else "ko_KR" if any(letter >= "\uac00" for letter in letters) else "zh_CN"


def _is_long(word: str) -> bool:
    return len(word) > 1


def _gender(word: str, locale: str) -> frozenset[str]:
    """What a word tells as a given name; nothing where it is a family name too, or borne by women and men."""
    given = kinds(word, locale) - {"x"}
    return given if len(given) == 1 and kinds(word, locale) == given else frozenset()


def stand_in(seed: bytes, attempt: int, stands_for: Whom) -> Person | None:
    """The person that follows from seed and attempt, with no name of the other's; rarely none.

    Where the whole name is known, with none of its initials either.
    """
    lists = names_of(stands_for.locale)
    others = [plain(word) for word in stands_for.words]
    initials = {word[0] for word in others if word and stands_for.whole}

    def fitting(purpose: str, draw: Callable[[Draw], tuple[str, str] | None]) -> Iterator[tuple[str, str]]:
        for number in range(_TRIES):
            both = draw(Draw(seed, purpose, attempt, number))
            if both and all(_differs(plain(name), others, initials) for name in both):
                yield both

    given = fitting("given", lambda draw: _both_given(draw, stands_for.locale))
    family = fitting("family", lambda draw: _both(draw, lists.family_female, lists.family_male))
    names = [next(given, None) for _ in range(4)]
    last = next((both for both in family if both not in names), None)
    shown = [name for name in names if name]
    if last is None or len(shown) < len(names):
        return None
    female = bool(Draw(seed, "gender", attempt).below(2)) if stands_for.female is None else stands_for.female
    first, *middle = (both[not female] for both in shown)
    return Person(first, tuple(middle), last[not female])


def _both_given(draw: Draw, locale: str) -> tuple[str, str] | None:
    """A woman's and a man's name of one initial."""
    female = draw.one(names_of(locale).female)
    alike = _men_by_initial(locale).get(plain(female)[:1])
    return (female, draw.one(alike)) if alike else None


@cache
def _men_by_initial(locale: str) -> Mapping[str, Sequence[str]]:
    men: defaultdict[str, list[str]] = defaultdict(list)
    for name in names_of(locale).male:
        men[plain(name)[:1]].append(name)
    return men


def _both(draw: Draw, female: Sequence[str], male: Sequence[str]) -> tuple[str, str]:
    if female == male:
        return (name := draw.one(female)), name
    return draw.one(female), draw.one(male)


def _differs(name: str, others: Sequence[str], initials: set[str]) -> bool:
    if any(len(word) > 2 and (word in name or name in word) for word in others):
        return False
    return name[:1] not in initials
