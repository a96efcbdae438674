"""What must follow when cells and names of a workbook have been changed or left out, so that nothing brings them back.

A changed cell holds the text that it shows and no more. Results worked out from one are taken out: programs work them
out again. Formulas that read what was left out become their results. Sheets that are called otherwise are called so in
every address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from redact.media.odf.formulas import Area, addresses, areas_of, names_in, sheets_in, with_sheets
from redact.media.odf.grid import Grid, Spot
from redact.media.odf.hidden import hidden_things, sheets, treat
from redact.media.odf.package import OdfFile
from redact.media.odf.sheets import FORMULA, TYPED, forget_value
from redact.media.odf.xml import forget, q, qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

ADDRESSES = qs(
    "table:base-cell-address table:cell-range-address table:end-cell-address table:print-ranges table:cell-range "
    "style:base-cell-address draw:notify-on-update-of-ranges chart:values-cell-range-address chart:label-cell-address "
    "chart:error-lower-range chart:error-upper-range"
)
"""Attributes that name blocks of cells with their sheets."""
_NAME = q("table:name")
_FORBIDDEN = re.compile(r"[\[\]*?:/\\']")
_MOST_PAIRS = 5_000_000


@dataclass(frozen=True, slots=True)
class Before:
    """What must be remembered of a workbook before it is changed: its formulas, ranges and the names of its sheets."""

    names: Mapping[Element, str] = field(repr=False)
    formulas: tuple[tuple[Spot, Area, tuple[Area, ...]], ...] = field(repr=False)
    ranges: Mapping[Element, str] = field(repr=False)

    @classmethod
    def of(cls, file: OdfFile) -> Before:
        """Look at a workbook that was just cleaned."""
        listed = [sheet for root in file.roots.values() for sheet in sheets(root)]
        ranges = {e: e.get(_NAME, "").casefold() for root in file.roots.values() for e in root.iter(_RANGE)}
        named = {name: tuple(addresses(e.get(_ADDRESS, ""), "")) for e, name in ranges.items()}
        formulas = tuple(row for sheet in listed for row in _formulas(sheet, named))
        return cls({sheet: sheet.get(_NAME, "") for sheet in listed}, formulas, ranges)


_RANGE, _ADDRESS = q("table:named-range"), q("table:cell-range-address")


def _formulas(sheet: Element, named: Mapping[str, tuple[Area, ...]]) -> Iterator[tuple[Spot, Area, tuple[Area, ...]]]:
    home = sheet.get(_NAME, "").casefold()
    for spot in Grid(sheet).spots():
        formula = spot.element.get(FORMULA)
        if formula:
            through = [area for name in names_in(formula) & named.keys() for area in named[name]]
            yield spot, area_of(spot, home), (*areas_of(formula, home), *through)


def area_of(spot: Spot, home: str) -> Area:
    """The block of cells that an element stands for."""
    return Area(home, spot.top, spot.bottom, spot.left, spot.right)


def settle(file: OdfFile, changed: set[str], before: Before) -> None:
    """Carry out what follows from changed cells. *changed* are the ids of changed slots."""
    touched: list[Area] = []
    for root in file.roots.values():
        for number, sheet in enumerate(sheets(root), 1):
            home = before.names[sheet].casefold()
            touched += (area_of(spot, home) for spot in Grid(sheet).spots() if _settle_cell(spot, number, changed))
    for spot in _reading(before, touched):
        for key in TYPED - {FORMULA}:
            forget(spot.element, key)
        for paragraph in spot.element.findall(q("text:p")):
            remove(paragraph)
    _drop_ranges(before)
    rename_sheets(file, _new_names(before))


def _settle_cell(spot: Spot, sheet: int, changed: set[str]) -> bool:
    """Leave a changed cell its text only; whether it was one."""
    key, cell = f"s{sheet}.{spot.name}", spot.element
    if f"{key}.f" in changed:
        forget(cell, FORMULA)
    if key not in changed and f"{key}.v" not in changed:
        return False
    if key not in changed:
        value = next(
            str(cell.get(name)) for name in sorted(TYPED) if name.endswith("value") and cell.get(name) is not None
        )
        for paragraph in cell.findall(q("text:p")):
            remove(paragraph)
        cell.append(cell.makeelement(q("text:p")))
        cell[-1].text = value
    forget_value(cell)
    cell.set(q("office:value-type"), "string")
    return True


def _reading(before: Before, touched: list[Area]) -> list[Spot]:
    """The cells whose formulas read a changed one, through however many others."""
    waiting, found = list(before.formulas), list[Spot]()
    fresh = touched
    while fresh and waiting:
        if len(waiting) * len(fresh) > _MOST_PAIRS:
            return [*found, *(spot for spot, _, _ in waiting if spot.element.get(FORMULA))]
        hit = [row for row in waiting if any(area.meets(other) for area in row[2] for other in fresh)]
        gone = set(map(id, hit))
        waiting = [row for row in waiting if id(row) not in gone]
        fresh = [area for _, area, _ in hit]
        found += (spot for spot, _, _ in hit if spot.element.get(FORMULA))
    return found


def flatten_readers(before: Before, gone: Iterable[Area]) -> None:
    """Turn formulas that read cells which were left out into what they show."""
    listed = list(gone)
    everything = len(before.formulas) * len(listed) > _MOST_PAIRS
    for spot, _, areas in before.formulas if listed else ():
        if everything or any(area.meets(other) for area in areas for other in listed):
            forget(spot.element, FORMULA)


def _drop_ranges(before: Before) -> None:
    """Take out named ranges whose names were changed, and the formulas that use them."""
    doomed = {name for e, name in before.ranges.items() if e.get(_NAME, "").casefold() != name}
    for element in before.ranges:
        if element.get(_NAME, "").casefold() != before.ranges[element]:
            remove(element)
    for spot, _, _ in before.formulas if doomed else ():
        if names_in(spot.element.get(FORMULA, "")) & doomed:
            forget(spot.element, FORMULA)


def _new_names(before: Before) -> dict[str, str]:
    """The names of sheets that were changed, by their folded old ones: legal ones, each given once."""
    taken = {name.casefold() for sheet, name in before.names.items() if sheet.get(_NAME, "") == name}
    new: dict[str, str] = {}
    for sheet, old in before.names.items():
        name = sheet.get(_NAME, "")
        if name == old:
            continue
        base = _FORBIDDEN.sub("", name).strip() or "Sheet"
        free = next(n for n in (base, *(f"{base} {count}" for count in range(2, 100_000))) if n.casefold() not in taken)
        taken.add(free.casefold())
        sheet.set(_NAME, free)
        new[old.casefold()] = free
    return new


def rename_sheets(file: OdfFile, new: Mapping[str, str]) -> None:
    """Call sheets otherwise in every formula and address."""
    for root in file.roots.values() if new else ():
        for element in root.iter():
            for key in ADDRESSES & set(element.keys()):
                element.set(key, with_sheets(element.get(key, ""), new, bare=True))
            if element.get(FORMULA):
                element.set(FORMULA, with_sheets(element.get(FORMULA, ""), new))


def drop_hidden(file: OdfFile, before: Before) -> tuple[str, ...]:
    """Leave out what is hidden, turning formulas that read it into what they show; what was done, in plain words."""
    gone = list(_hidden_areas(file, before))
    notes = treat(file, "drop")
    flatten_readers(before, gone)
    there = {sheet.get(_NAME, "").casefold() for root in file.roots.values() for sheet in sheets(root)}
    for element in list(before.ranges):
        if sheets_in(element.get(_ADDRESS, "")) - there and element.getparent() is not None:
            remove(element)
    return notes


def _hidden_areas(file: OdfFile, before: Before) -> Iterator[Area]:
    hidden = {thing.element for thing in hidden_things(file)}
    for sheet, name in before.names.items():
        home, grid = name.casefold(), Grid(sheet)
        if sheet in hidden:
            yield Area(home, 0, 1 << 24, 0, 1 << 16)
            continue
        rows = (spot for spot in grid.spots() if len(spot.element) and spot.element.getparent() in hidden)
        yield from (area_of(spot, home) for spot in rows)
        yield from (Area(home, 0, 1 << 24, left, right) for left, right in grid.hidden_columns())
