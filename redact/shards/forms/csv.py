"""Delimited tables: a record a row, under the headings of the first. Cells that do not change keep their characters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from typing import BinaryIO

from redact.errors import PolicyError
from redact.media.splice import spliced
from redact.media.table.delimited import DELIMITERS, Cell, cells, delimiter_of, header_row, written
from redact.shards.contract import Texts
from redact.shards.fields import Fields
from redact.shards.forms.lines import lines_in
from redact.shards.units import Unit

_MOST_OPEN = 1 << 24
"""Bytes after which a quote that was opened counts as a sign like any other."""
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Layout:
    """What divides the cells, and which columns, from 1, are asked for; ``None``: all."""

    delimiter: str
    columns: frozenset[int] | None


@dataclass(frozen=True)
class Rows:
    """Some rows of a table as they stand; ``heading`` is what stands before the first of all, the columns' names."""

    text: str = field(repr=False)
    layout: Layout
    heading: str = field(default="", repr=False)

    @cached_property
    def _rows(self) -> list[list[Cell]]:
        """The cells that are asked for, row by row, empty rows too."""
        every = cells(self.text, self.layout.delimiter) if self.text else ()
        return [list(row) for _, row in groupby(every, attrgetter("row"))]

    def _wanted(self, number: int) -> list[Cell]:
        if number in self.broken:
            return []
        columns = self.layout.columns
        return [cell for cell in self._rows[number] if cell.value and (columns is None or cell.column in columns)]

    @property
    def records(self) -> list[Texts]:
        """The texts of each row."""
        return [tuple(cell.value for cell in self._wanted(number)) for number in range(len(self._rows))]

    @cached_property
    def broken(self) -> Mapping[int, str]:
        """Rows that are no UTF-8."""
        rows = enumerate(self._rows)
        return {at: "it is no UTF-8" for at, row in rows if any(not _is_whole(cell.value) for cell in row)}

    def raw(self, number: int) -> bytes:
        """The row."""
        return self._stretch(number).encode(errors="surrogateescape")

    def _stretch(self, number: int) -> str:
        start = self._rows[number][0].start
        end = self._rows[number + 1][0].start if number + 1 < len(self._rows) else len(self.text)
        return self.text[start:end]

    def changed(self, number: int, new: Texts) -> bytes:
        """The row with new texts."""
        row, start = self._wanted(number), self._rows[number][0].start
        splices = (
            (cell.start - start, cell.end - start, written(text, self.layout.delimiter, quoted=cell.quoted))
            for cell, text in zip(row, new, strict=True)
            if text != cell.value
        )
        return spliced(self._stretch(number), splices).encode(errors="surrogateescape")


class CsvForm:
    """Shards of delimited rows. The first row names the columns, and stays as it is."""

    suffixes = frozenset({".csv", ".tsv", ".tab"})

    def batches(self, file: BinaryIO, unit: Unit, fields: Fields) -> Iterator[Rows]:
        layout: Layout | None = None
        for text in _whole_rows(lines_in(file)):
            if layout is None:
                layout = _layout(text, unit, fields)
                end = _end_of_heading(text, layout.delimiter)
                yield Rows(text[end:], layout, text[:end])
            else:
                yield Rows(text, layout)

    def sink(self, out: BinaryIO, _unit: Unit) -> RowsSink:
        return RowsSink(out)


class RowsSink:
    """Rows written one after the other."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out

    def put(self, batch: Rows, new: Sequence[Texts | None]) -> None:
        self._out.write(batch.heading.encode(errors="surrogateescape"))
        self._out.writelines(batch.changed(number, texts) for number, texts in enumerate(new) if texts is not None)

    def close(self) -> None:
        """Nothing is left to write."""


def _whole_rows(blocks: Iterator[list[bytes]]) -> Iterator[str]:
    """The text in pieces that end where no quote is open."""
    waiting: list[bytes] = []
    quotes = size = 0
    for block in blocks:
        piece = b"".join(block)
        waiting.append(piece)
        quotes, size = quotes + piece.count(b'"'), size + len(piece)
        if quotes % 2 == 0 or size > _MOST_OPEN:
            yield b"".join(waiting).decode(errors="surrogateescape")
            waiting, quotes, size = [], 0, 0
    if waiting:
        yield b"".join(waiting).decode(errors="surrogateescape")


def _layout(text: str, unit: Unit, fields: Fields) -> Layout:
    delimiter = _delimiter(text, "," if ".csv" in unit.name.lower() else "\t")
    if fields.paths is None:
        return Layout(delimiter, None)
    heading = cells(text[: _end_of_heading(text, delimiter)], delimiter)
    names = {cell.value.removeprefix(_MARK).strip(): cell.column for cell in heading}
    for path in fields.paths:
        if len(path) != 1 or not any(Fields((path,)).under(name) for name in names):
            raise PolicyError("a field that is asked for is no column of this table", "name one of its headings")
    return Layout(delimiter, frozenset(column for name, column in names.items() if fields.under(name)))


def _delimiter(text: str, usual: str) -> str:
    """What divides the cells: what cuts the heading in most pieces, else the usual one."""
    if header_row(text) > 1:
        return delimiter_of(text, usual)
    line = text[: text.find("\n") + 1 or len(text)]
    signs: tuple[str, ...] = (usual, *DELIMITERS)
    pieces = {sign: sum(1 for cell in cells(line, sign) if cell.row == 1) for sign in signs}
    return max(pieces, key=lambda each: pieces[each])


def _end_of_heading(text: str, delimiter: str) -> int:
    """Where the first row ends; one that declares the delimiter stands before it."""
    first = header_row(text)
    return next((cell.start for cell in cells(text, delimiter) if cell.row > first), len(text))


def _is_whole(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text) if not text.isascii() else True
