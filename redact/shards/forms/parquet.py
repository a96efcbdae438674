"""Parquet: a record a row, row group by row group, with the schema, its metadata and the packing of each column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO

from redact.errors import UnreadableError
from redact.shards.contract import Texts
from redact.shards.fields import Fields
from redact.shards.forms.columns import Leaf, leaves, rebuilt
from redact.shards.forms.dictionaries import coded, decoded
from redact.shards.forms.reach import check_reach
from redact.shards.storage import reading
from redact.shards.units import Unit

BATCH, GROUP = 1 << 23, 1 << 26
"""Bytes of texts looked at at once, and of a row group that is written: larger ones would fill the memory."""
_MOST_ROWS = 8192
_MOST_JOINED = 1 << 30
_CODECS = {"UNCOMPRESSED": "none"}


@dataclass(frozen=True)
class ColumnBatch:
    """Some rows of a table in columns. ``last`` says that a row group ends with them."""

    table: Any = field(repr=False)
    fields: Fields
    last: bool = False
    schema: Any = field(default=None, repr=False)

    @classmethod
    def of(cls, rows: Any, fields: Fields, *, last: bool) -> ColumnBatch:
        """Rows as they are read: columns that keep each value once are written out until they are put back."""
        return cls(decoded(rows), fields, last, rows.schema)

    @cached_property
    def _leaves(self) -> list[Leaf]:
        try:
            return list(leaves(self.table, self.fields))
        except UnicodeDecodeError:  # which holds the bytes, so that it must not be the context of what is raised
            problem = UnreadableError("a text of a column is no UTF-8", "mend it, or cast the column to binary")
        raise problem

    @cached_property
    def records(self) -> list[Texts]:
        """The texts of each row, column by column."""
        records: list[list[str]] = [[] for _ in range(self.table.num_rows)]
        for leaf in self._leaves:
            for text, row in zip(leaf.texts, leaf.owners.tolist(), strict=True):
                if text is not None:
                    records[row].append(text)
        return list(map(tuple, records))

    @property
    def broken(self) -> Mapping[int, str]:
        """None: a table that cannot be read is refused as a whole."""
        return {}

    def raw(self, number: int) -> bytes:
        """The row as JSON."""
        import json

        return json.dumps(self.table.slice(number, 1).to_pylist()[0], default=repr, ensure_ascii=False).encode()

    def changed(self, new: Sequence[Texts | None]) -> Any:
        """The rows with new texts, without those that are left out."""
        import pyarrow as pa

        filled = [self.records[row] if texts is None else texts for row, texts in enumerate(new)]
        table = self.table
        if any(texts is not old and texts != old for texts, old in zip(filled, self.records, strict=True)):
            table = rebuilt(table, self.fields, self._by_leaf(filled))
        table = table.filter(pa.array([texts is not None for texts in new])) if None in new else table
        return table if self.schema is None else coded(table, self.schema)

    def _by_leaf(self, filled: Sequence[Texts]) -> Iterator[list[str | None]]:
        waiting = [iter(texts) for texts in filled]
        for leaf in self._leaves:
            rows = leaf.owners.tolist()
            yield [text if text is None else next(waiting[row]) for text, row in zip(leaf.texts, rows, strict=True)]


class ParquetForm:
    """Shards of Parquet."""

    suffixes = frozenset({".parquet", ".pq"})

    def batches(self, file: BinaryIO, unit: Unit, fields: Fields) -> Iterator[ColumnBatch]:
        opened = _opened(file)
        check_reach(opened.schema_arrow, fields)
        groups = range(unit.start, opened.metadata.num_row_groups if unit.stop < 0 else unit.stop)
        for group in groups:
            yield from _grouped(opened, group, fields)

    def sink(self, out: BinaryIO, unit: Unit) -> ParquetSink:
        with reading(unit.source) as file:
            return ParquetSink(out, _opened(file))

    def cuts(self, file: BinaryIO, _size: int, most: int) -> list[tuple[int, int]]:
        """Stretches of row groups."""
        metadata = _opened(file).metadata
        cuts, start, size = list[tuple[int, int]](), 0, 0
        for group in range(metadata.num_row_groups):
            size += _packed_size(metadata.row_group(group))
            if size >= most or group + 1 == metadata.num_row_groups:
                cuts.append((start, group + 1))
                start, size = group + 1, 0
        return cuts

    def join(self, out: BinaryIO, parts: Iterator[BinaryIO]) -> None:
        """The row groups one after the other, packed anew."""
        import pyarrow.parquet as pq

        writer: Any = None
        for part in parts:
            opened = _opened(part)
            writer = writer or pq.ParquetWriter(out, opened.schema_arrow, **_packing(opened.metadata))
            for group in range(opened.metadata.num_row_groups):
                writer.write_table(opened.read_row_group(group, use_threads=False), row_group_size=_MOST_JOINED)
        if writer:
            writer.close()


class ParquetSink:
    """Row groups written as they were cut, large ones in pieces."""

    def __init__(self, out: BinaryIO, like: Any) -> None:
        import pyarrow.parquet as pq

        self._schema = like.schema_arrow
        self._writer = pq.ParquetWriter(out, self._schema, **_packing(like.metadata))
        self._waiting: list[Any] = []
        self._size = 0

    def put(self, batch: ColumnBatch, new: Sequence[Texts | None]) -> None:
        changed = batch.changed(new)
        self._waiting.append(changed)
        self._size += changed.nbytes
        if batch.last or self._size >= GROUP:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        rows = sum(each.num_rows for each in self._waiting)
        if rows:
            self._writer.write_table(pa.Table.from_batches(self._waiting, self._schema), row_group_size=rows)
        self._waiting, self._size = [], 0

    def close(self) -> None:
        """Write the last row group and the footer."""
        self._write()
        self._writer.close()


def _opened(file: BinaryIO) -> Any:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
    except (pa.ArrowException, OSError):
        raise UnreadableError("it is no whole Parquet file", "get the shard anew") from None


def _grouped(opened: Any, group: int, fields: Fields) -> Iterator[ColumnBatch]:
    import pyarrow as pa

    about = opened.metadata.row_group(group)
    size = max(1, min(_MOST_ROWS, about.num_rows * BATCH // max(about.total_byte_size, 1)))
    left = about.num_rows
    try:
        for table in opened.iter_batches(size, row_groups=[group], use_threads=False):
            left -= table.num_rows
            yield ColumnBatch.of(table, fields, last=left == 0)
    except (pa.ArrowException, OSError):
        raise UnreadableError("a row group cannot be read", "get the shard anew") from None


def _packed_size(group: Any) -> int:
    return sum(group.column(number).total_compressed_size for number in range(group.num_columns))


def _packing(metadata: Any) -> dict[str, Any]:
    """How the columns are packed, as the first row group tells."""
    if metadata.num_row_groups == 0:
        return {}
    group = metadata.row_group(0)
    columns = [group.column(number) for number in range(group.num_columns)]
    coded = {each.path_in_schema: any("DICTIONARY" in code for code in each.encodings) for each in columns}
    return {
        "compression": {
            each.path_in_schema: _CODECS.get(each.compression, each.compression.lower()) for each in columns
        },
        "use_dictionary": [name for name, is_coded in coded.items() if is_coded],
        "version": "2.6" if metadata.format_version != "1.0" else "1.0",
    }
