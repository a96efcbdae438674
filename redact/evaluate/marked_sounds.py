"""Marked sound: recordings, each with a JSON file beside it that says from when to when something identifies somebody.

Beside "call.wav" stands "call.json" or "call.wav.json", a list of ``{"start", "end", "type"}``: seconds from the first
sample, half-open; "entity_type" may be said for "type". Everything in the recording that identifies somebody must be
in the list, which may be empty; other fields are passed over.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from redact.errors import UnreadableError

_HOW = 'beside a recording stands a list of {"start", "end", "type"}, in seconds'


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch that identifies somebody, in seconds, half-open."""

    entity_type: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class MarkedSound:
    """A recording and its marks, in order of their beginnings."""

    file: Path = field(repr=False)
    marks: tuple[Mark, ...]


class _Told(msgspec.Struct, frozen=True):
    start: float
    end: float
    type: str = ""
    entity_type: str = ""

    @property
    def mark(self) -> Mark:
        return Mark(self.type or self.entity_type, self.start, self.end)


def is_sound(data: Path) -> bool:
    """Whether the data is a recording with its marks beside it, or a folder that holds such and no annotated lines."""
    if not data.is_dir():
        return _beside(data) is not None
    return not any(data.rglob("*.jsonl")) and any(_beside(file) for file in data.rglob("*"))


def marked_sounds(data: Path) -> list[MarkedSound]:
    """The recordings of a folder that have marks, or the one named. Raises ``UnreadableError`` naming the file."""
    files = sorted(data.rglob("*")) if data.is_dir() else [data]
    return [MarkedSound(file, _marks(beside)) for file in files if (beside := _beside(file))]


def _beside(file: Path) -> Path | None:
    if file.suffix.lower() == ".json" or not file.is_file():
        return None
    names = (file.with_name(f"{file.name}.json"), file.with_suffix(".json"))
    return next((name for name in names if name.is_file()), None)


def _marks(beside: Path) -> tuple[Mark, ...]:
    try:
        told = msgspec.json.decode(beside.read_bytes(), type=list[_Told])
    except OSError as error:
        problem = f"{beside.name} cannot be read ({type(error).__name__})"
        raise UnreadableError(problem, "check its permissions") from None
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise UnreadableError(f"{beside.name} holds no marks", _HOW) from None
    marks = [each.mark for each in told]
    if not all(mark.entity_type and 0 <= mark.start < mark.end for mark in marks):
        raise UnreadableError(f"{beside.name} has a mark without a type or of no length", _HOW)
    return tuple(sorted(marks, key=lambda mark: mark.start))
