"""Calendars and contacts: every property that holds words is looked at, and every one that nobody needs goes."""

from __future__ import annotations

import base64
import quopri
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media import checklist
from redact.media.cards.entries import Entry, entries, left_out
from redact.media.cards.lines import Line, line_end
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part
from redact.types import Document, Edit, Modality, Part, Unseen

_FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
_SOFT = re.compile(r"=[ \t]*(?:\r\n|\r|\n)[ \t]?")
_GONE = "private properties, identifiers and time stamps"
_CALENDARS = frozenset({".ics", ".ical", ".ifb"})


class CardsHandler:
    """Opens and writes iCalendar files (.ics) and vCards of all versions (.vcf).

    Parts are the words of each property, names and addresses piece by piece, and those in its marks (the name beside an
    attendee's address). Photographs and attached files are children. A date of birth or a position that goes takes its
    line with it. Private properties, identifiers, time stamps of editing, signatures and the program's name go.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes above which a file is refused."""

        largest: int = LARGEST

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({*_CALENDARS, ".vcf", ".vcard"})
    checks = (checklist.METADATA,)

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        form, kept = self._opened(source)
        parts = tuple(part for entry in kept for part in entry.parts())
        children = tuple(child for entry in kept for child in entry.child())
        dropped = (_GONE,) if left_out(form.text) else ()
        return Document(source, _media_type(source), parts, children, dropped)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form = self._decoded(document.source)
        edits, end = by_part(changes.edits), line_end(form.text)
        new = "".join(
            line.written(end)
            for each in entries(form.text)
            if (line := _with_file(each, changes) if isinstance(each, Entry) and each.is_file else _line(each, edits))
        )
        target.write_bytes(encoded(new, form))

    def reopen(self, target: Path) -> Document:
        """The file as it stands, with its folds undone, and with quoted-printable undone."""
        text = self._decoded(target).text
        printable = quopri.decodestring(_SOFT.sub("", text).encode("utf-8")).decode("utf-8", "replace")
        plain = re.sub(r"\\([,;\\])", r"\1", _FOLD.sub("", text)).replace("\\n", "\n")
        shown = (("text", plain), ("printable", printable), ("bytes", text))
        parts = (Part(name, Modality.TEXT, each, place="the file", raw=True) for name, each in shown)
        return Document(target, _media_type(target), tuple(parts))

    def unseen(self, path: Path) -> Iterator[Unseen]:
        """Properties that nobody sees who looks at the entry."""
        amount = left_out(self._decoded(path).text)
        if amount:
            yield Unseen(
                "private properties, identifiers and time stamps", "the file", amount, check=checklist.METADATA
            )

    def _opened(self, source: Path) -> tuple[Decoded, list[Entry]]:
        form = self._decoded(source)
        start = "BEGIN:VCALENDAR" if source.suffix.lower() in _CALENDARS else "BEGIN:VCARD"
        if not form.text.lstrip("\ufeff \r\n\t").upper().startswith(start):
            raise UnreadableError("no calendar or card, whatever its name says", "check what it is")
        ends = form.text.upper().count(start.replace("BEGIN", "END"))
        if ends < form.text.upper().count(start):
            raise UnreadableError("a calendar or card that was cut short", "save it again and run once more")
        return form, [each for each in entries(form.text) if isinstance(each, Entry)]

    def _decoded(self, source: Path) -> Decoded:
        return decoded(contents(source, self.options.largest))


def _line(each: Entry | Line, edits: Mapping[str, Sequence[Edit]]) -> Line | None:
    return each.written(edits) if isinstance(each, Entry) else each


def _with_file(entry: Entry, changes: Changes) -> Line | None:
    """The line with the file that came back; nothing where it was withheld."""
    for child in entry.child():
        if child.id in changes.children:
            line, data = entry.line, changes.children[child.id][1]
            coded = base64.b64encode(data).decode()
            value = f"data:application/octet-stream;base64,{coded}" if line.value[:5].lower() == "data:" else coded
            marks = tuple((name, mark) for name, mark in line.marks if name in {"ENCODING", "BASE64", "VALUE", "TYPE"})
            return Line(line.name, marks, value, group=line.group)
    return None


def _media_type(path: Path) -> str:
    return "text/calendar" if path.suffix.lower() in _CALENDARS else "text/vcard"
