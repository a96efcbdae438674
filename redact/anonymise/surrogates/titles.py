"""Forms of address and ranks beside a name, which stay where they are when another name is put there.

Words that are names as well ("King", "Earl", "Di") are titles only where nothing speaks against it: hiding a title does
no harm, keeping a name does.
"""

from __future__ import annotations

import re

from redact.anonymise.surrogates.name_lists import plain

MEN = frozenset("mr messrs sir lord father brother uncle grandpa herr monsieur".split())
WOMEN = frozenset("mrs ms miss dame lady madam sister auntie aunt grandma frau mme mlle".split())
KNIGHTS = frozenset({"sir", "dame"})
"""Titles that stand before a given name."""
_ALWAYS = frozenset(
    "mr messrs mrs ms miss mx dr prof professor revd reverend cllr councillor sgt supt insp and".split()
)
_RANKS = frozenset("pc wpc dc ds di dci dsi ps hhj".split())
"""In capitals alone."""
_BEFORE = (
    MEN
    | WOMEN
    | frozenset(
        "doctor rev imam rabbi sergeant inspector constable detective superintendent captain colonel major lieutenant"
        " general commander judge justice nurse matron the".split()
    )
)
"""Before a name alone: "Judge Collins", and not "Sarah Judge"."""
TOKEN = re.compile(r"[^\s,;:()\[\]{}\"“”<>/\\|&+.!?]+")
"""A word of a name, with the hyphens and apostrophes in it."""
TOGETHER = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of names that are written without gaps."""


def title_places(value: str) -> frozenset[int]:
    """Where in a written name its titles begin."""
    tokens = list(TOKEN.finditer(value))
    places: set[int] = set()
    named = False
    for number, token in enumerate(tokens):
        title = _is_title(token.group(), value, named=named, last=number == len(tokens) - 1)
        named = named or not title
        if title:
            places.add(token.start())
    return frozenset(places)


def _is_title(token: str, value: str, *, named: bool, last: bool) -> bool:
    word = plain(token)
    if word in _ALWAYS:
        return True
    if last or named:
        return False
    return word in _BEFORE or (word in _RANKS and token.isupper() and not value.isupper())


def titles_in(value: str) -> frozenset[str]:
    """The titles of a written name, in small letters."""
    places = title_places(value)
    return frozenset(plain(token.group()) for token in TOKEN.finditer(value) if token.start() in places)
