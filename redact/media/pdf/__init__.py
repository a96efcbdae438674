"""PDF: words, pixels and outlines truly taken out, and nothing left of what nobody sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.calm import calm
from redact.types import Document, Release, Unseen

__all__ = ["PdfHandler"]


class PdfHandler:
    """Opens and writes PDF files.

    Offers each page's text (its characters aligned to boxes in the page's picture), each page's picture, the addresses
    of links, the titles of bookmarks, descriptions of pictures, and the embedded files. Tags are kept, without words
    but those descriptions, and how pages are numbered. All else that a PDF can hold is dropped by ``write``:
    information and metadata, form fields and notes (what they show becomes part of the page), scripts, hidden layers,
    signatures, earlier versions, words and pixels that nobody sees. Glyphs, pixels and outlines under a box are
    removed, not covered, and fonts keep only what is still shown; a page that cannot be taken apart safely becomes a
    picture of itself, with the words that stay below it. Written files are not encrypted.

    In copies for everybody the lines around a hole are set anew, so that its width is no clue to the word that stood
    there; where it lies on a picture or its page becomes one, the width still shows, and that is noted. That a line was
    broken where it was also tells a little, in every copy, and so do gaps in the numbers of an embedded font's glyphs.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """How holes are left, and how locked files are opened.

        ``exact`` leaves everything beside a hole where it was, ``fixed`` sets the lines around holes anew so that
        nothing tells how wide they were. Without a choice it is ``fixed`` in copies for everybody, else ``exact``.

        ``passwords`` names a file of passwords for locked PDFs, one a line, which are tried in turn; without it, the
        variable REDACT_PDF_PASSWORDS may name one.
        """

        holes: Literal["fixed", "exact"] | None = None
        passwords: str = ""

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".pdf"})

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or self.Options()

    @calm()
    def load(self, source: Path) -> Document:
        from redact.media.pdf.freed import give_back
        from redact.media.pdf.gate import left_out
        from redact.media.pdf.offer import offered
        from redact.media.pdf.passwords import passwords_in
        from redact.media.pdf.prepare import prepared

        passwords = passwords_in(self.options.passwords)
        ready = prepared(source, passwords)
        give_back(len(ready.frames))
        document = replace(offered(source, ready), dropped=left_out(source, passwords))
        give_back(len(ready.frames))
        return document

    @calm()
    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        from redact.media.pdf.attachments import add_attachments
        from redact.media.pdf.bookmarks import add_bookmarks
        from redact.media.pdf.changes import edited_bookmarks, edited_tags, kept_links, patches_of, wanted
        from redact.media.pdf.freed import give_back
        from redact.media.pdf.links import add_links
        from redact.media.pdf.origins import Origins
        from redact.media.pdf.page_labels import add_numberings
        from redact.media.pdf.passwords import passwords_in
        from redact.media.pdf.prepare import Prepared, prepared
        from redact.media.pdf.removal import remove
        from redact.media.pdf.saving import save_whole
        from redact.media.pdf.subset import cut_fonts
        from redact.media.pdf.tags_holes import holes_of
        from redact.media.pdf.tags_writing import add_tags
        from redact.media.pdf.whole_fonts import without_whole_fonts

        held, passwords = document.held, passwords_in(self.options.passwords)
        ready = held if isinstance(held, Prepared) else prepared(document.source, passwords)
        edits = wanted(changes)
        patches = patches_of(edits, document, ready)
        holes = self.options.holes or ("fixed" if changes.release is Release.OPEN else "exact")
        with ready.draft() as draft:
            removed = remove(draft, patches, holes)
            removed.pictures.update(without_whole_fonts(draft, cut_fonts(draft.pdf)))
            links = add_links(draft.pdf, kept_links(ready.links, edits, patches, removed.lines))
            add_bookmarks(draft.pdf, edited_bookmarks(ready.bookmarks, edits))
            add_attachments(draft.pdf, ready.attachments, changes.children)
            add_numberings(draft.pdf, ready.numberings)
            if ready.tags:
                tags = edited_tags(ready.tags, edits, patches, removed.lines)
                add_tags(draft.pdf, tags, links, holes_of(document, removed, ready.frames))
            save_whole(draft.pdf, target)
        give_back(len(ready.frames))
        return Copied(removed.moved, removed.notes, Origins(ready.frames, removed.shifts).of)

    @calm()
    def reopen(self, target: Path) -> Document:
        from redact.media.pdf.evidence import reopened

        return reopened(target)

    @calm()
    def unseen(self, path: Path) -> list[Unseen]:
        from redact.media.pdf.gate import unseen
        from redact.media.pdf.passwords import passwords_in

        return unseen(path, passwords_in(self.options.passwords))
