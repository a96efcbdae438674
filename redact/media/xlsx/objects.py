"""Objects on a sheet that are files of their own: kept without what they looked like, and drawn as grey frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redact.media.ooxml.xml import local, q, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_OBJECT, _SETTINGS, _ANCHOR = map(q, "x:oleObject x:objectPr x:anchor".split())
_MARKS = frozenset({"progId", "shapeId", q("r:id")})
_CORNERS = ("from", "to")
_WHERE = ("col", "colOff", "row", "rowOff")
_OFFSETS = frozenset({"colOff", "rowOff"})
_EMU = 9_525
"""Units of a drawing in one pixel."""
_ELSEWHERE = ("0", "0", "0", "0", "2", "0", "4", "0")


def clean_objects(root: Element) -> None:
    """Leave of every object its file and its frame; links, pictures of it and what programs add go."""
    for holder in list(root.iter(q("x:oleObjects"))):
        found = [*_modern(holder)]
        for child in list(holder):
            holder.remove(child)
        holder.extend([element for element in found if not element.get("link")])
        for element in holder:
            _clean(element)


def frames(root: Element) -> list[tuple[Element, tuple[str, ...]]]:
    """Every object with the place of its frame, as a drawing of the older kind has it."""
    return [(element, _place(element)) for element in root.iter(_OBJECT)]


def _modern(holder: Element) -> list[Element]:
    """One element for each object: of two for newer and older programs, the newer, which knows where it stands."""
    found: dict[str, Element] = {}
    for element in holder.iter(_OBJECT):
        key = element.get("shapeId", str(len(found)))
        if key not in found or found[key].find(_SETTINGS) is None:
            found[key] = element
    return list(found.values())


def _clean(element: Element) -> None:
    for key in [str(key) for key in element.attrib if key not in _MARKS]:
        del element.attrib[key]
    for child in list(element):
        if child.tag != _SETTINGS:
            remove(child)
            continue
        child.attrib.clear()
        for inner in [inner for inner in child if inner.tag != _ANCHOR]:
            remove(inner)
        for inner in child.iter(_ANCHOR):
            inner.attrib.clear()


def _place(element: Element) -> tuple[str, ...]:
    """Column, pixels, row, pixels of the upper left corner, then of the lower right one."""
    settings = element.find(f"{_SETTINGS}/{_ANCHOR}")
    if settings is None:
        return _ELSEWHERE
    corners = {local(corner.tag): {local(e.tag): e.text or "" for e in corner} for corner in settings}
    said = [(name, corners.get(corner, {}).get(name, "")) for corner in _CORNERS for name in _WHERE]
    if not all(text.isascii() and text.isdigit() for _, text in said):
        return _ELSEWHERE
    return tuple(str(int(text) // _EMU) if name in _OFFSETS else text for name, text in said)
