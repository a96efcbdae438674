"""XML of any kind: every text and every attribute is a part under the name that says what it is.

Drawings (.svg) are read as XML as well: their words and their pictures, no code.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes, Copied
from redact.errors import UnreadableError
from redact.media.checklist import Hidden, treatment
from redact.media.encoding import Decoded, decoded
from redact.media.path_rules import Rules
from redact.media.source import contents
from redact.media.splice import Splice, spliced
from redact.media.xml.drawing import Covered, check_letters, covered, out_of, shown
from redact.media.xml.gate import CHECKS, unseen_in
from redact.media.xml.opened import children, count_kept, opened, parts, splices, taken_out, without_files
from redact.media.xml.paths import pattern
from redact.media.xml.plain import Plain, plain
from redact.media.xml.reread import reread
from redact.media.xml.spaces import renamed
from redact.media.xml.tokens import DECLARATION
from redact.types import Document, Unseen

LARGEST = 256 << 20
_KNOWN_TO_ALL = frozenset("utf-8 utf-16 utf-16-le utf-16-be iso-8859-1 us-ascii ascii windows-1252 cp1252".split())
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{2,40})""")
_WIDE = {b"<\x00?\x00": "utf-16-le", b"\x00<\x00?": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


class XmlHandler:
    """Opens and writes XML. What is not changed keeps its characters, and the file its encoding.

    What goes: comments, instructions to programs, document types (entities that they declare are put in where they
    are named, those in other files refuse the file), and of drawings code, metadata and what drawing programs keep for
    themselves. Files inside it (``data:`` addresses, base64 of a known type) are redacted as such. The names of
    elements and attributes, and name spaces, are taken for the schema and not for content.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, ``most_values``: texts and attributes above which a file is refused.

        ``paths``: by path ("//patient/@nhs", "/a/b/*") an entity type, "drop" or "keep"; the first that fits counts.
        ``hidden``: what becomes of that which a drawing does not show.
        """

        largest: int = LARGEST
        most_values: int = 2_000_000
        paths: dict[str, str] = {}
        hidden: Hidden = "by release"

        def __post_init__(self) -> None:
            Rules.of(self.paths, pattern)

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(
        """.xml .xsd .xsl .xslt .rss .atom .gpx .kml .tcx .svg .plist .xmp .rdf .owl .opml .xlf .xliff .tmx .resx .wsdl
        .fb2 .tei .dita .ttml .mods .xbrl .musicxml""".split()
    )
    checks = CHECKS

    def __init__(self, options: Options) -> None:
        self.options = options
        self._rules = Rules.of(options.paths, pattern)

    def load(self, source: Path) -> Document:
        bare = self._plain(self._decoded(source))
        if bare.is_drawing:
            check_letters(bare.text)
        file = opened(bare.text, self._rules, self.options.most_values)
        kept = count_kept(file)
        notes = [f"{kept} values stand as they were: the policy's rules for paths keep them"] if kept else []
        if bare.is_drawing:
            notes.append("shapes of the drawing were not looked at, only its words and pictures")
        return Document(
            source, _media_type(bare), tuple(parts(file)), tuple(children(file)), bare.dropped, tuple(notes)
        )

    def write(self, document: Document, changes: Changes, target: Path) -> Copied:
        form = self._decoded(document.source)
        bare = self._plain(form)
        file = opened(bare.text, self._rules, self.options.most_values)
        new = list(splices(file, changes, form.encoding))
        new += renamed(bare.text, list(taken_out(file, changes.edits)))
        hidden = covered(bare.text) if bare.is_drawing else []
        how = treatment(self.options.hidden, changes.release)
        if hidden and how != "keep":
            new = _with_hidden(new, hidden, drop=how == "drop")
        text = spliced(bare.text, new)
        target.write_bytes(form.mark + text.encode(form.encoding))
        done = {"drop": "left out", "show": "shown in the copy", "keep": "still hidden in the copy"}[how]
        return Copied(notes=(f"{len(hidden)} hidden pieces of the drawing {done}",) if hidden else ())

    def reopen(self, target: Path) -> Document:
        """The file through another parser, and its text."""
        form = self._decoded(target)
        bare = self._plain(form)
        file = opened(bare.text, self._rules, self.options.most_values)
        data = contents(target, self.options.largest) if form.encoding in _KNOWN_TO_ALL else _undeclared(form.text)
        found = tuple(reread(data, without_files(file), self._rules))
        return Document(target, _media_type(bare), found, tuple(children(file)))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What a file, whoever made it, holds beside its words."""
        yield from unseen_in(self._decoded(path).text, hidden_is_kept=self.options.hidden == "keep")

    def _plain(self, form: Decoded) -> Plain:
        return plain(form.text, self._rules)

    def _decoded(self, source: Path) -> Decoded:
        data = contents(source, self.options.largest)
        if data.startswith(b"bplist"):
            raise UnreadableError("a property list in binary form", "save it as XML")
        return read(data)


def read(data: bytes) -> Decoded:
    """The text of XML in the encoding that it declares, UTF-8 without one. Raises ``UnreadableError``."""
    declared = _DECLARED.search(data[:400])
    name = (
        declared[1].decode("ascii")
        if declared
        else next((of for sign, of in _WIDE.items() if data.startswith(sign)), "utf-8")
    )
    form = decoded(data, name, exact=False)
    try:
        family = codecs.lookup(name).name
    except LookupError:
        raise UnreadableError("XML in an encoding that is not known here", "save it as UTF-8") from None
    if not form.mark and codecs.lookup(form.encoding).name != family:
        raise UnreadableError("damaged XML: not in the encoding that it declares")
    return form


def _undeclared(text: str) -> bytes:
    """The same in UTF-8, for parsers that do not know its encoding."""
    return DECLARATION.sub("", text).strip().encode("utf-8")


def _with_hidden(new: list[Splice], hidden: list[Covered], *, drop: bool) -> list[Splice]:
    """The changes outside of what is hidden, and what takes that out or shows it."""
    closed = [(one.start, one.end if drop else one.tag_end) for one in hidden]
    outside = [one for one in new if not any(start <= one[0] < end for start, end in closed)]
    return [*outside, *(out_of(hidden) if drop else shown(hidden))]


def _media_type(bare: Plain) -> str:
    return "image/svg+xml" if bare.is_drawing else "application/xml"
