"""What Outlook keeps of a message, as an ordinary mail: the one place that knows its property numbers.

Two containers hold such messages, .msg and winmail.dat; each has a reader of its own, which gives an ``Item``. The
numbers are those of the open specification MS-OXPROPS.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_string
from email.header import Header
from email.message import Message
from email.utils import format_datetime

from redact.errors import UnreadableError
from redact.media.mail import rtf
from redact.media.mail.charsets import text_in
from redact.media.mail.decode import Mail
from redact.media.mail.packed_rtf import unpacked

Value = str | bytes | int
Properties = Mapping[int, Value]

DATA, OBJECT_METHOD, FLAGS_CODE_PAGE = 0x3701, 0x3705, 0x3FFD
_SUBJECT, _HEADERS, _CLASS = 0x0037, 0x007D, 0x001A
_SENDER, _AUTHOR = (0x0C1A, 0x5D01, 0x0C1F), (0x0042, 0x5D02, 0x0065)
_DISPLAYED = {"To": 0x0E04, "Cc": 0x0E03, "Bcc": 0x0E02}
_KINDS_OF_RECIPIENT = {1: "To", 2: "Cc", 3: "Bcc"}
_RECIPIENT_KIND, _NAME, _ADDRESS, _SMTP = 0x0C15, 0x3001, 0x3003, 0x39FE
_SENT, _DELIVERED = 0x0039, 0x0E06
_BODY, _HTML, _RTF, _INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_IMPORTANCE, _SENSITIVITY = 0x0017, 0x0036
_IMPORTANT = {0: "low", 2: "high"}
_SENSITIVE = {1: "Personal", 2: "Private", 3: "Company-Confidential"}
_LONG_NAME, _SHORT_NAME, _MIME, _CONTENT_ID = 0x3707, 0x3704, 0x370E, 0x3712
_USED = {
    _SUBJECT, _HEADERS, _CLASS, *_SENDER, *_AUTHOR, *_DISPLAYED.values(), _SENT, _DELIVERED, _BODY, _HTML, _RTF,
    _INTERNET_CODE_PAGE, _IMPORTANCE, _SENSITIVITY, FLAGS_CODE_PAGE,
}  # fmt: skip
_FIRST_NAMED = 0x8000
_BEFORE_1970 = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class File:
    """A file in a message: its properties, and the message or the bytes in it; neither where it lies elsewhere."""

    properties: Properties = field(repr=False)
    data: bytes = field(default=b"", repr=False)
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A message: its properties by number, its recipients' and its files'. Text is text already, times are integers."""

    properties: Properties = field(repr=False)
    recipients: tuple[Properties, ...] = field(default=(), repr=False)
    files: tuple[File, ...] = ()

    @property
    def dropped(self) -> tuple[str, ...]:
        """What an ordinary mail has no place for, in plain words."""
        return tuple(kind for kind, _ in left_out(self))


def left_out(item: Item) -> Iterator[tuple[str, int]]:
    """What of an item no copy has: the kind in plain words, and how many."""
    named = sum(number >= _FIRST_NAMED for number in item.properties)
    others = sum(number < _FIRST_NAMED and number not in _USED for number in item.properties)
    if named:
        yield "named properties of Outlook", named
    if others:
        yield "other properties of Outlook (conversation, search keys, times, clients)", others
    if not str(item.properties.get(_CLASS, "IPM.Note")).upper().startswith(("IPM.NOTE", "REPORT", "IPM.POST")):
        yield "the fields of an appointment, task or contact", 1
    if item.properties.get(_RTF) and (item.properties.get(_BODY) or item.properties.get(_HTML)):
        yield "a second or third version of the body", 1


def as_mail(item: Item, path: str = "m") -> Mail:
    """The message as a mail. Raises ``UnreadableError`` where the only body that it has is damaged.

    *path* says where it stands in others: the lines between parts are made of it, so that each has its own.
    """
    mail = _joined(_body(item), item, path)
    for name, value in _headers(item):
        words = " ".join(value.replace("\x00", "").split())
        if words:
            mail[name] = Header(words, None if words.isascii() else "utf-8")  # type: ignore[assignment]  # as stdlib does
    return mail


def _headers(item: Item) -> Iterator[tuple[str, str]]:
    """What Outlook shows first; of the headers that came with the mail those that it does not show so."""
    shown = list(_shown(item.properties, item.recipients))
    yield from shown
    names = {name.casefold() for name, _ in shown}
    came = message_from_string(_text(item.properties, _HEADERS).lstrip())
    for name, value in came.raw_items():
        if name.casefold() not in names and not name.casefold().startswith(("content-", "mime-version")):
            yield name, str(value)


def _shown(properties: Properties, recipients: tuple[Properties, ...]) -> Iterator[tuple[str, str]]:
    author, sender = (_person(properties, numbers) for numbers in (_AUTHOR, _SENDER))
    yield "From", author or sender
    if author and sender and sender != author:
        yield "Sender", sender
    for kind, displayed in _DISPLAYED.items():
        people = [_person(one, (_NAME, _SMTP, _ADDRESS)) for one in recipients if _is_kind(one, kind)]
        if people or _text(properties, displayed):
            yield kind, ", ".join(filter(None, people)) or _text(properties, displayed)
    yield "Subject", _text(properties, _SUBJECT)
    when = _time(properties.get(_SENT)) or _time(properties.get(_DELIVERED))
    if when:
        yield "Date", when
    for name, number, words in (("Importance", _IMPORTANCE, _IMPORTANT), ("Sensitivity", _SENSITIVITY, _SENSITIVE)):
        level = properties.get(number)
        if isinstance(level, int) and level in words:
            yield name, words[level]


def _is_kind(recipient: Properties, kind: str) -> bool:
    number = recipient.get(_RECIPIENT_KIND, 1)
    return _KINDS_OF_RECIPIENT.get(number & 0xFF if isinstance(number, int) else 1, "To") == kind


def _person(properties: Properties, numbers: tuple[int, int, int]) -> str:
    name, smtp, address = (_text(properties, number) for number in numbers)
    where = smtp or address
    if not name or name == where:
        return where
    shown = f'"{name}"' if "," in name or ";" in name else name
    return f"{shown} <{where}>" if where else shown


def _text(properties: Properties, number: int) -> str:
    value = properties.get(number, "")
    return value if isinstance(value, str) else ""


def _time(ticks: object) -> str:
    """A time as a mail gives it; *ticks* are tenths of a microsecond since 1601."""
    try:
        return format_datetime(_BEFORE_1970 + timedelta(microseconds=ticks // 10)) if isinstance(ticks, int) else ""
    except (OverflowError, ValueError):
        return ""


def _body(item: Item) -> list[Mail]:
    """The versions of the body, the plainest first."""
    text, page = _text(item.properties, _BODY), _page(item.properties)
    packed = item.properties.get(_RTF)
    if isinstance(packed, bytes) and packed and not page:
        try:
            kind, said = rtf.unwrapped(unpacked(packed))
        except UnreadableError:
            if not text:
                raise
            kind, said = "plain", text
        text, page = (text, said) if kind == "html" else (said, page)
    versions = [("plain", text)] * bool(text.strip()) + [("html", page)] * bool(page.strip())
    return [_leaf(f"text/{kind}", said) for kind, said in versions or [("plain", "")]]


def _page(properties: Properties) -> str:
    html = properties.get(_HTML, "")
    if isinstance(html, str):
        return html
    code_page = properties.get(_INTERNET_CODE_PAGE, 0)
    return text_in(html, charset(code_page)) if isinstance(html, bytes) and html else ""


def charset(code_page: object) -> str:
    """The name of a Windows code page."""
    known = {65001: "utf-8", 28591: "iso-8859-1", 28592: "iso-8859-2", 20866: "koi8-r", 50220: "iso-2022-jp",
             51932: "euc_jp", 51949: "euc_kr", 54936: "gb18030", 20127: "us-ascii", 1200: "utf-16-le"}  # fmt: skip
    return known.get(code_page, f"cp{code_page}") if isinstance(code_page, int) and code_page else ""


def _leaf(kind: str, text: str) -> Mail:
    part: Mail = Message()
    part["Content-Type"] = f'{kind}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "base64"
    part.set_payload(base64.encodebytes(text.encode("utf-8", "replace")).decode("ascii"))
    return part


def _group(subtype: str, parts: Sequence[Mail], path: str) -> Mail:
    group: Mail = Message()
    group["Content-Type"] = f'multipart/{subtype}; boundary="{subtype}-{path}"'
    group.set_payload(list(parts))
    return group


def _joined(versions: list[Mail], item: Item, path: str) -> Mail:
    body = versions[0] if len(versions) == 1 else _group("alternative", versions, path)
    files = [_attached(file, number, path) for number, file in enumerate(item.files, 1)]
    shown = [file for file in files if "Content-ID" in file]
    if shown:
        body = _group("related", [body, *shown], path)
    rest = [file for file in files if "Content-ID" not in file]
    return _group("mixed", [body, *rest], path) if rest else body


def _attached(file: File, number: int, path: str) -> Mail:
    part: Mail = Message()
    name = _text(file.properties, _LONG_NAME) or _text(file.properties, _SHORT_NAME) or _text(file.properties, _NAME)
    name = " ".join(name.replace("\x00", "").replace('"', "").split()) or f"attachment-{number}"
    if file.item is not None:
        part["Content-Type"] = "message/rfc822"
        part.set_payload([as_mail(file.item, f"{path}.{number}")])
    else:
        kind = _text(file.properties, _MIME)
        part["Content-Type"] = kind if _is_type(kind) else "application/octet-stream"
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(base64.encodebytes(file.data).decode("ascii"))
        content_id = " ".join(_text(file.properties, _CONTENT_ID).split())
        if content_id.isascii() and content_id:
            part["Content-ID"] = f"<{content_id}>"
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part


def _is_type(kind: str) -> bool:
    family, _, member = kind.partition("/")
    plain = kind.isascii() and kind.replace("/", "").replace("-", "").replace(".", "").replace("+", "").isalnum()
    return plain and bool(member) and family not in {"multipart", "message"}
