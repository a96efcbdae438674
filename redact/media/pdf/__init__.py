"""PDF: words, pixels and outlines truly taken out, and nothing left of what nobody sees."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.types import Document

__all__ = ["PdfHandler"]


class PdfHandler:
    """Opens and writes PDF files.

    Offers each page's text (its characters aligned to boxes in the page's picture), each page's picture, the addresses
    of links, the titles of bookmarks, and the embedded files. All else that a PDF can hold is dropped by ``write``:
    information and metadata, form fields and notes (what they show becomes part of the page), scripts, tags, hidden
    layers, signatures, page labels, earlier versions. Glyphs, pixels and outlines under a box are removed, not covered;
    a page that cannot be taken apart safely becomes a picture of itself. Written files are not encrypted.

    It does not close the hole's width as a clue to the word that stood there, does not re-subset fonts, and does not
    keep the tags that make a PDF accessible.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """None."""

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".pdf"})

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or self.Options()

    def load(self, source: Path) -> Document:
        from redact.media.pdf.offer import offered
        from redact.media.pdf.prepare import prepared

        with prepared(source) as ready:
            return offered(source, ready)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        from redact.media.pdf.attachments import add_attachments
        from redact.media.pdf.bookmarks import add_bookmarks
        from redact.media.pdf.changes import edited_bookmarks, kept_links, patches_of, wanted
        from redact.media.pdf.links import add_links
        from redact.media.pdf.prepare import prepared, save_whole
        from redact.media.pdf.removal import remove

        with prepared(document.source) as ready:
            edits = wanted(changes)
            patches = patches_of(edits, document, ready)
            remove(ready, patches)
            add_links(ready.pdf, kept_links(ready.links, edits, patches))
            add_bookmarks(ready.pdf, edited_bookmarks(ready.bookmarks, edits))
            add_attachments(ready.pdf, ready.attachments, changes.children)
            save_whole(ready.pdf, target)

    def reopen(self, target: Path) -> Document:
        from redact.media.pdf.evidence import reopened

        return reopened(target)
