"""Writing that could not be read for sure: handwriting, smudges, letters too small. Pointed out to a reviewer."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

import msgspec

from redact.types import Alignment, Box, Finding, Looked, Modality, Part, TextSpan, Track

_UNREAD = "\ufffd"
"""What a reader puts where it found writing and could read none of it."""
_NEAR = 2
"""How many lines before and after belong to what is around a line."""
_LEAST = 0.4
"""The least score: what is uncertain at all is pointed out."""
_COLUMN = re.compile(r"[^\t\n]+")


class UncertainOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What counts as uncertain: how sure a reader is of a line, by the mean of its letters, and of lines around it.

    A hand is read less surely over some lines, where print is misread here and there. The values are for PP-OCRv6.
    """

    line: float = 0.965
    around: float = 0.985


class UncertainDetector:
    """Finds lines in pictures and films of which a reader says that it is not sure, or that it could not read them.

    One finding a line, of type UNCERTAIN_TEXT; the less sure the reading, the higher the score. It says nothing of
    what a reader does not see at all, nor of texts that were typed; a hand as clear as print is read as print.
    """

    Options = UncertainOptions
    version = "1.0"
    models: tuple[str, ...] = ()
    modalities: ClassVar[frozenset[Modality]] = frozenset({Modality.TEXT})
    entity_types = frozenset({"UNCERTAIN_TEXT"})

    def __init__(self, options: UncertainOptions) -> None:
        self._options = options
        self._rule = f"uncertain/sureness {self.version}"

    def detect(self, parts: Sequence[Part]) -> Iterable[Finding | Looked]:
        for part in parts:
            yield Looked(part.id, 0, int(part.extent[0]))
            if isinstance(part.alignment, Alignment) and _is_seen(part.alignment):
                yield from self._in_lines(part.id, _lines(part.text, part.alignment))

    def _in_lines(self, part: str, lines: Sequence[_Line]) -> Iterator[Finding]:
        for at, line in enumerate(lines):
            near = [each for each in lines[max(at - _NEAR, 0) : at + _NEAR + 1] if each.sure >= self._options.line]
            around = _mean(near) if len(near) > 1 else 1.0
            if line.unread or line.sure < self._options.line or around < self._options.around:
                why = "writing was found that could not be read" if line.unread else "the reading is not sure"
                score = max(1.0 - line.sure, _LEAST)
                yield Finding("UNCERTAIN_TEXT", (TextSpan(part, line.start, line.end),), score, self._rule, why=(why,))


def _is_seen(alignment: Alignment) -> bool:
    """Whether it was read from pixels, by a reader that says how sure it is: listeners have another scale."""
    return bool(alignment.sureness) and isinstance(alignment.sources[0], Box | Track)


class _Line(NamedTuple):
    """A line of a text, or a column of one: where it stands, its letters, how sure their reading is."""

    start: int
    end: int
    letters: int
    sure: float
    unread: bool


def _lines(text: str, alignment: Alignment) -> list[_Line]:
    """The lines that a reader gave, each column of a row by itself."""
    lines = []
    for column in _COLUMN.finditer(text):
        runs = range(bisect_left(alignment.starts, column.start()), bisect_left(alignment.starts, column.end()))
        words = [(alignment.ends[run] - alignment.starts[run], alignment.sureness[run]) for run in runs]
        letters = sum(length for length, _ in words)
        if letters:
            sure = sum(length * sureness for length, sureness in words) / letters
            lines.append(_Line(column.start(), column.end(), letters, sure, _UNREAD in column[0]))
    return lines


def _mean(lines: Sequence[_Line]) -> float:
    return sum(line.letters * line.sure for line in lines) / sum(line.letters for line in lines)
