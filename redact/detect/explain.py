"""What a row of the table is worth, and by what: the steps of a score, in plain words, without any text."""

from __future__ import annotations

from collections.abc import Iterator

from redact.detect.patterns import CONTRADICTED, Pattern, Worth


def steps(pattern: Pattern) -> Iterator[str]:
    """How a match of the row comes to its score, whatever it was in the case at hand."""
    yield f"form: {_worth(pattern.form, pattern)}"
    if pattern.check:
        yield f"checksum or rules hold: {_worth(pattern.holds, pattern)}"
        yield f"checksum or rules do not hold: {_worth(pattern.fails, pattern)}"
    if pattern.labels:
        yield f"words nearby that speak for it: those for {', '.join(pattern.labels)}"
        against = ", ".join(pattern.rivals) or "anything else"
        yield f"words nearby that speak against it: those for {against}; {CONTRADICTED:.0%} of the score is left"
    yield f"source of the form: {pattern.source}"


def _worth(worth: Worth, pattern: Pattern) -> str:
    alone, beside = worth
    return f"{alone:.2f}, beside such a word {beside:.2f}" if pattern.labels else f"{alone:.2f}"
