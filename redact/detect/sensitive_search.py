"""Where the words of special category data stand in a text: one pass for all of them, whole words only, any case."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from redact.detect.sensitive_beliefs import ETHNIC, POLITICAL, RELIGION, UNION
from redact.detect.sensitive_health import BIOMETRIC, GENETIC, HEALTH, SEX_LIFE
from redact.detect.sensitive_offences import GENERALITIES, OFFENCES
from redact.detect.sensitive_terms import GENERAL, Term, fold, terms

ROWS = (
    *(*HEALTH, *GENETIC, *BIOMETRIC, *SEX_LIFE),
    *(*ETHNIC, *POLITICAL, *RELIGION, *UNION),
    *(*OFFENCES, *GENERALITIES),
)
_RUNS = re.compile(r"[ \t\r\n\f\v]{2,}")


@dataclass(frozen=True, slots=True)
class Hit:
    """One word of ours at one place of the text."""

    start: int
    end: int
    term: Term


@cache
def _automaton() -> tuple[Any, list[list[Term]]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    by_text: dict[str, list[Term]] = {}
    for term in terms(ROWS):
        by_text.setdefault(term.text, []).append(term)
    patterns = [f" {text} " for text in by_text]
    return AhoCorasick(patterns, matchkind=MatchKind.Standard), list(by_text.values())


@cache
def labels() -> dict[str, tuple[Term, ...]]:
    """The labels of forms and columns, folded, and what each says."""
    found: dict[str, tuple[Term, ...]] = {}
    for term in terms(ROWS):
        if term.label:
            found[term.text] = (*found.get(term.text, ()), term)
    return found


def hits(text: str) -> list[Hit]:
    """Every word of ours in *text*, in order; of words inside others of the same type only the longest."""
    automaton, owners = _automaton()
    squeezed, starts, gone = _squeezed(fold(text), text)
    found = automaton.find_matches_as_indexes(f" {squeezed} ", overlapping=True)
    placed = (
        Hit(_origin(start, starts, gone), _origin(end - 3, starts, gone) + 1, term)
        for pattern, start, end in found
        for term in owners[pattern]
    )
    return list(_outermost(hit for hit in placed if not hit.term.capital or _is_capital(text, hit)))


def _squeezed(folded: str, text: str) -> tuple[str, list[int], list[int]]:
    """The folded text with one space for each run of them, and where how many letters are missing."""
    kept: list[str] = []
    starts: list[int] = []
    gone: list[int] = []
    last = missing = 0
    for run in _RUNS.finditer(text):
        kept.append(folded[last : run.start() + 1])
        last = run.end()
        starts.append(run.start() + 1 - missing)
        missing += run.end() - run.start() - 1
        gone.append(missing)
    kept.append(folded[last:])
    return "".join(kept), starts, gone


def _origin(place: int, starts: list[int], gone: list[int]) -> int:
    cut = bisect_right(starts, place)
    return place + (gone[cut - 1] if cut else 0)


def _is_capital(text: str, hit: Hit) -> bool:
    return text[hit.start].isupper()


def _outermost(found: Iterable[Hit]) -> Iterator[Hit]:
    reached: dict[str, int] = {}
    for hit in sorted(found, key=_order):
        kind = f"{hit.term.entity_type}:" if hit.term.label else hit.term.entity_type
        if max(reached.get(kind, -1), reached.get(GENERAL, -1)) < hit.end or hit.term.label:
            reached[kind] = max(reached.get(kind, -1), hit.end)
            yield hit


def _order(hit: Hit) -> tuple[int, int, bool, float, str]:
    return (hit.start, -hit.end, hit.term.entity_type != GENERAL, -hit.term.strength.value, hit.term.entity_type)
