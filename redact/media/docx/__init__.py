"""Word files: paragraphs wherever they stand, edited in place in the XML; read back by python-docx."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.docx.clean import USES, clean
from redact.media.docx.reopen import reopened_parts
from redact.media.docx.slots import language_of, slots
from redact.media.ooxml.package import Package, counted
from redact.media.ooxml.pictures import attachments, put_pictures
from redact.media.ooxml.slots import apply
from redact.media.source import LARGEST
from redact.types import Attachment, Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class DocxHandler:
    """Opens and writes Word files of 2007 and later.

    Parts are the paragraphs of body, tables, headers, footers, notes, comments, text boxes, content controls, diagrams
    and charts; instructions of fields, labels such as alternative texts, addresses of links, and what the properties
    say the file is about. Pictures are children; one that is withheld becomes a grey box. Tracked changes are
    accepted. Macros, embedded files and fonts, authors, earlier versions, private data and templates are dropped.
    It does not lay pages out: no part carries a page number.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".docx", ".docm"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        package, main = self._cleaned(source)
        language = language_of(package)
        parts = tuple(slot.part(language) for slot in slots(package, main))
        return Document(source, MEDIA_TYPE, parts, tuple(attachments(package)), counted(package.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        package, main = self._cleaned(document.source)
        apply(slots(package, main), changes.edits)
        put_pictures(package, changes.children)
        target.write_bytes(package.save())

    def reopen(self, target: Path) -> Document:
        parts, pictures = reopened_parts(target, self.options.largest)
        children = tuple(Attachment(f"picture{n}", name, data) for n, (name, data) in enumerate(pictures, 1))
        return Document(target, MEDIA_TYPE, parts, children)

    def _cleaned(self, source: Path) -> tuple[Package, str]:
        package = Package.open(source, USES, self.options.largest)
        return package, clean(package)
