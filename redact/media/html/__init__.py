"""Web pages: the text by block, the attributes that say something, the pictures inside; code and comments go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes, Copied
from redact.media.checklist import Hidden, treatment
from redact.media.encoding import decoded
from redact.media.html.gate import CHECKS, unseen_in
from redact.media.html.page import Page, lost, markup, opened, parts, pictures, xhtml
from redact.media.html.reread import reread
from redact.media.source import LARGEST, contents
from redact.types import Document, Release, Unseen

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)


class HtmlHandler:
    """Opens and writes web pages. The copy is UTF-8 and holds text, tables, lists, links, forms and embedded pictures.

    What goes: scripts, style sheets, comments, ``meta``, frames, drawings, film and sound, pictures that stand on
    another machine, and every element or attribute that HTML does not know. Inline styles keep measures and colours.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused. ``hidden``: what becomes of that which it does not show."""

        largest: int = LARGEST
        hidden: Hidden = "by release"

    version = "2"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".html", ".htm", ".xhtml"})
    checks = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        text = self._text(source)
        page = opened(text, xml=_is_xml(source))
        dropped = lost(unseen_in(text, xml=_is_xml(source)))
        return Document(source, "text/html", tuple(parts(page)), tuple(pictures(page)), dropped=dropped)

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        as_xml = _is_xml(document.source)
        page = opened(self._text(document.source), xml=as_xml)
        notes = tuple(notes_on(page, self.options.hidden, changes.release))
        write = xhtml if as_xml else markup
        target.write_bytes(write(page, changes, hidden=self.options.hidden).encode("utf-8"))
        return Copied(notes=notes)

    def reopen(self, target: Path) -> Document:
        """The page through another parser, and its source."""
        text = self._text(target)
        page = opened(text, xml=_is_xml(target))
        return Document(target, "text/html", tuple(reread(text)), tuple(pictures(page)))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a page, whoever made it, holds without showing it."""
        yield from unseen_in(self._text(path), xml=_is_xml(path), hidden_is_kept=self.options.hidden == "keep")

    def _text(self, source: Path) -> str:
        data = contents(source, self.options.largest)
        declared = _DECLARED.search(data[:4096])
        return decoded(data, declared[1].decode("ascii", "ignore") if declared else "", exact=False).text


def notes_on(page: Page, hidden: Hidden, release: Release) -> Iterator[str]:
    """What a reader of the record should know of that which a page hid."""
    done = {"drop": "left out", "show": "shown in the copy", "keep": "still hidden in the copy"}
    if page.hidden:
        yield f"{len(page.hidden)} hidden pieces of the page {done[treatment(hidden, release)]}"


def _is_xml(path: Path) -> bool:
    return path.suffix.lower() == ".xhtml"
