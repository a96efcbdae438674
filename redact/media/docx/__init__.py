"""Word files: paragraphs wherever they stand, edited in place in the XML; read back by python-docx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.checklist import Hidden
from redact.media.docx.clean import USES, clean
from redact.media.docx.gate import CHECKS, Kept, unseen_in
from redact.media.docx.leave import treat_comments, treat_hidden
from redact.media.docx.readings import apply_readings
from redact.media.docx.reopen import reopened_parts
from redact.media.docx.slots import language_of, slots
from redact.media.ooxml.crops import cut_pictures
from redact.media.ooxml.enclosed import CHUNK, ENCLOSED, attached, put_enclosed
from redact.media.ooxml.gate import Opened
from redact.media.ooxml.package import Package, Use, counted
from redact.media.ooxml.pictures import attachments, put_pictures
from redact.media.source import LARGEST
from redact.types import Attachment, Document, Unseen

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocxHandler:
    """Opens and writes Word files and templates of 2007 and later.

    Parts are the paragraphs of body, tables, headers, footers, notes, comments, text boxes, content controls, diagrams
    and charts; instructions of fields, labels such as alternative texts, addresses of links, and what the properties
    say the file is about. A paragraph with tracked changes, or with something hidden in it, is several texts
    (``readings``). Pictures are children; one that is withheld becomes a grey box, and what is cut off of one is cut
    off for good. Embedded files, and the workbooks behind charts, are children too. Macros, fonts, authors, earlier
    versions, private data and templates are dropped. It does not lay pages out: no part carries a page number.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused.

        ``revisions``: tracked changes are accepted, or kept, redacted and without names and dates. ``embedded``: files
        inside are redacted, or dropped. ``hidden``: what an author hid (``checklist.treatment``). ``comments``: dropped
        from copies for everybody, or from all, or from none.
        """

        largest: int = LARGEST
        revisions: Literal["accept", "keep"] = "accept"
        embedded: Literal["redact", "drop"] = "redact"
        hidden: Hidden = "by release"
        comments: Literal["by release", "drop", "keep"] = "by release"

    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".docx", ".docm", ".dotx", ".dotm"})
    checks: ClassVar[tuple[str, ...]] = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        package, main = self._cleaned(source)
        language = language_of(package)
        parts = tuple(slot.part(language) for slot in slots(package, main))
        children = (*attachments(package), *attached(package))
        return Document(source, MEDIA_TYPE, parts, children, counted(package.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        package, main = self._cleaned(document.source)
        apply_readings(slots(package, main), changes.edits)
        put_pictures(package, changes.children)
        put_enclosed(package, changes.children)
        notes = treat_comments(package, self.options.comments, changes.release)
        notes += treat_hidden(package, self.options.hidden, changes.release)
        cut_pictures(package)
        package.sweep()
        target.write_bytes(package.save())
        return Copied(notes=tuple(notes))

    def reopen(self, target: Path) -> Document:
        parts, pictures = reopened_parts(target, self.options.largest)
        children = tuple(Attachment(f"picture{n}", name, data) for n, (name, data) in enumerate(pictures, 1))
        return Document(target, MEDIA_TYPE, parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a Word file, whoever made it, holds without showing it. Raises ``UnreadableError``."""
        kept = Kept(changes=self.options.revisions == "keep", hidden=self.options.hidden == "keep")
        return unseen_in(Opened.of(path, self.options.largest), kept)

    def _cleaned(self, source: Path) -> tuple[Package, str]:
        uses = {**USES, **ENCLOSED, CHUNK: Use.ENCLOSED} if self.options.embedded == "redact" else USES
        package = Package.open(source, uses, self.options.largest)
        return package, clean(package, keep_changes=self.options.revisions == "keep")
