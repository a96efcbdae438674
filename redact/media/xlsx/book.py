"""A workbook, opened and cleaned: its sheets in their order, its texts, its formats, its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from redact.errors import UnreadableError
from redact.media.ooxml.xml import q
from redact.media.xlsx.cells import Cells, cells_of
from redact.media.xlsx.formulas import FORMULAS, column_number
from redact.media.xlsx.numbers import Formats, formats_of
from redact.media.xlsx.redone import Redone
from redact.media.xlsx.shared import Strings
from redact.media.xlsx.sheets import Held, SheetPackage

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_AREA = re.compile(r"([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its number from 1, its entry in the workbook, its member."""

    number: int
    entry: Element = field(repr=False)
    member: str


@dataclass(frozen=True, slots=True, repr=False)
class Kept:
    """What loading a workbook read of its cells and need not be read again to write it."""

    cells: dict[int, Cells]
    inside: tuple[Held, ...]


class Book:
    """The parts of a workbook that others ask for again and again, found once."""

    def __init__(self, package: SheetPackage, main: str, kept: Kept | None = None) -> None:
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
        self._kept = kept

    @cached_property
    def _list(self) -> str:
        """The member that lists the texts that cells share."""
        return next(iter(self.package.targets(self._main, "sharedStrings")), "")

    @cached_property
    def strings(self) -> Strings:
        """The texts that cells share."""
        return self.package.strings(self._list) if self._list else Strings()

    @cached_property
    def formats(self) -> Formats:
        """How numbers are shown."""
        styles = self.package.targets(self._main, "styles")
        settings = self.root.find(q("x:workbookPr"))
        since_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        return formats_of(self.package.xml(styles[0]) if styles else None, since_1904=since_1904)

    @cached_property
    def cells(self) -> dict[int, Cells]:
        """The cells of each sheet that hold anything, by its number."""
        return self._kept.cells if self._kept else {sheet.number: self._cells(sheet) for sheet in self.sheets}

    @cached_property
    def redone(self) -> dict[int, Redone]:
        """The cells of each sheet as they are to be written, by its number."""
        return {number: Redone(cells.grid) for number, cells in self.cells.items()}

    def kept(self) -> Kept:
        """What needs not be read again when this workbook is written."""
        return Kept(self.cells, tuple(self.package.inside.values()))

    def finish(self) -> None:
        """Hand the cells over to be written, and empty the shared texts that none of them shows any more."""
        used = set[int]()
        for sheet in self.sheets:
            redone = self.redone[sheet.number]
            used |= redone.shared()
            if redone.is_changed:
                self.package.fresh[sheet.member] = redone.data()
        if self._list:
            self.package.fresh[self._list] = self.strings.only(used)

    def _cells(self, sheet: Sheet) -> Cells:
        grid = self.package.grid(sheet.member)
        return cells_of(sheet.number, grid, self.strings, self.formats, tuple(self._areas(sheet)))

    def _areas(self, sheet: Sheet) -> Iterator[tuple[int, int, int, int]]:
        for home, table in self.tables():
            match = _AREA.fullmatch(table.get("ref", ""))
            if match and home.number == sheet.number and table.get("headerRowCount") != "0":
                yield int(match[2]), column_number(match[1]), int(match[4]), column_number(match[3])

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
        """Every element, in any member, whose text is a formula or names a range; those of cells are in ``redone``."""
        for member in self.package.text_members():
            yield from self.package.xml(member).iter(*FORMULAS)
