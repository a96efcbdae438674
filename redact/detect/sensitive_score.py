"""Passages and their scores: what the words in one sentence come to, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from redact.detect.put_in import PUT_IN
from redact.detect.sensitive_labels import cell, labels_value
from redact.detect.sensitive_people import GENERALLY, Spoken, is_general, spoken_of
from redact.detect.sensitive_search import Hit, hits
from redact.detect.sensitive_sentences import sentence
from redact.detect.sensitive_terms import GENERAL, Strength

_BLOCK = 500_000
_BEST, _WORDS_ALONE = 0.97, 0.84
_SHORT = 200
_TOLD = {
    Spoken.SOMEBODY: "a person is spoken of",
    Spoken.PERHAPS: "a person may be spoken of",
    Spoken.NOBODY: "nobody is named",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text that tells something of one category; ``why`` names kinds of words and never a word."""

    entity_type: str
    start: int
    end: int
    score: float
    why: tuple[str, ...]


def passages(text: str, heading: str = "") -> Iterator[Passage]:
    """The passages of a text, in order. *heading* is what stands above or beside the text: a column's, a key."""
    cells = [
        Passage(term.entity_type, start, end, 0.9, (f"{term.kind} stands above or beside it",))
        for term, start, end in cell(text, heading)
    ]
    yield from cells
    headed = {passage.entity_type for passage in cells}
    short = bool(heading) and len(text) <= _SHORT
    for start, end in _blocks(text):
        for passage in _in_block(text[start:end] if end - start < len(text) else text, short=short):
            if passage.entity_type not in headed:
                yield _moved(passage, start)


def _moved(passage: Passage, by: int) -> Passage:
    place = (passage.start + by, passage.end + by)
    return Passage(passage.entity_type, *place, passage.score, passage.why)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Pieces of a long text, cut at the end of a line or a sentence, so that memory stays small."""
    start = 0
    while len(text) - start > _BLOCK:
        cuts = (text.rfind(mark, start + _BLOCK // 2, start + _BLOCK) for mark in ("\n", ". ", " "))
        end = next((cut + 1 for cut in cuts if cut >= 0), start + _BLOCK)
        yield start, end
        start = end
    yield start, len(text)


def _in_block(text: str, *, short: bool) -> Iterator[Passage]:
    for start, end, inside in _sentences(text, hits(text)):
        words = _without_labels_of_ours(text, start, end, inside)
        by_type: dict[str, list[Hit]] = defaultdict(list)
        for hit in words:
            if not hit.term.label or labels_value(text, hit):
                by_type[hit.term.entity_type].append(hit)
        covered = [(hit.start, hit.end) for hit in inside]
        general = by_type.pop(GENERAL, [])
        if any(_may_tell(found) for found in by_type.values()):
            yield from _scored(_sentence(text, (start, end), covered, short, general), by_type)


def _sentences(text: str, found: Sequence[Hit]) -> Iterator[tuple[int, int, list[Hit]]]:
    """Each sentence that holds a word of ours, with those words."""
    floor = number = 0
    while number < len(found):
        start, end = sentence(text, found[number].start, found[number].end, floor)
        inside = []
        while number < len(found) and found[number].start < end:
            inside.append(found[number])
            number += 1
        yield start, end, inside
        floor = end


def _without_labels_of_ours(text: str, start: int, end: int, inside: Iterable[Hit]) -> list[Hit]:
    """The words that this program did not put there itself."""
    ours = [found.span() for found in PUT_IN.finditer(text, start, end)] if "[" in text[start:end] else []
    return [hit for hit in inside if not any(a <= hit.start and hit.end <= b for a, b in ours)]


def _may_tell(found: Sequence[Hit]) -> bool:
    """Whether the words could reach any score worth reporting: one hint alone never does."""
    return len(found) > 1 or found[0].term.strength is not Strength.HINT


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Where a sentence stands, of whom it speaks, and whether it speaks in general."""

    start: int
    end: int
    spoken: Spoken
    generally: bool


def _sentence(
    text: str, span: tuple[int, int], covered: list[tuple[int, int]], short: bool, general: list[Hit]
) -> _Sentence:
    spoken = spoken_of(text, *span, covered)
    if short and spoken is Spoken.NOBODY:
        spoken = Spoken.PERHAPS
    return _Sentence(*span, spoken, spoken is not Spoken.SOMEBODY and (bool(general) or is_general(text, *span)))


def _scored(sentence: _Sentence, by_type: dict[str, list[Hit]]) -> Iterator[Passage]:
    for entity_type in sorted(by_type):
        found = by_type[entity_type]
        labelled = any(hit.term.label for hit in found)
        of = Spoken.SOMEBODY if labelled else sentence.spoken
        generally = sentence.generally and not labelled
        score = _weight(found) + of.value + (GENERALLY if generally else 0.0)
        why = (*dict.fromkeys(hit.term.kind for hit in found), _TOLD[of])
        told = (*why, "it speaks of law, policy or numbers") if generally else why
        yield Passage(entity_type, sentence.start, sentence.end, round(min(max(score, 0.0), _BEST), 3), told)


def _weight(found: Iterable[Hit]) -> float:
    """The strongest word, and half of each other one. The same word twice counts once."""
    each = {hit.term.text: hit.term.strength.value for hit in found}
    best, *others = sorted(each.values(), reverse=True)
    return min(best + sum(others) / 2, _WORDS_ALONE)
