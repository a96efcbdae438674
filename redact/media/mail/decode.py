"""Headers, names and bodies of mail as text, however broken: nothing here raises for what a mailer got wrong."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from copy import copy
from email.message import Message
from typing import TypeAlias

from redact.errors import UnreadableError
from redact.media.mail.charsets import text_in

Mail: TypeAlias = "Message[str, str]"

_WORD = re.compile(r"=\?(?P<charset>[^?\s*]+)(?:\*[^?\s]*)?\?(?P<how>[bBqQ])\?(?P<body>[^?]*)\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)\s+(?==\?[^?\s]+\?[bBqQ]\?)")
_FOLD = re.compile(r"[\r\n]+[ \t]*")
_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_PARAMETER_ERRORS = (LookupError, ValueError, TypeError, AttributeError)
_ROUNDS = 4


def header_text(value: object) -> str:
    """What a header says: folds undone, encoded words read however often, bare 8-bit bytes guessed."""
    text = _FOLD.sub(" ", str(value))
    text = _as_text(text.encode("utf-8", "surrogateescape"), "")
    for _ in range(_ROUNDS):
        said = _FOLD.sub(" ", _join_words(_BETWEEN_WORDS.sub(r"\1", text)))
        if said == text:
            break
        text = said
    return text.strip()


def inside(mail: Mail) -> list[Mail]:
    """The parts of a mail, or the mail inside it; empty for a leaf."""
    inner = mail.get_payload()
    return [part for part in inner if isinstance(part, Message)] if isinstance(inner, list) else []


def payload(mail: Mail) -> bytes:
    """The bytes of a leaf, its transfer encoding undone as far as it goes."""
    raw = _raw(mail)
    how = header_text(mail.get("Content-Transfer-Encoding", "")).casefold()
    if "base64" in how:
        return lenient_base64(raw)
    if "quoted" in how:
        return quopri.decodestring(raw)
    if "uu" in how:
        return _unlisted(mail, raw)
    return raw


def _raw(mail: Mail) -> bytes:
    """The bytes of a leaf as they stand. Asked for as text, the library would read them in the alphabet it is told."""
    bare = copy(mail)
    del bare["Content-Transfer-Encoding"]
    body = bare.get_payload(decode=True)
    return body if isinstance(body, bytes) else b""


def text_of(mail: Mail) -> str:
    """The text of a leaf, every line of it ended alike. Raises ``UnreadableError`` where it is none."""
    data = payload(mail)
    text = text_in(data, parameter(mail, "charset")) if data else ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parameter(mail: Mail, name: str, header: str = "content-type") -> str:
    """A parameter of a header, continued and encoded forms undone; empty where it is missing or beyond repair."""
    from email.utils import collapse_rfc2231_value

    try:
        value = mail.get_param(name, header=header)
        return header_text(collapse_rfc2231_value(value)) if value else ""
    except _PARAMETER_ERRORS:
        return ""


def lenient_base64(data: bytes) -> bytes:
    """Base64 with breaks, stray characters and a missing end."""
    clean = _NOT_BASE64.sub(b"", data)
    clean = clean[: len(clean) - (len(clean) % 4 == 1)]
    return base64.b64decode(clean + b"=" * (-len(clean) % 4))


def _join_words(text: str) -> str:
    """Neighbouring words of one charset are read as one: mailers cut them in the middle of a letter."""
    pieces, at = [], 0
    pending, charset = b"", ""
    for word in _WORD.finditer(text):
        apart = word.start() != at or word["charset"].casefold() != charset
        if apart:
            pieces += [_as_text(pending, charset), text[at : word.start()]]
            pending, charset = b"", word["charset"].casefold()
        pending += _word_bytes(word)
        at = word.end()
    return "".join([*pieces, _as_text(pending, charset), text[at:]])


def _word_bytes(word: re.Match[str]) -> bytes:
    body = word["body"].encode("utf-8")
    if word["how"] in "bB":
        return lenient_base64(body)
    return quopri.decodestring(body.replace(b"_", b"=20"))


def _as_text(data: bytes, charset: str) -> str:
    try:
        return text_in(data, charset)
    except UnreadableError:
        return data.decode("latin-1").replace("\x00", "")


def _unlisted(mail: Mail, raw: bytes) -> bytes:
    """Uuencoded bodies, which the standard library undoes."""
    try:
        body = mail.get_payload(decode=True)
    except (binascii.Error, ValueError):
        return raw
    return body if isinstance(body, bytes) else raw
