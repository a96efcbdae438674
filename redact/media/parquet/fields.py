"""The columns of a Parquet file, however deep: every place in its schema where values stand, and their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redact.errors import UnreadableError

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Place:
    """One field of a schema: its id ("c3.2"), its own name and with those above it, and the fields inside."""

    id: str
    own: str = field(repr=False)
    name: str = field(repr=False)
    type: pa.DataType
    inner: tuple[Place, ...] = ()

    @property
    def words(self) -> str:
        """Where a person would look."""
        return f"column {self.id[1:]}"

    def walk(self) -> Iterator[Place]:
        """The field itself and all inside."""
        yield self
        for place in self.inner:
            yield from place.walk()


def places(schema: pa.Schema) -> list[Place]:
    """The columns of a file. Raises ``UnreadableError`` for a type that is not known here."""
    return _places("c", "", list(schema))


def _places(start: str, above: str, columns: list[pa.Field]) -> list[Place]:
    if len({column.name for column in columns}) < len(columns):
        raise UnreadableError("two columns of one name", "name them apart and run once more")
    return [_place(f"{start}{number}", above, column) for number, column in enumerate(columns, 1)]


def _place(id_: str, above: str, column: pa.Field) -> Place:
    name = f"{above}.{column.name}" if above else column.name
    within = _places(f"{id_}.", name, inner_fields(column.type))
    return Place(id_, column.name, name, column.type, tuple(within))


def inner_fields(kind: pa.DataType) -> list[pa.Field]:
    """The fields inside a type. Raises ``UnreadableError`` for one that is not known here."""
    from pyarrow import types

    if types.is_struct(kind):
        return [kind.field(number) for number in range(kind.num_fields)]
    if types.is_map(kind):
        return [kind.key_field, kind.item_field]
    if types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind):
        return [kind.value_field]
    if is_value(kind):
        return []
    raise UnreadableError("a column of a type that is not known here", "save it as text and run once more")


def is_value(kind: pa.DataType) -> bool:
    """Whether a type is one of single values."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return is_value(kind.value_type)
    tests = (is_text, is_bytes, types.is_primitive, types.is_boolean, types.is_null, types.is_decimal)
    return any(test(kind) for test in tests)


def is_text(kind: pa.DataType) -> bool:
    """Whether values of a type are texts, however they are kept."""
    from pyarrow import types

    if types.is_dictionary(kind):
        return is_text(kind.value_type)
    return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind))


def is_bytes(kind: pa.DataType) -> bool:
    """Whether values of a type are bytes of any meaning."""
    from pyarrow import types

    checks: tuple[Callable[[Any], bool], ...] = (
        types.is_binary,
        types.is_large_binary,
        types.is_fixed_size_binary,
        types.is_binary_view,
    )
    return any(check(kind) for check in checks)


def fixed_width(kind: pa.DataType) -> int | None:
    """The number of bytes that every value of a type has, where that is fixed."""
    from pyarrow import types

    return int(kind.byte_width) if types.is_fixed_size_binary(kind) else None


def plain(column: pa.Field, place: Place, renamed: dict[str, str]) -> pa.Field:
    """The same field without what is noted of it, under its new name, and able to hold nothing."""
    import pyarrow as pa

    name = renamed.get(place.id, column.name)
    return pa.field(name, plain_type(column.type, place, renamed), nullable=True)


def plain_type(kind: pa.DataType, place: Place, renamed: dict[str, str]) -> pa.DataType:
    """The same type with plain fields inside."""
    import pyarrow as pa
    from pyarrow import types

    inner = [plain(each, within, renamed) for each, within in zip(inner_fields(kind), place.inner, strict=True)]
    if types.is_struct(kind):
        return pa.struct(inner)
    if types.is_map(kind):
        return pa.map_(inner[0].with_nullable(False), inner[1])
    if types.is_fixed_size_list(kind):
        return pa.list_(inner[0], kind.list_size)
    if types.is_large_list(kind):
        return pa.large_list(inner[0])
    return pa.list_(inner[0]) if types.is_list(kind) else kind
