"""What any Office file holds beside that which it shows: looked for in any file, whoever made it.

``CHECKS`` are the items that are looked at here, for Word, Excel and PowerPoint alike; each of their gates adds its
own. ``Opened.of(path)`` opens the file once for all of them, and ``unseen_in_package(opened)`` looks.
"""

from __future__ import annotations

from collections.abc import Iterator

from redact.media import checklist
from redact.media.ooxml.gate.drawn import HIDDEN_SHAPE, copies, cropped, descriptions, hidden_shapes, names
from redact.media.ooxml.gate.enclosed import embedded, linked, macros, private, signatures, thumbnails
from redact.media.ooxml.gate.metadata import metadata
from redact.media.ooxml.gate.opened import Opened
from redact.media.ooxml.gate.packaging import leftovers, trailing
from redact.types import Unseen

__all__ = ["CHECKS", "HIDDEN_SHAPE", "Opened", "unseen_in_package"]

CHECKS = (
    checklist.METADATA,
    checklist.EMBEDDED,
    checklist.LINKED,
    checklist.MACROS,
    checklist.CUSTOM_DATA,
    checklist.THUMBNAILS,
    checklist.SIGNATURES,
    checklist.CROPPED,
    checklist.HIDDEN_CONTENT,
    checklist.DESCRIPTIONS,
    checklist.LEFTOVERS,
    checklist.TRAILING,
)
"""Every item that an Office file of any kind is examined for."""

_LOOKS = (
    metadata,
    embedded,
    linked,
    macros,
    private,
    thumbnails,
    signatures,
    cropped,
    copies,
    hidden_shapes,
    descriptions,
    names,
    leftovers,
    trailing,
)


def unseen_in_package(opened: Opened) -> Iterator[Unseen]:
    """What the package holds without showing it. Raises ``UnreadableError`` where a member is damaged.

    Hidden shapes (``HIDDEN_SHAPE``) are serious here; a handler whose policy keeps them says otherwise.
    """
    for look in _LOOKS:
        yield from look(opened)
