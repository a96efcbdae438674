"""A row of the table, what a match of it is worth, and why.

A row is a ``Pattern``. It says what a match is worth when only its form fits, when its checksum holds or fails, and
each of these with and without a word nearby that says what it is. Every expression is bounded or possessive, so that
the time grows with the length of the text. Where in a text a row is worth trying is ``scan``'s business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from redact.detect.labels import Labels

Worth = tuple[float, float]
"""What a match is worth without and with a label nearby."""
Check = Callable[[str], "bool | None"]
"""Says of a match whether its checksum holds; None where it cannot tell."""

CONTRADICTED = 0.5
"""The share of its score that a match keeps when the nearest label names something else."""


@dataclass(frozen=True, slots=True)
class Number:
    """Try the row around every number that can be its core; which ones is worked out from the expression."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Try the row around each place where *mark* fits: a short expression without looking around.

    The rest as for ``Words``.
    """

    mark: str
    before: int = 64
    ahead: int = 0
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Try the row around each place where one of these words stands, in any case.

    A match begins at most ``before`` characters before the word, or ``ahead`` behind its beginning; ``solid``: no blank
    stands between its beginning and the word. For a row that begins with its words their first letters are enough:
    longer ones are worked out from the expression.
    """

    words: tuple[str, ...]
    before: int = 0
    ahead: int = 0
    solid: bool = False


Near = Number | Mark | Words


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table.

    ``regex`` may name a group ``x``: then that group is the finding and the rest is its surroundings.
    ``form``, ``holds`` and ``fails`` are ``Worth``; the last two count where ``check`` decides. ``labels`` are the rows
    of ``labels.WORDS`` that speak for the match; where there are none, surroundings are not looked at.
    ``rivals``: only these rows speak against it (all others where it is empty). ``once``: a label serves one value
    only. ``unheaded``: it counts only where no heading or key stands outside of the text, which would say what it is.
    ``near`` says where it is worth trying. ``source`` says where the form is described.
    """

    name: str
    entity_type: str
    regex: str
    form: Worth
    source: str
    near: Near = Number()
    check: Check | None = None
    holds: Worth = (0.0, 0.0)
    fails: Worth = (0.0, 0.0)
    labels: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    once: bool = False
    unheaded: bool = False


class Told(NamedTuple):
    """What a match of a pattern means, by what its check and its label say: its score and the reasons for it."""

    pattern: Pattern
    score: float
    why: tuple[str, ...]


class Match(NamedTuple):
    """A place that fits a pattern, and what that means. Offsets are those of the text searched."""

    told: Told
    start: int
    end: int

    @property
    def pattern(self) -> Pattern:
        """The pattern that it fits."""
        return self.told.pattern

    @property
    def score(self) -> float:
        """What it is worth."""
        return self.told.score

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons for the score."""
        return self.told.why


_FITS = ("the form fits",)
_HOLDS = (*_FITS, "the checksum or the rules of the number hold")
_FAILS = (*_FITS, "the checksum or the rules of the number do not hold")
_SUPPORT = "a word nearby says what it is"
_AGAINST = "the nearest label names something else"


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern made ready to judge matches of its expression: which group is the finding, and is a label needed."""

    pattern: Pattern
    group: int
    labels: frozenset[str]
    needs_label: bool

    @classmethod
    def of(cls, pattern: Pattern, floor: float) -> Reading:
        """Make *pattern* ready for findings worth at least *floor*."""
        group = re.compile(pattern.regex).groupindex.get("x", 0)
        return cls(pattern, group, frozenset(pattern.labels), needs_label(pattern, floor))

    def admits(self, found: re.Match[str], labels: Labels) -> bool:
        """Whether what is found may mean this: always, unless a label is needed that says so."""
        if not self.needs_label:
            return True
        start, end = found.span(self.group)
        return labels.announce(self.labels, start, end) and self.supported(labels, start, end) is True

    def supported(self, labels: Labels, start: int, end: int) -> bool | None:
        """What the label near ``[start, end)`` says of it."""
        pattern = self.pattern
        return labels.around(start, end).support(pattern.labels, pattern.rivals, once=pattern.once)


def needs_label(pattern: Pattern, floor: float) -> bool:
    """Whether a match is worth *floor* only where a label says what it is."""
    worths = (pattern.form, pattern.holds, pattern.fails) if pattern.check else (pattern.form,)
    return bool(pattern.labels) and max(alone for alone, _ in worths) < floor


def judged(reading: Reading, found: re.Match[str], labels: Labels, floor: float) -> Match | None:
    """What the match is worth, with reasons; None where that is less than *floor*."""
    if not reading.admits(found, labels):
        return None
    start, end = found.span(reading.group)
    pattern = reading.pattern
    verdict = pattern.check(found[reading.group]) if pattern.check else None
    worth_a_look = pattern.labels and max(_worth(pattern, verdict)[0]) >= floor and labels.any_near(start, end)
    told = worth(pattern, verdict, reading.supported(labels, start, end) if worth_a_look else None)
    return Match(told, start, end) if told.score >= floor else None


def best(matches: Iterable[Match]) -> list[Match]:
    """Of the matches of one type at one place the one worth most (of equals the first name), in the text's order."""
    places: dict[tuple[int, int, str], Match] = {}
    for match in sorted(matches, key=lambda match: (match.start, match.end, -match.score, match.pattern.name)):
        places.setdefault((match.start, match.end, match.pattern.entity_type), match)
    return list(places.values())


def worth(pattern: Pattern, verdict: bool | None, support: bool | None) -> Told:
    """What a match of the pattern means, by what its check and the label beside it say."""
    (alone, beside), why = _worth(pattern, verdict)
    if support is None:
        return Told(pattern, alone, why)
    return Told(pattern, beside, (*why, _SUPPORT)) if support else Told(pattern, alone * CONTRADICTED, (*why, _AGAINST))


def _worth(pattern: Pattern, verdict: bool | None) -> tuple[Worth, tuple[str, ...]]:
    if verdict is None:
        return pattern.form, _FITS
    return (pattern.holds, _HOLDS) if verdict else (pattern.fails, _FAILS)
