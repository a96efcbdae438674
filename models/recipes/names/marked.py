"""Marked text: what the network learns from. Offsets are code points, half-open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

KINDS = (
    "PERSON", "LOCATION", "ORGANIZATION", "ADDRESS", "DATE_TIME", "AGE", "NRP", "OCCUPATION", "DEMOGRAPHIC", "CODE",
    "QUANTITY", "MISC", "MASK",
)  # fmt: skip
"""What the network tells apart. ``MASK``: what an annotator would hide because, with the rest, it tells who it is."""
NAMES = frozenset({"PERSON", "LOCATION", "ORGANIZATION"})
EVERY = "*"
"""In ``unknown``: nothing is known of that stretch."""


class Mark(NamedTuple):
    """A stretch of text of one kind."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks.

    ``known``: kinds of which every occurrence is marked; ``partly``: kinds of which only some are, so that what is not
    marked says nothing; ``unknown``: stretches of which nothing is said for a kind, or for every kind.
    """

    source: str
    text: str
    marks: tuple[Mark, ...]
    known: frozenset[str]
    partly: frozenset[str] = frozenset()
    unknown: tuple[Mark, ...] = ()

    def with_text(self, text: str) -> Marked:
        """The same marks on another text of the same length; the text itself where the lengths differ."""
        return replace(self, text=text) if len(text) == len(self.text) else self


def joined(one: Marked, two: Marked, gap: str = "\n") -> Marked:
    """Two texts of one source as one."""
    shift = len(one.text) + len(gap)
    return replace(
        one,
        text=one.text + gap + two.text,
        marks=one.marks + _moved(two.marks, shift),
        unknown=one.unknown + _moved(two.unknown, shift),
    )


def _moved(marks: tuple[Mark, ...], shift: int) -> tuple[Mark, ...]:
    return tuple(Mark(start + shift, end + shift, kind) for start, end, kind in marks)
