"""Mail (.eml): headers, texts, pages and attachments; what is only transport goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.html import page as html_page
from redact.media.mail.reread import reread
from redact.media.mail.tree import Kind, Letter, Piece, letter
from redact.media.mail.write import Released, assembled, shown_id
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited
from redact.types import Attachment, Document, Edit, Modality, Part


class MailHandler:
    """Opens mail and writes it anew from its parts.

    Kept: who, to whom, subject, date and a few headers that a reader sees; texts, pages, attachments and mails inside.
    Goes: every other header (routes, message numbers, signatures, mailers' own), what stands before and after the
    parts, descriptions and locations of attachments. An attachment that was withheld leaves a notice.
    An answer can no longer be joined to its question by their numbers.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a mail is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        mail = letter(contents(source, self.options.largest))
        pieces = list(mail.body.walk())
        parts = (*_header_parts(mail), *(part for piece in pieces for part in _parts(piece)))
        children = tuple(child for piece in pieces for child in _children(piece))
        return Document(source, "message/rfc822", parts, children)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        mail = letter(contents(document.source, self.options.largest))
        edits = by_part(changes.edits)
        headers = tuple(
            (name, edited(value, edits.get(f"h{number}", []))) for number, (name, value) in enumerate(mail.headers, 1)
        )
        pieces = list(mail.body.walk())
        shown = {piece.content_id: shown_id(piece) for piece in pieces if piece.id in changes.children}
        released = Released(
            headers,
            {piece.id: _text(piece, changes, edits.get(piece.id, []), shown) for piece in pieces},
            {piece.id: _file(piece, changes, edits) for piece in pieces if piece.id in changes.children},
        )
        target.write_bytes(assembled(mail.body, released, crlf=mail.crlf))

    def reopen(self, target: Path) -> Document:
        """The mail through the standard library's own decoding of headers and bodies, pages through a second parser."""
        parts, children = reread(contents(target, self.options.largest))
        return Document(target, "message/rfc822", parts, children)


def _header_parts(mail: Letter) -> Iterator[Part]:
    for number, (name, value) in enumerate(mail.headers, 1):
        yield Part(f"h{number}", Modality.TEXT, value, place=f"header {name}", context=name)


def _parts(piece: Piece) -> Iterator[Part]:
    if piece.kind is Kind.TEXT and piece.text:
        yield Part(piece.id, Modality.TEXT, piece.text, place=f"body, part {piece.id[1:]}")
    elif piece.kind is Kind.FILE:
        yield Part(f"{piece.id}.name", Modality.TEXT, _spaced(piece.name), place=f"name of attachment {piece.id[1:]}")
    elif (page := _page(piece)) is not None:
        yield from html_page.parts(page, f"{piece.id}.")


def _children(piece: Piece) -> Iterator[Attachment]:
    if piece.kind is Kind.FILE and piece.data:
        yield Attachment(piece.id, piece.name, piece.data, place=f"attachment {piece.id[1:]}")
    elif (page := _page(piece)) is not None:
        yield from html_page.pictures(page, f"{piece.id}.")


def _page(piece: Piece) -> html_page.Page | None:
    """The page of a piece, ``None`` for one that is no page or has no word in it."""
    try:
        return html_page.opened(piece.text) if piece.kind is Kind.PAGE and piece.text.strip() else None
    except UnreadableError:
        return None


def _text(piece: Piece, changes: Changes, edits: Sequence[Edit], shown: Mapping[str, str]) -> str:
    if piece.kind is Kind.TEXT:
        return edited(piece.text, edits)
    page = _page(piece)
    return html_page.markup(page, changes, f"{piece.id}.", shown) if page else ""


def _file(piece: Piece, changes: Changes, edits: Mapping[str, Sequence[Edit]]) -> tuple[str, bytes]:
    """The file that came back, and its name: redacted where it stands here, if it was not on the way."""
    name, data = changes.children[piece.id]
    here = edits.get(f"{piece.id}.name", [])
    return (edited(_spaced(piece.name), here) if here and name == piece.name else name), data


def _spaced(name: str) -> str:
    return name.replace("_", " ").replace("+", " ")
