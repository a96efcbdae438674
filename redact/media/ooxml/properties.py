"""The properties of an Office file: what it is about stays, who wrote it, when and how often goes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from redact.media.ooxml.slots import Slot, TextPiece
from redact.media.ooxml.xml import qs, remove

if TYPE_CHECKING:
    from redact.media.ooxml.xml import Element

ABOUT = qs("dc:title dc:subject dc:description cp:keywords cp:category cp:contentStatus dc:language")
"""The properties that say what a file is about."""


def clean_properties(root: Element) -> None:
    """Leave only what says what the file is about."""
    for child in list(root):
        if child.tag not in ABOUT:
            remove(child)
        for inner in list(child):
            remove(inner)


def property_slots(root: Element) -> Iterator[Slot]:
    """A slot for each property that is left."""
    for number, child in enumerate(root, 1):
        yield Slot(f"core.p{number}", f"property {number}", (TextPiece(child),))
