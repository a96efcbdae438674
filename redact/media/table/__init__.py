"""Tables as text (.csv, .tsv): every cell a part, under the heading of its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import ClassVar

import msgspec

from redact.contracts import Changes
from redact.errors import UnreadableError
from redact.media.column_rules import ColumnRules
from redact.media.embedded import without_data
from redact.media.encoding import Decoded, decoded, encoded
from redact.media.source import LARGEST, contents
from redact.media.splice import by_part, edited, spliced
from redact.media.table.columns import Columns, part_of
from redact.media.table.delimited import Cell, cells, delimiter_of, header_row, written
from redact.types import Document, Edit, Modality, Part

_LONGEST_FIELD = 2**31 - 1


class TableHandler:
    """Opens and writes delimited tables. Cells that nothing is found in keep their characters, quotes included.

    The delimiter is the one that cuts the rows most evenly; rows may be ragged and quoted cells may hold line ends.
    The first row counts as headings when it looks like one; headings are parts as well.
    """

    class Options(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
        """``largest``: bytes, ``most_cells``: filled cells above which a file is refused.

        ``columns``: by heading an entity type, "keep" or "drop".
        """

        largest: int = LARGEST
        most_cells: int = 2_000_000
        columns: dict[str, str] = {}

    version = "1"
    models: tuple[str, ...] = ()
    suffixes: ClassVar[frozenset[str]] = frozenset({".csv", ".tsv", ".tab"})

    def __init__(self, options: Options) -> None:
        self.options = options
        self._rules = ColumnRules(options.columns)

    def load(self, source: Path) -> Document:
        form, delimiter = self._opened(source)
        filled = (cell for cell in cells(form.text, delimiter) if cell.value)
        columns = Columns(header_row(form.text), self._rules)
        parts = tuple(islice(columns.parts(filled), self.options.most_cells + 1))
        if len(parts) > self.options.most_cells:
            raise UnreadableError("too many cells for one table", "split it into smaller files")
        return Document(source, _media_type(delimiter), parts, notes=columns.notes())

    def write(self, document: Document, changes: Changes, target: Path) -> None:
        form, delimiter = self._opened(document.source)
        edits = by_part(changes.edits)
        columns = Columns(header_row(form.text), self._rules)
        new = (
            (cell.start, cell.end, written(value, delimiter, quoted=cell.quoted))
            for cell in cells(form.text, delimiter)
            if (value := _value(cell, edits, empty=columns.empties(cell))) != cell.value
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


def _value(cell: Cell, edits: Mapping[str, Sequence[Edit]], *, empty: bool) -> str:
    return "" if empty else edited(cell.value, edits.get(cell.id, ()))


def _reread(text: str, delimiter: str) -> Iterator[Part]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row, values in enumerate(rows, 1):
        yield from (part_of(row, column, value) for column, value in enumerate(values, 1) if value)


def _raw(form: Decoded) -> Part:
    return Part("raw", Modality.TEXT, form.text, place="text of the file", raw=True)


def _media_type(delimiter: str) -> str:
    return "text/tab-separated-values" if delimiter == "\t" else "text/csv"
