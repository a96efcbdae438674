"""Evaluate: annotated data in, precision, recall and leak rates out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING

from redact.evaluate.rows import Row, Span, rows_in
from redact.evaluate.scores import ALL, Score, score
from redact.types import Finding, TextSpan

if TYPE_CHECKING:
    from redact.redactor import Redactor

__all__ = ["ALL", "Row", "Score", "Span", "evaluate", "rows_in", "score"]


def evaluate(data: Path, redactor: Redactor, names: Mapping[str, str] | None = None) -> dict[str, Score]:
    """Scores by entity type of what *redactor* finds in the annotated texts of *data*, a file or a folder.

    *names* says what the data's types are called here ("STREET_ADDRESS" → "ADDRESS"); a type that the policy does not
    look for counts as missed. Texts are looked at one by one, as ``detect_texts`` does. Raises ``UnreadableError``.
    """
    rows, again = tee(_renamed(rows_in(data), names or {}))
    found = redactor.detect_texts(row.text for row in again)
    return score((row, [_span(finding) for finding in findings]) for row, findings in zip(rows, found, strict=True))


def _renamed(rows: Iterator[Row], names: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        spans = (Span(span.start, span.end, names.get(span.entity_type, span.entity_type)) for span in row.spans)
        yield Row(row.text, tuple(spans))


def _span(finding: Finding) -> Span:
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return Span(min(span.start for span in spans), max(span.end for span in spans), finding.entity_type)
