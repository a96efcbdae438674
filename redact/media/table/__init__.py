"""Tables as text (.csv, .tsv): every cell a part, under the heading of its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.embedded import without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited, spliced
from redact.media.table.delimited import Cell, cells, delimiter_of, header_row, written
from redact.types import Document, Modality, Part

_LONGEST_FIELD = 2**31 - 1


class TableHandler:
    """Opens and writes delimited tables. Cells that nothing is found in keep their characters, quotes included.

    The delimiter is the one that cuts the rows most evenly; rows may be ragged and quoted cells may hold line ends.
    The first row counts as headings when it looks like one; headings are parts as well.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, ``most_cells``: filled cells above which a file is refused."""

        largest: int = LARGEST
        most_cells: int = 2_000_000

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})

    def __init__(self, options: Options) -> None:
        self.options = options

    def load(self, source: Path) -> Document:
        form, delimiter = self._opened(source)
        filled = (cell for cell in cells(form.text, delimiter) if cell.value)
        parts = tuple(islice(_parts(filled, header_row(form.text)), self.options.most_cells + 1))
        if len(parts) > self.options.most_cells:
            raise UnreadableError("too many cells for one table", "split it into smaller files")
        return Document(source, _media_type(delimiter), parts)

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form, delimiter = self._opened(document.source)
        edits = by_part(changes.edits)
        new = (
            (cell.start, cell.end, written(edited(cell.value, edits[cell.id]), delimiter, quoted=cell.quoted))
            for cell in cells(form.text, delimiter)
            if cell.id in edits
        )
        target.write_bytes(encoded(spliced(form.text, new), form))

    def reopen(self, target: Path) -> Document:
        """The cells through the standard library's reader, and the file's text as it stands."""
        form, delimiter = self._opened(target)
        csv.field_size_limit(_LONGEST_FIELD)
        try:
            parts = tuple(_reread(form.text, delimiter))
        except csv.Error:
            raise UnreadableError("not a table that can be read back") from None
        return Document(target, _media_type(delimiter), (*parts, _raw(form)))

    def _opened(self, source: Path) -> tuple[Decoded, str]:
        form = decoded(contents(source, self.options.largest))
        text = without_data(form.text)
        usual = "," if source.suffix.lower() == ".csv" else "\t"
        return Decoded(text, form.encoding, form.mark), delimiter_of(text, usual)


def _parts(filled: Iterable[Cell], heading_row: int) -> Iterator[Part]:
    headings: dict[int, str] = {}
    for cell in filled:
        if cell.row == heading_row and _is_heading(cell.value):
            headings[cell.column] = cell.value
        context = headings.get(cell.column, "") if cell.row > heading_row else ""
        yield _part(cell.row, cell.column, cell.value, context)


def _part(row: int, column: int, value: str, context: str = "") -> Part:
    place = f"row {row}, column {column}"
    return Part(f"r{row}.c{column}", Modality.TEXT, value, place=place, context=context)


def _is_heading(value: str) -> bool:
    digits = sum(map(str.isdigit, value))
    return len(value) <= 80 and digits < 4 and "@" not in value and any(map(str.isalpha, value))


def _reread(text: str, delimiter: str) -> Iterator[Part]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row, values in enumerate(rows, 1):
        yield from (_part(row, column, value) for column, value in enumerate(values, 1) if value)


def _raw(form: Decoded) -> Part:
    return Part("raw", Modality.TEXT, form.text, place="text of the file", raw=True)


def _media_type(delimiter: str) -> str:
    return "text/tab-separated-values" if delimiter == "\t" else "text/csv"
