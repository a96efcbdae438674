"""Subtitle files cut into what is spoken and what only says when and how: the words stand together as one text.

A name may begin in one caption and end in the next, so all captions are one text. WebVTT marks who speaks
(``<v Sarah>``) and may carry remarks, styles and names of captions: the speakers are texts of their own, the rest goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from redact.errors import UnreadableError
from redact.media.splice import Splice

_TIMES = re.compile(
    r"[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,:]\d{1,3}[ \t]*(?:-->|,)[ \t]*(?:\d+:)?\d{1,2}:\d{1,2}[.,:]\d{1,3}"
)
_SETTINGS = re.compile(r"[ \t]+(?:(?:vertical|line|position|size|align|X1|X2|Y1|Y2):[\w.,%+\-]+[ \t]*)*$")
_TAG = re.compile(r"</?[^<>\n]*>|\{\\[^{}\n]*\}")
_VOICE = re.compile(r"<v(?:\.[^ \t<>]*)?[ \t]+([^<>\n]+)>")
_FORM = re.compile(r"</?(?:[biucv]|ruby|rt|font)>|<\d\d:\d\d[\d:.]*>|</?(?:b|i|u)>|\{\\an?\d{1,2}\}", re.IGNORECASE)
_MARK = re.compile(r"\ufeff?WEBVTT")
_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the file: ``kind`` is "said" (words), "voice" (who speaks), "form" (stays) or "rest" (goes)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Captions:
    """A subtitle file: its text, and where in it is what."""

    text: str = field(repr=False)
    pieces: tuple[Piece, ...]

    @property
    def said(self) -> str:
        """All that is spoken, a line for each line."""
        return "\n".join(self.text[piece.start : piece.end] for piece in self.of("said"))

    def of(self, kind: str) -> list[Piece]:
        """The stretches of one kind, in order."""
        return [piece for piece in self.pieces if piece.kind == kind]

    def splices(self, edits: Sequence[Splice]) -> Iterator[Splice]:
        """The same changes to what is said, as changes to the file: what spans lines stands in the first of them."""
        said = self.of("said")
        starts = list(accumulate((piece.end - piece.start + 1 for piece in said), initial=0))
        for start, end, new in edits:
            rest = new
            for piece, at in zip(said, starts, strict=False):
                first, last = max(start, at), min(end, at + piece.end - piece.start)
                if first < last:
                    yield self._splice(piece.start + first - at, piece.start + last - at, rest)
                    rest = ""

    def _splice(self, start: int, end: int, new: str) -> Splice:
        """A line that nothing is left of goes with its end: an empty one would end the caption."""
        whole = not new and self.text[start - 1 : start] in {"\n", "\r"}
        line_end = _END.match(self.text, end) if whole else None
        return start, line_end.end() if line_end else end, new


def captions(text: str, *, web: bool) -> Captions:
    """Cut a file. *web* is for WebVTT. Raises ``UnreadableError`` for a text in which nothing says when it is shown."""
    pieces: list[Piece] = []
    inside, found = False, False
    if web and not text.lstrip("\ufeff").startswith("WEBVTT"):
        raise UnreadableError("no WebVTT, whatever its name says", "check what it is and name it accordingly")
    for start, end in _lines(text):
        line = text[start:end]
        if not line.strip():
            inside = False
            pieces.append(Piece("form", start, end))
        elif inside:
            pieces.extend(_spoken(text, start, end))
        elif times := _TIMES.match(line):
            inside = found = True
            pieces.extend(_timed(line, start, times.end()))
        else:
            pieces.extend(_between(line, start, web=web))
    if not found:
        raise UnreadableError("no subtitles, whatever its name says", "name it for what it is")
    return Captions(text, tuple(pieces))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Every line without its end."""
    for match in _LINE.finditer(text):
        line = match[0].rstrip("\r\n")
        if match[0]:
            yield match.start(), match.start() + len(line)


def _between(line: str, start: int, *, web: bool) -> Iterator[Piece]:
    """A line outside of captions: the number of one and the mark of the format stay."""
    mark = _MARK.match(line) if web and start <= 1 else None
    kept = len(line) if line.strip().isdecimal() else mark.end() if mark else 0
    yield Piece("form", start, start + kept)
    yield Piece("rest", start + kept, start + len(line))


def _timed(line: str, start: int, end: int) -> Iterator[Piece]:
    yield Piece("form", start, start + end)
    rest = "form" if _SETTINGS.fullmatch(line[end:] + " ") or not line[end:] else "rest"
    yield Piece(rest, start + end, start + len(line))


def _spoken(text: str, start: int, end: int) -> Iterator[Piece]:
    at = start
    for tag in _TAG.finditer(text, start, end):
        if tag.start() > at:
            yield Piece("said", at, tag.start())
        yield from _tag(text, tag.start(), tag.end())
        at = tag.end()
    if at < end:
        yield Piece("said", at, end)


def _tag(text: str, start: int, end: int) -> Iterator[Piece]:
    voice = _VOICE.fullmatch(text, start, end)
    if voice:
        yield Piece("form", start, start + 2)
        yield Piece("rest", start + 2, voice.start(1) - 1)
        yield Piece("form", voice.start(1) - 1, voice.start(1))
        yield Piece("voice", *voice.span(1))
        yield Piece("form", voice.end(1), end)
    else:
        yield Piece("form" if _FORM.fullmatch(text, start, end) else "rest", start, end)
