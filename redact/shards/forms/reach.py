"""Whether the fields that are asked for are texts of a table: a misspelt name must not leave a text as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.errors import PolicyError, UnsupportedError
from redact.shards.fields import ANY, EACH, Fields
from redact.shards.forms.columns import is_list, is_text


def check_reach(schema: Any, fields: Fields) -> None:
    """Raises ``PolicyError`` for a path that leads to no text, and ``UnsupportedError`` for texts out of reach."""
    for path in fields.paths or (None,):
        asked = Fields(None if path is None else (path,))
        reached = [_reaches(each.type, wanted) for each in schema if (wanted := asked.under(each.name))]
        if path and not any(reached):
            raise PolicyError(f"the field {_written(path)} is no text of this table", "name one of its text columns")


def _reaches(kind: Any, fields: Fields) -> bool:
    """Whether a path ends at a text, or at values of which none is there."""
    import pyarrow.types as kinds

    if is_text(kind):
        return fields.here
    if kinds.is_null(kind):
        return True
    if not _is_open(kind):
        if _holds_text(kind):
            raise UnsupportedError("a column holds texts in a type that cannot be opened", "cast it to plain texts")
        return False
    if kinds.is_dictionary(kind):
        return _reaches(kind.value_type, fields)
    inner = ((each, fields.under(step)) for step, each in _inside(kind))
    reached = [_reaches(each, wanted) for each, wanted in inner if wanted]
    return any(reached)


def _is_open(kind: Any) -> bool:
    """Whether the texts in a type are taken out and put back; of a type that holds nothing, whether it is plain."""
    import pyarrow.types as kinds

    return bool(kinds.is_dictionary(kind) or kinds.is_struct(kind) or is_list(kind))


def _inside(kind: Any) -> Iterator[tuple[str, Any]]:
    """The types inside, each with the step of a path that leads there."""
    import pyarrow as pa
    import pyarrow.types as kinds

    if kinds.is_struct(kind):
        yield from ((each.name, each.type) for each in kind)
    elif kinds.is_map(kind):
        yield EACH, pa.struct([("key", kind.key_type), ("value", kind.item_type)])
    elif is_list(kind):
        yield EACH, kind.value_type


def _holds_text(kind: Any) -> bool:
    import pyarrow as pa

    if isinstance(kind, pa.BaseExtensionType):
        return _holds_text(kind.storage_type)
    inner = [kind.field(number).type for number in range(kind.num_fields)]
    value = getattr(kind, "value_type", None)
    return is_text(kind) or any(map(_holds_text, inner)) or (value is not None and _holds_text(value))


def _written(path: tuple[str, ...]) -> str:
    steps = (each if each in (EACH, ANY) or each.isidentifier() else f"['{each}']" for each in path)
    return ".".join(steps).replace(f".{EACH}", EACH).replace(".['", "['")
