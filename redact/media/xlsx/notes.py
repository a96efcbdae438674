"""Notes on cells: their texts, and the drawing that shows them, made anew because the old one is no clean XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.listing import Relation
from redact.media.ooxml.package import Package
from redact.media.ooxml.slots import Slot, TextPiece
from redact.media.ooxml.xml import NAMESPACES, q
from redact.media.xlsx.formulas import column_number
from redact.media.xlsx.objects import frames

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_RELATION = f"{NAMESPACES['r']}/vmlDrawing"
_EXCEL = "urn:schemas-microsoft-com:office:excel"
_BEFORE = tuple(map(q, "x:drawing x:headerFooter x:pageSetup x:pageMargins x:sheetData".split()))
_FOLLOWING = frozenset(map(q, "x:rowBreaks x:colBreaks x:ignoredErrors x:drawing".split()))
_SHAPE = (
    '<v:shape xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;width:108pt;height:60pt;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:textbox/><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_FRAME = (
    '<v:shape xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}" id="_x0000_s{id}" type="#_x0000_t202" '
    'style="position:absolute;width:108pt;height:60pt" fillcolor="#d9d9d9" o:insetmode="auto">'
    '<x:ClientData ObjectType="Pict"><x:SizeWithCells/><x:Anchor>{place}</x:Anchor><x:CF>Pict</x:CF></x:ClientData>'
    "</v:shape>"
)
_SHEET = (
    '<xml xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    '</o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype></xml>"
)


def note_slots(number: int, notes: Element) -> Iterator[Slot]:
    """A slot for the text of each note of sheet *number*."""
    for count, note in enumerate(notes.iter(q("x:comment")), 1):
        pieces = tuple(TextPiece(text) for text in note.iter(q("x:t")))
        where = note.get("ref", "") if _CELL.fullmatch(note.get("ref", "")) else str(count)
        yield Slot(f"s{number}.note{count}", f"sheet {number}, note on {where}", pieces)


def draw_notes(package: Package, sheet: str, notes: Element | None, number: int) -> None:
    """Give a sheet the drawing without which Excel shows none of its notes and embedded objects, if it has any."""
    from lxml import etree

    spaces = {"v": NAMESPACES["v"], "o": NAMESPACES["o"], "x": _EXCEL}
    root = etree.fromstring(_SHEET.format(**spaces))
    listed = list(notes.iter(q("x:comment"))) if notes is not None else []
    objects = frames(package.xml(sheet))
    if not listed and not objects:
        return
    for count, note in enumerate(listed, 1):
        match = _CELL.fullmatch(note.get("ref", ""))
        if match:
            row, column = int(match[2]) - 1, column_number(match[1]) - 1
            root.append(etree.fromstring(_SHAPE.format(**spaces, id=1024 + count, row=row, column=column)))
    for count, (element, place) in enumerate(objects, 1025 + len(listed)):
        element.set("shapeId", str(count))
        root.append(etree.fromstring(_FRAME.format(**spaces, id=count, place=", ".join(place))))
    member = f"xl/drawings/vmlDrawing{number}.vml"
    package.put(member, root, _TYPE)
    package.relations[sheet].append(Relation("rIdNotes", _RELATION, member))
    _point(package.xml(sheet))


def _point(sheet: Element) -> None:
    """Put the mark that leads to the drawing where the order of a sheet's elements wants it."""
    mark = sheet.makeelement(q("x:legacyDrawing"), {q("r:id"): "rIdNotes"})
    after = [child for child in sheet if child.tag in _FOLLOWING]
    last = after[-1] if after else next(child for tag in _BEFORE for child in sheet.findall(tag))
    last.addnext(mark)


def drop_notes(package: Package, sheet: str) -> int:
    """Take the notes of a sheet away; how many there were."""
    members = package.targets(sheet, "comments")
    package.relations[sheet] = [row for row in package.relations[sheet] if row.target not in members]
    return sum(1 for member in members for _ in package.xml(member).iter(q("x:comment")))
