"""Mailboxes (.mbox): each mail in it is redacted as a document of its own and put back in its place.

So one that cannot be made safe costs that one alone, and no more is in memory than the box and one mail at work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from msgspec import structs

from redact.contracts import Changes, Copied
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.mail.decode import header_text
from redact.media.mail.gate import CHECKS, unseen_in
from redact.media.mail.options import MailOptions
from redact.media.mail.reread import reread
from redact.media.source import contents
from redact.media.splice import by_part, edited
from redact.types import Attachment, Document, Modality, Part, Unseen

NEUTRAL = "MAILER-DAEMON Thu Jan  1 00:00:00 1970"
"""What stands behind "From " at the head of a mail whose envelope is not kept: readers need such a line."""
_WITHHELD = b"From: withheld\nSubject: [mail withheld]\nMIME-Version: 1.0\nContent-Type: text/plain\n\n[withheld]\n"
_POSTMARK = re.compile(
    rb"(?:\A|(?<=\n)\r?\n)From (?:-(?: [^\r\n]*)?"
    rb"|[^\r\n]{0,300}?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [^\r\n]{0,30}\d\d?:\d\d[^\r\n]{0,40})?\r?\n"
)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_TO_QUOTE = re.compile(rb"^(>*From )", re.MULTILINE)
_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail: what its postmark says behind "From ", and its bytes without the marks that quote such lines."""

    postmark: str = field(repr=False)
    data: bytes = field(repr=False)


def entries(data: bytes) -> list[Entry]:
    """The mails of a box. Raises ``UnreadableError`` for what is none."""
    if not data.startswith(b"From "):
        raise UnreadableError("not a mailbox: it does not begin with a postmark", "check that it is what its name says")
    marks = [(mark.start(), *_line(mark)) for mark in _POSTMARK.finditer(data)]
    if not marks or marks[0][0] != 0 or len(marks) > _MOST:
        raise UnreadableError("not a mailbox, or one of too many mails", f"split it into boxes of at most {_MOST:,}")
    ends = [start for start, _, _ in marks[1:]] + [len(data)]
    return [Entry(said, _QUOTED.sub(rb"\1", data[body:end])) for (_, said, body), end in zip(marks, ends, strict=True)]


def _line(mark: re.Match[bytes]) -> tuple[str, int]:
    """What a postmark says, and where the mail behind it begins."""
    said = mark[0].strip()[len(b"From") :].strip()
    return header_text(said.decode("utf-8", "surrogateescape")), mark.end()


class MboxHandler:
    """Opens mailboxes and writes them anew (as "mboxrd"), each mail as ``MailHandler`` does.

    A mail that was withheld leaves a notice, so that the others keep their numbers. The postmarks tell the envelope
    and go, unless ``headers`` is "all": then they stay, redacted.
    """

    Options = MailOptions
    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".mbox", ".mbx"})
    checks = CHECKS

    def __init__(self, options: MailOptions) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        box = entries(contents(source, self.options.largest))
        children = tuple(
            Attachment(f"e{number}", f"mail-{number}.eml", entry.data, place=f"mail {number}")
            for number, entry in enumerate(box, 1)
        )
        gone = () if self.options.headers == "all" else ("headers: the envelope (postmarks)",)
        return Document(source, "application/mbox", tuple(self._postmarks(box)), children, dropped=gone)

    def _postmarks(self, box: Sequence[Entry]) -> Iterator[Part]:
        for number, entry in enumerate(box, 1):
            if self.options.headers == "all" and entry.postmark:
                yield Part(f"f{number}", Modality.TEXT, entry.postmark, place=f"postmark {number}", context="From")

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        box = entries(contents(document.source, self.options.largest))
        edits = by_part(changes.edits)
        lost = 0
        with target.open("wb") as file:
            for number, entry in enumerate(box, 1):
                kept = edited(entry.postmark, edits.get(f"f{number}", []))
                said = " ".join(kept.splitlines()) if self.options.headers == "all" else NEUTRAL
                file.write(f"From {said}\n".encode())
                file.write(_mail(changes.children, f"e{number}"))
                lost += f"e{number}" not in changes.children
        return Copied(notes=(f"{lost} of {len(box)} mails withheld",) if lost else ())

    def reopen(self, target: Path) -> Document:
        """The box through the standard library's reader; its mails, which were examined one by one, as raw parts."""
        import mailbox

        contents(target, self.options.largest)
        parts: list[Part] = []
        box = mailbox.mbox(target, create=False)
        try:
            for number, key in enumerate(box.keys(), 1):
                whole = box.get_bytes(key, from_=True).decode("utf-8", "replace")
                parts.append(Part(f"e{number}", Modality.TEXT, whole, place=f"mail {number}", raw=True))
                parts += _again(box.get_bytes(key), number, self.options)
        finally:
            box.close()
        return Document(target, "application/mbox", tuple(parts))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What the mails of a box hold without showing it, told once for each kind."""
        found: dict[tuple[str, str, bool], list[tuple[int, int]]] = {}
        for number, entry in enumerate(entries(contents(path, self.options.largest)), 1):
            for one in _of_entry(entry, self.options):
                found.setdefault((one.kind, one.check, one.serious), []).append((number, one.amount))
        for (kind, check, serious), rows in found.items():
            mails = len({number for number, _ in rows})
            place = f"mail {rows[0][0]}" + (f" and {mails - 1} more" if mails > 1 else "")
            yield Unseen(kind, place, sum(amount for _, amount in rows), serious=serious, check=check)


def _mail(children: Mapping[str, tuple[str, bytes]], child: str) -> bytes:
    """A mail as it stands in a box: lines that look like postmarks quoted, an empty line behind it."""
    _, data = children.get(child, ("", _WITHHELD))
    data = _TO_QUOTE.sub(rb">\1", data)
    return data + (b"\n" if data.endswith(b"\n") else b"\n\n")


def _of_entry(entry: Entry, options: MailOptions) -> Iterator[Unseen]:
    if entry.postmark not in {"", "-", NEUTRAL}:
        serious = options.headers == "few"
        yield Unseen("headers: the envelope (postmarks)", "", 1, serious=serious, check=checklist.HEADERS)
    try:
        yield from unseen_in(entry.data, options)
    except UnreadableError:
        yield Unseen("a mail that cannot be read", "", 1, check=checklist.TRAILING)


def _again(data: bytes, number: int, options: MailOptions) -> Iterator[Part]:
    """The headers and bodies of a mail, decoded."""
    for part in reread(data, options.headers)[0]:
        yield structs.replace(part, id=f"e{number}.{part.id}", raw=True)
