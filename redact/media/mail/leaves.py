"""The leaves of a mail: which of them are files, what those are called, and reports read as text."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from email.errors import MessageError
from pathlib import PurePosixPath

from redact.media.mail import tnef
from redact.media.mail.decode import Mail, header_text, inside, parameter, payload, text_of
from redact.media.mail.headers import SHOWN
from redact.media.mail.pieces import Kind, Piece

_MAILS = {"message/rfc822", "message/global", "message/news"}


def few(mail: Mail) -> Iterator[tuple[str, object]]:
    """The headers that a reader sees, as they stand."""
    return ((name, value) for name, value in mail.raw_items() if name.casefold() in SHOWN)


def is_winmail(mail: Mail, kind: str) -> bool:
    """Whether a leaf is a winmail.dat, whatever it says that it is."""
    named = kind in {"application/ms-tnef", "application/vnd.ms-tnef"}
    return named or (not kind.startswith(("text/", "message/")) and tnef.is_one(payload(mail)[:6]))


def file_of(mail: Mail, number: str, kind: str) -> Piece:
    """The piece of a leaf that is a file; without bytes where it holds none that can be read."""
    content_id = header_text(mail.get("Content-ID", "")).strip("<> ")
    return Piece(Kind.FILE, number, data=_data(mail, kind), name=_name(mail, number, kind), content_id=content_id)


def _data(mail: Mail, kind: str) -> bytes:
    inner = inside(mail)
    if not inner or kind not in _MAILS:
        return b"" if inner else payload(mail)
    try:
        return inner[0].as_bytes()
    except (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return b""


def _name(mail: Mail, number: str, kind: str) -> str:
    given = parameter(mail, "filename", "content-disposition") or parameter(mail, "name")
    name = safe(given) or ("invite.ics" if kind == "text/calendar" else f"attachment-{number[1:]}")
    if kind in _MAILS:
        return name if name.casefold().endswith(".eml") else f"{name}.eml"
    return name if PurePosixPath(name).suffix else f"{name}{mimetypes.guess_extension(kind) or '.bin'}"


def safe(name: str) -> str:
    """The last piece of a file's name, whatever path stands before it."""
    return PurePosixPath(name.replace("\\", "/").replace("\x00", "")).name


def status(mail: Mail) -> str:
    """A delivery report: blocks of headers, read as lines of text."""
    blocks = inside(mail)
    if not blocks:
        return text_of(mail)
    rows = ([f"{name}: {header_text(value)}" for name, value in block.raw_items()] for block in blocks)
    return "\n\n".join("\n".join(row) for row in rows)
