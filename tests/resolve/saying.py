"""Findings made from the values that a text holds, in their order."""

from collections.abc import Sequence

from redact.types import Finding, TextSpan

Value = str | tuple[str, str]


def found(text: str, values: Sequence[Value], part: str = "a") -> list[Finding]:
    """A finding for each value, a person unless it comes with another type."""
    made, at = [], 0
    for value in values:
        word, kind = value if isinstance(value, tuple) else (value, "PERSON")
        start = text.index(word, at)
        at = start + len(word)
        made.append(Finding(kind, (TextSpan(part, start, at),), 0.9, "test"))
    return made


def listed(values: Sequence[Value]) -> tuple[str, list[Finding]]:
    """A text that says one value after the other, and their findings."""
    text = "so; ".join(value if isinstance(value, str) else value[0] for value in values)
    return text, found(text, values)


def said(finding: Finding, text: str) -> str:
    """What a finding stands on."""
    span = finding.regions[0]
    assert isinstance(span, TextSpan)
    return text[span.start : span.end]
