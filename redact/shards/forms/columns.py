"""The texts in columns of Arrow, at any depth, taken out and put back: lists, structs, maps and dictionaries stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redact.shards.fields import EACH, Fields

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Owners = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Leaf:
    """Texts of one place in the schema, in order, and the row that each of them belongs to."""

    texts: Sequence[str | None] = field(repr=False)
    owners: Owners = field(repr=False)


def leaves(table: Any, fields: Fields) -> Iterator[Leaf]:
    """The texts of a record batch that are asked for, column by column."""
    import numpy as np

    rows = np.arange(table.num_rows)
    for name, column in zip(table.schema.names, table.columns, strict=True):
        if wanted := fields.under(name):
            yield from _leaves(column, wanted, rows)


def rebuilt(table: Any, fields: Fields, new: Iterator[Sequence[str | None]]) -> Any:
    """The record batch with new texts, which come leaf by leaf in the order of ``leaves``. The schema stays."""
    import pyarrow as pa

    columns = [
        _rebuilt(column, wanted, new) if (wanted := fields.under(name)) else column
        for name, column in zip(table.schema.names, table.columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(columns, schema=table.schema)


def _leaves(array: Any, fields: Fields, owners: Owners) -> Iterator[Leaf]:
    import pyarrow.types as kinds

    kind = array.type
    if is_text(kind):
        if fields.here:
            yield Leaf(array.to_pylist(), owners)
    elif kinds.is_dictionary(kind):
        yield from _leaves(array.dictionary, fields, _first_users(array, owners))
    elif kinds.is_struct(kind):
        for inner in kind:
            if wanted := fields.under(inner.name):
                yield from _leaves(_child(array, inner.name), wanted, owners)
    elif is_list(kind) and (wanted := fields.under(EACH)):
        yield from _leaves(_elements(array), wanted, owners.repeat(_lengths(array)))


def _rebuilt(array: Any, fields: Fields, new: Iterator[Sequence[str | None]]) -> Any:
    import pyarrow as pa
    import pyarrow.types as kinds

    kind = array.type
    if is_text(kind):
        return pa.array(next(new), kind) if fields.here else array
    if kinds.is_dictionary(kind):
        return _recoded(array, _rebuilt(array.dictionary, fields, new))
    if kinds.is_struct(kind):
        inner = [_under(_child(array, each.name), fields.under(each.name), new) for each in kind]
        return pa.StructArray.from_arrays(inner, fields=list(kind), mask=array.is_null())
    if is_list(kind) and (wanted := fields.under(EACH)):
        return _relisted(array, _rebuilt(_elements(array), wanted, new))
    return array


def _under(array: Any, fields: Fields | None, new: Iterator[Sequence[str | None]]) -> Any:
    return _rebuilt(array, fields, new) if fields else array


def is_text(kind: Any) -> bool:
    """Whether a type of Arrow is text."""
    import pyarrow.types as kinds

    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind))


def is_list(kind: Any) -> bool:
    """Whether a type of Arrow is a list that can be taken apart and put together again."""
    import pyarrow.types as kinds

    plain = kinds.is_list(kind) or kinds.is_large_list(kind) or kinds.is_fixed_size_list(kind)
    return bool(plain or kinds.is_map(kind))


def _child(array: Any, name: str) -> Any:
    """A field of a struct, null where the struct is."""
    import pyarrow.compute as pc

    return pc.struct_field(array, [name])


def _lengths(array: Any) -> Owners:
    import numpy as np
    import pyarrow.compute as pc

    return np.asarray(pc.fill_null(pc.list_value_length(_as_lists(array)), 0).to_numpy(zero_copy_only=False), np.int64)


def _offsets(array: Any) -> Any:
    """Where each list begins in what ``flatten`` gives, with nulls where there is no list."""
    import numpy as np
    import pyarrow as pa

    ends = np.concatenate([[0], np.cumsum(_lengths(array))])
    nulls = np.concatenate([array.is_null().to_numpy(zero_copy_only=False), [False]])
    kind = pa.int64() if pa.types.is_large_list(array.type) else pa.int32()
    return pa.array(ends, kind, mask=nulls)


def _relisted(array: Any, values: Any) -> Any:
    import pyarrow as pa
    import pyarrow.types as kinds

    kind = array.type
    if kinds.is_fixed_size_list(kind):
        return _fixed(array, values)
    if kinds.is_map(kind):
        return pa.MapArray.from_arrays(_offsets(array), values.field(0), values.field(1), kind)
    lists = pa.LargeListArray if kinds.is_large_list(kind) else pa.ListArray
    return lists.from_arrays(_offsets(array), values, type=kind)


def _fixed(array: Any, values: Any) -> Any:
    """Lists of one length; ``flatten`` leaves out what stands in those that are null, so it is put in again."""
    import numpy as np
    import pyarrow as pa

    size, nulls = array.type.list_size, array.is_null().to_numpy(zero_copy_only=False)
    at = np.full((len(array), size), -1, np.int64)
    at[~nulls] = np.arange(len(values)).reshape(-1, size)
    flat = values.take(pa.array(at.ravel(), pa.int64(), mask=at.ravel() < 0))
    return pa.FixedSizeListArray.from_arrays(flat, type=array.type, mask=array.is_null())


def _elements(array: Any) -> Any:
    """What stands in the lists that are there, in order; of maps, keys and values as structs."""
    return _as_lists(array).flatten()


def _as_lists(array: Any) -> Any:
    import pyarrow as pa

    if not pa.types.is_map(array.type):
        return array
    pair = pa.struct([pa.field("key", array.type.key_type, nullable=False), array.type.item_field.with_name("value")])
    return array.cast(pa.list_(pair))


def _first_users(array: Any, owners: Owners) -> Owners:
    """For each entry of a dictionary the first row that uses it; the first of all for one that nobody uses."""
    import numpy as np

    users = np.full(len(array.dictionary), owners[0] if len(owners) else 0, np.int64)
    used = array.indices.is_valid().to_numpy(zero_copy_only=False)
    codes = array.indices.fill_null(0).to_numpy(zero_copy_only=False)[used]
    users[codes[::-1]] = owners[used][::-1]
    return users


def _recoded(array: Any, entries: Any) -> Any:
    """The same column with other entries, each of them once."""
    import pyarrow as pa

    if not is_text(entries.type):
        return pa.DictionaryArray.from_arrays(array.indices, entries, ordered=array.type.ordered)
    once = entries.dictionary_encode()
    codes = once.indices.take(array.indices).cast(array.type.index_type)
    return pa.DictionaryArray.from_arrays(codes, once.dictionary, ordered=array.type.ordered)
