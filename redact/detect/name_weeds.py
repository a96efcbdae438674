"""Weeding: what a model calls a name, trimmed to the name, and left out where it is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redact.detect.name_words import NOT_NAMES, ORGANISED, THINGS, TITLES

_BEFORE = re.compile(
    rf"(?:[\s\W]|(?i:the|dear|hi|hello|and|from|to|by|cc|re|fwd|rt|ps)\b[\s:,.]+|(?:{TITLES})\b\.?\s)+"
)
_AFTER = re.compile(r"(?:'s|'|[\s.,;:!?\-–(\[{<>|/\\*\"&#@+=~_]|(?<=\S) (?i:and|the|of|to|for|in|at|on|re|is|was))+$")
_FORMS_OF_ADDRESS = frozenset(TITLES.split("|"))
_PART = re.compile(r"[^\n\t|•]+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ODD = re.compile(r"[@#/\\<>{}=_*%$£€]|https?|www\.")
_NAMELIKE = re.compile(r"(?:(?:(?<!\S)|(?<=[(\"'\-]))[^\s@#/\\<>{}=_*%$£€\d]+(?!\S)\s*)+")
_ARTICLE = re.compile(r"\b(?:the|this|that|a|an|each|every)\s+$", re.IGNORECASE)
_DATE_FIGURES, _NAME_FIGURES = 8, 3
"""The most digits in a date, and in any other name: more make it a number of some kind."""
_LETTERS = re.compile(r"[^\W\d_]")


def pieces(
    text: str, entity_type: str, span: tuple[int, int], put_in: list[tuple[int, int]], *, sure: bool = False
) -> Iterator[tuple[int, int]]:
    """What is left of a name once lines, labels that were put in and loose letters around it are taken off.

    *sure*: the model is, so that in small letters short words may be part of it, as in "kamal al-zahrani", and that a
    short word in capitals, as "EMMA", need not be letters that stand for a body.
    """
    for piece in outside(_lines(text, *span), put_in):
        if entity_type == "PERSON" and _torn(text, span, piece):
            continue
        for part in _namelike(text, *piece) if entity_type == "PERSON" else (piece,):
            start, end = part if entity_type == "DATE_TIME" else _trimmed(text, *part)
            if end > start and _credible(text[start:end], entity_type, sure=sure) and not _thing(text, start, end):
                yield start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in _PART.finditer(text, start, end))


def _torn(text: str, span: tuple[int, int], piece: tuple[int, int]) -> bool:
    """One word of something that the model read across a blank line: a heading and what stands below it."""
    return _BLANK_LINE.search(text, *span) is not None and len(text[piece[0] : piece[1]].split()) < 2


def _namelike(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The words that hold no figure and no mark of addresses: "Mary http://…" is "Mary"."""
    if not _ODD.search(text, start, end):
        yield start, end
        return
    yield from (found.span() for found in _NAMELIKE.finditer(text, start, end))


def _thing(text: str, start: int, end: int) -> bool:
    """Whether a word that is a name as well stands for a thing: behind an article, or as a column's heading."""
    if text[start:end].lower() not in THINGS:
        return False
    return not (text[:start] + text[end:]).strip() or _ARTICLE.search(text[max(0, start - 12) : start]) is not None


def outside(spans: Iterable[tuple[int, int]], put_in: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What of the *spans* lies outside of labels that were put in; nothing that is empty."""
    for start, end in spans:
        place = start
        for first, last in put_in:
            if first < end and last > place:
                if first > place:
                    yield place, first
                place = last
        if end > place:
            yield place, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    before = _BEFORE.match(text, start, end)
    start = before.end() if before else start
    after = _AFTER.search(text[start:end])
    return start, start + after.start() if after else end


def _credible(name: str, entity_type: str, *, sure: bool) -> bool:
    figures = sum(map(str.isdigit, name))
    if entity_type == "DATE_TIME":
        return figures <= _DATE_FIGURES
    if figures > _NAME_FIGURES or sum(map(str.isalpha, name)) < 2 or not _LETTERS.search(name):
        return False
    if entity_type == "ORGANIZATION":
        return True
    return _person(name, sure=sure) if entity_type == "PERSON" else _place(name)


def _person(name: str, *, sure: bool) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    known = [word.lower() in NOT_NAMES or word in _FORMS_OF_ADDRESS for word in words]
    if all(known) or re.search(r"\d", name) or len(name) < 2 or words[-1].lower() in ORGANISED:
        return False
    if not sure and len(words) == 1 and words[0].isupper() and len(words[0]) <= 4:
        return False
    small = sure or (not any(known) and all(len(word) > 2 for word in words))
    return small or any(word[0].isupper() for word in words)


def _place(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    return not _ODD.search(name) and not all(word.lower() in NOT_NAMES - _PLACES for word in words)


_PLACES = frozenset({"england", "wales", "usa", "uk"})
