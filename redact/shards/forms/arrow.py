"""Arrow files and streams (.arrow, .feather), as data sets on disk have them: a record a row, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from redact.errors import UnreadableError
from redact.shards.contract import Texts
from redact.shards.fields import Fields
from redact.shards.forms.dictionaries import has_coded
from redact.shards.forms.parquet import BATCH, ColumnBatch
from redact.shards.forms.reach import check_reach
from redact.shards.storage import reading
from redact.shards.units import Unit

_FILE = b"ARROW1"


class ArrowForm:
    """Shards of Arrow, as files or as streams, whichever they begin as."""

    suffixes = frozenset({".arrow", ".feather", ".ipc"})

    def batches(self, file: BinaryIO, unit: Unit, fields: Fields) -> Iterator[ColumnBatch]:
        schema, _, tables = _opened(file)
        check_reach(schema, fields)
        for number, table in enumerate(tables):
            if number >= unit.start and (unit.stop < 0 or number < unit.stop):
                yield from _cut(table, fields)

    def sink(self, out: BinaryIO, unit: Unit) -> ArrowSink:
        with reading(unit.source) as file:
            schema, as_file, _ = _opened(file)
            return ArrowSink(out, schema, as_file=as_file)


class ArrowSink:
    """Record batches written as they were cut; all at once where a file keeps each value of a column once, for all."""

    def __init__(self, out: BinaryIO, schema: Any, *, as_file: bool) -> None:
        import pyarrow as pa

        self._schema = schema
        self._writer = (pa.ipc.new_file if as_file else pa.ipc.new_stream)(out, schema)
        self._waiting: list[Any] = []
        self._at_once = as_file and has_coded(schema)

    def put(self, batch: ColumnBatch, new: Sequence[Texts | None]) -> None:
        self._waiting.append(batch.changed(new))
        if batch.last and not self._at_once:
            self._write()

    def _write(self) -> None:
        import pyarrow as pa

        if self._waiting:
            whole = pa.Table.from_batches(self._waiting, self._schema).unify_dictionaries().combine_chunks()
            self._writer.write_table(whole)
        self._waiting = []

    def close(self) -> None:
        """Write what waits, and the end."""
        self._write()
        self._writer.close()


def _opened(file: BinaryIO) -> tuple[Any, bool, Iterator[Any]]:
    """The schema, whether it is a file (not a stream), and the record batches."""
    import pyarrow as pa

    file.seek(0)
    as_file = file.read(len(_FILE)) == _FILE
    file.seek(0)
    try:
        opened = pa.ipc.open_file(file) if as_file else pa.ipc.open_stream(file)
    except (pa.ArrowException, OSError):
        raise UnreadableError("it is no whole Arrow file or stream", "get the shard anew") from None
    return opened.schema, as_file, _tables(opened, as_file=as_file)


def _tables(opened: Any, *, as_file: bool) -> Iterator[Any]:
    import pyarrow as pa

    try:
        if as_file:
            yield from (opened.get_batch(number) for number in range(opened.num_record_batches))
        else:
            yield from opened
    except (pa.ArrowException, OSError):
        raise UnreadableError("a record batch cannot be read", "get the shard anew") from None


def _cut(table: Any, fields: Fields) -> Iterator[ColumnBatch]:
    rows = max(1, table.num_rows * BATCH // max(table.nbytes, 1))
    for start in range(0, table.num_rows, rows):
        yield ColumnBatch.of(table.slice(start, rows), fields, last=start + rows >= table.num_rows)
    if table.num_rows == 0:
        yield ColumnBatch.of(table, fields, last=True)
