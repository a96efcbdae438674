"""Evaluate: annotated data in, precision, recall, leak rates and cases held out.

What counts is said where it is counted: ``lines`` what data may say, ``scores`` when a mark is met or covered,
``cases`` when a case holds, ``sides`` and ``peers`` what can be measured.
"""

from __future__ import annotations

from redact.evaluate.cases import Held
from redact.evaluate.lines import ALL, ANY, Line, Question, lines_in
from redact.evaluate.measuring import SHARED, Measured, Wanted, evaluate, measure, run, run_cases
from redact.evaluate.peers import beside
from redact.evaluate.rows import Row, Span
from redact.evaluate.scores import Score, score
from redact.evaluate.sides import DetectTexts, Side, alone, ours

__all__ = [
    "ALL",
    "ANY",
    "SHARED",
    "DetectTexts",
    "Held",
    "Line",
    "Measured",
    "Question",
    "Row",
    "Score",
    "Side",
    "Span",
    "Wanted",
    "alone",
    "beside",
    "evaluate",
    "lines_in",
    "measure",
    "ours",
    "run",
    "run_cases",
    "score",
]
