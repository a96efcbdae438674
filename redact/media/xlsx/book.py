"""A workbook, opened and cleaned: its sheets in their order, its texts, its formats, its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.package import Package
from redact.media.ooxml.xml import q
from redact.media.xlsx.cells import TEXT, Cell, cells_of
from redact.media.xlsx.formulas import FORMULAS
from redact.media.xlsx.numbers import Formats, formats_of

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its number from 1, its entry in the workbook, its member."""

    number: int
    entry: Element = field(repr=False)
    member: str


class Book:
    """The parts of a workbook that others ask for again and again, found once."""

    def __init__(self, package: Package, main: str) -> None:
        self.package = package
        self.root = package.xml(main)
        targets = {relation.id: relation.target for relation in package.relations[main]}
        entries = [entry for entry in self.root.iter(q("x:sheet")) if entry.get(q("r:id")) in targets]
        if not entries:
            raise UnreadableError("a workbook without a sheet that can be shown")
        self.sheets = tuple(
            Sheet(number, entry, targets[entry.get(q("r:id"), "")]) for number, entry in enumerate(entries, 1)
        )
        self._main = main

    @cached_property
    def strings(self) -> Sequence[Element]:
        """The list of texts that cells share."""
        found = self.package.targets(self._main, "sharedStrings")
        return self.package.xml(found[0]).findall(q("x:si")) if found else ()

    @cached_property
    def texts(self) -> Sequence[Sequence[Element]]:
        """The elements that hold each shared text."""
        return [list(string.iter(TEXT)) for string in self.strings]

    @cached_property
    def formats(self) -> Formats:
        """How numbers are shown."""
        styles = self.package.targets(self._main, "styles")
        settings = self.root.find(q("x:workbookPr"))
        since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        return formats_of(self.package.xml(styles[0]) if styles else None, since_1904=since_1904)

    @cached_property
    def cells(self) -> dict[int, list[Cell]]:
        """The cells of each sheet that hold anything, by its number."""
        return {sheet.number: self._cells(sheet) for sheet in self.sheets}

    def _cells(self, sheet: Sheet) -> list[Cell]:
        cells = list(cells_of(sheet.number, self.package.xml(sheet.member), self.texts, self.formats))
        if len({cell.place for cell in cells}) != len(cells):
            raise UnreadableError("a workbook in which two cells stand in one place")
        return cells

    def all_cells(self) -> Iterator[Cell]:
        """Every cell of every sheet."""
        for cells in self.cells.values():
            yield from cells

    def notes(self, sheet: Sheet) -> Element | None:
        """The notes on the cells of a sheet."""
        found = self.package.targets(sheet.member, "comments")
        return self.package.xml(found[0]) if found else None

    def tables(self) -> Iterator[tuple[Sheet, Element]]:
        """Every table, with the sheet that it is on."""
        for sheet in self.sheets:
            for member in self.package.targets(sheet.member, "table"):
                yield sheet, self.package.xml(member)

    def formula_elements(self) -> Iterator[Element]:
        """Every element, in any member, whose text is a formula or names a range."""
        for member in self.package.text_members():
            yield from self.package.xml(member).iter(*FORMULAS)
