"""Plain text: one part, written back with the same encoding, byte order mark and line ends."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media.embedded import without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited
from redact.types import Document, Modality, Part

_ID = "t"
PROSE = frozenset(".txt .text .md .markdown .rst .log .asc .adoc .org .tex .bib .nfo .out .err".split())
SETTINGS = frozenset(".ini .cfg .conf .toml .yaml .yml .env .properties .reg .tf .hcl .ldif".split())
SOURCE = frozenset(
    (
        ".py .pyi .js .mjs .cjs .ts .jsx .tsx .java .kt .scala .groovy .c .h .cc .cpp .hpp .cs .fs .vb .bas .go .rs"
        " .swift .rb .php .pl .pm .lua .r .jl .m .sql .sh .bash .zsh .ps1 .psm1 .bat .cmd .css .scss .less .vue .svelte"
        " .dart .ex .exs .erl .hs .clj .lisp .el .asm .proto .graphql .cmake .gradle .diff .patch .sas .do .sps"
    ).split()
)


class TextHandler:
    """Opens and writes plain text: notes, Markdown, logs, settings, source code.

    All are treated as the characters that they are; marks and syntax are neither read nor checked.
    Pictures embedded as ``data:`` addresses are replaced by a notice.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = PROSE | SETTINGS | SOURCE

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        part = Part(_ID, Modality.TEXT, self._decoded(source).text, place="text")
        return Document(source, "text/plain", (part,))

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form = self._decoded(document.source)
        target.write_bytes(encoded(edited(form.text, by_part(changes.edits).get(_ID, [])), form))

    def reopen(self, target: Path) -> Document:
        data = contents(target, self.options.largest)
        parts = (
            Part(_ID, Modality.TEXT, decoded(data).text, place="text"),
            Part("raw", Modality.TEXT, data.decode("utf-8", "replace"), place="bytes of the file", raw=True),
        )
        return Document(target, "text/plain", parts)

    def _decoded(self, source: Path) -> Decoded:
        form = decoded(contents(source, self.options.largest))
        return Decoded(without_data(form.text), form.encoding, form.mark)
