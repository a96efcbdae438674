"""Columns that keep each value once and refer to it: written out for redaction, so that every row has its own."""

from __future__ import annotations

from typing import Any

from redact.errors import UnsupportedError


def decoded(rows: Any) -> Any:
    """The rows with such columns written out."""
    import pyarrow as pa

    if not any(pa.types.is_dictionary(each.type) for each in rows.schema):
        return rows
    columns = [each.dictionary_decode() if pa.types.is_dictionary(each.type) else each for each in rows.columns]
    fields = [each.with_type(column.type) for each, column in zip(rows.schema, columns, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=pa.schema(fields, rows.schema.metadata))


def coded(rows: Any, schema: Any) -> Any:
    """The rows with the columns of a schema again. Raises ``UnsupportedError`` where there are too many values."""
    import pyarrow as pa

    if rows.schema.equals(schema):
        return rows
    try:
        columns = [
            _coded(column, each.type) if pa.types.is_dictionary(each.type) else column
            for each, column in zip(schema, rows.columns, strict=True)
        ]
    except pa.ArrowInvalid:
        problem = UnsupportedError("a column has more values than its type can tell apart", "cast it to plain texts")
    else:
        return pa.RecordBatch.from_arrays(columns, schema=schema)
    raise problem


def has_coded(kind: Any) -> bool:
    """Whether a schema or a type holds such columns at any depth."""
    import pyarrow as pa

    if isinstance(kind, pa.Schema):
        return any(has_coded(each.type) for each in kind)
    inner = [kind.field(number).type for number in range(kind.num_fields)]
    return bool(pa.types.is_dictionary(kind)) or any(map(has_coded, inner))


def _coded(column: Any, kind: Any) -> Any:
    import pyarrow as pa

    plain = column.dictionary_encode()
    indices = plain.indices.cast(kind.index_type)
    return pa.DictionaryArray.from_arrays(indices, plain.dictionary.cast(kind.value_type), ordered=kind.ordered)
