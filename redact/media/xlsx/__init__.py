"""Workbooks: cells of every kind, edited in place in the XML; read back by openpyxl."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.ooxml.package import Package, counted
from redact.media.ooxml.pictures import attachments, put_pictures
from redact.media.ooxml.slots import apply
from redact.media.source import LARGEST
from redact.media.xlsx.book import Book
from redact.media.xlsx.clean import USES, clean
from redact.media.xlsx.reopen import reopened_parts
from redact.media.xlsx.settle import Before, settle
from redact.media.xlsx.slots import slots
from redact.types import Attachment, Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class XlsxHandler:
    """Opens and writes workbooks of Excel 2007 and later.

    Parts are the cells of all sheets, hidden ones too, as a person reads them (a date written out, a telephone number
    typed as a number with its noughts), with the head of the column as context; notes, names of sheets and ranges,
    words inside formulas and rules, headers, labels, links, drawings and charts, and what the properties say the file
    is about. Pictures are children; one that is withheld becomes a grey box. A changed cell loses its formula, and
    results worked out from it are left to Excel to work out again.

    Pivot tables stay as plain cells and lose their caches; copies of cells in charts, lists of filters, macros, links
    to other workbooks, connections, the data model, comment threads, authors, views and extensions are dropped.
    It does not recalculate. The whole workbook is held in memory.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".xlsx", ".xlsm"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        package, book = self._cleaned(source)
        parts = tuple(slot.part() for slot in slots(book))
        return Document(source, MEDIA_TYPE, parts, tuple(attachments(package)), counted(package.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        package, book = self._cleaned(document.source)
        before = Before.of(book)
        settle(book, apply(slots(book), changes.edits), before)
        put_pictures(package, changes.children)
        target.write_bytes(package.save())

    def reopen(self, target: Path) -> Document:
        parts, pictures = reopened_parts(target, self.options.largest)
        children = tuple(Attachment(f"picture{n}", name, data) for n, (name, data) in enumerate(pictures, 1))
        return Document(target, MEDIA_TYPE, parts, children)

    def _cleaned(self, source: Path) -> tuple[Package, Book]:
        package = Package.open(source, USES, self.options.largest)
        return package, Book(package, clean(package))
