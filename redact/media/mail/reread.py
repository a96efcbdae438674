"""A written mail opened by other means than it was read and written with: the standard library's own decoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header

from redact.errors import UnreadableError
from redact.media.html.reread import reread as reread_page
from redact.media.mail.decode import Mail, inside
from redact.media.mail.headers import SHOWN, STRUCTURE, Headers
from redact.types import Attachment, Modality, Part

_OF_MAIL = re.compile(
    r"\b(?:multipart/(?:mixed|alternative|related)|text/(?:plain|html)|message/rfc822|charset|us-ascii|utf-8|boundary"
    r"|(?:outer-)*part-m\d+|m\d+@attachment|format|flowed|7bit|quoted-printable|base64|attachment|inline|filename)\b"
)


def reread(data: bytes, headers: Headers = "few") -> tuple[tuple[Part, ...], tuple[Attachment, ...]]:
    """Every header that is read and every body, decoded; as raw parts all header lines and what stands between parts.

    With "all" *headers* those are read too that only machines look at. Attachments are given as they are; they were
    looked at on their own. Raises ``UnreadableError``.
    """
    pieces = list(_pieces(message_from_bytes(data)))
    parts = [part for number, mail in enumerate(pieces, 1) for part in _parts(mail, number, headers)]
    return tuple(parts), tuple(child for number, mail in enumerate(pieces, 1) for child in _children(mail, number))


def _pieces(mail: Mail) -> Iterator[Mail]:
    """The mail and its parts; not those of a mail inside it, which is a file of its own."""
    yield mail
    if mail.get_content_maintype() == "multipart":
        for part in inside(mail):
            yield from _pieces(part)


def _parts(mail: Mail, number: int, headers: Headers) -> Iterator[Part]:
    for index, (name, value) in enumerate(mail.items(), 1):
        if _is_read(name, headers):
            yield Part(f"p{number}.h{index}", Modality.TEXT, _words(value), place=f"header {index} of part {number}")
    outside = f"{mail.preamble or ''}\n{mail.epilogue or ''}".strip()
    lines = "\n".join(_line(name, str(value)) for name, value in mail.items())
    yield Part(f"p{number}.raw", Modality.TEXT, f"{lines}\n{outside}", place=f"lines of part {number}", raw=True)
    yield from _body(mail, number)


def _body(mail: Mail, number: int) -> Iterator[Part]:
    if mail.get_content_maintype() != "text" or mail.get_content_disposition() == "attachment":
        return
    try:
        text = _bytes(mail).decode(mail.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        raise UnreadableError("a mail whose text cannot be read back") from None
    if mail.get_content_subtype() == "html":
        yield from reread_page(text, f"p{number}.")
    elif text:
        yield Part(f"p{number}", Modality.TEXT, text, place=f"body, part {number}")


def _children(mail: Mail, number: int) -> Iterator[Attachment]:
    name = mail.get_filename()
    if not name:
        return
    inner = inside(mail)
    data = inner[0].as_bytes() if inner else _bytes(mail)
    yield Attachment(f"p{number}", name, data, place=f"attachment {number}")


def _bytes(mail: Mail) -> bytes:
    data = mail.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _line(name: str, value: str) -> str:
    """A header line without the words of mail itself, which are in every copy and say nothing of anybody."""
    if name.casefold() in SHOWN:
        return value
    return _OF_MAIL.sub("", value) if name.casefold() in STRUCTURE else f"{name}: {value}"


def _is_read(name: str, headers: Headers) -> bool:
    return name.casefold() in SHOWN or (headers == "all" and name.casefold() not in STRUCTURE)


def _words(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, UnicodeDecodeError):
        return str(value)
