"""What a reviewer's marks decide: as lines for the file of decisions, those left out that stand in it already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from redact.entities import ENTITY_TYPES
from redact.review.xfdf_given import GivenMark
from redact.review.xfdf_match import Drawn, Matched, boxes_of
from redact.types import Decision, Finding, Region, Verdict

ADDED_TYPE = "HIDDEN"
"""What a reviewer's own mark hides, unless its subject names a type."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Whose decisions they are, when they were made, and what had been decided before, by the keys of findings."""

    file: str
    by: str
    when: str
    before: Mapping[str, Decision] = field(repr=False)


class _Place(NamedTuple):
    """Where a reviewer put something of which type; of neither where it goes as it was found."""

    entity_type: str = ""
    places: tuple[Region, ...] = ()


def decisions_of(found: Matched, hand: Hand) -> Iterator[Decision]:
    """One decision for each mark that was given out or drawn, but for those that change nothing."""
    for mark, drawn in found.kept:
        code = drawn.code if drawn.code != mark.code else None
        yield from _new(hand, mark.key, Verdict.ACCEPT, _own(mark, hand), code)
    for mark, drawn in found.moved:
        yield from _new(hand, mark.key, Verdict.ACCEPT, _Place(mark.entity_type, tuple(drawn.boxes)), drawn.code)
    for mark in found.gone:
        yield from _new(hand, mark.key, Verdict.REJECT, _own(mark, hand), None)
    for drawn in found.added:
        place = _Place(_type_of(drawn), tuple(drawn.boxes))
        key = Finding(*place, 1.0, "").key
        yield from _new(hand, key, Verdict.ACCEPT, place, drawn.code)


def _type_of(drawn: Drawn) -> str:
    subject = drawn.marks[0].subject.strip().upper().replace(" ", "_")
    return subject if subject in ENTITY_TYPES else ADDED_TYPE


def _own(mark: GivenMark, hand: Hand) -> _Place:
    """Where a reviewer had put it before, in words too if he had."""
    if not mark.own:
        return _Place()
    before, boxes = hand.before.get(mark.key), tuple(boxes_of(mark))
    whole = before is not None and frozenset(before.places) >= frozenset(boxes)
    return _Place(mark.entity_type, before.places if before and whole else boxes)


def _new(hand: Hand, key: str, verdict: Verdict, place: _Place, code: str | None) -> Iterator[Decision]:
    """The decision, unless it stands already. Without a *code* the finding keeps that which it had."""
    before = hand.before.get(key, Decision(hand.file, key, verdict, hand.by, hand.when))
    code = before.code if code is None else code
    if key in hand.before and (before.verdict, before.places, before.code) == (verdict, place.places, code):
        return
    yield replace(before, verdict=verdict, by=hand.by, when=hand.when, why="", code=code, **place._asdict())
