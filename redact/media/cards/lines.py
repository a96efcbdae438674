"""The lines of calendars and contact cards (RFC 5545, RFC 6350, vCard 2.1): folded over, with marks, and with values.

A line that is not changed keeps its characters, folds included; a changed one is written and folded anew.
"""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from redact.errors import UnreadableError

_END = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"(?:(?P<group>[A-Za-z0-9\-]+)\.)?(?P<name>[A-Za-z0-9\-]+)")
_MARK = re.compile(r';(?P<name>[A-Za-z0-9\-]+)(?:=(?P<value>(?:"[^"]*"|[^";:])*))?')
_WIDEST = 74
"""Bytes of a line before it is folded; the fold itself takes one more."""
_SOFT = re.compile(r"=[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name in capitals, its marks in order, its value as it stands, and all its characters."""

    name: str
    marks: tuple[tuple[str, str], ...] = field(repr=False)
    value: str = field(repr=False)
    raw: str = field(repr=False, default="")
    group: str = field(default="", repr=False)

    def mark(self, name: str) -> str:
        """The value of a mark without its quotes; empty where there is none."""
        return next((value.strip('"') for each, value in self.marks if each == name), "")

    @property
    def is_printable(self) -> bool:
        """Whether the value is written in quoted-printable, as vCard 2.1 does."""
        return self.mark("ENCODING").upper() == "QUOTED-PRINTABLE" or any(
            name == "QUOTED-PRINTABLE" for name, _ in self.marks
        )

    @property
    def is_binary(self) -> bool:
        """Whether the value is a file."""
        codings = {self.mark("ENCODING").upper(), *(name for name, _ in self.marks)}
        return bool(codings & {"B", "BASE64"}) or self.value[:5].lower() == "data:"

    def decoded(self) -> str:
        """The value with quoted-printable undone. Raises ``UnreadableError`` for a character set that is not known."""
        if not self.is_printable:
            return self.value
        try:
            return quopri.decodestring(self.value.encode("utf-8")).decode(self.mark("CHARSET") or "utf-8", "replace")
        except LookupError:
            raise UnreadableError("a character set that is not known", "save it as vCard 4 and run once more") from None

    def file(self) -> bytes:
        """The file that the value is; nothing where it cannot be decoded."""
        text = self.value.partition(",")[2] if self.value[:5].lower() == "data:" else self.value
        try:
            return binascii.a2b_base64(re.sub(r"\s", "", text), strict_mode=True)
        except (binascii.Error, ValueError):
            return b""

    def saying(self, value: str) -> Line:
        """The same line with another value, written plainly."""
        marks = tuple((name, each) for name, each in self.marks if name not in _CODINGS)
        return replace(self, value=value, marks=marks, raw="")

    def written(self, end: str) -> str:
        """The characters of the line in a file, with its end."""
        if self.raw:
            return self.raw.replace("\n", end) + end
        marks = "".join(f";{name}={_quoted(value)}" if value else f";{name}" for name, value in self.marks)
        group = f"{self.group}." if self.group else ""
        return _folded(f"{group}{self.name}{marks}:{self.value}", end)


_CODINGS = frozenset({"ENCODING", "CHARSET", "QUOTED-PRINTABLE", "BASE64", "B", "VALUE"})


def lines(text: str) -> Iterator[Line]:
    """Every property of a file, in order. Raises ``UnreadableError`` for a line that is none."""
    for raw in _unfolded(_END.split(text)):
        if raw[0].strip():
            yield _line(raw)


def line_end(text: str) -> str:
    """How the lines of a file end."""
    found = _END.search(text)
    return found[0] if found else "\r\n"


def _unfolded(physical: list[str]) -> Iterator[list[str]]:
    """The physical lines of each property; quoted-printable is folded in a way of its own."""
    held: list[str] = []
    for line in physical:
        soft = bool(held) and _SOFT.search(held[-1]) is not None and "QUOTED-PRINTABLE" in held[0].upper()
        if held and (line[:1] in {" ", "\t"} or soft):
            held.append(line)
        else:
            if held:
                yield held
            held = [line]
    if held:
        yield held


def _line(raw: list[str]) -> Line:
    printable = "QUOTED-PRINTABLE" in raw[0].partition(":")[0].upper()
    text = _joined_softly(raw) if printable else raw[0] + "".join(line[1:] for line in raw[1:])
    name = _NAME.match(text.lstrip("\ufeff"))
    shift = len(text) - len(text.lstrip("\ufeff"))
    if not name:
        raise UnreadableError("a line that is no property", "save it again in its own program and run once more")
    marks, at = [], shift + name.end()
    while mark := _MARK.match(text, at):
        marks.append((mark["name"].upper(), mark["value"] or ""))
        at = mark.end()
    if text[at : at + 1] != ":":
        raise UnreadableError("a line that is no property", "save it again in its own program and run once more")
    return Line(name["name"].upper(), tuple(marks), text[at + 1 :], "\n".join(raw), name["group"] or "")


def _joined_softly(raw: list[str]) -> str:
    return "".join(_SOFT.sub("", line) if number < len(raw) - 1 else line for number, line in enumerate(raw))


def _quoted(value: str) -> str:
    bare = value.strip('"').replace('"', "'")
    return f'"{bare}"' if re.search(r"[:;,]", bare) or value.startswith('"') else bare


def _folded(text: str, end: str) -> str:
    pieces, size = [""], 0
    for letter in text:
        width = len(letter.encode("utf-8"))
        if size + width > _WIDEST:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return end.join(pieces) + end
