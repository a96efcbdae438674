"""Mail (.eml): headers, texts, pages and attachments; what is only transport goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from redact.contracts import Changes, Copied
from redact.media.mail.copy import copied, document_of
from redact.media.mail.gate import CHECKS, unseen_in
from redact.media.mail.options import MailOptions
from redact.media.mail.reread import reread
from redact.media.mail.tree import letter
from redact.media.source import contents
from redact.types import Document, Unseen


class MailHandler:
    """Opens mail and writes it anew from its parts.

    Kept: who, to whom, subject, date and a few headers that a reader sees; texts, pages, attachments and mails inside.
    Quoted passages are parts of their own. What is packed in winmail.dat or uuencoded in a text becomes ordinary parts.
    Goes: every other header (routes, blind copies, message numbers, signatures, mailers' own), unless ``headers`` is
    "all"; what stands before and after the parts; descriptions and locations of attachments. An attachment that was
    withheld, and an encrypted part, leave a notice. A mail that is encrypted or sealed as a whole is refused.
    An answer can no longer be joined to its question by their numbers.
    """

    Options = MailOptions
    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".eml"})
    checks = CHECKS

    def __init__(self, options: MailOptions) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        mail = letter(contents(source, self.options.largest), self.options.headers)
        return document_of(mail, source, "message/rfc822")

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        mail = letter(contents(document.source, self.options.largest), self.options.headers)
        data, told = copied(mail, changes, self.options)
        target.write_bytes(data)
        return told

    def reopen(self, target: Path) -> Document:
        """The mail through the standard library's own decoding of headers and bodies, pages through a second parser."""
        parts, children = reread(contents(target, self.options.largest), self.options.headers)
        return Document(target, "message/rfc822", parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a mail, whoever made it, holds without showing it."""
        yield from unseen_in(contents(path, self.options.largest), self.options)
