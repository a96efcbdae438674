"""Where a text that was heard has gaps once its sound is silent there, and what is left of it, word by word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from redact.report.transcript import Said
from redact.types import Alignment, Disguise, Part, Redaction, TextSpan, TimeRange

_TAILS = ("'s", "\N{RIGHT SINGLE QUOTATION MARK}s")
"""What may stand behind a name in the word that is hidden with it: "[Person]'s"."""


LEAD = 0.14
"""Seconds at the beginning of a word that a reader gives it beside its own: what is silent of them is not the word."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of a heard text that goes, what stands there instead, and when in the sound it was said.

    ``finding`` is the key of the finding for which it goes, ``entity_type`` the type.
    """

    span: TextSpan
    new: str = field(repr=False)
    entity_type: str
    finding: str
    times: tuple[TimeRange, ...] = ()


class _Run(NamedTuple):
    start: int
    end: int
    time: TimeRange


class _Runs(tuple[_Run, ...]):
    """The runs of a heard text in order, and which of them a stretch of it touches."""

    __slots__ = ()

    def touching(self, start: int, end: int) -> tuple[_Run, ...]:
        """Those that share a character with ``[start, end)``."""
        return self[bisect_right(self, start, key=_end) : bisect_left(self, end, key=_start)]


def _start(run: _Run) -> int:
    return run.start


def _end(run: _Run) -> int:
    return run.end


def gaps_in(part: Part, redactions: Iterable[Redaction], put: Mapping[str, str]) -> Iterator[Gap]:
    """The gaps of a text that was read from sound, in order and without overlap.

    *put* gives, by finding, what the policy puts into texts. What is found in the text goes from it, with all of the
    word that it stands in, where it goes from the sound or from texts. What goes from the sound for any other reason
    (a reviewer marked it, another reader heard it) takes every word with it that it touches.
    """
    done = [each for each in redactions if each.edits or each.finding.key in put]
    runs = _Runs(_runs(part))
    found = [gap for each in done for gap in _in_text(part, each, put, runs)]
    found += [gap for each in done for gap in _in_sound(part, each, put, runs)]
    yield from _apart(found)


def _runs(part: Part) -> Iterator[_Run]:
    known = part.alignment
    if isinstance(known, Alignment):
        for start, end, source in zip(known.starts, known.ends, known.sources, strict=True):
            if isinstance(source, TimeRange):
                yield _Run(start, end, source)


def _in_text(part: Part, redaction: Redaction, put: Mapping[str, str], runs: _Runs) -> Iterator[Gap]:
    finding, new = redaction.finding, put.get(redaction.finding.key, "")
    times = tuple(edit.region for edit in redaction.edits if isinstance(edit.region, TimeRange))
    for region in finding.regions:
        if isinstance(region, TextSpan) and region.part == part.id:
            span = _whole_words(part.text, region, runs)
            yield Gap(span, new, finding.entity_type, finding.key, times)
            new = ""


def _whole_words(text: str, span: TextSpan, runs: _Runs) -> TextSpan:
    """The span with what is left of its words, for in the sound they go as a whole; marks at their end stay."""
    touched = runs.touching(span.start, span.end)
    start = min((run.start for run in touched), default=span.start)
    end = max((run.end for run in touched), default=span.end)
    before, behind = text[start : span.start], text[span.end : end]
    first = start if any(map(str.isalnum, before)) else span.start
    tail = behind.rstrip(".,;:?!…\"'\N{RIGHT SINGLE QUOTATION MARK})")
    left = 0 if behind.startswith(_TAILS) and tail in _TAILS else len(tail)
    return TextSpan(span.part, min(first, span.start), span.end + left)


def _in_sound(part: Part, redaction: Redaction, put: Mapping[str, str], runs: _Runs) -> Iterator[Gap]:
    finding, new = redaction.finding, put.get(redaction.finding.key, "")
    if any(region.part == part.id for region in finding.regions):
        return
    for edit in redaction.edits:
        region = edit.region
        if isinstance(region, TimeRange) and not isinstance(edit.replacement, Disguise):
            for first, last in _neighbours(runs, list(_touched(runs, region))):
                span = TextSpan(part.id, first.start, last.end)
                yield Gap(span, new, finding.entity_type, finding.key, (region,))
                new = ""


def _touched(runs: _Runs, region: TimeRange) -> Iterator[bool]:
    """Whether each word loses some of its sound. Words are given more time than they take: the next ends each."""
    for run, after in pairwise([*runs, None]):
        time = run.time if run else region
        until = min(time.end, after.time.start) if after and after.time.channel == time.channel else time.end
        yield _overlap(replace(time, start=min(time.start + LEAD, until), end=max(until, time.start)), region)


def _overlap(one: TimeRange, other: TimeRange) -> bool:
    alike = one.channel is None or other.channel is None or one.channel == other.channel
    return one.part == other.part and alike and one.start < other.end and one.end > other.start


def _neighbours(runs: _Runs, touched: Sequence[bool]) -> Iterator[tuple[_Run, _Run]]:
    """The first and the last of every row of touched runs."""
    for is_touched, row in groupby(zip(runs, touched, strict=True), key=itemgetter(1)):
        if is_touched:
            listed = [run for run, _ in row]
            yield listed[0], listed[-1]


def _apart(found: Iterable[Gap]) -> Iterator[Gap]:
    """The gaps without overlaps: of two the longer first one stays, and what it leaves of the other goes for itself."""
    at = 0
    for gap in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        start = max(gap.span.start, at)
        if start < gap.span.end:
            new = gap.new if start == gap.span.start else ""
            yield Gap(TextSpan(gap.span.part, start, gap.span.end), new, gap.entity_type, gap.finding, gap.times)
            at = gap.span.end


# --- Words and gaps with their times -------------------------------------------------------------------------


def said_in(part: Part, gaps: Sequence[Gap]) -> Iterator[Said]:
    """What may be read of a heard text, in its order, with offsets in the text as it is with its gaps filled.

    The times of words are those of the reader, cut off where the next word begins; a gap has one time for all of it.
    """
    runs = _Runs(_runs(part))
    pieces = sorted([*_words_left(runs, gaps), *_gaps_placed(runs, gaps)], key=lambda each: (each.start, each.begin))
    for each, after in pairwise([*pieces, None]):
        if each is not None:
            yield _cut(each, after)


def _cut(each: Said, after: Said | None) -> Said:
    if after is None or after.channel != each.channel or not each.begin < after.begin < each.until:
        return each
    return Said(each.begin, after.begin, each.start, each.end, each.hidden, each.channel)


def _words_left(runs: _Runs, gaps: Sequence[Gap]) -> Iterator[Said]:
    """The words that stay, where they stand now; of one that goes in part what stays is no word."""
    waiting, grown = list(gaps), 0
    for run in runs:
        while waiting and waiting[0].span.end <= run.start:
            gap = waiting.pop(0)
            grown += len(gap.new) - (gap.span.end - gap.span.start)
        if not waiting or waiting[0].span.start >= run.end:
            time = run.time
            yield Said(time.start, time.end, run.start + grown, run.end + grown, "", time.channel)


def _gaps_placed(runs: _Runs, gaps: Sequence[Gap]) -> Iterator[Said]:
    grown = 0
    for gap in gaps:
        start = gap.span.start + grown
        grown += len(gap.new) - (gap.span.end - gap.span.start)
        times = [run.time for run in runs.touching(gap.span.start, gap.span.end)]
        near = [time for time in gap.times if any(_overlap(time, each) for each in times)] or times
        if near:
            begin, until = min(time.start for time in near), max(time.end for time in near)
            yield Said(begin, until, start, start + len(gap.new), gap.entity_type, near[0].channel)
