"""A mail put together from nothing: only what was offered as a part, or came back redacted, is in it."""

from __future__ import annotations

import io
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.generator import BytesGenerator
from email.header import Header
from email.message import Message
from email.policy import compat32
from pathlib import PurePosixPath

from redact.media.mail.decode import Mail
from redact.media.mail.headers import ADDRESSES
from redact.media.mail.pieces import Kind, Piece
from redact.media.mail.quoted import quoted_printable

WITHHELD = "[attachment withheld]"
_LONGEST_LINE = 900
_IN_ADDRESSES = re.compile(r'"(?P<quoted>(?:[^"\\]|\\.)*)"|<[^<>]*>|[,;:]|[^"<>,;:]+|["<>]')


@dataclass(frozen=True, slots=True)
class Released:
    """What goes into the copy: headers, texts and pages by the id of their piece, files with their names."""

    headers: tuple[tuple[str, str], ...] = field(repr=False)
    texts: Mapping[str, str] = field(repr=False)
    files: Mapping[str, tuple[str, bytes]] = field(repr=False)


def assembled(body: Piece, released: Released, *, crlf: bool) -> bytes:
    """The bytes of the mail. The same input gives the same bytes."""
    content = _built(body, released, _boundary(released))
    mail: Mail = Message()
    for name, value in released.headers:
        mail[name] = header_value(name, value)  # type: ignore[assignment]  # the library takes it, its types do not
    mail["MIME-Version"] = "1.0"
    for name, value in content.items():
        mail[name] = value
    mail.set_payload(content.get_payload())
    file = io.BytesIO()
    policy = compat32.clone(linesep="\r\n" if crlf else "\n")
    BytesGenerator(file, mangle_from_=False, policy=policy).flatten(mail)
    return file.getvalue()


def header_value(name: str, value: str) -> Header:
    """A header as it is written: folded, and in addresses only the words encoded that must be."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())
    if words.isascii() and "=?" not in words:
        return Header(words, header_name=name)
    if name.casefold().removeprefix("resent-") not in ADDRESSES:
        return Header(words, "utf-8", header_name=name)
    header = Header(header_name=name)
    for piece in _IN_ADDRESSES.finditer(words):
        said = piece["quoted"] if piece["quoted"] is not None else piece[0].strip()
        if said:
            plain = said.isascii() and "=?" not in said
            header.append(piece[0].strip() if plain else said.replace('\\"', '"'), None if plain else "utf-8")
    return header


def shown_id(piece: Piece) -> str:
    """The name by which a page of the copy shows a file."""
    return f"{piece.id}@attachment"


def _built(piece: Piece, released: Released, boundary: str) -> Mail:
    match piece.kind:
        case Kind.GROUP:
            return _group(piece, released, boundary)
        case Kind.TEXT:
            return _text(released.texts[piece.id], "plain", flowed=piece.flowed)
        case Kind.PAGE:
            return _text(released.texts[piece.id], "html")
        case Kind.FILE:
            name, data = released.files.get(piece.id, ("", b""))
            return _file(piece, name, data) if name else _text(WITHHELD, "plain")


def _group(piece: Piece, released: Released, boundary: str) -> Mail:
    group: Mail = Message()
    group.add_header("Content-Type", f"multipart/{piece.subtype}", boundary=f"{boundary}-{piece.id}")
    group.set_payload([_built(inner, released, boundary) for inner in piece.pieces])
    return group


def _text(text: str, subtype: str, *, flowed: bool = False) -> Mail:
    part: Mail = Message()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = lines.isascii() and max(map(len, lines.split("\n"))) <= _LONGEST_LINE
    part["Content-Type"] = f'text/{subtype}; charset="{"us-ascii" if plain else "utf-8"}"' + "; format=flowed" * flowed
    part["Content-Transfer-Encoding"] = "7bit" if plain else "quoted-printable"
    part.set_payload(lines if plain else quoted_printable(lines))
    return part


def _file(piece: Piece, name: str, data: bytes) -> Mail:
    part: Mail = Message()
    if PurePosixPath(name).suffix.lower() == ".eml":
        part["Content-Type"] = "message/rfc822"
        part.set_payload([message_from_bytes(data)])
    else:
        part["Content-Type"] = mimetypes.guess_type(name)[0] or "application/octet-stream"
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(_base64_lines(data))
    shown = "inline" if piece.content_id else "attachment"
    part.add_header("Content-Disposition", shown, filename=name if name.isascii() else ("utf-8", "", name))
    if piece.content_id:
        part["Content-ID"] = f"<{shown_id(piece)}>"
    return part


def _base64_lines(data: bytes) -> str:
    import base64

    return base64.encodebytes(data).decode("ascii")


def _boundary(released: Released) -> str:
    """Words that no file inside contains: a mail inside a mail was written by the same rule."""
    boundary = "part"
    everything = [data for _, data in released.files.values()] + [text.encode() for text in released.texts.values()]
    while any(boundary.encode() + b"-m" in data for data in everything):
        boundary = f"outer-{boundary}"
    return boundary
