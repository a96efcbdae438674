"""Scores: what was marked by a person held against what was found. Pure.

Precision and recall count by overlap: half a name that was found is a name that was found. The leak rate does not: a
span has leaked when any letter or digit of it lies under no finding, of whatever type, because that is what would
still be read after redaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace

from redact.evaluate.lines import ALL
from redact.evaluate.rows import Row, Span


@dataclass(frozen=True, slots=True)
class Score:
    """Counts for one type: ``met`` spans overlap a finding of their type, ``right`` findings a span of theirs.

    ``taken`` counts letters and digits that lie under a finding of this type and under no marked span at all; ``free``
    all those of the data that lie under no marked span.
    """

    spans: int = 0
    met: int = 0
    leaked: int = 0
    found: int = 0
    right: int = 0
    taken: int = 0
    free: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Score)))

    @property
    def precision(self) -> float | None:
        """The share of findings that were right; ``None`` where nothing was found.

        ``None`` too where the data marks nothing of the type, for then nobody may have looked for it: the findings are
        counted, and whether they are right is not known.
        """
        return self.right / self.found if self.found and self.spans else None

    @property
    def recall(self) -> float | None:
        """The share of marked spans that a finding of their type met; ``None`` where nothing was marked."""
        return self.met / self.spans if self.spans else None

    @property
    def f2(self) -> float | None:
        """Precision and recall in one number in which recall weighs four times as much; ``None`` as for recall."""
        if self.recall is None:
            return None
        precision = self.precision or 0.0
        low = 4 * precision + self.recall
        return 5 * precision * self.recall / low if low else 0.0

    @property
    def covered(self) -> float | None:
        """The share of marked spans that findings cover to the last letter; ``None`` where none was marked."""
        return None if self.leak_rate is None else 1.0 - self.leak_rate

    @property
    def over_redaction(self) -> float | None:
        """The share of letters outside of all marks that findings take; ``None`` where there is no such letter."""
        return self.taken / self.free if self.free else None

    @property
    def leak_rate(self) -> float | None:
        """The share of marked spans of which a letter or digit would still be read; ``None`` where none was marked."""
        return self.leaked / self.spans if self.spans else None


def score(pairs: Iterable[tuple[Row, Sequence[Span]]], types: Collection[str] | None = None) -> dict[str, Score]:
    """Scores by entity type over many rows with what was found in each.

    The line ``ALL`` comes last and looks at places only: a finding counts wherever something is marked, whatever either
    calls it. With *types* only marks and findings of these types are counted; what is covered is still judged by
    findings of any type, and what was marked as another type is no letter taken for nothing.
    """
    table: dict[str, Score] = {}
    for row, found in pairs:
        for name, one in _scores(row, found, types):
            table[name] = table.get(name, Score()) + one
    total = table.pop(ALL, Score())
    lines = {name: replace(one, free=total.free) for name, one in sorted(table.items())}
    return {**lines, ALL: total}


def _scores(row: Row, found: Sequence[Span], types: Collection[str] | None) -> Iterator[tuple[str, Score]]:
    free = _outside(row.text, row.spans)
    marked = [span for span in row.spans if types is None or span.entity_type in types]
    own = [span for span in found if types is None or span.entity_type in types]
    for name in {span.entity_type for span in (*marked, *own)}:
        marked_so = [span for span in marked if span.entity_type == name]
        found_so = [span for span in own if span.entity_type == name]
        taken = Score(taken=_taken(found_so, free))
        yield name, _score(row.text, marked_so, found_so, found) + taken
    yield ALL, _score(row.text, marked, own, found) + Score(taken=_taken(own, free), free=len(free))


def _outside(text: str, spans: Iterable[Span]) -> frozenset[int]:
    """The places of letters and digits that no span touches."""
    inside = {at for span in spans for at in range(span.start, span.end)}
    return frozenset(at for at, letter in enumerate(text) if letter.isalnum() and at not in inside)


def _taken(found: Iterable[Span], free: frozenset[int]) -> int:
    return len({at for span in found for at in range(span.start, span.end) if at in free})


def _score(text: str, marked: Sequence[Span], own: Sequence[Span], found: Sequence[Span]) -> Score:
    return Score(
        spans=len(marked),
        met=sum(_meets(span, own) for span in marked),
        leaked=sum(_leaks(text, span, found) for span in marked),
        found=len(own),
        right=sum(_meets(span, marked) for span in own),
    )


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in others)


def _leaks(text: str, span: Span, found: Iterable[Span]) -> bool:
    near = [other for other in found if _meets(span, [other])]
    letters = (at for at in range(span.start, span.end) if text[at].isalnum())
    return any(not any(other.start <= at < other.end for other in near) for at in letters)
