"""What was hidden in a sound, as it may be heard again, and what was left there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from redact.types import TimeRange
from redact.verify.alike import is_common
from redact.verify.hearing import Word, Words
from redact.verify.sounds import Heard, heard

SAME_TIME = 2.0
"""Seconds by which two models may differ about when something was said."""
PAUSE = 3.0
"""Seconds after which figures belong to another number."""


@dataclass(frozen=True, slots=True)
class Value:
    """Something that was hidden: its figures and letters in a row, and those of its words that tell something."""

    entity_type: str
    signs: str = field(repr=False)
    words: tuple[Heard, ...] = field(repr=False)

    @classmethod
    def of(cls, text: str, entity_type: str) -> Value:
        """As the text that was hidden says it."""
        said = heard(text)
        words = tuple(each for each in said if not each.signs and not is_common(each.word))
        return cls(entity_type, "".join(each.signs for each in said), words)


class Hidden(NamedTuple):
    """A value, and when it was said."""

    value: Value
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Compared:
    """A sound as it was heard before and after: what is covered, what was hidden, what is heard now, what stays."""

    covered: tuple[TimeRange, ...]
    hidden: tuple[Hidden, ...]
    now: Words
    stays: Words


def around(words: Words, others: Sequence[Word]) -> Sequence[Word]:
    """Those that were said when the others were."""
    return words.between(others[0].middle - SAME_TIME, others[-1].middle + SAME_TIME)


def rows(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Figures and letters that follow each other, whatever short words stand between them."""
    row: list[Word] = []
    for word in words:
        if row and word.time.start - row[-1].time.end > PAUSE:
            yield row
            row = []
        if word.said.signs:
            row.append(word)
    if row:
        yield row


def signs_in(words: Iterable[Word]) -> str:
    """Their figures and letters in a row."""
    return "".join(word.said.signs for word in words)
