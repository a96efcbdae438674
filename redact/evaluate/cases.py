"""Cases: texts that say of an entity type what must be found in them, or that nothing may be. Pure.

Held is judged by what a reader would still see, not by names: what must be found counts as found when findings of
whatever type cover it, to the last letter and digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from redact.evaluate.lines import Question
from redact.evaluate.rows import Span


@dataclass(frozen=True, slots=True)
class Held:
    """How many cases hold, of those with something to find and of those with nothing.

    ``failed``: the file and the line of each of the others.
    """

    positives: int = 0
    positives_held: int = 0
    negatives: int = 0
    negatives_held: int = 0
    failed: tuple[str, ...] = ()

    def __add__(self, other: Held) -> Held:
        return Held(
            self.positives + other.positives,
            self.positives_held + other.positives_held,
            self.negatives + other.negatives,
            self.negatives_held + other.negatives_held,
            self.failed + other.failed,
        )


def judged(question: Question, text: str, found: Sequence[Span]) -> Held:
    """Whether *found* answers the question.

    With spans to find it holds when findings of any type cover every letter and digit of every span; with a count
    alone, when at least so many findings are of its type; with nothing to find, when no finding is of its type.
    """
    own = sum(span.entity_type in question.types for span in found)
    if not question.is_positive:
        return Held(negatives=1, negatives_held=own == 0, failed=(question.place,) * bool(own))
    holds = own >= question.count if question.spans is None else _covered(question.spans, text, found)
    return Held(positives=1, positives_held=holds, failed=(question.place,) * (not holds))


def _covered(wanted: Iterable[Span], text: str, found: Iterable[Span]) -> bool:
    hidden = {place for span in found for place in range(span.start, span.end)}
    places = (place for span in wanted for place in range(span.start, span.end))
    return all(place in hidden or not text[place].isalnum() for place in places)
