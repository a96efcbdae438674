"""The machinery that runs a table of patterns over a text: cheap filters first, then form, checksum and label.

A row of the table is a ``Pattern``. It says what a match is worth when only its form fits, when its checksum holds or
fails, and each of these with and without a word nearby that says what it is. Matches may overlap: settling them is the
pipeline's work. Every expression is bounded or possessive, so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from redact.detect.labels import around, mentioned

Worth = tuple[float, float]
"""What a match is worth without and with a label nearby."""
Check = Callable[[str], "bool | None"]
"""Says of a match whether its checksum holds; None where it cannot tell."""

CONTRADICTED = 0.5
"""The share of its score that a match keeps when the nearest label names something else."""

_DIGIT_RUN = re.compile(r"[0-9](?:[^0-9]{0,16}+[0-9])*+")
_BLANK = re.compile(r"\s")
_MARGIN = 24


@dataclass(frozen=True, slots=True)
class Digits:
    """Run where at least that many digits stand close together, and *also* (a mark) stands among them.

    ``lead``: so many more characters before them are looked at, for forms that begin with a word.
    """

    least: int = 1
    also: str = ""
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Run around each place where *mark*, a short expression, fits: so many characters before it and after it."""

    mark: str
    before: int = 64
    after: int = 256


@dataclass(frozen=True, slots=True)
class Words:
    """Run over the whole text where one of these occurs in it, in any case."""

    words: tuple[str, ...]


Near = Digits | Mark | Words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table.

    ``regex`` may name a group ``x``: then that group is the finding and the rest is its surroundings.
    ``form``, ``holds`` and ``fails`` are ``Worth``; the last two count where ``check`` decides. ``labels`` are the rows
    of ``labels.WORDS`` that speak for the match; where there are none, surroundings are not looked at.
    ``rivals``: only these rows speak against it (all others where it is empty). ``once``: a label serves one value
    only. ``source`` says where the form is described.
    """

    name: str
    entity_type: str
    regex: str
    form: Worth
    near: Near
    source: str
    check: Check | None = None
    holds: Worth = (0.0, 0.0)
    fails: Worth = (0.0, 0.0)
    labels: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    once: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A place that fits a pattern, with its score and the reasons for it. Offsets are those of the text searched."""

    pattern: Pattern
    start: int
    end: int
    score: float
    why: tuple[str, ...]


Prepared = tuple[tuple[Near, tuple[tuple[Pattern, "re.Pattern[str]"], ...]], ...]
"""Patterns with their compiled expressions, those with one filter together."""


def prepared(patterns: Iterable[Pattern]) -> Prepared:
    """Patterns made ready for ``scan``."""
    groups: dict[Near, list[tuple[Pattern, re.Pattern[str]]]] = {}
    for pattern in patterns:
        groups.setdefault(pattern.near, []).append((pattern, compiled(pattern.regex)))
    return tuple((near, tuple(rows)) for near, rows in groups.items())


def scan(text: str, table: Prepared, outside: str = "") -> Iterator[Match]:
    """Every match of *table* in *text*, of whatever score above nought. *outside*: words from outside the text."""
    ground = _Ground(text)
    for near, rows in table:
        windows = ground.windows(near)
        if windows:
            yield from _matches(text, rows, windows, outside)


def _matches(
    text: str, rows: tuple[tuple[Pattern, re.Pattern[str]], ...], windows: list[tuple[int, int]], outside: str
) -> Iterator[Match]:
    for pattern, regex in rows:
        for start, end in windows:
            for found in regex.finditer(text, start, end):
                match = _judged(pattern, found, outside)
                if match.score > 0:
                    yield match


@cache
def compiled(regex: str) -> re.Pattern[str]:
    """The expression, compiled once."""
    return re.compile(regex)


def _judged(pattern: Pattern, found: re.Match[str], outside: str) -> Match:
    start, end = found.span("x") if "x" in found.re.groupindex else found.span()
    verdict = pattern.check(found.string[start:end]) if pattern.check else None
    worth, reason = _worth(pattern, verdict)
    if not pattern.labels or max(worth) <= 0 or not _worth_asking(pattern, worth, found, outside):
        return Match(pattern, start, end, worth[0], reason)
    support = around(found.string, start, end, outside).support(pattern.labels, pattern.rivals, once=pattern.once)
    if support:
        return Match(pattern, start, end, worth[1], (*reason, "a word nearby says what it is"))
    if support is None:
        return Match(pattern, start, end, worth[0], reason)
    return Match(pattern, start, end, worth[0] * CONTRADICTED, (*reason, "the nearest label names something else"))


def _worth_asking(pattern: Pattern, worth: Worth, found: re.Match[str], outside: str) -> bool:
    """Whether surroundings can change anything: a match worth nothing alone needs a label of its own nearby."""
    return worth[0] > 0 or mentioned(found.string, *found.span(), outside, pattern.labels)


def _worth(pattern: Pattern, verdict: bool | None) -> tuple[Worth, tuple[str, ...]]:
    if verdict is None:
        return pattern.form, ("the form fits",)
    if verdict:
        return pattern.holds, ("the form fits", "the checksum or the rules of the number hold")
    return pattern.fails, ("the form fits", "the checksum or the rules of the number do not hold")


@dataclass
class _Ground:
    """The text and the windows in it that are worth a look, each kind found once."""

    text: str = field(repr=False)

    def windows(self, near: Near) -> list[tuple[int, int]]:
        match near:
            case Digits(least=least, also=also, lead=lead):
                rich = [(start, end) for start, end, count in self.clusters if count >= least]
                if also:
                    rich = [window for window in rich if self.text.find(also, *window) >= 0]
                return _merged((max(0, start - lead), end) for start, end in rich) if lead else rich
            case Mark():
                return _merged(self._around(near))
            case Words(words=words):
                return [(0, len(self.text))] if any(word in self.lower for word in words) else []

    def _around(self, near: Mark) -> Iterator[tuple[int, int]]:
        for found in compiled(near.mark).finditer(self.text):
            yield max(0, found.start() - near.before), min(len(self.text), found.end() + near.after)

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    @cached_property
    def clusters(self) -> list[tuple[int, int, int]]:
        """Stretches around digits that stand close together, widened to blanks: (start, end, how many digits)."""
        found: list[tuple[int, int, int]] = []
        for run in _DIGIT_RUN.finditer(self.text):
            start = max(0, run.start() - _MARGIN)
            count = sum(map(str.isdigit, run.group()))
            if found and start <= found[-1][1]:
                before = found.pop()
                end = before[1] if run.end() + _MARGIN <= before[1] else self._blank_after(run.end() + _MARGIN)
                found.append((before[0], end, before[2] + count))
            else:
                found.append((self._blank_before(start), self._blank_after(run.end() + _MARGIN), count))
        return found

    def _blank_after(self, place: int) -> int:
        blank = _BLANK.search(self.text, min(place, len(self.text)))
        return blank.start() if blank else len(self.text)

    def _blank_before(self, place: int) -> int:
        floor = max(0, place - _MARGIN)
        return max(floor, *(self.text.rfind(blank, floor, place) + 1 for blank in " \n\t"), 0) if place else 0


def _merged(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in windows:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
