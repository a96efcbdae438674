"""Outlook messages (.msg): everything that they hold becomes an ordinary mail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from redact.contracts import Changes, Copied
from redact.media.mail import compound, mapi
from redact.media.mail.copy import copied, document_of
from redact.media.mail.gate import CHECKS, unseen_in, unseen_in_item
from redact.media.mail.options import MailOptions
from redact.media.mail.pieces import Letter
from redact.media.mail.reread import reread
from redact.media.mail.tree import cut_up
from redact.media.source import contents
from redact.types import Document, Unseen


class MsgHandler:
    """Opens Outlook messages; the copy is an ordinary mail (.eml), built as those of ``MailHandler`` are.

    Headers, recipients, bodies in text, HTML or RTF, files and messages inside become what a mail has for them. What a
    mail has no place for goes: named properties, fields of appointments and contacts, search keys, times, clients.
    Of embedded objects the file inside is taken where it stands there as it is; else a notice stands in its place.
    """

    Options = MailOptions
    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".msg"})
    becomes: ClassVar[dict[str, str]] = {".msg": ".eml"}
    checks = CHECKS

    def __init__(self, options: MailOptions) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        return document_of(self._letter(source), source, "application/vnd.ms-outlook")

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        data, told = copied(self._letter(document.source), changes, self.options)
        target.write_bytes(data)
        return told

    def reopen(self, target: Path) -> Document:
        """The mail through the standard library's own decoding."""
        parts, children = reread(contents(target, self.options.largest), self.options.headers)
        return Document(target, "message/rfc822", parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a message, or the mail that was made of one, holds without showing it."""
        data = contents(path, self.options.largest)
        if data.startswith(compound.MAGIC):
            yield from unseen_in_item(compound.opened(data), self.options)
        else:
            yield from unseen_in(data, self.options)

    def _letter(self, source: Path) -> Letter:
        item = compound.opened(contents(source, self.options.largest))
        letter = cut_up(mapi.as_mail(item), self.options.headers)
        return Letter(letter.headers, letter.body, letter.crlf, (*letter.dropped, *item.dropped))
