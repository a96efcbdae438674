"""The texts that cells share: Excel keeps each once for all cells that show it."""

from __future__ import annotations

from array import array
from collections.abc import Container
from dataclasses import dataclass, field

from redact.errors import UnreadableError
from redact.media.xlsx.grid import NotPlainError
from redact.media.xlsx.markup import STRING, shown_in

_EMPTY = frozenset({b"", b"<t/>", b"<t></t>"})


@dataclass(frozen=True, slots=True, repr=False)
class Strings:
    """The list as bytes, and where in it each text stands with its forms."""

    data: bytes = b""
    starts: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("I"))

    def __len__(self) -> int:
        return len(self.starts)

    def __repr__(self) -> str:
        return f"Strings({len(self)})"

    def rich(self, number: int) -> bytes:
        """One text as XML. Raises ``UnreadableError`` where the list does not have it."""
        if number >= len(self.starts):
            raise UnreadableError("a workbook in which a cell shows a shared text that is not there")
        return self.data[self.starts[number] : self.ends[number]]

    def text(self, number: int) -> str:
        """One text as a reader sees it. Raises ``UnreadableError`` where the list does not have it."""
        return shown_in(self.rich(number))

    def only(self, used: Container[int]) -> bytes:
        """The list with all texts emptied that are not *used*."""
        pieces, at = [], 0
        for number, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)):
            if number not in used and self.data[start:end] not in _EMPTY:
                pieces += [self.data[at:start], b"<t/>"]
                at = end
        return b"".join([*pieces, self.data[at:]]) if pieces else self.data


def strings_of(data: bytes) -> Strings:
    """Read the list. Raises ``NotPlainError`` where it is written in an unusual way."""
    strings, at = Strings(data), 0
    begun, ended = strings.starts.append, strings.ends.append
    for string in STRING.finditer(data):
        if string.start() != at:
            raise NotPlainError
        at = string.end()
        start, end = string.span(1)
        begun(max(start, 0))
        ended(max(end, 0))
    if at != len(data):
        raise NotPlainError
    return strings
