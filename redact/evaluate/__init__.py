"""Evaluate: annotated data in, precision, recall, leak rates and cases held out.

What counts is said where it is counted: ``lines`` what data may say, ``scores`` when a mark is met or covered,
``cases`` when a case holds, ``sides`` and ``peers`` what can be measured; ``marked_sounds``, ``sound_scores`` and
``sounds`` the same of recordings.
"""

from __future__ import annotations

from redact.evaluate.cases import Held
from redact.evaluate.lines import ALL, ANY, Line, Question, lines_in
from redact.evaluate.marked_sounds import Mark, MarkedSound, is_sound, marked_sounds
from redact.evaluate.measuring import SHARED, Measured, Wanted, evaluate, measure, run, run_cases
from redact.evaluate.peers import beside
from redact.evaluate.rows import Row, Span
from redact.evaluate.scores import Score, score
from redact.evaluate.sides import DetectTexts, Side, alone, ours
from redact.evaluate.sound_scores import SoundScore, sound_score
from redact.evaluate.sounds import MeasuredSound, measure_sound

__all__ = [
    "ALL",
    "ANY",
    "SHARED",
    "DetectTexts",
    "Held",
    "Line",
    "Mark",
    "MarkedSound",
    "Measured",
    "MeasuredSound",
    "Question",
    "Row",
    "Score",
    "Side",
    "SoundScore",
    "Span",
    "Wanted",
    "alone",
    "beside",
    "evaluate",
    "is_sound",
    "lines_in",
    "marked_sounds",
    "measure",
    "measure_sound",
    "ours",
    "run",
    "run_cases",
    "score",
    "sound_score",
]
