"""From when to when each word may be heard: a model's times, its bias put right, up to the next pause.

A model hears the ends of words early or their beginnings late, each in its own way, so the times are widened by margins
that were measured. Where the sound goes on at such an edge, the edge moves on to the next quiet moment: never back.
"""

from __future__ import annotations

from collections.abc import Sequence

from redact.read.speech.listening import Word
from redact.read.speech.quiet import UNKNOWN, Quiet
from redact.types import Part, TimeRange

MARGINS = {"whisper-base": (0.10, 0.50), "whisper-tiny-en": (0.35, 0.45)}
"""Seconds before and after a word, for each model; one that is not listed gets ``UNKNOWN_MARGINS``."""
UNKNOWN_MARGINS = (0.35, 0.50)
SHORTEST = 0.05
"""Seconds that a word takes at least, also one that the model places after the end of the sound."""
PAUSE = 0.6
"""Seconds: a shorter gap between two words belongs to the first of them, so that a number is covered without holes."""
LATE = 0.2
"""Seconds by which a number may begin before its word does, where no other word ends in them."""
FRINGE = 0.04
"""Seconds on both sides in which a sound that begins or dies away is too faint to be told from a pause."""


def ranges(part: Part, words: Sequence[Word], margins: tuple[float, float], quiet: Quiet = UNKNOWN) -> list[TimeRange]:
    """When each word may be heard: widened by the margins, on to a quiet moment, over a short pause, clipped.

    A number that is written as one word gets too short a time: sound before or after it that no word claims is its own.
    """
    (duration,) = part.extent
    spans = []
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        start, end = _widened(word, margins, quiet)
        if _like_a_number(word.text):
            start = min(start, max(before.end, word.start - LATE) if before else word.start - LATE)
            start = min(start, quiet.unclaimed_before(start, before.end + margins[1] if before else 0.0))
            end = max(end, quiet.unclaimed_after(end, after.start - margins[0] if after else duration))
        if after is not None and 0 <= after.start - word.end < PAUSE:
            end = max(end, after.start)
        start, end = start - FRINGE, end + FRINGE
        start = min(max(start, 0.0), max(duration - SHORTEST, 0.0))
        spans.append(TimeRange(part.id, start, max(min(end, duration), start + SHORTEST)))
    return spans


def _widened(word: Word, margins: tuple[float, float], quiet: Quiet) -> tuple[float, float]:
    return quiet.before(word.start - margins[0]), quiet.after(max(word.end, word.start) + margins[1])


def _like_a_number(text: str) -> bool:
    """Whether a word is made of figures or capitals, each of which takes as long to say as a word."""
    return any(map(str.isdigit, text)) or (text.strip(" ,.-?").isupper() and len(text.strip(" ,.-?")) > 1)
