"""Values as JSON has them, with new texts in the places of the old ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from redact.errors import UnsupportedError
from redact.shards.fields import EACH, Fields


def replaced(value: Any, fields: Fields, new: Iterator[str]) -> Any:
    """A value with new texts, which come in the order of ``texts_in``; what is not asked for stays.

    Raises ``UnsupportedError`` for a tuple or a set that is asked for: ``texts_in`` does not look into them.
    """
    if isinstance(value, str):
        return next(new) if fields.here else value
    if isinstance(value, dict):
        return {key: _under(inner, fields.under(key), new) for key, inner in value.items()}
    if isinstance(value, list) and (wanted := fields.under(EACH)):
        return [replaced(inner, wanted, new) for inner in value]
    if isinstance(value, (tuple, set, frozenset)):
        raise UnsupportedError("a value is a tuple or a set, which JSON does not know", "make it a list")
    return value


def _under(value: Any, fields: Fields | None, new: Iterator[str]) -> Any:
    return replaced(value, fields, new) if fields else value
