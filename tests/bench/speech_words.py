"""How many words outside of the marks a listener gets wrong, before and after redaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from redact import Redactor
from redact.types import Alignment, Part, TimeRange
from tests.bench.speech_made import Talk

_SAID = re.compile(r"[a-z0-9']+")
_FIGURES = dict(zip("zero one two three four five six seven eight nine ten".split(), map(str, range(11)), strict=True))
_LATE = 0.15
"""Seconds by which the middle of where a word may be heard lies behind its own: its margins are wider behind."""


@dataclass(frozen=True)
class Wrong:
    """Words said outside of the marks, and those that were got wrong, left out or put in, before and after."""

    words: int = 0
    before: int = 0
    after: int = 0

    def __add__(self, other: Wrong) -> Wrong:
        return Wrong(self.words + other.words, self.before + other.before, self.after + other.after)

    def __str__(self) -> str:
        shares = (f"{100 * count / max(self.words, 1):.1f} %" for count in (self.before, self.after))
        return f"  wrong words outside of the marks, of {self.words}: {' before and '.join(shares)} after"


def wrong_words(said: Talk, original: Path, copy: Path, tool: Redactor) -> Wrong:
    """Of one talk, in its original and its redacted copy; words heard in the marks are left out of both."""
    wanted = words(said.outside)
    spans = [(span.start, span.end) for span in said.spans]
    heard = [_outside(tool, file, spans) for file in (original, copy)]
    return Wrong(len(wanted), *(errors(wanted, each) for each in heard))


def words(text: str) -> list[str]:
    """The words as they are compared: small letters, figures for the words of small numbers."""
    return [_FIGURES.get(word, word) for word in _SAID.findall(text.lower())]


def _outside(tool: Redactor, file: Path, spans: Sequence[tuple[float, float]]) -> list[str]:
    text = next(part for part in tool.look_at(file).parts.values() if part.id.endswith(".speech"))
    return words(" ".join(_kept(text, spans)))


def _kept(text: Part, spans: Sequence[tuple[float, float]]) -> list[str]:
    alignment = text.alignment
    assert isinstance(alignment, Alignment)
    kept = []
    for start, end, place in zip(alignment.starts, alignment.ends, alignment.sources, strict=True):
        assert isinstance(place, TimeRange)
        middle = (place.start + place.end) / 2 - _LATE
        if not any(first <= middle <= last for first, last in spans):
            kept.append(text.text[start:end])
    return kept


def errors(wanted: Sequence[str], heard: Sequence[str]) -> int:
    """The fewest words to change, leave out or put in that make the one of the other."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(wanted, 1):
        last, row[0] = row[0], number
        for place, other in enumerate(heard, 1):
            last, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, last + (word != other))
    return row[-1]
