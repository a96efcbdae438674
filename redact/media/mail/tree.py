"""A mail cut into what a reader meets: headers, texts, pages, files. What is only transport is not in it."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import MessageError
from enum import Enum
from pathlib import PurePosixPath

from redact.errors import UnreadableError
from redact.media.embedded import without_data
from redact.media.mail.decode import Mail, header_text, inside, parameter, payload, text_of

KEPT_HEADERS = {
    name.casefold(): name
    for name in (
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Organization", "Comments", "Keywords",
        "Importance", "Priority", "Sensitivity", "Thread-Topic",
        "Resent-From", "Resent-Sender", "Resent-To", "Resent-Cc", "Resent-Date",
    )
}  # fmt: skip
_SIGNS_OF_MAIL = {
    *KEPT_HEADERS,
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
}
_PLAIN = {"text/plain", "text/enriched", "text/richtext", "text/x-amp-html", "text/rfc822-headers"}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_MAILS = {"message/rfc822", "message/global", "message/news"}
_DEEPEST = 50


class Kind(Enum):
    """What a piece of mail is to its reader."""

    GROUP = "group"
    TEXT = "text"
    PAGE = "page"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece. A group has pieces; a text or a page has text; a file has data and a name.

    ``subtype`` is that of a group, ``content_id`` the name by which a page shows a file.
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

    def walk(self) -> Iterator[Piece]:
        """The piece and all below it, in reading order."""
        yield self
        for piece in self.pieces:
            yield from piece.walk()


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail: the headers that are kept, as name and text, and its body. ``crlf``: how its lines end."""

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    body: Piece
    crlf: bool


def letter(data: bytes) -> Letter:
    """Take a mail apart. Raises ``UnreadableError`` for what is no mail, is encrypted, or cannot be told apart."""
    mail = message_from_bytes(data)
    if not _SIGNS_OF_MAIL & {name.casefold() for name in mail}:
        raise UnreadableError("not a mail: no header that one has", "check that the file is what its name says")
    return Letter(tuple(_headers(mail)), _Cutter().piece(mail), crlf=b"\r\n" in data[:2000])


def _headers(mail: Mail) -> Iterator[tuple[str, str]]:
    for name, value in mail.raw_items():
        known = KEPT_HEADERS.get(name.casefold())
        text = without_data(header_text(value)) if known else ""
        if known and text:
            yield known, text


class _Cutter:
    """Cuts a mail into pieces and counts them; ids are numbers in reading order."""

    def __init__(self) -> None:
        self._count = 0

    def piece(self, mail: Mail, depth: int = 0) -> Piece:
        """The piece that *mail* or a part of it makes."""
        self._count += 1
        number = f"m{self._count}"
        kind = mail.get_content_type()
        if depth > _DEEPEST:
            raise UnreadableError("mail nested too deeply", "take the attachments out and run them on their own")
        if kind == "multipart/encrypted" or (
            depth == 0 and kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
        ):
            raise UnreadableError("encrypted mail", "decrypt it in its own program and save it again")
        if kind.startswith("multipart/"):
            return self._group(mail, number, depth)
        return _leaf(mail, number, kind)

    def _group(self, mail: Mail, number: str, depth: int) -> Piece:
        inner = inside(mail)
        if not inner:
            return _undivided(mail, number)
        subtype = mail.get_content_subtype()
        kept = [part for part in inner if part.get_content_type() not in _SIGNATURES]
        pieces = tuple(self.piece(part, depth + 1) for part in kept)
        return Piece(
            Kind.GROUP, number, pieces=pieces, subtype=subtype if subtype in {"alternative", "related"} else "mixed"
        )


def _undivided(mail: Mail, number: str) -> Piece:
    """A mail that says it has parts and shows no boundary: its body is read as one text."""
    return Piece(Kind.TEXT, number, text=without_data(text_of(mail)))


def _leaf(mail: Mail, number: str, kind: str) -> Piece:
    shown = not header_text(mail.get("Content-Disposition", "")).casefold().startswith("attachment")
    try:
        if shown and kind in _PLAIN:
            flowed = parameter(mail, "format").casefold() == "flowed"
            return Piece(Kind.TEXT, number, text=without_data(text_of(mail)), flowed=flowed)
        if shown and kind == "text/html":
            return Piece(Kind.PAGE, number, text=text_of(mail))
        if kind in {"message/delivery-status", "message/disposition-notification"}:
            return Piece(Kind.TEXT, number, text=without_data(_status(mail)))
    except UnreadableError:
        return _file(mail, number, kind)
    return _file(mail, number, kind)


def _file(mail: Mail, number: str, kind: str) -> Piece:
    content_id = header_text(mail.get("Content-ID", "")).strip("<> ")
    return Piece(Kind.FILE, number, data=_data(mail, kind), name=_name(mail, number, kind), content_id=content_id)


def _data(mail: Mail, kind: str) -> bytes:
    inner = inside(mail)
    if not inner or kind not in _MAILS:
        return b"" if inner else payload(mail)
    try:
        return inner[0].as_bytes()
    except (MessageError, LookupError, ValueError, TypeError, AttributeError):
        return b""


def _name(mail: Mail, number: str, kind: str) -> str:
    given = parameter(mail, "filename", "content-disposition") or parameter(mail, "name")
    name = PurePosixPath(given.replace("\\", "/")).name or f"attachment-{number[1:]}"
    if kind in _MAILS:
        return name if name.casefold().endswith(".eml") else f"{name}.eml"
    return name if PurePosixPath(name).suffix else f"{name}{mimetypes.guess_extension(kind) or '.bin'}"


def _status(mail: Mail) -> str:
    """A delivery report: blocks of headers, read as lines of text."""
    blocks = inside(mail)
    if not blocks:
        return text_of(mail)
    rows = ([f"{name}: {header_text(value)}" for name, value in block.raw_items()] for block in blocks)
    return "\n\n".join("\n".join(row) for row in rows)
