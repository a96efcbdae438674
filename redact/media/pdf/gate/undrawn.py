"""Pictures and forms that lie ready and that no page draws, and what cameras and programs wrote into pictures."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import Any

from redact.media.pdf.gate.graph import Graph, is_readable
from redact.media.pdf.gate.history import INSIDE
from redact.media.pdf.objects import CannotEditError, as_dictionary, is_stream, key_of, name_of
from redact.media.pdf.stream import content_of
from redact.types import Unseen

_DRAWN = re.compile(rb"/([^\s<>()\[\]{}/%]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NOTES = frozenset((0xE1, 0xED, 0xFE))
"""Segments of a JPEG that hold Exif and XMP, Photoshop's data, comments."""
_LEAST = 4  # bytes of a comment


def traces_undrawn(pdf: Any, graph: Graph) -> Iterator[Unseen]:
    """What pages could draw and do not, and what is said in the pictures' own files."""
    ready: set[tuple[int, int]] = set()
    drawn: set[tuple[int, int]] = set()
    for holder in _holders(pdf, graph):
        table = as_dictionary(as_dictionary(_resources(holder)).get("/XObject"))
        names = _names(holder) if len(table) else frozenset()
        for name, stream in table.items():
            key = key_of(stream)
            if key is not None and is_stream(stream):
                ready.add(key)
                drawn |= {key} if names is None or name in names else set()
    if ready - drawn:
        yield Unseen("picture or form that no page draws", INSIDE, len(ready - drawn))
    noted = sum(_is_noted(pdf.get_object(key)) for key in graph.holding("/DCTDecode", "/DCT"))
    if noted:
        yield Unseen("data of a camera or a program in a picture", INSIDE, noted)


def _holders(pdf: Any, graph: Graph) -> Iterator[Any]:
    """Pages, and everything else that draws with resources of its own."""
    yield from (page.obj for page in pdf.pages)
    for key in graph.holding("/Resources"):
        value = pdf.get_object(key)
        if is_stream(value):
            yield value


def _resources(holder: Any) -> Any:
    """The resources of a page, perhaps those of the pages above it, or of a form."""
    for _ in range(64):
        if "/Resources" in holder or "/Parent" not in holder:
            break
        holder = as_dictionary(holder["/Parent"])
    return holder.get("/Resources")


def _names(holder: Any) -> frozenset[str] | None:
    """The names that a stream draws; ``None`` where it cannot be read, so that nothing is said of it."""
    try:
        data = content_of(holder)
    except CannotEditError:
        return None
    found = (_ESCAPED.sub(lambda code: bytes.fromhex(code[1].decode()), name) for name in _DRAWN.findall(data))
    return frozenset("/" + name.decode("utf-8", "surrogateescape") for name in found)


def _is_noted(picture: Any) -> bool:
    """Whether a picture's JPEG holds more than a picture."""
    if not is_stream(picture) or name_of(picture.get("/Subtype")) != "/Image":
        return False
    data = picture.read_raw_bytes()
    return any(_tells(data[start:end]) for start, end in _notes(data))


def _notes(data: bytes) -> Iterator[tuple[int, int]]:
    """Where the notes in a JPEG begin and end."""
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        length = struct.unpack_from(">H", data, at + 2)[0]
        if data[at + 1] in _NOTES:
            yield at + 4, at + 2 + length
        at += 2 + max(length, 2)


def _tells(note: bytes) -> bool:
    return len(note) >= _LEAST and is_readable(note.decode("latin-1"))
