"""The values of a column, each once: whatever holds a million rows of a hundred towns has a hundred values to look at.

What becomes of a value becomes of it in every row, which is right for a column: the rest of its row is not looked at
together with it. The place names the first row, and how many more there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from redact.media.splice import edited
from redact.types import Edit, Modality, Part

_COUNT = 1


@dataclass(frozen=True, slots=True)
class Column:
    """Where a column stands, and what it is called: ``place`` is structure ("column 3"), ``name`` a user's word."""

    id: str
    place: str
    name: str = field(default="", repr=False)
    declared: str = ""


class Distinct:
    """What stands in one column, in the order in which it first came. Rows count from 1."""

    def __init__(self, column: Column) -> None:
        self.column = column
        self._seen: dict[str, list[int]] = {}

    def __repr__(self) -> str:
        return f"Distinct({self.column.id}, {len(self._seen)} values)"

    def __len__(self) -> int:
        return len(self._seen)

    def add(self, text: str, row: int, times: int = 1) -> None:
        """A value that stands in *row*, and *times* in all from there on."""
        known = self._seen.setdefault(text, [row, 0])
        known[_COUNT] += times

    def parts(self) -> Iterator[Part]:
        """One part for each value that is not empty."""
        for number, (text, (row, count)) in enumerate(self._seen.items(), 1):
            if text.strip():
                yield self._part(number, text, row, count)

    def changed(self, edits: Mapping[str, Sequence[Edit]]) -> dict[str, str]:
        """By value what stands in its place afterwards, for those that edits change."""
        new = {}
        for number, text in enumerate(self._seen, 1):
            mine = edits.get(self._id(number))
            if mine and (after := edited(text, mine)) != text:
                new[text] = after
        return new

    def _id(self, number: int) -> str:
        return f"{self.column.id}.v{number}"

    def _part(self, number: int, text: str, row: int, count: int) -> Part:
        column, more = self.column, f" and {count - 1} more" if count > 1 else ""
        return Part(
            self._id(number),
            Modality.TEXT,
            text,
            place=f"{column.place}, row {row}{more}",
            context=column.name,
            declared=column.declared,
            column=column.id,
            count=count,
        )


def all_parts(columns: Iterable[Distinct]) -> tuple[Part, ...]:
    """The parts of several columns."""
    return tuple(part for column in columns for part in column.parts())
