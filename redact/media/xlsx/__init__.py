"""Workbooks: cells of every kind, edited in place in the XML; read back by openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.calm import calm
from redact.media.checklist import Hidden, treatment
from redact.media.ooxml.crops import cut_pictures
from redact.media.ooxml.enclosed import ENCLOSED, attached, put_enclosed
from redact.media.ooxml.package import counted
from redact.media.ooxml.pictures import attachments, put_pictures
from redact.media.source import LARGEST
from redact.media.xlsx.book import Book, Kept
from redact.media.xlsx.clean import USES, clean
from redact.media.xlsx.flatten import LOST, as_csv, flat_sheets
from redact.media.xlsx.flatten_pdf import as_pdf
from redact.media.xlsx.flatten_reopen import reopened_flat, unseen_flat
from redact.media.xlsx.gate import CHECKS, unseen_in_workbook
from redact.media.xlsx.hidden import planned
from redact.media.xlsx.notes import drop_notes
from redact.media.xlsx.reopen import reopened_parts
from redact.media.xlsx.settle import Before, settle
from redact.media.xlsx.sheets import SheetPackage
from redact.media.xlsx.slots import parts, put
from redact.types import Attachment, Document, Release, Unseen

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class XlsxHandler:
    """Opens and writes workbooks of Excel 2007 and later.

    Parts are the cells of all sheets, hidden ones too, as a person reads them (a date written out, a telephone number
    typed as a number with its noughts), with the head of the column as context; notes, names of sheets and ranges,
    words inside formulas and rules, headers, labels, links, drawings and charts, and what the properties say the file
    is about. Pictures are children; one that is withheld becomes a grey box, and what is cut off of one is cut off for
    good. Embedded files are children too. A changed cell loses its formula, and results worked out from it are left to
    Excel to work out again.

    Pivot tables stay as plain cells and lose their caches; threads of comments become notes; copies of cells in charts,
    lists of filters, macros, links to other workbooks, connections, the data model, authors, views and extensions are
    dropped. What is hidden is left out with all that read it, or shown (``hidden``). A flat copy (``flatten``) has what
    cells show, sheet by sheet; results that are to be worked out again are empty in it. What cells of one column show
    alike is one part. It does not recalculate. The whole workbook is held in memory, some two hundred bytes a cell.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused.

        ``hidden``: what an author hid (``checklist.treatment``): sheets, rows, columns, names, shapes, formats.
        ``comments``: dropped from copies for everybody, or from all, or from none. ``embedded``: files
        inside are redacted, or dropped. ``flatten``: copies are tables of
        text or pages instead of workbooks; what is kept hidden in a workbook is left out of them.
        """

        largest: int = LARGEST
        hidden: Hidden = "by release"
        comments: Literal["by release", "drop", "keep"] = "by release"
        embedded: Literal["redact", "drop"] = "redact"
        flatten: Literal["", "csv", "pdf"] = ""

    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
    checks: ClassVar[tuple[str, ...]] = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options
        ending = f".{options.flatten}"
        self.becomes = dict.fromkeys(self.suffixes, ending) if options.flatten else {}

    @calm()
    def load(self, source: Path) -> Document:
        package, book = self._cleaned(source)
        children, dropped = (*attachments(package), *attached(package)), counted(package.dropped)
        return Document(source, MEDIA_TYPE, tuple(parts(book)), children, dropped, held=book.kept())

    @calm()
    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        package, book = self._cleaned(document.source, document.held if isinstance(document.held, Kept) else None)
        before, plan = Before.of(book), planned(book, self._treatment(changes.release))
        changed = put(book, changes.edits)
        put_pictures(package, changes.children)
        put_enclosed(package, changes.children)
        cut_pictures(package)
        notes = self._without_notes(book, changes.release)
        notes += settle(book, changed, before, plan)
        match self.options.flatten:
            case "csv":
                target.write_bytes(as_csv(book))
            case "pdf":
                target.write_bytes(as_pdf([*flat_sheets(book)]))
            case _:
                target.write_bytes(package.save())
        return Copied(notes=(*notes, LOST) if self.options.flatten else tuple(notes))

    @calm()
    def reopen(self, target: Path) -> Document:
        if self.options.flatten:
            return reopened_flat(target)
        parts, pictures = reopened_parts(target, self.options.largest)
        children = tuple(Attachment(f"picture{n}", name, data) for n, (name, data) in enumerate(pictures, 1))
        return Document(target, MEDIA_TYPE, parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a workbook, whoever made it, or a flat copy holds without showing it. Raises ``UnreadableError``."""
        if self.options.flatten and path.suffix.lower() in {".csv", ".pdf"}:
            return unseen_flat(path)
        return unseen_in_workbook(path, keeps_hidden=self.options.hidden == "keep", largest=self.options.largest)

    def _treatment(self, release: Release) -> Literal["drop", "show", "keep"]:
        what = treatment(self.options.hidden, release)
        return "drop" if what == "keep" and self.options.flatten else what

    def _without_notes(self, book: Book, release: Release) -> list[str]:
        """Leave notes out where the policy says so, or to a copy for everybody; what was done, in plain words."""
        option = self.options.comments
        if option == "keep" or (option == "by release" and release is not Release.OPEN):
            return []
        count = sum(drop_notes(book.package, sheet.member) for sheet in book.sheets)
        return [*counted({"notes left out": count})]

    def _cleaned(self, source: Path, kept: Kept | None = None) -> tuple[SheetPackage, Book]:
        uses = {**USES, **(ENCLOSED if self.options.embedded == "redact" else {})}
        package = SheetPackage.of(source, uses, self.options.largest, kept.inside if kept else ())
        return package, Book(package, clean(package), kept)
