"""A calendar or a card, property by property: what is kept, what is looked at, what goes, how it is written again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from redact.media.blobs import ending_of
from redact.media.cards import properties
from redact.media.cards.lines import Line, lines
from redact.media.splice import edited
from redact.types import Attachment, Edit, Modality, Part

_REQUIRED = {"PRODID": "-//redact//EN", "DTSTAMP": "19700101T000000Z"}
"""Properties without which others do not open a calendar, and what stands in them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A property that may stay: its line, its number in the file from 1, and that of the card or event it is in."""

    line: Line = field(repr=False)
    number: int
    within: int

    @property
    def place(self) -> str:
        """Where a person would look."""
        return f"entry {self.within}, line {self.number}"

    @property
    def is_file(self) -> bool:
        """Whether the value is a file."""
        return self.line.name in properties.FILES and self.line.is_binary

    def parts(self) -> Iterator[Part]:
        """The words of the line, those in its marks too."""
        line = self.line
        if not self.is_file and line.name not in properties.FORM:
            for number, text, context in properties.words_of(line.name, line.decoded()):
                yield from self._part(f"{number}", text, context)
        for number, (mark, value) in enumerate(line.marks):
            yield from (
                self._part(f"m{number}", value.strip('"'), properties.worded(mark)) if properties.worded(mark) else ()
            )

    def _part(self, where: str, text: str, context: str) -> Iterator[Part]:
        if text.strip():
            yield Part(f"l{self.number}.{where}", Modality.TEXT, text, place=self.place, context=context)

    def child(self) -> Iterator[Attachment]:
        """The file that the value is, where it is one that can be opened."""
        data = self.line.file() if self.is_file else b""
        ending = ending_of(data)
        if ending:
            yield Attachment(f"l{self.number}", f"file{self.number}{ending}", data, self.place)

    def written(self, edits: Mapping[str, Sequence[Edit]]) -> Line | None:
        """The line with its changes; nothing where it cannot hold them."""
        line = _with_marks(self.line, self._marks(edits))
        if self.is_file or line.name in properties.FORM:
            return line
        words = properties.words_of(line.name, line.decoded())
        new = [edited(text, edits.get(f"l{self.number}.{number}", ())) for number, text, _ in words]
        if new == [text for _, text, _ in words]:
            return line
        return None if properties.is_only_dated(line.name) else line.saying(properties.value_of(line.name, new))

    def _marks(self, edits: Mapping[str, Sequence[Edit]]) -> Iterator[tuple[str, str]]:
        for number, (mark, value) in enumerate(self.line.marks):
            if properties.worded(mark):
                text = edited(value.strip('"'), edits.get(f"l{self.number}.m{number}", ()))
                yield mark, value if text == value.strip('"') else text
            elif properties.is_plain(mark, value) or mark in {"ENCODING", "CHARSET", "QUOTED-PRINTABLE", "BASE64"}:
                yield mark, value


def entries(text: str) -> Iterator[Entry | Line]:
    """Every property that may stay, and in the place of one that must be there a line that says nothing."""
    skipped, within = "", 0
    for number, line in enumerate(lines(text), 1):
        kind = line.value.strip().upper()
        if skipped:
            skipped = "" if line.name == "END" and kind == skipped else skipped
        elif line.name == "BEGIN" and kind not in properties.COMPONENTS:
            skipped = kind
        else:
            within += line.name == "BEGIN" and kind not in {"VCALENDAR", "VALARM", "STANDARD", "DAYLIGHT"}
            yield from _kept(line, number, within)


def _kept(line: Line, number: int, within: int) -> Iterator[Entry | Line]:
    if line.name == "UID":
        yield Line("UID", (), f"{within}")
    elif line.name in _REQUIRED:
        yield Line(line.name, (), _REQUIRED[line.name])
    elif properties.is_form(line.name, line.value) or (
        properties.stays(line.name) and line.name not in properties.FORM
    ):
        yield Entry(line, number, within)


def left_out(text: str) -> int:
    """How many properties and marks say what no entry needs."""
    kept = list(entries(text))
    gone = sum(1 for _ in lines(text)) - len(kept)
    replaced = sum(1 for line in lines(text) if line.name in {*_REQUIRED, "UID"} and not _is_ours(line))
    marks = sum(_with_marks(each.line, each._marks({})) is not each.line for each in kept if isinstance(each, Entry))
    return gone + replaced + marks


def _is_ours(line: Line) -> bool:
    return line.value == _REQUIRED.get(line.name) or (line.name == "UID" and line.value.isdecimal())


def _with_marks(line: Line, marks: Iterator[tuple[str, str]]) -> Line:
    kept = tuple(marks)
    return line if kept == line.marks else replace(line, marks=kept, raw="")
