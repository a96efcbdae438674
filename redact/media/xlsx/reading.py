"""What the formulas of a sheet read: each form of formula is read once, for all cells that it was filled down over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import compress
from operator import not_
from typing import TypeAlias

from redact.media.xlsx.cells import Cells
from redact.media.xlsx.formulas import Formula, Pattern, Place, pattern_of, without_strings

Filled: TypeAlias = tuple[Pattern, Place]
"""A formula that was filled over cells, and one place where it stands."""
_GROUP = re.compile(rb' t="shared".*? si="(\d+)"')
_ODD_NUMBER = re.compile(r"(?<![A-Z])(?<![A-Z]\$)#|#(?=[\w(.!#])")
"""A sign that stands for part of a longer number, or for a number that is no row's."""


def formulas_of(cells: Cells, sheets: Mapping[str, int]) -> Iterator[Formula]:
    """What each formula of a sheet reads. *sheets* gives the numbers of sheets by their folded names."""
    return (pattern.at(place) for pattern, place in filled_of(cells, sheets))


def filled_of(cells: Cells, sheets: Mapping[str, int]) -> Iterator[Filled]:
    """Each formula of a sheet by its pattern, and its place."""
    grid, shared, forms = cells.grid, dict[bytes, Pattern](), _Forms(sheets)
    for cell, marks, text in grid.formulas():
        place = (cells.number, grid.rows[cell], grid.columns[cell])
        group = _GROUP.match(marks) if marks else None
        if text:
            yield forms.pattern(text, place), place
        elif group and group[1] in shared:
            yield shared[group[1]], place
        else:
            yield Pattern(place, (), opaque=True), place
        if text and group:
            shared[group[1]] = pattern_of(text, place, sheets, shared=True)


def within_reach(filled: Iterable[Filled], changed: Iterable[Place]) -> Iterator[Filled]:
    """Those formulas that changes can reach, as far as columns tell: each pattern is asked once for each column."""
    groups: defaultdict[tuple[int, int, int], list[Filled]] = defaultdict(list)
    for pattern, place in filled:
        groups[id(pattern), place[0], place[2]].append((pattern, place))
    reached, waiting = {(sheet, column) for sheet, _, column in changed}, list(groups.values())
    while True:
        hit = [_reads(*group[0], reached) for group in waiting]
        if not any(hit):
            return
        for group in compress(waiting, hit):
            reached.add((group[0][1][0], group[0][1][2]))
            yield from group
        waiting = list(compress(waiting, map(not_, hit)))


def _reads(pattern: Pattern, place: Place, columns: AbstractSet[tuple[int, int]]) -> bool:
    """Whether a formula reads any of these columns."""
    formula = pattern.at(place)
    return formula.opaque or any(
        sheet == area[0] and area[2] <= column <= area[4] for area in formula.areas for sheet, column in columns
    )


class _Forms:
    """Formulas that were read, by how they are spelled with a sign for the number of their own row."""

    def __init__(self, sheets: Mapping[str, int]) -> None:
        self._sheets = sheets
        self._known: dict[str, Pattern] = {}

    def pattern(self, text: str, place: Place) -> Pattern:
        """The pattern of a formula."""
        form = text.replace(str(place[1]), "#")
        pattern = self._known.get(form)
        if pattern is None or "#" in text:
            pattern = pattern_of(text, place, self._sheets, shared=False)
            if "#" not in text and not _ODD_NUMBER.search(without_strings(form)):
                self._known[form] = pattern
        return pattern
