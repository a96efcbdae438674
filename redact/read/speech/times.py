"""From when to when each word may be heard: a model's times, its bias put right, up to the next pause.

A model hears the ends of words early or their beginnings late, each in its own way, so the times are widened by margins
that were measured on speech of which the times are known: nothing of a word is left. Behind a plain word the margin is
smaller where what follows can be told from it, so that the words around a name stay: there a pause ends, or the model
lets the next word follow at once, and then it errs less. Where the sound goes on at an edge, the edge moves on to the
next quiet moment: never back.
"""

from __future__ import annotations

from collections.abc import Sequence

from redact.read.speech.listening import Word
from redact.read.speech.quiet import STEP, UNKNOWN, Quiet
from redact.read.speech.spoken_letters import NATO
from redact.types import Part, TimeRange

MARGINS = {"whisper-base": (0.10, 0.50), "whisper-tiny-en": (0.35, 0.45)}
"""Seconds before and after a word, for each model; one that is not listed gets ``UNKNOWN_MARGINS``."""
UNKNOWN_MARGINS = (0.35, 0.50)
AT_ONCE = 0.1
"""Seconds: what begins so soon after a word follows it at once."""
CLOSE_BEFORE, CLOSE, CLOSE_NUMBER = 0.05, 0.24, 0.36
"""Seconds before and after a plain word, and after a number, that has a neighbour at once, in place of the margins: of
130 words of running speech none began earlier or, with the fringe, ended later, but where a pause was."""
CONSONANT, DIGIT = 0.1, 0.15
"""Seconds of quiet that a consonant in a word, or in a number ("six"), may take: longer ones are pauses."""
SOONEST, SOONEST_NUMBER = 0.2, 0.3
"""Seconds after a word, or a number, before which no pause is looked for."""
REACH = 0.15
"""Seconds that an edge may move on from its margin to a quiet moment."""
SHORTEST = 0.05
"""Seconds that a word takes at least, also one that the model places after the end of the sound."""
PAUSE = 0.6
"""Seconds: a shorter gap between two words belongs to the first of them, so that a number is covered without holes."""
LATE = 0.2
"""Seconds by which a number may begin before its word does, where no other word ends in them."""
FRINGE = 0.04
"""Seconds on both sides in which a sound that begins or dies away is too faint to be told from a pause."""
FAINT = 0.08
"""The same where nothing else is heard in them, so that nothing is lost."""
_SPELT = frozenset(["oh", *"zero nought one two three four five six seven eight nine".split(), *NATO])


def ranges(part: Part, words: Sequence[Word], margins: tuple[float, float], quiet: Quiet = UNKNOWN) -> list[TimeRange]:
    """When each word may be heard: widened by the margins, on to a quiet moment, over a short pause, clipped.

    A number that is written as one word gets too short a time: sound before or after it that no word claims is its own.
    """
    (duration,) = part.extent
    spans = []
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        start = _start(before, word, margins[0], quiet)
        end = _end(word, after, margins[1], quiet)
        if _like_a_number(word.text):
            start = min(start, max(before.end, word.start - LATE) if before else word.start - LATE)
            start = min(start, quiet.unclaimed_before(start, before.end + margins[1] if before else 0.0))
            end = max(end, quiet.unclaimed_after(end, after.start - margins[0] if after else duration))
        if after is not None and 0 <= after.start - word.end < PAUSE:
            end = max(end, after.start)
        start -= FAINT if quiet.holds(start - FAINT, start) else FRINGE
        end += FAINT if quiet.holds(end, end + FAINT) else FRINGE
        start = min(max(start, 0.0), max(duration - SHORTEST, 0.0))
        spans.append(TimeRange(part.id, start, max(min(end, duration), start + SHORTEST)))
    return spans


def _start(before: Word | None, word: Word, margin: float, quiet: Quiet) -> float:
    """Where a word begins at the earliest."""
    full = word.start - margin
    if before is not None and word.start - before.end < AT_ONCE:
        full = full if _numeric(word.text) else word.start - min(CLOSE_BEFORE, margin)
        return _near(quiet.before(full), full)
    return quiet.before(full)


def _near(moved: float, time: float) -> float:
    """The moved edge, if it has not moved far: where all is sound, it ends in another word as well as anywhere."""
    return moved if abs(moved - time) <= REACH else time


def _end(word: Word, after: Word | None, margin: float, quiet: Quiet) -> float:
    """Where a word ends at the latest: with the pause after it, or a margin after its own time."""
    own = max(word.end, word.start)
    full = own + margin
    numeric = _numeric(word.text)
    if after is not None and (onset := _onset(own, after, full, quiet, numeric=numeric)):
        return onset
    if after is not None and after.start - own < AT_ONCE:
        return own + min(CLOSE_NUMBER if numeric else CLOSE, margin)
    if after is not None and not numeric and after.start + AT_ONCE < full:
        return max(own + min(SOONEST, margin), after.start + AT_ONCE / 2)
    return _near(quiet.after(full), full)


def _onset(own: float, after: Word, full: float, quiet: Quiet, *, numeric: bool) -> float:
    """Where the pause ends behind which the next word begins, if there is such a one in the margin; else 0.

    The model must let that word begin there or before: a quiet moment that it puts into the word before is none.
    """
    least, soonest = (DIGIT, SOONEST_NUMBER) if numeric else (CONSONANT, SOONEST)
    for last in _pauses(quiet, own - AT_ONCE, full, least):
        if full <= last:
            return full
        if own + soonest <= last and after.start <= last + 1.5 * AT_ONCE:
            return last - FRINGE
    return 0.0


def _pauses(quiet: Quiet, first: float, last: float, least: float) -> list[float]:
    """The ends of the quiet stretches of at least so many seconds that begin between two moments."""
    steps, found = quiet.steps, list[float]()
    place, stop = max(round(first / STEP), 0), min(round(last / STEP) + 1, len(steps))
    while (place := steps.find(b"\1", place, stop)) >= 0:
        end = steps.find(b"\0", place)
        end = len(steps) if end < 0 else end
        if (end - place) * STEP >= least - STEP / 2:
            found.append(end * STEP)
        place = end
    return found


def _like_a_number(text: str) -> bool:
    """Whether a word is made of figures or capitals, each of which takes as long to say as a word."""
    said = text.strip(" ,.-?")
    return any(map(str.isdigit, said)) or (said.isupper() and said not in {"I", "A"})


def _numeric(text: str) -> bool:
    """Whether it is one of those, or a figure or letter in words, which a model places less well than other words."""
    return _like_a_number(text) or text.strip(" ,.-?").lower() in _SPELT
