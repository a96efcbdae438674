"""Evaluate: annotated data in, precision, recall and leak rates out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from redact.evaluate.cases import Case, DetectTexts, Held, cases_in
from redact.evaluate.cases import run as run_cases
from redact.evaluate.names import own_type
from redact.evaluate.rows import Row, Span, rows_in
from redact.evaluate.scores import ALL, Score, score
from redact.types import Finding, TextSpan

if TYPE_CHECKING:
    from redact.redactor import Redactor

__all__ = [
    "ALL",
    "Case",
    "DetectTexts",
    "Held",
    "Row",
    "Score",
    "Span",
    "cases_in",
    "evaluate",
    "rows_in",
    "run",
    "run_cases",
    "score",
]


def evaluate(data: Path, redactor: Redactor, names: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Scores by entity type of what *redactor* finds in the annotated texts of *data*, a file or a folder.

    *names* says what the data's types are called here, besides what ``names.THEIRS`` knows ("STREET_ADDRESS" →
    "ADDRESS"); a type that the policy does not look for counts as missed. Texts are looked at one by one, as
    ``detect_texts`` does. Raises ``UnreadableError``.
    """
    return run(data, redactor.detect_texts, names)


def run(data: Path, detect_texts: DetectTexts, names: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Scores by entity type of what *detect_texts* finds in the annotated texts of *data*; see ``evaluate``."""
    rows, again = tee(_renamed(rows_in(data), names))
    found: Iterable[list[Finding]] = detect_texts(row.text for row in again)
    return score((row, [_span(finding) for finding in findings]) for row, findings in zip(rows, found, strict=True))


def _renamed(rows: Iterator[Row], names: Mapping[str, str] | None) -> Iterator[Row]:
    for row in rows:
        spans = (Span(span.start, span.end, own_type(span.entity_type, names)) for span in row.spans)
        yield Row(row.text, tuple(spans))


def _span(finding: Finding) -> Span:
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return Span(min(span.start for span in spans), max(span.end for span in spans), finding.entity_type)
