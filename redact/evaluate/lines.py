"""Lines of data: one JSON object each, of one of three kinds, told apart by its fields.

- A *row* has ``spans``: everything that identifies somebody in its text is marked,
  ``{"text", "spans": [{"start", "end", "entity_type"}]}``.
- A *case* has ``entity`` and speaks of that type alone, in the shape of Presidio's own tests,
  ``{"text", "entity", "expected": [{"start", "end"}] | null, "expected_count"}``. An empty list says that nothing of
  that type may be found; null says that only the count is known. Of other types anything may be found.
- A *marked case* has ``expected`` and no ``entity``: everything in its text is marked, each span with its ``type``. It
  serves as a row, and as a case of every type in it. An empty list says that nothing may be found of any type that
  the file names anywhere: of types that its authors did not look for it says nothing.

Files of a folder, and lines of a file, may be of different kinds. Offsets are half-open and count code points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from redact.errors import UnreadableError
from redact.evaluate.names import own_type
from redact.evaluate.rows import Row, Span

ALL = "all"
"""The line of figures over every type."""
ANY = "any"
"""What a case asks for that wants nothing found of any type that its file names."""
_HOW = (
    'a line is {"text", "spans": [{"start", "end", "entity_type"}]}, or {"text", "entity", "expected": [{"start", '
    '"end"}]}, or {"text", "expected": [{"start", "end", "type"}]}'
)


@dataclass(frozen=True, slots=True)
class Question:
    """What a case asks of one type: to find these spans, or that many, or nothing.

    ``called`` is the type as the data has it; ``types`` is what counts as that type here; ``spans`` is ``None`` where
    only the count is known.
    """

    called: str
    types: frozenset[str]
    spans: tuple[Span, ...] | None
    count: int
    place: str

    @property
    def is_positive(self) -> bool:
        """Whether there is something to find."""
        return self.count > 0


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says: its marks by the data's own names (``None`` where not all is marked), and its questions.

    ``place`` is the file and the number of the line.
    """

    text: str = field(repr=False)
    place: str
    spans: tuple[Span, ...] | None = None
    questions: tuple[Question, ...] = ()

    def row(self, names: Mapping[str, str] | None = None) -> Row:
        """The marks with our names of their types."""
        spans = (Span(span.start, span.end, own_type(span.entity_type, names)) for span in self.spans or ())
        return Row(self.text, tuple(spans))


class _Case(msgspec.Struct, frozen=True):
    text: str
    entity: str | None
    expected: tuple[_Place, ...] | None = None
    expected_count: int | None = None


class _Place(msgspec.Struct, frozen=True):
    start: int
    end: int


class _MarkedCase(msgspec.Struct, frozen=True):
    text: str
    expected: tuple[_TypedPlace, ...]


class _TypedPlace(msgspec.Struct, frozen=True):
    start: int
    end: int
    type: str = ""
    entity_type: str = ""
    entity: str = ""

    @property
    def called(self) -> str:
        return self.type or self.entity_type or self.entity


class _MarkedRow(msgspec.Struct, frozen=True):
    text: str
    spans: tuple[Span, ...]


def lines_in(data: Path, names: Mapping[str, str] | None = None) -> Iterator[Line]:
    """What the lines of a file say, or of every ``*.jsonl`` below a folder.

    *names* says what the data's types are called here. Raises ``UnreadableError`` naming the file and the line.
    """
    files = sorted(data.rglob("*.jsonl")) if data.is_dir() else [data]
    if not files:
        raise UnreadableError("the folder holds no .jsonl file", "name a file or folder with annotated lines")
    for file in files:
        yield from _file(file, names)


def _file(file: Path, names: Mapping[str, str] | None) -> Iterator[Line]:
    read = [_read(line, f"{file.name}:{number}") for number, line in _numbered(file)]
    cases = (told for _, told in read if isinstance(told, _MarkedCase))
    known = frozenset(own_type(place.called, names) for told in cases for place in told.expected)
    for place, told in read:
        yield Line(told.text, place, _marks(told), tuple(_questions(told, place, known, names)))


def _numbered(file: Path) -> Iterator[tuple[int, bytes]]:
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise UnreadableError(f"the data cannot be read ({type(error).__name__})", "check the path") from None
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


_Told = _MarkedRow | _Case | _MarkedCase


def _read(line: bytes, place: str) -> tuple[str, _Told]:
    try:
        raw = msgspec.json.decode(line, type=dict[str, Any])
        told = msgspec.convert(raw, _kind(raw))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UnreadableError(f"{place} is no annotated line", _HOW) from None
    places = told.spans if isinstance(told, _MarkedRow) else told.expected or ()
    if any(not 0 <= each.start < each.end <= len(told.text) for each in places):
        raise UnreadableError(f"{place} marks a span outside of its text", _HOW)
    if isinstance(told, _MarkedCase) and not all(each.called for each in told.expected):
        raise UnreadableError(f"{place} expects a span of no type", _HOW)
    return place, told


def _kind(raw: Mapping[str, Any]) -> type[_Told]:
    """The kind of a line by its fields. One that has none of them lacks "spans", and is refused for that."""
    if "spans" in raw:
        return _MarkedRow
    if "entity" in raw:
        return _Case
    return _MarkedCase if "expected" in raw else _MarkedRow


def _marks(told: _Told) -> tuple[Span, ...] | None:
    if isinstance(told, _MarkedRow):
        return told.spans
    if isinstance(told, _MarkedCase):
        return tuple(Span(each.start, each.end, each.called) for each in told.expected)
    return None


def _questions(told: _Told, place: str, known: frozenset[str], names: Mapping[str, str] | None) -> Iterator[Question]:
    match told:
        case _Case(entity=str(entity)) if entity and not (told.expected is None and told.expected_count is None):
            spans = None if told.expected is None else tuple(Span(a.start, a.end, entity) for a in told.expected)
            count = (told.expected_count or 0) if spans is None else len(spans)
            yield Question(entity, frozenset({own_type(entity, names)}), spans, count, place)
        case _MarkedCase(expected=()):
            yield Question(ANY, known, (), 0, place)
        case _MarkedCase():
            yield from _one_of_each(_marks(told) or (), place, names)


def _one_of_each(marks: tuple[Span, ...], place: str, names: Mapping[str, str] | None) -> Iterator[Question]:
    for called in dict.fromkeys(span.entity_type for span in marks):
        spans = tuple(span for span in marks if span.entity_type == called)
        yield Question(called, frozenset({own_type(called, names)}), spans, len(spans), place)
