"""Measuring: data and what finds in, figures by type out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from redact.evaluate.cases import Held, judged
from redact.evaluate.lines import ALL, ANY, Line, Question, lines_in
from redact.evaluate.names import own_type
from redact.evaluate.rows import Row, Span
from redact.evaluate.scores import Score, score
from redact.evaluate.sides import DetectTexts, Side
from redact.types import Finding, TextSpan

if TYPE_CHECKING:
    from redact.redactor import Redactor

SHARED = "shared"
"""The line over the types that the data asks for and every side knows."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is measured: ``types``, our names, all where ``None``; ``names``, what the data's types are called here."""

    types: frozenset[str] | None = None
    names: Mapping[str, str] | None = None

    def has(self, name: str) -> bool:
        """Whether figures of that type are asked for, called as in the data or as here; ``ANY`` always is."""
        return self.types is None or name == ANY or own_type(name, self.names) in self.types

    def narrowed(self, question: Question) -> Question:
        """The question without the types that nobody asked for."""
        return question if self.types is None else replace(question, types=question.types & self.types)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one side did. ``scores`` by our types, ``held`` by the data's; ``unknown``: those it does not look for.

    ``held`` is empty where the data has no cases, ``scores`` where it has no marked texts.
    """

    side: str
    scores: dict[str, Score] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    unknown: frozenset[str] = frozenset()


def measure(data: Path, sides: Sequence[Side], wanted: Wanted | None = None) -> list[Measured]:
    """What each side does on the same texts of *data*, a file or a folder, one side after the other.

    Where several sides are measured, the line ``SHARED`` counts the marked types that all of them know: only there and
    on the lines of these types are they asked the same. Raises ``UnreadableError``, or what a side raises.
    """
    wanted = wanted or Wanted()
    lines = list(lines_in(data, wanted.names))
    known = [_known(lines, side, wanted) for side in sides]
    shared = frozenset.intersection(*known) if len(sides) > 1 else None
    return [_measured(lines, side, wanted, shared) for side in sides]


def evaluate(data: Path, redactor: Redactor, names: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Scores by entity type of what *redactor* finds in the marked texts of *data*, a file or a folder.

    *names* says what the data's types are called here, besides what ``names.THEIRS`` knows ("STREET_ADDRESS" →
    "ADDRESS"); a type that the policy does not look for counts as missed. Raises ``UnreadableError``.
    """
    return run(data, redactor.detect_texts, names)


def run(data: Path, detect_texts: DetectTexts, names: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Scores by entity type of what *detect_texts* finds in the marked texts of *data*; see ``evaluate``."""
    lines = [line for line in lines_in(data, names) if line.spans is not None]
    return score(_pairs(lines, _found(lines, detect_texts), names))


def run_cases(data: Path, detect_texts: DetectTexts, names: Mapping[str, str] | None = None) -> dict[str, Held]:
    """By entity type, named as in the data, how many cases of *data* hold; see ``cases.judged``."""
    lines = [line for line in lines_in(data, names) if line.questions]
    return _held(lines, _found(lines, detect_texts), Wanted(names=names))


def _measured(lines: list[Line], side: Side, wanted: Wanted, shared: frozenset[str] | None) -> Measured:
    found = _found(lines, side.detect_texts)
    pairs = _pairs(lines, found, wanted.names)
    scores = score(pairs, wanted.types) if pairs else {}
    held = _held(lines, found, wanted)
    unknown = _asked_for(lines, wanted) - _known(lines, side, wanted)
    if pairs and shared is not None:
        scores[SHARED] = score(pairs, shared)[ALL]
    return Measured(side.name, scores, _with_sums(held, shared), unknown)


def _with_sums(held: dict[str, Held], shared: frozenset[str] | None) -> dict[str, Held]:
    sums = {ALL: sum(held.values(), Held())} if held else {}
    if held and shared is not None:
        sums[SHARED] = sum((one for name, one in held.items() if name in shared), Held())
    return {**held, **sums}


def _asked_for(lines: Iterable[Line], wanted: Wanted) -> frozenset[str]:
    """Every type that the data marks, by our name, or has a case of, by its own."""
    called = {name for line in lines for name in (question.called for question in line.questions)}
    return frozenset(name for name in {*_called(lines, wanted.names), *called} if wanted.has(name))


def _known(lines: Iterable[Line], side: Side, wanted: Wanted) -> frozenset[str]:
    """Those of ``_asked_for`` that *side* looks for, whichever of the names it knows them by."""
    called = _called(lines, wanted.names)
    asked = _asked_for(lines, wanted)
    return frozenset(
        name for name in asked if name == ANY or side.knows({name, own_type(name, wanted.names), *called.get(name, ())})
    )


def _called(lines: Iterable[Line], names: Mapping[str, str] | None) -> dict[str, set[str]]:
    """What the marks of each of our types are called in the data."""
    called: dict[str, set[str]] = {}
    for line in lines:
        for span in line.spans or ():
            called.setdefault(own_type(span.entity_type, names), set()).add(span.entity_type)
    return called


def _found(lines: Sequence[Line], detect_texts: DetectTexts) -> list[list[Span]]:
    return [[_span(finding) for finding in findings] for findings in detect_texts(line.text for line in lines)]


def _pairs(
    lines: Sequence[Line], found: Sequence[list[Span]], names: Mapping[str, str] | None
) -> list[tuple[Row, list[Span]]]:
    return [(line.row(names), spans) for line, spans in zip(lines, found, strict=True) if line.spans is not None]


def _held(lines: Sequence[Line], found: Sequence[list[Span]], wanted: Wanted) -> dict[str, Held]:
    held: dict[str, Held] = {}
    for line, spans in zip(lines, found, strict=True):
        for question in filter(lambda question: wanted.has(question.called), line.questions):
            one = judged(wanted.narrowed(question), line.text, spans)
            held[question.called] = held.get(question.called, Held()) + one
    return dict(sorted(held.items()))


def _span(finding: Finding) -> Span:
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return Span(min(span.start for span in spans), max(span.end for span in spans), finding.entity_type)
