"""Subtitles: what is spoken is one text, who speaks is another; times and numbers stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.media import checklist
from redact.media.embedded import without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.source import LARGEST, contents
from redact.media.splice import Splice, by_part, edited, spliced, splices_of
from redact.media.subtitles.cues import Captions, Piece, captions
from redact.types import Document, Modality, Part, Unseen

_SAID = "said"
_ANY_TAG = re.compile(r"<[^<>\n]*>")


class SubtitlesHandler:
    """Opens and writes subtitles: SubRip (.srt), WebVTT (.vtt), YouTube's (.sbv).

    Parts are all that is said, captions one below the other, and each speaker whom WebVTT names. Remarks, styles,
    names of captions, fonts, colours and classes are dropped.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".srt", ".vtt", ".sbv"})
    checks = (checklist.HIDDEN_CONTENT,)

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        _, shown = self._opened(source)
        dropped = ("remarks, styles and names of captions",) if _rest(shown) else ()
        return Document(source, _media_type(source), tuple(_parts(shown)), dropped=dropped)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form, shown = self._opened(document.source)
        edits = by_part(changes.edits)
        said = splices_of(edits.get(_SAID, ()), len(shown.said))
        gone: Iterator[Splice] = ((piece.start, piece.end, "") for piece in shown.of("rest"))
        voices = (
            (piece.start, piece.end, _plain(edited(shown.text[piece.start : piece.end], edits[f"voice{number}"])))
            for number, piece in enumerate(shown.of("voice"), 1)
            if f"voice{number}" in edits
        )
        new = spliced(shown.text, (*gone, *voices, *((a, b, _line(text)) for a, b, text in shown.splices(said))))
        target.write_bytes(encoded(new, form))

    def reopen(self, target: Path) -> Document:
        """The file without its marks, as a player would say it, and as it stands."""
        text = decoded(contents(target, self.options.largest)).text
        said = Part(_SAID, Modality.TEXT, _ANY_TAG.sub("", text), place="all that is said")
        return Document(target, _media_type(target), (said, Part("raw", Modality.TEXT, text, place="text", raw=True)))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """What the file holds that no player shows."""
        _, shown = self._opened(path)
        amount = sum(piece.end - piece.start for piece in _rest(shown))
        if amount:
            yield Unseen("text that is not shown", "the file", amount, check=checklist.HIDDEN_CONTENT)

    def _opened(self, source: Path) -> tuple[Decoded, Captions]:
        form = decoded(contents(source, self.options.largest))
        text = without_data(form.text)
        return form, captions(text, web=source.suffix.lower() == ".vtt")


def _parts(shown: Captions) -> Iterator[Part]:
    if shown.said.strip():
        yield Part(_SAID, Modality.TEXT, shown.said, place="all that is said")
    for number, piece in enumerate(shown.of("voice"), 1):
        text = shown.text[piece.start : piece.end]
        yield Part(f"voice{number}", Modality.TEXT, text, place=f"speaker {number}", context="speaker")


def _rest(shown: Captions) -> list[Piece]:
    return [piece for piece in shown.of("rest") if shown.text[piece.start : piece.end].strip()]


def _line(text: str) -> str:
    """New words, on one line and without marks of their own: a caption ends at an empty line."""
    return " ".join(_plain(text).split()) if "\n" in text or "\r" in text else _plain(text)


def _plain(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›").replace("-->", "→")


def _media_type(path: Path) -> str:
    return "text/vtt" if path.suffix.lower() == ".vtt" else "application/x-subrip"
