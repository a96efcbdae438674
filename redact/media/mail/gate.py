"""What a mail holds beside that which its readers see: looked for in any mail, whoever made it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.html.gate import CHECKS as OF_PAGES
from redact.media.html.gate import unseen_in as unseen_in_page
from redact.media.mail import mapi, tnef
from redact.media.mail.decode import Mail, header_text, inside, payload, text_of
from redact.media.mail.differing import missing_words
from redact.media.mail.headers import unseen_kinds
from redact.media.mail.mapi import Item
from redact.media.mail.options import MailOptions
from redact.media.mail.tree import parsed
from redact.types import Unseen

CHECKS = tuple(
    dict.fromkeys((checklist.HEADERS, checklist.TRAILING, checklist.SIGNATURES, checklist.DIFFERING, *OF_PAGES))
)
"""Every item that a mail is examined for."""
_OWN_ID = re.compile(r"<?m\d+@attachment>?")
_DEEPEST = 50


def unseen_in(data: bytes, options: MailOptions, place: str = "") -> Iterator[Unseen]:
    """What the mail holds without showing it; *place* says where it stands. Raises ``UnreadableError``."""
    yield from _of_mail(parsed(data), options, place)


def unseen_in_item(item: Item, options: MailOptions) -> Iterator[Unseen]:
    """The same of an Outlook message: its properties too, and the messages inside it."""
    for kind, amount in mapi.left_out(item):
        yield Unseen(kind, "message", amount, check=checklist.CUSTOM_DATA)
    yield from _of_mail(mapi.as_mail(item), options, "", depth=0)
    for file in item.files:
        if file.item is not None:
            for kind, amount in mapi.left_out(file.item):
                yield Unseen(kind, "message inside", amount, check=checklist.CUSTOM_DATA)


def _of_mail(mail: Mail, options: MailOptions, place: str, depth: int = 0) -> Iterator[Unseen]:
    if depth > _DEEPEST:
        raise UnreadableError("mail nested too deeply", "take the attachments out and run them on their own")
    serious = options.headers == "few"
    for kind, amount in unseen_kinds(mail.keys()):
        yield Unseen(f"headers: {kind}", f"{place}headers", amount, serious=serious, check=checklist.HEADERS)
    if mail.get_unixfrom():
        yield Unseen("the envelope (From line)", f"{place}before the headers", 1, check=checklist.HEADERS)
    pieces = list(_pieces(mail))
    files = sum(1 for piece in pieces if _is_file(piece))
    if files:
        yield Unseen("attached files", f"{place}attachments", files, serious=False, check=checklist.EMBEDDED)
    for number, piece in enumerate(pieces, 1):
        where = f"{place}part {number}"
        yield from _around(piece, where, top=number == 1)
        yield from _inside(piece, where, options, depth)


def _pieces(mail: Mail) -> Iterator[Mail]:
    yield mail
    if mail.get_content_maintype() == "multipart":
        for part in inside(mail):
            yield from _pieces(part)


def _is_file(piece: Mail) -> bool:
    return piece.get_content_maintype() != "multipart" and bool(
        piece.get_filename() or piece.get_content_maintype() != "text"
    )


def _around(piece: Mail, place: str, *, top: bool) -> Iterator[Unseen]:
    """What stands in the head of a part, and between the parts of a group."""
    outside = f"{piece.preamble or ''}{piece.epilogue or ''}".strip()
    if outside and inside(piece):
        yield Unseen("text before, between or behind the parts", place, len(outside), check=checklist.TRAILING)
    if not top:
        for kind, amount in unseen_kinds(piece.keys()):
            yield Unseen(f"headers of a part: {kind}", place, amount, check=checklist.HEADERS)
    if "content-description" in piece or "content-location" in piece:
        yield Unseen("descriptions and locations of parts", place, check=checklist.HEADERS)
    content_id = header_text(piece.get("Content-ID", ""))
    if content_id and not _OWN_ID.fullmatch(content_id):
        yield Unseen("numbers of parts (Content-ID)", place, check=checklist.HEADERS)


def _inside(piece: Mail, place: str, options: MailOptions, depth: int) -> Iterator[Unseen]:
    kind = piece.get_content_type()
    kept = options.hidden == "keep"
    if "signature" in kind or kind == "multipart/signed":
        yield Unseen("digital signatures", place, check=checklist.SIGNATURES)
    if kind == "message/rfc822" and inside(piece):
        yield from _of_mail(inside(piece)[0], options, f"{place}, mail inside, ", depth + 1)
    elif kind == "text/html" and not _is_attached(piece):
        yield from _of_page(piece, place, kept=kept)
    elif kind == "multipart/alternative":
        yield from _of_versions(piece, place, kept=kept)
    elif piece.get_content_maintype() == "application" and tnef.is_one(payload(piece)[:6]):
        yield Unseen("a winmail.dat: a message packed in a file", place, check=checklist.CUSTOM_DATA)


def _is_attached(piece: Mail) -> bool:
    return header_text(piece.get("Content-Disposition", "")).casefold().startswith("attachment")


def _of_page(piece: Mail, place: str, *, kept: bool) -> Iterator[Unseen]:
    try:
        text = text_of(piece)
        if text.strip():
            yield from unseen_in_page(text, place, hidden_is_kept=kept)
    except UnreadableError:
        yield Unseen("a page that cannot be read", place, check=checklist.HIDDEN_CONTENT)


def _of_versions(group: Mail, place: str, *, kept: bool) -> Iterator[Unseen]:
    """A text that says more than the page beside it: whoever reads the page does not see it."""
    texts = [_text(part) for part in inside(group) if part.get_content_type() == "text/plain"]
    pages = [_text(part) for one in inside(group) for part in one.walk() if part.get_content_type() == "text/html"]
    for text in texts if "".join(pages).strip() else ():
        missing = missing_words(text, "\n".join(pages))
        if missing:
            kind = "a text that says something else than the page beside it"
            yield Unseen(kind, place, missing, serious=not kept, check=checklist.DIFFERING)


def _text(part: Mail) -> str:
    try:
        return text_of(part)
    except UnreadableError:
        return ""
