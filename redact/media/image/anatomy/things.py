"""The kinds of things that a picture file holds: its pixels, how they are packed, and all that identifies somebody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from redact.media import checklist


class Thing(StrEnum):
    """What a stretch of a picture file is, in plain words."""

    PIXELS = "pixels"
    STRUCTURE = "how the pixels are packed"
    EXIF = "camera data (EXIF)"
    GPS = "a position (GPS)"
    MAKER = "a maker's note"
    THUMBNAIL = "a thumbnail"
    XMP = "an XMP record"
    IPTC = "IPTC or Photoshop data"
    COMMENT = "a comment, caption or time"
    PROFILE = "a colour profile"
    C2PA = "a record of provenance (C2PA)"
    SECOND = "a second picture"
    FILM = "a film beside the picture"
    LAYERS = "layers, masks or paths"
    PRIVATE = "private data of programs"
    TRAILING = checklist.TRAILING


PLAIN = frozenset({Thing.PIXELS, Thing.STRUCTURE})
"""What a picture is made of."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a picture file, from byte *start* to *stop*, half-open. Pieces of one file may overlap."""

    thing: Thing
    start: int
    stop: int
