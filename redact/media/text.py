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


class TextHandler:
    """Opens and writes plain text: notes, Markdown, logs, subtitles.

    Markdown and subtitles are treated as the characters that they are; their marks are neither read nor checked.
    Pictures embedded as ``data:`` addresses are replaced by a notice.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset(
        {
            ".txt",
            ".text",
            ".md",
            ".markdown",
            ".rst",
            ".log",
            ".asc",
            ".srt",
            ".vtt",
            ".ini",
            ".cfg",
            ".conf",
            ".toml",
            ".yaml",
            ".yml",
        }
    )

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
