"""What happens to texts on their way: capitals lost or added, letters misread, names exchanged for others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from random import Random

from marked import Mark, Marked
from people import Person, full, person, table

_MISREAD = dict(zip("lIoO0eBSg1", "1l0Oocß5q7", strict=True)) | {
    "ß": "B",
    "c": "e",
    "m": "n",
    "n": "u",
    "h": "b",
    "i": "l",
}
_LONGEST_NAME = 4
"""Words: a longer stretch called a person is kept as it is."""


def roughened(marked: Marked, random: Random) -> Marked:
    """The text as it stands, in small letters, in capitals, with a capital on each word, or with letters misread."""
    draw = random.random()
    if draw < 0.15:
        return marked.with_text(marked.text.lower())
    if draw < 0.26:
        return marked.with_text(marked.text.upper())
    if draw < 0.28:
        return marked.with_text(marked.text.title())
    if draw < 0.31:
        return marked.with_text(_misread(marked.text, random))
    return marked


def _misread(text: str, random: Random) -> str:
    share = random.choice((0.01, 0.02, 0.04))
    return "".join(_MISREAD.get(each, each) if random.random() < share else each for each in text)


def exchanged(marked: Marked, random: Random) -> Marked:
    """The text with other people in it, and some other towns: the look of a name says little of whether it is one."""
    people: dict[str, str] = {}
    edits: list[tuple[int, int, str]] = []
    for start, end, kind in marked.marks:
        stands = marked.text[start:end]
        if kind == "PERSON" and stands[:1].isupper() and len(stands.split()) <= _LONGEST_NAME:
            edits.append((start, end, people.setdefault(stands, _like(stands, random))))
        elif kind == "LOCATION" and stands[:1].isupper() and random.random() < 0.3:
            edits.append((start, end, people.setdefault(stands, _place(random))))
    return _edited(marked, edits) if _apart(edits) else marked


def _like(stands: str, random: Random) -> str:
    who, words = person(random), stands.split()
    if len(words) > 1 and words[0].endswith("."):
        name = " ".join([*words[:-1], who.family])
    else:
        name = full(random, who) if len(words) > 1 else _one(who, random)
    return name.upper() if stands.isupper() and len(stands) > 3 else name


def _one(who: Person, random: Random) -> str:
    return random.choice((who.given, who.family, who.family))


def _place(random: Random) -> str:
    return random.choice(table("places")[random.choice(("city", "city", "uk_town", "country", "village", "region"))])


def _apart(edits: list[tuple[int, int, str]]) -> bool:
    return all(one[1] <= two[0] for one, two in pairwise(edits))


def _edited(marked: Marked, edits: list[tuple[int, int, str]]) -> Marked:
    text, moves, place = "", [], 0
    for start, end, new in edits:
        text += marked.text[place:start]
        text, place = text + new, end
        moves.append((start, end, len(text) - end))
    text += marked.text[place:]
    moved = _mover(moves)
    return replace(
        marked,
        text=text,
        marks=tuple(filter(None, map(moved, marked.marks))),
        unknown=tuple(filter(None, map(moved, marked.unknown))),
    )


def _mover(moves: list[tuple[int, int, int]]) -> Callable[[Mark], Mark | None]:
    """Where a mark lies after the edits; none where an edit cut through it."""

    def position(place: int) -> int | None:
        shift = 0
        for old_start, old_end, shift_behind in moves:
            if old_start < place < old_end:
                return None
            if place <= old_start:
                break
            shift = shift_behind
        return place + shift

    def moved(mark: Mark) -> Mark | None:
        start, end = position(mark.start), position(mark.end)
        return None if start is None or end is None or end <= start else Mark(start, end, mark.kind)

    return moved
