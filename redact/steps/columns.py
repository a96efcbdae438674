"""Columns: what the policy's rules declare a value to be, and what most values of its column are.

A detector finds nine names in a column of ten and misses the tenth, which no sentence stands around. Where most filled
values of a column are of one type as wholes, the others are taken for that as well. It does not look at headings
(detectors do, through ``Part.context``), and it takes nothing for another type than it was found to be.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redact.detect.put_in import PUT_IN
from redact.types import Finding, Part, Region, TextSpan

_FEWEST = 5
_MOST = 0.7
_WHOLE = 0.8
_SURE = 0.5
"""Findings below this score say nothing of a column."""
_SCORE = 0.6
_NOTHING = re.compile(
    r"(?:n/?a|none|nil|null|nan|unknown|not (?:known|given|stated|applicable)|tbc|tba|yes|no|[\W_]*)", re.I
)
_BY_RULE = ("the policy's rules for this place say what it is",)
_BY_COLUMN = ("most values of its column are such",)


def declared(parts: Iterable[Part]) -> Iterator[Finding]:
    """A finding for every part of which the policy's rules for its format say what it is."""
    for part in parts:
        span = _trimmed(part) if part.declared else None
        if span:
            yield Finding(part.declared, (span,), 1.0, "declared 1", why=_BY_RULE)


def like_their_column(parts: Iterable[Part], found: Sequence[Finding]) -> Iterator[Finding]:
    """A finding for every value that was not found as what most values of its column are."""
    columns: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        if part.column and _is_value(part.text):
            columns[part.column].append(part)
    full = [column for column in columns.values() if _places(column) >= _FEWEST]
    wholes = _wholes(found, {part.id: part for column in full for part in column}) if full else {}
    for column in full:
        yield from _others(column, wholes)


def _others(column: Sequence[Part], wholes: Mapping[str, set[str]]) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    for part in column:
        counts.update(dict.fromkeys(wholes.get(part.id, ()), part.count))
    for entity_type, count in counts.items():
        if _MOST * _places(column) <= count < _places(column):
            missed = (part for part in column if entity_type not in wholes.get(part.id, ()))
            spans = (_trimmed(part) for part in missed)
            yield from (Finding(entity_type, (span,), _SCORE, "columns 1", why=_BY_COLUMN) for span in spans if span)


def _wholes(found: Iterable[Finding], parts: Mapping[str, Part]) -> dict[str, set[str]]:
    """By part, the types of which it is one as a whole."""
    whole: defaultdict[str, set[str]] = defaultdict(set)
    for finding in found:
        part = parts.get(finding.regions[0].part)
        if part and finding.score >= _SURE and _covers(finding.regions[0], part.text):
            whole[part.id].add(finding.entity_type)
    return whole


def _covers(region: Region, text: str) -> bool:
    return isinstance(region, TextSpan) and region.end - region.start >= _WHOLE * len(text.strip())


def _places(column: Iterable[Part]) -> int:
    return sum(part.count for part in column)


def _is_value(text: str) -> bool:
    return not _NOTHING.fullmatch(text.strip()) and not PUT_IN.search(text)


def _trimmed(part: Part) -> TextSpan | None:
    text = part.text
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return TextSpan(part.id, start, end) if start < end and not PUT_IN.fullmatch(text.strip()) else None
