"""RTF: text edited in place between its control words, pictures as files of their own; read back by striprtf."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.checklist import Hidden, treatment
from redact.media.ooxml.package import counted
from redact.media.ooxml.slots import apply
from redact.media.rtf import gate
from redact.media.rtf.pieces import RtfFile
from redact.media.rtf.read import read
from redact.media.rtf.reopen import reopened
from redact.media.rtf.treat import drop_comments, put_pictures, treat_hidden
from redact.media.source import LARGEST, contents
from redact.types import Document, Release, Unseen

MEDIA_TYPE = "application/rtf"


class RtfHandler:
    """Opens and writes RTF files.

    Parts are the paragraphs of the text, tables, headers, footers, notes, comments and text boxes, addresses of links,
    alternative texts of shapes and words of numbering. What was not changed keeps its bytes. PNG and JPEG pictures are
    children; others, and those that are withheld, become grey.

    Tracked changes are accepted; fields become what they show. Properties, variables, bookmarks, embedded objects,
    equations, previews, custom data, names of styles and of who wrote comments, and every destination or control word
    that is not known are dropped. What an author hid is left out of copies for everybody and shown in others; comments
    stay in the others, without their authors.
    It does not lay pages out, and it does not read the text inside embedded objects.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused.

        ``hidden``, ``comments``: what becomes of hidden text, and of comments.
        """

        largest: int = LARGEST
        hidden: Hidden = "by release"
        comments: Literal["by release", "drop", "keep"] = "by release"

    version = "1"
    models: tuple[str, ...] = ()
    checks: tuple[str, ...] = gate.CHECKS
    suffixes: ClassVar[frozenset[str]] = frozenset({".rtf"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        file = read(contents(source, self.options.largest))
        parts = tuple(slot.part() for slot in file.slots())
        return Document(source, MEDIA_TYPE, parts, tuple(file.attachments()), counted(file.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        file = read(contents(document.source, self.options.largest))
        apply(file.slots(), changes.edits)
        notes = self._treated(file, changes.release)
        put_pictures(file, changes.children)
        target.write_bytes(file.save())
        return Copied(notes=notes)

    def reopen(self, target: Path) -> Document:
        """The text through striprtf, and all that the bytes say, decoded."""
        parts, children = reopened(contents(target, self.options.largest))
        return Document(target, MEDIA_TYPE, parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        return gate.unseen(contents(path, self.options.largest), keeps_hidden=self.options.hidden == "keep")

    def _treated(self, file: RtfFile, release: Release) -> tuple[str, ...]:
        """Do with comments and hidden text what the options say; what was done, in plain words."""
        goes = {"drop", "by release" if release is Release.OPEN else "drop"}
        notes = drop_comments(file) if self.options.comments in goes else ()
        how = treatment(self.options.hidden, release)
        return notes if how == "keep" else (*notes, *treat_hidden(file, how))
