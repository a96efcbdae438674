"""Word pieces that a model labelled, put together: whole words, then names and addresses of several words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeAlias

from redact.detect.token_labels import Token

NAMES = frozenset({"GIVEN_NAME", "SURNAME"})
PLACES = frozenset({"CITY", "STATE", "STREET_NAME"})
STREETS = frozenset({"STREET_NAME", "SECONDARY_ADDRESS"})
ADDRESSES = PLACES | STREETS | {"BUILDING_NUMBER", "ZIP_CODE"}
PARTICLES = frozenset(
    "de del della di da dos du van von der den ter ten la le el al bin ibn bint ap af zu y e st".split()
)

_UNSPACED = "\u2e80-\ua4cf\uf900-\ufaff"
"""Scripts that put no space between words: there a piece stands for itself."""
_LETTERS = rf"[^\W_{_UNSPACED}](?:[^\W{_UNSPACED}]|[\u0300-\u036f])*+"
_WORD = re.compile(rf"{_LETTERS}(?:['\-]{_LETTERS})*+")
_IN_NAMES = re.compile(
    rf"[ \t]{{0,3}}|\.[ \t]{{0,2}}|[ \t](?:[^\W\d_]\.[ \t]?){{1,3}}"
    rf"|[ \t](?:(?:{'|'.join(sorted(PARTICLES))})[ \t]){{1,2}}"
)
_TURNED = re.compile(r",[ \t]{1,2}")
_IN_ADDRESSES = re.compile(r"[ \t]{0,3}[.,]?[ \t]{0,3}\n?[ \t]{0,3},?[ \t]{0,3}(?:\d{1,5}[A-Za-z]?[ \t]?[.,]?\s)?")
_IN_PLACES = re.compile(r"[ \t]{0,3}")


class Word(NamedTuple):
    """A whole word, the label of its surest piece, and how likely that is."""

    start: int
    end: int
    label: str
    likely: float


Run: TypeAlias = Sequence[Word]
"""Words that stand together and say one thing: a name, an address. At least one."""


def words(text: str, tokens: Iterable[Token]) -> Iterator[Word]:
    """The whole words that the *tokens*, in order, are pieces of."""
    for (start, end), same in groupby(_placed(text, tokens), key=lambda each: each[0]):
        surest = max((token for _, token in same), key=lambda token: token.likely)
        if any(map(str.isalnum, text[start:end])):
            yield Word(start, end, surest.label, surest.likely)


def _placed(text: str, tokens: Iterable[Token]) -> Iterator[tuple[tuple[int, int], Token]]:
    bounds = _WORD.finditer(text)
    word = next(bounds, None)
    for token in tokens:
        while word and word.end() <= token.start:
            word = next(bounds, None)
        inside = word is not None and word.start() < token.end
        yield word.span() if word and inside else (token.start, token.end), token


def names(text: str, among: Iterable[Word]) -> list[Run]:
    """Names of people. "Hill, Mary" is one name where the model takes the first for the surname."""
    return _runs([word for word in among if word.label in NAMES], lambda one, two: _one_name(text, one, two))


def addresses(text: str, among: Iterable[Word]) -> list[Run]:
    """Runs of streets, houses, towns and codes in which at least two kinds meet, one of them a street or a flat."""
    runs = _runs(
        [word for word in among if word.label in ADDRESSES],
        lambda one, two: _IN_ADDRESSES.fullmatch(text, one.end, two.start) is not None,
    )
    return [run for run in runs if len(kinds := {word.label for word in run}) > 1 and kinds & STREETS]


def places(text: str, among: Iterable[Word]) -> list[Run]:
    """Names of towns, of the states of a country, of streets."""
    return _runs(
        [word for word in among if word.label in PLACES],
        lambda one, two: _IN_PLACES.fullmatch(text, one.end, two.start) is not None,
    )


def _one_name(text: str, one: Word, two: Word) -> bool:
    turned = one.label == "SURNAME" and two.label == "GIVEN_NAME"
    return any(gap.fullmatch(text, one.end, two.start) for gap in ((_IN_NAMES, _TURNED) if turned else (_IN_NAMES,)))


def _runs(among: Sequence[Word], together: Callable[[Word, Word], bool]) -> list[Run]:
    runs: list[list[Word]] = []
    for word in among:
        if runs and together(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return list(runs)
