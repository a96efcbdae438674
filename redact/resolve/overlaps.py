"""Overlaps settled: afterwards no two text findings touch the same character, and nothing that was found is lost.

A finding inside another one is absorbed by it. Of two that overlap in part the better (score, then length) keeps its
span and the other keeps what is left of it. Together they still cover every character that any of them covered.
Findings in pixels and sound pass unchanged: painting or silencing a place twice does no harm.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from redact.types import Finding, TextSpan

_WORD = re.compile(r"[^\W_]")
_NO_TEXT = "this finding does not stand in text"


def settle(findings: Iterable[Finding], texts: Mapping[str, str]) -> list[Finding]:
    """Findings without overlaps, text ones first, by part and start. *texts* gives the text of each part by id."""
    listed = list(findings)
    if any(len(finding.regions) > 1 for finding in listed):
        listed = [single for finding in listed for single in _singles(finding)]
    parts = by_part(listed)
    others = [finding for finding in listed if not isinstance(finding.regions[0], TextSpan)]
    settled = [kept for part, found in parts.items() for kept in _settle_part(found, texts[part])]
    return settled + list(dict.fromkeys(others))


def by_part(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Text findings by the part that they stand in, in their order."""
    parts: dict[str, list[Finding]] = {}
    for finding in findings:
        region = finding.regions[0]
        if isinstance(region, TextSpan):
            parts.setdefault(region.part, []).append(finding)
    return parts


def absorbed(finding: Finding, settled: Sequence[Finding]) -> bool:
    """Whether nothing of a text finding is left beside what is *settled* in its part: one of those holds all of it."""
    before = bisect_right(settled, _order(finding), key=_order) - 1
    return before >= 0 and span_of(settled[before]).end >= span_of(finding).end


def _singles(finding: Finding) -> Iterable[Finding]:
    """A finding in several stretches of text as one each."""
    spans = [region for region in finding.regions if isinstance(region, TextSpan)]
    return [replace(finding, regions=(span,)) for span in spans] or [finding]


def span_of(finding: Finding) -> TextSpan:
    """The span of a text finding. Raises ``TypeError`` for any other."""
    region = finding.regions[0]
    if not isinstance(region, TextSpan):
        raise TypeError(_NO_TEXT)
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
    for run in _runs(findings):
        settled += _settle_run(run, text) if len(run) > 1 else _with_words(run[0], text)
    return settled


def _settle_run(run: list[Finding], text: str) -> list[Finding]:
    settled: list[Finding] = []
    for finding in sorted(run, key=_rank):
        for piece in list(around(finding, settled, text)):
            insort(settled, piece, key=_start)
    return settled


def _runs(findings: list[Finding]) -> Iterator[list[Finding]]:
    """Findings that no other contains, by their start; those that overlap their neighbours together.

    Of several with the same span it is the one of the best score.
    """
    run: list[Finding] = []
    reached = -1
    rows = [(*_order(finding), number) for number, finding in enumerate(findings)]
    rows.sort()
    for start, backwards, _, _, number in rows:
        if -backwards <= reached:
            continue
        if start >= reached and run:
            yield run
            run = []
        run.append(findings[number])
        reached = -backwards
    if run:
        yield run


def _start(finding: Finding) -> int:
    return span_of(finding).start


def _rank(finding: Finding) -> tuple[float, int, int, str]:
    span = span_of(finding)
    return (-finding.score, span.start - span.end, span.start, finding.entity_type)


def _order(finding: Finding) -> tuple[int, int, float, str]:
    span = finding.regions[0]
    if not isinstance(span, TextSpan):
        raise TypeError(_NO_TEXT)
    return (span.start, -span.end, -finding.score, finding.entity_type)


def _with_words(finding: Finding, text: str) -> Sequence[Finding]:
    span = span_of(finding)
    if text[span.start : min(span.start + 1, span.end)].isalnum() or _WORD.search(text, span.start, span.end):
        return (finding,)
    return ()


def _piece(finding: Finding, start: int, end: int, text: str) -> Sequence[Finding]:
    span = span_of(finding)
    if (start, end) == (span.start, span.end):
        return _with_words(finding, text)
    return _with_words(replace(finding, regions=(TextSpan(span.part, start, end),)), text)
