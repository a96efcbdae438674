"""Numbers as people say them: "0-7-7-0-0, 9-0-0", "O207", "oh seven seven double oh"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from redact.read.speech.spoken_text import Change

_DIGITS = {word: str(value) for value, word in enumerate("zero one two three four five six seven eight nine".split())}
_DIGITS |= {"oh": "0", "o": "0", "nought": "0", "naught": "0"}
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ROUND = {word: f"{value}0" for value, word in enumerate(_TENS, 2)} | {"hundred": "00"}
_FILLERS = frozenset({"er", "erm", "um", "uh"})
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_GAP = re.compile(r"(?:[\s,…–-]|\b(?:er|erm|um|uh)\b){0,12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Said:
    """One token of a number: where it stands, the digits it means, and whether it was a word."""

    start: int
    end: int
    digits: str
    word: bool


def numbers(text: str) -> Iterator[Change]:
    """Changes that join digits said one by one and put digits for words."""
    for cluster in _clusters(text):
        count = sum(len(said.digits) for said in cluster)
        said_singly = len(cluster) >= 4 and any(len(said.digits) == 1 or said.word for said in cluster)
        if said_singly and count >= (4 if any(said.word for said in cluster) else 5):
            yield from _join(text, cluster)
        elif count >= 5:  # "O207-946": the letter alone is wrong
            yield from (Change(said.start, said.end, said.digits) for said in cluster if said.word)


def _clusters(text: str) -> Iterator[list[_Said]]:
    cluster: list[_Said] = []
    for said in _said(text):
        if said is None or (cluster and not _GAP.fullmatch(text, cluster[-1].end, said.start)):
            yield cluster
            cluster = []
        if said is not None:
            cluster.append(said)
    yield cluster


def _said(text: str) -> Iterator[_Said | None]:
    """Every token that means digits; ``None`` for one that does not, which ends a number."""
    times, since = 1, 0
    for match in _TOKEN.finditer(text):
        token = match.group().lower()
        start = since if times > 1 else match.start()
        if token in _TIMES:
            times, since = _TIMES[token], match.start()
        elif token.isdecimal() and not _in_a_word(text, match):
            yield _Said(start, match.end(), token * times if len(token) == 1 else token, word=times > 1)
            times = 1
        elif digits := _DIGITS.get(token, "") * times or _ROUND.get(token):
            yield _Said(start, match.end(), digits, word=True)
            times = 1
        elif token not in _FILLERS:
            yield None
            times = 1


def _in_a_word(text: str, match: re.Match[str]) -> bool:
    """Whether letters other than O touch the digits: "LS6", "14th", "QQ123456C"."""
    around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() : match.end() + 1]
    return any(character.isalpha() and character not in "Oo" for character in around)


def _join(text: str, cluster: Sequence[_Said]) -> Iterator[Change]:
    groups = [0]
    for said, before in zip(cluster[1:], cluster, strict=False):
        groups.append(groups[-1] + ("," in text[before.end : said.start]))
    size = Counter(dict.fromkeys(groups, 0))
    for said, group in zip(cluster, groups, strict=True):
        size[group] += len(said.digits)
    for place, said in enumerate(cluster):
        if place:
            apart = groups[place] != groups[place - 1] and min(size[groups[place]], size[groups[place - 1]]) >= 3
            yield Change(cluster[place - 1].end, said.start, " " if apart else "")
        if said.word:
            yield Change(said.start, said.end, said.digits)


_POINT = re.compile(r"(?<=\d)\s+(?:dot|point)\s+(?=\d)", re.IGNORECASE)


def points(text: str) -> Iterator[Change]:
    """Changes that put a point for the word between two digits."""
    for match in _POINT.finditer(text):
        yield Change(match.start(), match.end(), ".")
