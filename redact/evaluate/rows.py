"""Annotated text: one JSON object a line, with the text and the spans that a person marked in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from redact.errors import UnreadableError


class Span(msgspec.Struct, frozen=True):
    """A marked span: code points, half-open. Other fields of the data are passed over."""

    start: int
    end: int
    entity_type: str


class Row(msgspec.Struct, frozen=True):
    """One annotated text."""

    text: str
    spans: tuple[Span, ...] = ()

    def __repr__(self) -> str:
        return f"Row({len(self.text)} characters, {len(self.spans)} spans)"


def rows_in(data: Path) -> Iterator[Row]:
    """The rows of a file, or of every ``*.jsonl`` below a folder. Raises ``UnreadableError`` naming the line."""
    files = sorted(data.rglob("*.jsonl")) if data.is_dir() else [data]
    if not files:
        raise UnreadableError("the folder holds no .jsonl file", "name a file or folder with annotated rows")
    for file in files:
        yield from _rows(file)


def _rows(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise UnreadableError(f"the data cannot be read ({type(error).__name__})", "check the path") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(line, number)


def _row(line: bytes, number: int) -> Row:
    how = 'a row is {"text": …, "spans": [{"start", "end", "entity_type"}]}'
    try:
        row = msgspec.json.decode(line, type=Row)
    except msgspec.MsgspecError:
        raise UnreadableError(f"line {number} is no annotated row", how) from None
    if any(not 0 <= span.start < span.end <= len(row.text) for span in row.spans):
        raise UnreadableError(f"line {number} marks a span outside of its text", how)
    return row
