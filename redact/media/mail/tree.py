"""A mail cut into what a reader meets: headers, texts, pages, files. What is only transport is not in it."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes

from redact.errors import UnreadableError
from redact.media.embedded import without_data
from redact.media.mail import mapi, tnef
from redact.media.mail.decode import Mail, header_text, inside, parameter, payload, text_of
from redact.media.mail.encoded import cut, without_armour
from redact.media.mail.headers import SHOWN, Headers, canonical, is_kept, unseen_kinds
from redact.media.mail.leaves import few, file_of, is_winmail, safe, status
from redact.media.mail.pieces import Kind, Letter, Piece

_SIGNS_OF_MAIL = {
    *SHOWN, "bcc", "received", "return-path", "message-id", "mime-version", "content-type", "delivered-to",
}  # fmt: skip
_PLAIN = {"text/plain", "text/enriched", "text/richtext"}
_PAGES = {"text/html", "text/x-amp-html"}
_SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_OPAQUE = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
_REPORTS = {"message/delivery-status", "message/disposition-notification", "message/feedback-report"}
_SPACED = re.compile(rb"^([A-Za-z][A-Za-z0-9-]{0,60})[ \t]{1,40}:", re.MULTILINE)
_DEEPEST = 50
ENCRYPTED = "[encrypted part removed]"


def letter(data: bytes, headers: Headers = "few") -> Letter:
    """Take a mail apart. Raises ``UnreadableError`` for what is no mail, is encrypted, or cannot be told apart."""
    mail = parsed(data)
    return cut_up(mail, headers, crlf=b"\r\n" in data[:2000])


def parsed(data: bytes) -> Mail:
    """The bytes of a mail as the standard library reads them. Raises ``UnreadableError`` for what is none."""
    try:
        mail = message_from_bytes(_plain_start(data))
    except RecursionError:
        raise UnreadableError(_TOO_DEEP, _APART) from None
    if not _SIGNS_OF_MAIL & {name.casefold() for name in mail}:
        raise UnreadableError("not a mail: no header that one has", "check that the file is what its name says")
    return mail


def _plain_start(data: bytes) -> bytes:
    """The same in UTF-8 where it was in UTF-16, without a byte order mark and empty lines before the mail.

    Spaces between a header's name and its colon, which old mail has, would end the headers for the library.
    """
    for mark, name in ((codecs.BOM_UTF8, ""), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            data = data.decode(name, "replace").encode() if name else data[len(mark) :]
    head, gap, body = data.lstrip(b"\r\n").partition(b"\n\n")
    return _SPACED.sub(rb"\1:", head) + gap + body


def cut_up(mail: Mail, headers: Headers = "few", *, crlf: bool = False) -> Letter:
    """Take a mail apart that was read already."""
    cutter = _Cutter()
    body = cutter.piece(mail)
    kept = tuple(_headers(mail, headers))
    gone = [f"headers: {kind}" for kind, _ in unseen_kinds(_gone(mail, headers))]
    return Letter(kept, body, crlf, (*gone, *cutter.dropped))


def _headers(mail: Mail, headers: Headers) -> Iterator[tuple[str, str]]:
    for name, value in mail.raw_items():
        text = without_data(header_text(value))
        if text and is_kept(name, text, headers) and _is_name(name):
            yield canonical(name), text


def _gone(mail: Mail, headers: Headers) -> Iterator[str]:
    return (name for name, value in mail.raw_items() if not is_kept(name, header_text(value), headers))


def _is_name(name: str) -> bool:
    return name.isascii() and name.isprintable() and " " not in name and ":" not in name


_TOO_DEEP, _APART = "mail nested too deeply", "take the attachments out and run them on their own"


class _Cutter:
    """Cuts a mail into pieces and counts them; ids are numbers in reading order."""

    def __init__(self) -> None:
        self._count = 0
        self._dropped: Counter[str] = Counter()

    @property
    def dropped(self) -> tuple[str, ...]:
        """What was left out on the way, in plain words."""
        return tuple(self._dropped)

    def piece(self, mail: Mail, depth: int = 0) -> Piece:
        """The piece that *mail* or a part of it makes."""
        number = self._number()
        kind = mail.get_content_type()
        if depth > _DEEPEST:
            raise UnreadableError(_TOO_DEEP, _APART)
        self._note(mail, kind, depth)
        if kind in _OPAQUE:
            return self._opaque(number, depth)
        if kind.startswith("multipart/"):
            return self._group(mail, number, depth)
        if is_winmail(mail, kind):
            return self._winmail(mail, number, depth)
        return self._leaf(mail, number, kind)

    def _number(self) -> str:
        self._count += 1
        return f"m{self._count}"

    def _note(self, mail: Mail, kind: str, depth: int) -> None:
        grouped = kind.startswith("multipart/")
        if grouped and f"{mail.preamble or ''}{mail.epilogue or ''}".strip() and inside(mail):
            self._dropped["text before, between or behind the parts"] += 1
        if depth and ("content-description" in mail or "content-location" in mail):
            self._dropped["descriptions and locations of parts"] += 1

    def _opaque(self, number: str, depth: int) -> Piece:
        if depth == 0:
            raise UnreadableError("encrypted or sealed mail", "open it in its own program and save it without")
        self._dropped["encrypted or sealed parts"] += 1
        return Piece(Kind.TEXT, number, text=ENCRYPTED)

    def _group(self, mail: Mail, number: str, depth: int) -> Piece:
        inner = inside(mail)
        if not inner:
            return self._undivided(mail, number)
        subtype = mail.get_content_subtype()
        kept = [part for part in inner if part.get_content_type() not in _SIGNATURES]
        if len(kept) < len(inner) or subtype == "signed":
            self._dropped["digital signatures, which do not hold for a copy"] += 1
        pieces = tuple(self.piece(part, depth + 1) for part in kept)
        return Piece(
            Kind.GROUP, number, pieces=pieces, subtype=subtype if subtype in {"alternative", "related"} else "mixed"
        )

    def _undivided(self, mail: Mail, number: str) -> Piece:
        """A mail that says it has parts and shows no boundary: its body is read as one text."""
        return self._with_files(number, text_of(mail))

    def _winmail(self, mail: Mail, number: str, depth: int) -> Piece:
        """What Outlook packed into one file for itself, opened."""
        try:
            item = tnef.opened(payload(mail))
        except UnreadableError:
            self._dropped["a damaged winmail.dat"] += 1
            return Piece(Kind.FILE, number, name="winmail.dat")
        self._dropped["the wrapping of winmail.dat: what is in it stands in the copy as parts"] += 1
        self._dropped.update(item.dropped)
        return Piece(Kind.GROUP, number, pieces=(self.piece(mapi.as_mail(item), depth + 1),), subtype="mixed")

    def _leaf(self, mail: Mail, number: str, kind: str) -> Piece:
        shown = not header_text(mail.get("Content-Disposition", "")).casefold().startswith("attachment")
        try:
            if shown and kind in _PLAIN:
                return self._text(mail, number)
            if shown and kind in _PAGES:
                return Piece(Kind.PAGE, number, text=text_of(mail))
            if kind in _REPORTS:
                return Piece(Kind.TEXT, number, text=without_data(status(mail)))
            if kind == "text/rfc822-headers":
                return Piece(Kind.TEXT, number, text=self._returned(mail))
        except UnreadableError:
            return file_of(mail, number, kind)
        return file_of(mail, number, kind)

    def _text(self, mail: Mail, number: str) -> Piece:
        flowed = parameter(mail, "format").casefold() == "flowed"
        joined = flowed and parameter(mail, "delsp").casefold() == "yes"
        return self._with_files(number, text_of(mail), flowed=flowed, joined=joined)

    def _with_files(self, number: str, text: str, *, flowed: bool = False, joined: bool = False) -> Piece:
        """A text; one in which files are written out in letters (uuencoded) becomes a group, with them as files."""
        bare = without_armour(text)
        if bare != text:
            self._dropped["keys and signatures in armour"] += 1
        pieces = list(cut(bare))
        if not any(name or data for _, name, data in pieces):
            return Piece(Kind.TEXT, number, text=without_data(bare), flowed=flowed, joined=joined)
        made = (
            Piece(Kind.FILE, self._number(), data=data, name=safe(name) or "attachment.bin")
            if name or data
            else Piece(Kind.TEXT, self._number(), text=without_data(said))
            for said, name, data in pieces
        )
        return Piece(Kind.GROUP, number, pieces=tuple(made), subtype="mixed")

    def _returned(self, mail: Mail) -> str:
        """The headers of a mail that came back, those only that a reader sees."""
        back = message_from_bytes(text_of(mail).encode("utf-8", "replace"))
        rows = [f"{canonical(name)}: {without_data(header_text(value))}" for name, value in few(back)]
        if len(rows) < len(back):
            self._dropped["headers of returned mail that readers do not see"] += 1
        return "\n".join(rows)
