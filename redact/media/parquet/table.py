"""A Parquet file, opened: every column with its values, each once, and the file written anew with others in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError
from redact.media.blobs import Files
from redact.media.cell_values import shown
from redact.media.column_rules import DROP, KEEP, ColumnRules
from redact.media.distinct import Column, Distinct
from redact.media.parquet.fields import Place, is_bytes, places, plain
from redact.media.parquet.values import Change, put, rebuilt, values

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

_BATCH = 1 << 16


@dataclass(frozen=True, slots=True)
class Contents:
    """What the columns hold: texts by the id of their place, and files."""

    places: list[Place]
    columns: dict[str, Distinct]
    files: Files = field(default_factory=Files)
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Replacing:
    """What is to stand in columns: texts by place and value, files by their bytes, names of fields by place."""

    texts: Mapping[str, Mapping[str, str]] = field(repr=False)
    files: Mapping[bytes, bytes] = field(repr=False)
    names: Mapping[str, str] = field(repr=False)
    rules: ColumnRules = field(default_factory=ColumnRules, repr=False)


def opened(source: Path) -> ParquetFile:
    """The file. Raises ``UnreadableError`` for what is damaged, encrypted or none."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        return ParquetFile(source)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"not a Parquet file that can be read ({type(error).__name__})") from None


def read(source: Path, rules: ColumnRules, most: int) -> Contents:
    """Everything that the columns hold. Raises ``UnreadableError``, also for more than *most* different values."""
    with opened(source) as file:
        found = places(file.schema_arrow)
        columns = {place.id: _column(place, rules) for each in found for place in each.walk() if not place.inner}
        contents = Contents(found, columns, rows=file.metadata.num_rows)
        row = 1
        for batch in batches(file):
            for place, array in zip(found, batch.columns, strict=True):
                if rules.of(place.name) not in {KEEP, DROP}:
                    _collect(place, array, row, contents)
            row += len(batch)
            if sum(map(len, columns.values())) > most:
                raise UnreadableError(f"more than {most:,} different values", "split it into smaller files")
    return contents


def batches(file: ParquetFile) -> Iterator[pa.RecordBatch]:
    """The rows, so many at a time. Raises ``UnreadableError`` for what is damaged."""
    import pyarrow as pa

    try:
        yield from file.iter_batches(_BATCH)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableError(f"a damaged Parquet file ({type(error).__name__})") from None


def written(source: Path, target: Path, found: list[Place], replacing: Replacing) -> None:
    """The file anew: the same columns and rows in the same groups, without anything that was noted beside them."""
    import pyarrow as pa

    try:
        with opened(source) as file:
            names = dict(replacing.names)
            fields = [plain(column, place, names) for column, place in zip(file.schema_arrow, found, strict=True)]
            _write(file, target, pa.schema(fields), lambda rows: _rows(rows, found, fields, replacing))
    except (pa.ArrowException, OSError, ValueError) as error:
        target.unlink(missing_ok=True)
        raise UnreadableError(f"a Parquet file that cannot be written anew ({type(error).__name__})") from None


def _write(file: ParquetFile, target: Path, schema: pa.Schema, change: Callable[[pa.Table], list[pa.Array]]) -> None:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(target, schema, compression=_codec(file)) as writer:
        for number in range(file.num_row_groups):
            rows = file.read_row_group(number)
            writer.write_table(pa.table(change(rows), schema=schema), row_group_size=max(len(rows), 1))


def _rows(rows: pa.Table, found: list[Place], fields: list[pa.Field], replacing: Replacing) -> list[pa.Array]:
    columns = zip(found, rows.columns, fields, strict=True)
    return [_changed(place, column, into, replacing) for place, column, into in columns]


def _column(place: Place, rules: ColumnRules) -> Distinct:
    return Distinct(Column(place.id, place.words, place.name, rules.declared(place.name)))


def _collect(place: Place, array: pa.Array, row: int, contents: Contents) -> None:
    if place.inner:
        for number, value in enumerate(array.to_pylist(), row):
            for within, each in values(place, value):
                _add(within, each, number, 1, contents)
        return
    coded = _coded(array)
    firsts: dict[int, list[int]] = {}
    for number, code in enumerate(coded.indices.to_pylist(), row):
        if code is not None:
            firsts.setdefault(code, [number, 0])[1] += 1
    known = coded.dictionary.to_pylist()
    for code, (first, times) in firsts.items():
        _add(place, known[code], first, times, contents)


def _add(place: Place, value: Any, row: int, times: int, contents: Contents) -> None:
    text = shown(value)
    if isinstance(value, bytes) and value and not text:
        contents.files.add(value, f"{place.words}, row {row}")
    elif text:
        contents.columns[place.id].add(text, row, times)


def as_python(array: pa.Array) -> list[Any]:
    """Values as Python's own; times and dates of flat columns as texts, for they may be finer than Python's."""
    import pyarrow as pa

    return list((array.cast(pa.string()) if pa.types.is_temporal(array.type) else array).to_pylist())


def _coded(array: pa.Array) -> pa.DictionaryArray:
    """An array with each value once; times and dates as texts, for they may be finer than Python's."""
    import pyarrow as pa

    if pa.types.is_dictionary(array.type):
        return array
    return (array.cast(pa.string()) if pa.types.is_temporal(array.type) else array).dictionary_encode()


def _changed(place: Place, column: pa.ChunkedArray, into: pa.Field, replacing: Replacing) -> pa.ChunkedArray:
    import pyarrow as pa

    rule = replacing.rules.of(place.name)
    if rule == DROP:
        return pa.nulls(len(column), into.type)
    if rule == KEEP or not _touched(place, replacing):
        return column.cast(into.type)
    change = _change(replacing)
    if place.inner:
        return pa.array([rebuilt(place, value, change, replacing.names) for value in column.to_pylist()], into.type)
    return pa.chunked_array([_flat(place, chunk, into, change) for chunk in column.chunks], into.type)


def _flat(place: Place, chunk: pa.Array, into: pa.Field, change: Change) -> pa.Array:
    """A column of single values: each is changed once for all rows that hold it."""
    import pyarrow as pa

    coded = chunk if pa.types.is_dictionary(chunk.type) else chunk.dictionary_encode()
    flat = _changed_values(place, coded.dictionary, change).take(coded.indices)
    return (flat.dictionary_encode() if pa.types.is_dictionary(into.type) else flat).cast(into.type)


def _changed_values(place: Place, known: pa.Array, change: Change) -> pa.Array:
    import pyarrow as pa
    from pyarrow import compute

    if not pa.types.is_temporal(known.type):
        return pa.array([change(place, value) for value in known.to_pylist()], known.type)
    same = [value == change(place, value) for value in known.cast(pa.string()).to_pylist()]
    return compute.if_else(pa.array(same, pa.bool_()), known, pa.nulls(len(same), known.type))


def _change(replacing: Replacing) -> Change:
    def change(place: Place, value: Any) -> Any:
        if isinstance(value, bytes) and value and not shown(value):
            return replacing.files.get(value)
        return put(place, value, replacing.texts.get(place.id, {}))

    return change


def _touched(place: Place, replacing: Replacing) -> bool:
    return any(
        replacing.texts.get(each.id) or is_bytes(each.type) or each.id in replacing.names for each in place.walk()
    )


def _codec(file: ParquetFile) -> str:
    """How the file is compressed; plainly where it holds nothing."""
    groups = file.metadata
    codec = groups.row_group(0).column(0).compression if groups.num_row_groups and groups.num_columns else "SNAPPY"
    return {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}.get(codec, str(codec))
