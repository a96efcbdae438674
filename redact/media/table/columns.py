"""The columns of a delimited table: what each is called, and what the policy says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redact.media.column_rules import DROP, KEEP, ColumnRules
from redact.media.table.delimited import Cell
from redact.types import Modality, Part

_LONGEST = 80


class Columns:
    """Headings, as they are met on the way through the cells; ``heading_row`` is the row in which they would stand."""

    def __init__(self, heading_row: int, rules: ColumnRules) -> None:
        self._heading_row, self._rules = heading_row, rules
        self._headings: dict[int, str] = {}

    def __repr__(self) -> str:
        return f"Columns({len(self._headings)} headings)"

    def parts(self, filled: Iterable[Cell]) -> Iterator[Part]:
        """A part for each filled cell but those of columns that stay as they are or are emptied."""
        for cell in filled:
            self._meet(cell)
            rule = self._rule(cell)
            if rule not in {KEEP, DROP}:
                yield self._part(cell, rule)

    def empties(self, cell: Cell) -> bool:
        """Whether the policy empties the column in which a cell below the headings stands."""
        self._meet(cell)
        return self._rule(cell) == DROP

    def notes(self) -> tuple[str, ...]:
        """What the policy's rules left or emptied, in plain words."""
        said = {KEEP: "left as it was, for the policy says so", DROP: "emptied, for the policy says so"}
        ruled = ((number, self._rules.of(name)) for number, name in sorted(self._headings.items()))
        return tuple(f"column {number}: {said[rule]}" for number, rule in ruled if rule in said)

    def _meet(self, cell: Cell) -> None:
        if cell.row == self._heading_row and _is_heading(cell.value):
            self._headings[cell.column] = cell.value

    def _rule(self, cell: Cell) -> str:
        below = cell.row > self._heading_row and cell.column in self._headings
        return self._rules.of(self._headings[cell.column].strip()) if below else ""

    def _part(self, cell: Cell, rule: str) -> Part:
        below = cell.row > self._heading_row
        context = self._headings.get(cell.column, "") if below else ""
        return part_of(cell.row, cell.column, cell.value, context=context, declared=rule, below=below)


def part_of(  # noqa: PLR0913  a cell is that many things
    row: int, column: int, value: str, *, context: str = "", declared: str = "", below: bool = False
) -> Part:
    """The part that shows a cell."""
    return Part(
        f"r{row}.c{column}",
        Modality.TEXT,
        value,
        place=f"row {row}, column {column}",
        context=context,
        declared=declared,
        column=f"c{column}" if below else "",
    )


def _is_heading(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    return len(value) <= _LONGEST and digits < 4 and "@" not in value and any(map(str.isalpha, value))
