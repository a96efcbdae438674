"""Overlaps settled: afterwards no two text findings touch the same character, and nothing that was found is lost.

A finding inside another one is absorbed by it. Of two that overlap in part the better (score, then length) keeps its
span and the other keeps what is left of it. Together they still cover every character that any of them covered.
Findings in pixels and sound pass unchanged: painting or silencing a place twice does no harm.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from redact.types import Finding, TextSpan

_WORD = re.compile(r"[^\W_]")


def settle(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """Findings without overlaps, text ones first, by part and start. *texts* gives the text of each part by id."""
    by_part: dict[str, list[Finding]] = defaultdict(list)
    others: list[Finding] = []
    for finding in findings:
        spans = [region for region in finding.regions if isinstance(region, TextSpan)]
        for span in spans:
            by_part[span.part].append(replace(finding, regions=(span,)))
        if not spans:
            others.append(finding)
    settled = [kept for part in by_part for kept in _settle_part(by_part[part], texts[part])]
    return settled + list(dict.fromkeys(others))


def span_of(finding: Finding) -> TextSpan:
    """The span of a text finding. Raises ``TypeError`` for any other."""
    region = finding.regions[0]
    if not isinstance(region, TextSpan):
        raise TypeError("this finding does not stand in text")
    return region


def touching(finding: Finding, others: Sequence[Finding]) -> Sequence[Finding]:
    """Those of *others* (in the same part, sorted, without overlaps) that may share a character with *finding*."""
    span = span_of(finding)
    first = max(bisect_right(others, span.start, key=_start) - 1, 0)
    return others[first : bisect_left(others, span.end, key=_start)]


def around(finding: Finding, winners: Sequence[Finding], text: str) -> Iterator[Finding]:
    """What of *finding* no winner covers; *winners* are sorted and do not overlap."""
    span = span_of(finding)
    start = span.start
    for winner in map(span_of, touching(finding, winners)):
        yield from _piece(finding, start, min(winner.start, span.end), text)
        start = max(start, winner.end)
    yield from _piece(finding, start, span.end, text)


def _settle_part(findings: list[Finding], text: str) -> list[Finding]:
    settled: list[Finding] = []
    for finding in sorted(_outermost(findings), key=_rank):
        for piece in list(around(finding, settled, text)):
            insort(settled, piece, key=_start)
    return settled


def _start(finding: Finding) -> int:
    return span_of(finding).start


def _rank(finding: Finding) -> tuple[float, int, int, str]:
    span = span_of(finding)
    return (-finding.score, span.start - span.end, span.start, finding.entity_type)


def _outermost(findings: list[Finding]) -> Iterator[Finding]:
    """Findings that no other contains; of several with the same span the one of the best score."""
    reached = -1
    ordered = sorted(findings, key=lambda finding: (span_of(finding).start, -span_of(finding).end, *_rank(finding)))
    for finding in ordered:
        if span_of(finding).end > reached:
            reached = span_of(finding).end
            yield finding


def _piece(finding: Finding, start: int, end: int, text: str) -> Iterator[Finding]:
    if end > start and _WORD.search(text, start, end):
        yield replace(finding, regions=(TextSpan(span_of(finding).part, start, end),))
