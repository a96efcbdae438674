"""The nouns of a mail that was taken apart: a letter, and the pieces that its reader meets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum


class Kind(Enum):
    """What a piece of mail is to its reader."""

    GROUP = "group"
    TEXT = "text"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. A group has pieces; a text or a page has text; a file has data and a name.

    ``subtype`` is that of a group, ``content_id`` the name by which a page shows a file. ``joined``: the spaces at the
    ends of a flowed text's lines are no spaces.
    """

    kind: Kind
    id: str
    text: str = field(default="", repr=False)
    data: bytes = field(default=b"", repr=False)
    name: str = field(default="", repr=False)
    pieces: tuple[Piece, ...] = ()
    subtype: str = ""
    content_id: str = field(default="", repr=False)
    flowed: bool = False
    joined: bool = False

    def walk(self) -> Iterator[Piece]:
        """The piece and all below it, in reading order."""
        yield self
        for piece in self.pieces:
            yield from piece.walk()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: the headers that are kept, as name and text, and its body. ``crlf``: how its lines end.

    ``dropped`` says in plain words what it holds and no copy has.
    """

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: Piece
    crlf: bool = False
    dropped: tuple[str, ...] = ()
