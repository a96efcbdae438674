"""OpenDocument files: texts, workbooks, slides, drawings, edited in place in the XML; read back by other parsers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.checklist import Hidden, treatment
from redact.media.odf import gate
from redact.media.odf.clean import clean
from redact.media.odf.comments import drop_comments, drop_notes
from redact.media.odf.hidden import treat
from redact.media.odf.package import KINDS, OdfFile, opened
from redact.media.odf.pictures import Inner, inner_files, put_back
from redact.media.odf.reopen import reopened
from redact.media.odf.settle import Before, drop_hidden, settle
from redact.media.odf.slots import language_of, slots
from redact.media.ooxml.package import counted
from redact.media.ooxml.slots import apply
from redact.media.source import LARGEST, contents
from redact.types import Document, Release, Unseen

_ByRelease = Literal["by release", "drop", "keep"]


class OdfHandler:
    """Opens and writes files of OpenDocument, packed or flat.

    Parts are paragraphs and headings wherever they stand, with spans, links and notes whole; cells of sheets as they
    are shown, and their values where they say more; names of sheets, ranges and slides; alternative texts, addresses,
    words in formulas and labels; title, subject and keywords. Pictures and embedded objects (charts, formulas, other
    documents) are children: a picture that is withheld becomes a grey box, an object goes.

    Tracked changes are accepted. Fields become what they show. Macros, forms, events, authors, dates, statistics,
    pivot tables, filters, rules for input, links to other files, live data, previews, earlier versions, signatures,
    settings and everything that the standard does not know are dropped. What an author hid is left out of copies for
    everybody and shown in others; so are comments and notes of speakers.
    It does not lay pages out, and it does not recalculate.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused.

        ``hidden``, ``notes``, ``comments``: what becomes of what an author hid, of speaker's notes, of comments.
        """

        largest: int = LARGEST
        hidden: Hidden = "by release"
        notes: _ByRelease = "by release"
        comments: _ByRelease = "by release"

    version = "1"
    models: tuple[str, ...] = ()
    checks: tuple[str, ...] = gate.CHECKS
    suffixes: ClassVar[frozenset[str]] = frozenset(KINDS)

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        file, inner = self._cleaned(source)
        language = language_of(file)
        parts = tuple(slot.part(language) for slot in slots(file))
        return Document(source, file.media_type, parts, tuple(inner.attachments()), counted(file.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        file, inner = self._cleaned(document.source)
        before = Before.of(file)
        settle(file, apply(slots(file), changes.edits), before)
        notes = self._treated(file, before, changes.release)
        put_back(file, inner, changes.children)
        target.write_bytes(file.save())
        return Copied(notes=notes)

    def reopen(self, target: Path) -> Document:
        """The file through the standard library's parsers, and each member raw."""
        parts, children = reopened(target, self.options.largest)
        return Document(target, opened(contents(target, self.options.largest)).media_type, parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        return gate.unseen(path, self.options.largest, keeps_hidden=self.options.hidden == "keep")

    def _cleaned(self, source: Path) -> tuple[OdfFile, Inner]:
        file = OdfFile.open(source, self.options.largest)
        clean(file)
        return file, inner_files(file)

    def _treated(self, file: OdfFile, before: Before, release: Release) -> tuple[str, ...]:
        """Do with comments, notes and hidden things what the options say; what was done, in plain words."""
        goes = {"drop", "by release" if release is Release.OPEN else "drop"}
        said = drop_comments(file) if self.options.comments in goes else ()
        said += drop_notes(file) if self.options.notes in goes else ()
        how = treatment(self.options.hidden, release)
        if how == "keep":
            return said
        return (*said, *(drop_hidden(file, before) if how == "drop" else treat(file, "show")))
