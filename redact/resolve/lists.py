"""The policy's own lists: what always goes, and what always stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from redact.occurrences import Wanted, squash
from redact.policy import Lists
from redact.resolve.overlaps import span_of
from redact.types import Finding, Known, TextSpan

_KNOWN = ("the same words were found in the file around it",)


def hidden(lists: Lists, texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every place where a value of the ``hide`` list stands."""
    wanted = Wanted(lists.hide)
    return [
        Finding("HIDDEN", (TextSpan(part, place.start, place.end),), 1.0, "policy/hide", why=("the policy names it",))
        for part, text in texts.items()
        for place in wanted.occurrences(text)
    ]


def known_places(known: Sequence[Known], texts: Mapping[str, str]) -> list[Finding]:
    """A finding for every place where a known value stands."""
    wanted = Wanted(item.value for item in known)
    return [
        Finding(known[place.value].entity_type, (TextSpan(part, place.start, place.end),), 1.0, "known", why=_KNOWN)
        for part, text in texts.items()
        for place in wanted.occurrences(text)
    ]


def without_kept(findings: Iterable[Finding], lists: Lists, texts: Mapping[str, str]) -> tuple[list[Finding], ...]:
    """Split into (what goes, what stays): a text finding stays when all of it is a value of the ``keep`` list."""
    values = {squash(value).text for value in lists.keep}
    goes: list[Finding] = []
    stays: list[Finding] = []
    for finding in findings:
        (stays if _is_kept(finding, values, texts) else goes).append(finding)
    return goes, stays


def _is_kept(finding: Finding, values: set[str], texts: Mapping[str, str]) -> bool:
    if not values or not isinstance(finding.regions[0], TextSpan):
        return False
    span = span_of(finding)
    return squash(texts[span.part][span.start : span.end]).text in values
