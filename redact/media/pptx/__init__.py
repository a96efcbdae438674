"""Presentations: the words of slides, notes, comments and masters, edited in place; read back by python-pptx."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, Literal

import msgspec

from redact.contracts import Changes, Copied
from redact.media.checklist import Hidden, treatment
from redact.media.ooxml.crops import cut_pictures
from redact.media.ooxml.enclosed import attached, put_enclosed
from redact.media.ooxml.gate import Opened
from redact.media.ooxml.package import Package, counted
from redact.media.ooxml.pictures import attachments, put_pictures
from redact.media.ooxml.slots import apply
from redact.media.pptx import gate
from redact.media.pptx.clean import USES, clean, slides_of
from redact.media.pptx.comments import drop_comments, drop_notes, unsign
from redact.media.pptx.films import put_films
from redact.media.pptx.hiding import drop, show, size_of
from redact.media.pptx.reopen import reopened
from redact.media.pptx.shown import drop_hidden_slides, show_hidden_slides
from redact.media.pptx.slots import language_of, slots
from redact.media.source import LARGEST
from redact.types import Document, Release, Unseen

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_ByRelease = Literal["by release", "drop", "keep"]


class PptxHandler:
    """Opens and writes presentations of PowerPoint 2007 and later.

    Parts are the paragraphs of slides, tables, charts, diagrams, notes, masters and layouts, comments, labels such as
    alternative texts, addresses of links, and what the properties say the file is about. Pictures, films, sounds and
    files inside are children; a picture that is withheld becomes a grey box, a film or a file goes. Cut-off rims of
    pictures go, and shapes that lie outside of their slide. Macros, tags, fonts, views, sections, custom shows, masters
    of handouts, comments of the newer kind and everything about the authors are dropped. It does not see letters in
    the colour of what lies behind them.
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
    suffixes: ClassVar[frozenset[str]] = frozenset({".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm"})
    checks = gate.CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        package, main = self._cleaned(source)
        language = language_of(package, main)
        parts = tuple(slot.part(language) for slot in slots(package, main))
        children = (*attachments(package), *attached(package))
        return Document(source, MEDIA_TYPE, parts, children, counted(package.dropped))

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        package, main = self._cleaned(document.source)
        apply(slots(package, main), changes.edits)
        films = put_films(package, changes.children)
        put_pictures(package, {key: child for key, child in changes.children.items() if key in package.pictures})
        package.pictures |= films
        put_enclosed(package, changes.children)
        notes = self._settled(package, main, changes.release)
        package.sweep()
        target.write_bytes(package.save())
        return Copied(notes=notes)

    def reopen(self, target: Path) -> Document:
        parts, children = reopened(target, self.options.largest)
        return Document(target, MEDIA_TYPE, parts, children)

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What the presentation holds and does not show."""
        opened = Opened.of(path, self.options.largest)
        return gate.unseen(opened, hidden_stays=self.options.hidden == "keep")

    def _cleaned(self, source: Path) -> tuple[Package, str]:
        package = Package.open(source, USES, self.options.largest)
        main = clean(package)
        cut_pictures(package)
        return package, main

    def _settled(self, package: Package, main: str, release: Release) -> tuple[str, ...]:
        """Do with what an author hid, noted and commented as the policy says; what was done, in plain words."""
        said = {}
        if self._goes(self.options.notes, release):
            said["slides' notes left out"] = drop_notes(package)
        if self._goes(self.options.comments, release):
            said["comments left out"] = drop_comments(package)
        unsign(package)
        done = treatment(self.options.hidden, release)
        if done != "keep":
            said |= _unhide(package, main, drops=done == "drop")
        return counted(said)

    def _goes(self, option: _ByRelease, release: Release) -> bool:
        return option == "drop" or (option == "by release" and release is Release.OPEN)


def _unhide(package: Package, main: str, *, drops: bool) -> dict[str, int]:
    size = size_of(package.xml(main))
    slides = drop_hidden_slides(package, main) if drops else show_hidden_slides(package)
    treat = drop if drops else show
    things = sum(treat(package.xml(slide), size) for slide in slides_of(package))
    done = "left out" if drops else "shown"
    return {f"hidden slides {done}": slides, f"hidden shapes and letters {done}": things}
