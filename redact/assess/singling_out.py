"""Singling out: how far the rows of a table can be told apart by what an outsider may know.

The measures are k-anonymity (Samarati and Sweeney, 1998), sample uniques, and distinct l-diversity (Machanavajjhala and
others, 2006). They speak of this table alone: whether a row that is unique here is unique in the population is not
asked, and an outsider who knows a column that was not named sees more than these figures do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

Row: TypeAlias = Sequence[str]
Columns: TypeAlias = Sequence[int]
Group: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SinglingOut:
    """How many rows share each combination of what an outsider may know.

    ``k`` is the size of the smallest group of rows that look alike, 0 for a table without rows. ``unique_rows`` are the
    rows that stand alone, counted from 1. ``sizes`` says how many groups there are of each size. ``l`` is the smallest
    number of different sensitive values inside a group; ``None`` where no sensitive column was named.
    """

    rows: int
    k: int
    unique_rows: tuple[int, ...] = field(repr=False)
    sizes: Mapping[int, int]
    l: int | None = None  # noqa: E741 - the measure has this name in the literature

    @property
    def unique_share(self) -> float:
        """The share of rows that stand alone, in [0, 1]."""
        return len(self.unique_rows) / self.rows if self.rows else 0.0

    @property
    def highest_risk(self) -> float:
        """The chance of picking the right row for the person who is easiest to find: one over k."""
        return 1 / self.k if self.k else 0.0

    @property
    def average_risk(self) -> float:
        """The chance of picking the right row for a person drawn at random: groups over rows."""
        return sum(self.sizes.values()) / self.rows if self.rows else 0.0


def singling_out(rows: Sequence[Row], quasi: Columns, sensitive: int | None = None) -> SinglingOut:
    """The measures of a table for the columns *quasi*, counted from 0.

    Values are compared as they are written, without the spaces around them. An empty cell is a value of its own: that
    makes groups smaller and the risk look larger, never smaller.
    """
    groups = group_sizes(rows, quasi)
    return SinglingOut(
        rows=len(rows),
        k=min(groups.values(), default=0),
        unique_rows=sample_uniques(rows, quasi),
        sizes=dict(sorted(Counter(groups.values()).items())),
        l=None if sensitive is None else l_diversity(rows, quasi, sensitive),
    )


def group_sizes(rows: Sequence[Row], quasi: Columns) -> Mapping[Group, int]:
    """How many rows share each combination of values."""
    return Counter(_group(row, quasi) for row in rows)


def k_anonymity(rows: Sequence[Row], quasi: Columns) -> int:
    """The size of the smallest group; 0 for a table without rows."""
    return min(group_sizes(rows, quasi).values(), default=0)


def sample_uniques(rows: Sequence[Row], quasi: Columns) -> tuple[int, ...]:
    """The rows, counted from 1, whose combination of values no other row has."""
    sizes = group_sizes(rows, quasi)
    return tuple(number for number, row in enumerate(rows, 1) if sizes[_group(row, quasi)] == 1)


def l_diversity(rows: Sequence[Row], quasi: Columns, sensitive: int) -> int:
    """The smallest number of different sensitive values that a group holds; 0 for a table without rows."""
    values: dict[Group, set[str]] = defaultdict(set)
    for row in rows:
        values[_group(row, quasi)].add(row[sensitive].strip())
    return min(map(len, values.values()), default=0)


def uniques_without(rows: Sequence[Row], quasi: Columns) -> tuple[int, ...]:
    """For each column of *quasi*, how many rows would still stand alone if that column were left out."""
    return tuple(len(sample_uniques(rows, [other for other in quasi if other != column])) for column in quasi)


def _group(row: Row, quasi: Columns) -> Group:
    return tuple(row[column].strip() for column in quasi)
