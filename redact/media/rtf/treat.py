"""What is done in a copy with comments, hidden text and pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal as OneOf

from redact.errors import PluginError
from redact.media.ooxml.pictures import blank
from redact.media.rtf.pieces import Literal, RtfFile, Run

_SUFFIXES = frozenset({"png", "jpg", "jpeg"})


def drop_comments(file: RtfFile) -> tuple[str, ...]:
    """Leave comments out; what was left out, in plain words."""
    for piece in file.pieces:
        if isinstance(piece, Literal) and piece.role == "atn":
            piece.raw = b""
    for start, end in file.comments:
        for place in range(start, end):
            file.pieces[place] = Literal(b"")
    return (f"{len(file.comments)} comments left out",) if file.comments else ()


def treat_hidden(file: RtfFile, how: OneOf["drop", "show"]) -> tuple[str, ...]:
    """Leave hidden text out, or show it; what was done, in plain words."""
    hidden = [piece for piece in file.pieces if isinstance(piece, Run) and piece.hidden and piece.text.strip()]
    for piece in file.pieces:
        if how == "show" and isinstance(piece, Literal) and piece.role in {"v", "fs"}:
            piece.raw = b""
        elif how == "drop" and isinstance(piece, Run) and piece.hidden:
            piece.put("")
    return (f"{len(hidden)} hidden texts {'left out' if how == 'drop' else 'shown'}",) if hidden else ()


def put_pictures(file: RtfFile, children: Mapping[str, tuple[str, bytes]]) -> None:
    """Put redacted pictures in place of the originals, and a grey one where there is none.

    Raises ``PluginError`` for a redacted picture of a type that the file cannot hold.
    """
    for picture in file.pictures():
        name, data = children.get(picture.id, ("withheld.png", blank()))
        suffix = name.rpartition(".")[2].casefold()
        if suffix not in _SUFFIXES:
            raise PluginError("a picture came back as a type that an RTF file cannot hold")
        picture.suffix, picture.data = suffix, data
