"""What an author hid: sheets, rows, columns, slides, layers and text, and what is done about it in a copy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from redact.media import checklist
from redact.media.odf.grid import Grid, empty
from redact.media.odf.looks import Looks
from redact.media.odf.package import OdfFile
from redact.media.odf.xml import forget, q, qs, remove, unwrap

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_GONE = frozenset({"collapse", "filter"})
_TEXTS = qs("text:p text:h text:span")
_FRAMES = qs("draw:frame draw:page draw:custom-shape draw:g draw:rect draw:ellipse style:master-page office:annotation")
_SIZE = re.compile(r"(\d*\.?\d+)(pt|px|cm|mm|in)?")
_POINTS = {"pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835, "in": 72.0, "": 1.0}
_READABLE = 2.0
_DISPLAY, _VISIBILITY = q("table:display"), q("table:visibility")


@dataclass(frozen=True, slots=True)
class HiddenThing:
    """One thing that is there and not shown: the item of the checklist, where, and how many texts it holds."""

    check: str
    place: str
    element: Element = field(repr=False)
    root: Element = field(repr=False)


def hidden_things(file: OdfFile) -> Iterator[HiddenThing]:
    """Everything that is hidden in a file, columns apart (``grid.hidden_cells``)."""
    looks, closed, plain = Looks(file), _closed_layers(file), _pages_are_plain(file)
    for root in file.roots.values():
        yield from _sheets_and_rows(root, looks)
        yield from _slides(root, looks)
        for shape in root.iter() if closed else ():
            if shape.get(q("draw:layer")) in closed:
                yield HiddenThing(checklist.HIDDEN_CONTENT, "a hidden layer", shape, root)
        yield from _sections(root)
        yield from _texts(root, looks, plain=plain)


def _sheets_and_rows(root: Element, looks: Looks) -> Iterator[HiddenThing]:
    for number, sheet in enumerate(sheets(root), 1):
        place = f"sheet {number}"
        if looks.value(root, sheet, _DISPLAY) == "false":
            yield HiddenThing(checklist.HIDDEN_SHEETS, place, sheet, root)
        for row in sheet.iter(q("table:table-row")):
            visibility = row.get(_VISIBILITY)
            if visibility in _GONE or _in_closed_group(row):
                check = checklist.FILTERS if visibility == "filter" else checklist.HIDDEN_ROWS
                yield HiddenThing(check, place, row, root)


def _slides(root: Element, looks: Looks) -> Iterator[HiddenThing]:
    for number, page in enumerate(root.iterfind(f".//{q('office:presentation')}/{q('draw:page')}"), 1):
        if looks.value(root, page, q("presentation:visibility")) == "hidden":
            yield HiddenThing(checklist.HIDDEN_SLIDES, f"slide {number}", page, root)


def _closed_layers(file: OdfFile) -> set[str]:
    layers = (layer for root in file.roots.values() for layer in root.iter(q("draw:layer")))
    return {layer.get(q("draw:name"), "") for layer in layers if layer.get(q("draw:display")) in {"none", "printer"}}


def _sections(root: Element) -> Iterator[HiddenThing]:
    for number, section in enumerate(root.iter(q("text:section")), 1):
        display = section.get(q("text:display"), "true")
        if display == "none" or (display == "condition" and section.get(q("text:is-hidden")) == "true"):
            yield HiddenThing(checklist.HIDDEN_TEXT, f"section {number}", section, root)
    for mark in root.iter(q("text:hidden-paragraph")):
        home = next(mark.iterancestors(q("text:p"), q("text:h")), None)
        if home is not None and mark.get(q("text:is-hidden")) == "true":
            yield HiddenThing(checklist.HIDDEN_TEXT, "a hidden paragraph", home, root)


def _texts(root: Element, looks: Looks, *, plain: bool) -> Iterator[HiddenThing]:
    for element in root.iter(*_TEXTS):
        if not "".join(map(str, element.itertext())).strip():
            continue
        if looks.value(root, element, q("text:display")) in {"none", "condition"}:
            yield HiddenThing(checklist.HIDDEN_TEXT, "the text", element, root)
        elif _is_tiny(root, element, looks) or (plain and _is_as_its_ground(root, element, looks)):
            yield HiddenThing(checklist.INVISIBLE, "the text", element, root)


def _pages_are_plain(file: OdfFile) -> bool:
    """Whether pages are white, so far as their layouts say."""
    layouts = (layout for root in file.roots.values() for layout in root.iter(q("style:page-layout-properties")))
    return not any(layout.get(q(name)) for layout in layouts for name in ("fo:background-color", "draw:fill-color"))


def _is_tiny(root: Element, element: Element, looks: Looks) -> bool:
    """Whether a text is too small to read."""
    size = _SIZE.fullmatch(looks.value(root, element, q("fo:font-size")))
    return bool(size) and float(size[1]) * _POINTS[size[2] or ""] < _READABLE  # type: ignore[index]  # it is there


def _is_as_its_ground(root: Element, element: Element, looks: Looks) -> bool:
    """Whether a text has the colour of what is behind it, where styles tell; a cell without one has its column's."""
    holders = [element, *element.iterancestors()]
    if any(holder.tag in _FRAMES or _has_no_style(holder) for holder in holders):
        return False
    colour = _first(root, holders, looks, "fo:color")
    behind = _first(root, holders, looks, "fo:background-color") or "#ffffff"
    return bool(colour) and _coloured(colour) == _coloured(behind)


def _first(root: Element, holders: list[Element], looks: Looks, name: str) -> str:
    values = (looks.value(root, holder, q(name)) for holder in holders)
    return next((value for value in values if value and value != "transparent"), "")


def _has_no_style(holder: Element) -> bool:
    return holder.tag == q("table:table-cell") and holder.get(q("table:style-name")) is None


def _coloured(value: str) -> str:
    return value.casefold()


def _in_closed_group(row: Element) -> bool:
    return any(group.get(_DISPLAY) == "false" for group in row.iterancestors(q("table:table-row-group")))


def sheets(root: Element) -> list[Element]:
    """The sheets of a workbook, in order."""
    return root.findall(f".//{q('office:spreadsheet')}/{q('table:table')}")


_NOTES = {
    checklist.HIDDEN_SHEETS: "hidden sheets",
    checklist.HIDDEN_ROWS: "hidden rows",
    checklist.FILTERS: "rows that a filter hid",
    checklist.HIDDEN_COLUMNS: "hidden columns",
    checklist.HIDDEN_SLIDES: "hidden slides",
    checklist.HIDDEN_CONTENT: "shapes on hidden layers",
    checklist.HIDDEN_TEXT: "hidden texts",
    checklist.INVISIBLE: "texts that cannot be seen",
}
_DONE = {"drop": "left out", "show": "shown"}


def treat(file: OdfFile, how: Literal["drop", "show"]) -> tuple[str, ...]:
    """Leave out or show all that is hidden; what was done, in plain words."""
    counts: dict[str, int] = {}
    looks = Looks(file)
    for thing in list(hidden_things(file)):
        counts[thing.check] = counts.get(thing.check, 0) + 1
        if how == "drop":
            _drop(thing)
        else:
            _show(thing, looks)
    for root in file.roots.values():
        for sheet in sheets(root):
            if columns := Grid(sheet).settle_columns(how):
                counts[checklist.HIDDEN_COLUMNS] = counts.get(checklist.HIDDEN_COLUMNS, 0) + columns
    return tuple(f"{count} {_NOTES[check]} {_DONE[how]}" for check, count in counts.items())


def _drop(thing: HiddenThing) -> None:
    element, parent = thing.element, thing.element.getparent()
    if thing.check in {checklist.HIDDEN_ROWS, checklist.FILTERS}:
        empty(element)
    elif parent is None:
        return
    elif (
        thing.check in {checklist.HIDDEN_SHEETS, checklist.HIDDEN_SLIDES} and len(parent.findall(str(element.tag))) == 1
    ) or element.tag in _TEXTS:
        _strip(element)
    else:
        remove(element)


def _strip(element: Element) -> None:
    """Leave an element without anything in it, where none may not be."""
    element.text = None
    element[:] = []
    for key in element.keys():  # noqa: SIM118 - the list of names, so that they may be deleted
        if key not in _KEPT_NAMES:
            del element.attrib[key]


_KEPT_NAMES = qs("table:name draw:name draw:master-page-name")


def _show(thing: HiddenThing, looks: Looks) -> None:
    element = thing.element
    if thing.check in {checklist.HIDDEN_SHEETS, checklist.HIDDEN_SLIDES}:
        for style in looks.chain(thing.root, element):
            for properties in style:
                forget(properties, _DISPLAY)
                forget(properties, q("presentation:visibility"))
    elif thing.check == checklist.HIDDEN_CONTENT:
        element.set(q("draw:layer"), "layout")
    elif element.tag == q("text:span"):
        unwrap(element)
    else:
        _show_element(element)


def _show_element(element: Element) -> None:
    for mark in list(element.iter(q("text:hidden-paragraph"))):
        remove(mark)
    for name in ("text:display", "text:is-hidden", "table:visibility", "text:style-name"):
        forget(element, q(name))
    for group in element.iterancestors(q("table:table-row-group")):
        forget(group, _DISPLAY)
