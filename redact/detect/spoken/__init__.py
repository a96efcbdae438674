"""Identifiers as they are said aloud and written down by a machine that listens.

Text that was typed shows what something is by its form. A listener loses a digit, hears one twice, writes "reacts to"
for "R X two"; so here the words before an answer say what it is ("what's your postcode?", "my number is"), and its form
only that it can be one. Nothing depends on a checksum. ``windows`` finds the words and how far they reach, ``figures``
judges runs of figures and letters, ``answers`` what else answers a question: dates, names, addresses, postcodes.
"""

from __future__ import annotations

from collections.abc import Iterator

from redact.detect.patterns import Match
from redact.detect.spoken.answers import answers
from redact.detect.spoken.figures import figures
from redact.detect.spoken.windows import windows

__all__ = ["is_spoken", "spoken"]


def is_spoken(context: str) -> bool:
    """Whether the words around a part say that a machine heard it."""
    return "speech" in context.split()


def spoken(text: str) -> Iterator[Match]:
    """Identifiers in a transcript, by what was said before them, by their form or by their length."""
    opened = windows(text)
    yield from figures(text, opened)
    yield from answers(text, opened)
