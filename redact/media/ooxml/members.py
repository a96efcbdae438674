"""The texts of members that Word and Excel share: drawings, charts, diagrams, themes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from redact.media.ooxml.charts import range_slots, value_slots
from redact.media.ooxml.links import link_slots
from redact.media.ooxml.package import Package
from redact.media.ooxml.paragraphs import paragraphs, texts_of
from redact.media.ooxml.slots import Slot
from redact.media.ooxml.words import loose_slots
from redact.media.ooxml.xml import q

_WORDS = {"document": "", "data": "diagram", "core": "properties"}


def story_of(member: str) -> tuple[str, str]:
    """The id of a member and, for a person, what it is: ``("header1", "header 1, ")``; the body has no words."""
    stem = posixpath.splitext(posixpath.basename(member))[0]
    name = stem.rstrip("0123456789")
    words = _WORDS.get(name, re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower())
    return stem, f"{' '.join(filter(None, (words, stem[len(name) :])))}, " if words else ""


def drawn_slots(package: Package, member: str) -> Iterator[Slot]:
    """A slot for each paragraph, value, stray text, label and address of a drawing, a chart or the like."""
    root = package.xml(member)
    story, place = story_of(member)
    read = paragraphs(root)
    for number, pieces in enumerate(read.values(), 1):
        yield Slot(f"{story}.p{number}", f"{place}paragraph {number}", tuple(pieces))
    yield from value_slots(root, story, place)
    if root.find(q("c:externalData")) is not None:
        yield from range_slots(root, story, place)
    taken = {element for pieces in read.values() for element in texts_of(pieces)}
    taken.update(root.iter(q("c:v"), q("c:f")))
    yield from loose_slots(root, story, place, taken)
    yield from link_slots(package, member, story, place)


def filled(slots: Iterable[Slot]) -> Iterator[Slot]:
    """The slots that hold more than space."""
    return (slot for slot in slots if slot.text.strip())
