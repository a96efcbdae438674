"""Lists of given and family names by language and country, out of Faker (MIT): who bears a name, and others like it.

They tell gender and origin of a name as far as a list does: a name in none tells nothing, one in several little.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from redact.errors import MissingError, PolicyError

ORIGINS = tuple(
    (
        "en_GB en_IE en_IN en_PK en_KE de_DE fr_FR it_IT es_ES pt_PT nl_NL pl_PL cs_CZ ro_RO hu_HU hr_HR sv_SE no_NO"
        " da_DK fi_FI tr_TR yo_NG zu_ZA tw_GH id_ID zh_TW:latin zh_CN:latin ja_JP:latin el_GR ru_RU uk_UA bg_BG"
        " ar_AA fa_IR he_IL hi_IN ta_IN ka_GE hy_AM zh_CN ja_JP ko_KR th_TH"
    ).split()
)
"""The lists among which the origin of a name is looked for, the likeliest in Britain first. "latin": romanised."""
LOCALE = r"^[a-z]{2,3}(_[A-Z]{2})?(:latin)?$"
_FEWEST_GIVEN, _FEWEST_FAMILY = 15, 20
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_LONGEST = 20


@dataclass(frozen=True, slots=True)
class NameLists:
    """Given names of women and men, and family names of each; one list twice where the language has but one."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family_female: tuple[str, ...]
    family_male: tuple[str, ...]


def plain(word: str) -> str:
    """A word in small letters without accents, as people write it on a keyboard that has none."""
    small = unicodedata.normalize("NFKD", word.casefold()).translate(_SPECIAL)
    return "".join(sign for sign in small if not unicodedata.combining(sign))


def check_locale(locale: str) -> None:
    """Raise ``MissingError`` without Faker and ``PolicyError`` for a locale of which it has no names."""
    if find_spec("faker") is None:
        raise MissingError("Faker is not installed", "install it with: pip install 'redact[surrogates]'")
    if not re.fullmatch(LOCALE, locale) or find_spec(f"faker.providers.person.{locale.partition(':')[0]}") is None:
        raise PolicyError(f"there are no names for the locale {locale!r}", "use one of Faker's, as in locale = 'en_GB'")
    names_of(locale)


@cache
def names_of(locale: str) -> NameLists:
    """The names of a locale. Raises ``PolicyError`` where they are too few to hide anybody among them."""
    module, _, latin = locale.partition(":")
    provider = _provider(module)
    kind = "romanized_names" if latin else "names"
    given = _words(provider, f"first_{kind}")
    family = max(_words(provider, f"last_{kind}"), _words(provider, "unisex_last_names"), key=len)
    lists = NameLists(
        _words(provider, f"first_{kind}_female") or given,
        _words(provider, f"first_{kind}_male") or given,
        _words(provider, f"last_{kind}_female") or family,
        _words(provider, f"last_{kind}_male") or family,
    )
    if min(len(lists.female), len(lists.male)) < _FEWEST_GIVEN or len(lists.family_male) < _FEWEST_FAMILY:
        raise PolicyError(f"Faker has too few names for the locale {locale!r}", "use another, as in locale = 'en_GB'")
    return lists


def _words(provider: Any, attribute: str) -> tuple[str, ...]:
    """The names of a list that are one word of letters, each once."""
    found = getattr(provider, attribute, ())
    names = found if isinstance(found, (tuple, list, dict)) else ()
    whole = (name for name in map(str.strip, names) if len(name) <= _LONGEST and all(map(_in_name, name)))
    return tuple(dict.fromkeys(whole))


def _in_name(sign: str) -> bool:
    """Whether a sign may stand in one word of a name: letters, the marks on them, and what joins two."""
    return sign in "-'" or unicodedata.category(sign)[0] in "LM"


@cache
def _holders() -> dict[str, tuple[tuple[str, str], ...]]:
    """Each name without accents, with the lists that hold it: the locale, and "f", "m" or "x" for a family name."""
    holders: defaultdict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for locale in ORIGINS:
        lists = names_of(locale)
        families = (*lists.family_female, *lists.family_male, *_more_families(locale))
        for kind, names in (("f", lists.female), ("m", lists.male), ("x", families)):
            for name in names:
                holders[plain(name)][locale, kind] = None
    return {name: tuple(found) for name, found in holders.items()}


def _more_families(locale: str) -> tuple[str, ...]:
    """Polish names that change with their bearer, and Nigerian ones, which stand in lists of their own."""
    if locale == "yo_NG":
        return tuple(name for more in ("en_NG", "ig_NG") for name in _words(_provider(more), "last_names"))
    if locale != "pl_PL":
        return ()
    male = _words(_provider(locale), "male_last_names")
    return (*male, *(f"{name[:-1]}a" for name in male if name.endswith("ki")))


def _provider(locale: str) -> Any:
    return import_module(f"faker.providers.person.{locale}").Provider


def kinds(word: str, locale: str) -> frozenset[str]:
    """What a word is as a name, in that locale, or in any where it is unknown there: "f", "m", "x" for family."""
    found = _holders().get(plain(word), ())
    own = frozenset(kind for where, kind in found if where == locale)
    return own or frozenset(kind for _, kind in found)


def origin_of(words: Iterable[str], default: str) -> str:
    """The locale whose lists hold most of the words, rare ones counting more; *default* if it holds all known ones."""
    known = [places for places in ({where for where, _ in _holders().get(plain(word), ())} for word in words) if places]
    if all(default in places for places in known):
        return default
    votes: defaultdict[str, float] = defaultdict(float)
    for places in known:
        for where in places:
            votes[where] += 1 / len(places)
    return max(ORIGINS, key=lambda where: (votes[where], -ORIGINS.index(where)))
