"""Web pages: the text by block, the attributes that say something, the pictures inside; code and comments go."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.encoding import decoded
from redact.media.html.page import markup, opened, parts, pictures
from redact.media.html.reread import reread
from redact.media.source import LARGEST, contents
from redact.types import Document

_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)


class HtmlHandler:
    """Opens and writes web pages. The copy is UTF-8 and holds text, tables, lists, links, forms and embedded pictures.

    What goes: scripts, style sheets, comments, ``meta``, frames, drawings, film and sound, pictures that stand on
    another machine, and every element or attribute that HTML does not know. Inline styles keep measures and colours.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".html", ".htm", ".xhtml"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        page = opened(self._text(source))
        return Document(source, "text/html", tuple(parts(page)), tuple(pictures(page)))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        target.write_bytes(markup(opened(self._text(document.source)), changes).encode("utf-8"))

    def reopen(self, target: Path) -> Document:
        """The page through another parser, and its source."""
        text = self._text(target)
        return Document(target, "text/html", tuple(reread(text)), tuple(pictures(opened(text))))

    def _text(self, source: Path) -> str:
        data = contents(source, self.options.largest)
        declared = _DECLARED.search(data[:4096])
        return decoded(data, declared[1].decode("ascii", "ignore") if declared else "", exact=False).text
