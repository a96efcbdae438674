"""Every place in a cleaned Word file that can hold words, in the order in which a person would come to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.docx.fields import instructions
from redact.media.docx.formats import Styles
from redact.media.docx.hidden import can_hide
from redact.media.docx.places import Cell, cells
from redact.media.docx.readings import readings
from redact.media.ooxml.links import link_slots
from redact.media.ooxml.members import drawn_slots, filled, story_of
from redact.media.ooxml.package import ROOT, Package
from redact.media.ooxml.paragraphs import paragraphs, texts_of
from redact.media.ooxml.properties import property_slots
from redact.media.ooxml.slots import Piece, Slot, TextPiece
from redact.media.ooxml.words import loose_slots
from redact.media.ooxml.xml import q

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element


def slots(package: Package, main: str) -> Iterator[Slot]:
    """A slot for each paragraph, field instruction, chart value, stray text, label and address that is not empty.

    A paragraph with tracked changes, or with something hidden in it, has one for each of its readings.
    """
    last, styles = package.targets(ROOT, "core-properties"), styles_of(package)
    for member in sorted(package.text_members(), key=lambda name: (name in last, name != main)):
        yield from filled(_member_slots(package, member, styles))


def styles_of(package: Package) -> Styles:
    """The styles of the file."""
    roots = (package.xml(member) for member in package.text_members())
    return Styles(next((root for root in roots if root.tag == q("w:styles")), None))


def language_of(package: Package) -> str:
    """The language that the file declares for its text, as two or three letters; English where it declares none."""
    for member in package.text_members():
        root = package.xml(member)
        if root.tag == q("w:styles"):
            declared = root.find(f"{q('w:docDefaults')}//{q('w:lang')}")
            value = declared.get(q("w:val"), "") if declared is not None else ""
            return value.partition("-")[0].lower() or "en"
    return "en"


def _member_slots(package: Package, member: str, styles: Styles) -> Iterator[Slot]:
    root = package.xml(member)
    if member in package.targets(ROOT, "core-properties"):
        yield from property_slots(root)
        return
    if not str(root.tag).startswith(q("w:")):
        yield from drawn_slots(package, member)
        return
    story, place = story_of(member)
    read = paragraphs(root)
    taken = {element for pieces in read.values() for element in texts_of(pieces)}
    may_hide = can_hide(root, styles)
    for slot in _paragraph_slots(root, read, story, place):
        yield from readings(slot, styles, may_hide=may_hide)
    for number, elements in enumerate(instructions(root), 1):
        taken.update(elements)
        yield Slot(f"{story}.i{number}", f"{place}field {number}", tuple(map(TextPiece, elements)))
    yield from loose_slots(root, story, place, taken)
    yield from link_slots(package, member, story, place)


def _paragraph_slots(root: Element, read: dict[Element, list[Piece]], story: str, place: str) -> Iterator[Slot]:
    grid = cells(root)
    for number, (paragraph, pieces) in enumerate(read.items(), 1):
        cell = _cell_of(paragraph, grid)
        where = f"{place}{cell.place}" if cell else f"{place}paragraph {number}"
        yield Slot(f"{story}.p{number}", where, tuple(pieces), cell.context if cell else "")


def _cell_of(paragraph: Element, grid: dict[Element, Cell]) -> Cell | None:
    home = next(paragraph.iterancestors(q("w:tc")), None) if grid else None
    return grid[home] if home is not None else None
