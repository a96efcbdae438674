"""What an RTF file is made of once it is read: bytes that stay, runs of text that can be changed, pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from redact.media.ooxml.slots import Slot
from redact.types import Attachment

_ESCAPED = {"\\": "\\\\", "{": "\\{", "}": "\\}", "\n": "\\line ", "\t": "\\tab ", "\r": ""}
_DELIMITED = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -")


@dataclass(slots=True)
class Literal:
    """Bytes that are no text. ``is_bare``: a control word that what follows could be taken for a part of.

    ``role`` says what may become of it: "v" hides text, "fs" makes it too small to read, "atn" belongs to a comment.
    """

    raw: bytes = field(repr=False)
    is_bare: bool = False
    role: str = ""


@dataclass(slots=True)
class Run:
    """A run of text in one format, and the bytes that it was."""

    raw: bytes = field(repr=False)
    text: str = field(repr=False)
    hidden: str = ""
    changed: bool = False

    def put(self, text: str) -> None:
        """Put another text there."""
        self.text, self.changed = text, True


@dataclass(slots=True)
class LevelRun(Run):
    """The text of a numbering level: its length goes before it, and letters below 9 stand for numbers."""


@dataclass(slots=True)
class Picture:
    """A picture: the words that say how large it is shown, and its bytes."""

    id: str
    words: bytes = field(repr=False)
    suffix: str
    data: bytes = field(repr=False)


Piece: TypeAlias = Literal | Run | Picture


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text: what it stands in, and its runs."""

    id: str
    place: str
    runs: tuple[Run, ...] = field(repr=False)


@dataclass(slots=True)
class RtfFile:
    """A file that was read. ``comments`` are the places of comments among the pieces, half-open."""

    pieces: list[Piece] = field(default_factory=list, repr=False)
    paragraphs: list[Paragraph] = field(default_factory=list, repr=False)
    comments: list[tuple[int, int]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def slots(self) -> Iterator[Slot]:
        """A slot for each paragraph that says something."""
        for paragraph in self.paragraphs:
            if any(run.text.strip() for run in paragraph.runs):
                yield Slot(paragraph.id, paragraph.place, paragraph.runs)

    def attachments(self) -> Iterator[Attachment]:
        """The pictures of kinds that can be looked into, as files of their own."""
        for picture in self.pictures():
            if picture.data:
                place = f"picture {picture.id.removeprefix('picture')}"
                yield Attachment(picture.id, f"{picture.id}.{picture.suffix}", picture.data, place)

    def pictures(self) -> Iterator[Picture]:
        """All pictures, in order."""
        return (piece for piece in self.pieces if isinstance(piece, Picture))

    def save(self) -> bytes:
        """The bytes of the file as it stands now."""
        return b"".join(_joined(self.pieces)) + b"\n"


def _joined(pieces: Iterable[Piece]) -> Iterator[bytes]:
    """The bytes of each piece; a space parts a control word from what could be taken for more of it."""
    is_bare = False
    for piece in pieces:
        raw = _bytes(piece)
        if not raw:
            continue
        if is_bare and raw[0] in _DELIMITED:
            yield b" "
        yield raw
        is_bare = isinstance(piece, Literal) and piece.is_bare


def _bytes(piece: Piece) -> bytes:
    match piece:
        case Picture():
            kind = b"\\jpegblip" if piece.suffix in {"jpg", "jpeg"} else b"\\pngblip"
            return b"{\\pict" + piece.words + kind + b"\n" + piece.data.hex().encode("ascii") + b"}"
        case LevelRun(changed=True):
            return _level(piece.text)
        case Run(changed=True):
            return encoded(piece.text)
    return piece.raw


def encoded(text: str) -> bytes:
    """A text in the letters that every reader of RTF knows, others by their numbers; what nobody sees is left out."""
    return "".join(map(_letter, text)).encode("ascii")


def _letter(letter: str) -> str:
    if letter in _ESCAPED:
        return _ESCAPED[letter]
    if " " <= letter <= "~":
        return letter
    if letter < " " or letter == "\x7f":
        return ""
    units = letter.encode("utf-16-le", "replace")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "{\\uc0" + "".join(f"\\u{number} " for number in numbers) + "}"


def _level(text: str) -> bytes:
    kept = [letter for letter in text if letter < "\t" or " " <= letter <= "~"][:99]
    body = "".join(f"\\'{ord(letter):02x}" if letter < " " else _letter(letter) for letter in kept)
    return f"\\'{len(kept):02x}{body};".encode("ascii")
