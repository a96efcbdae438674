"""Our nouns as JSON and back: what a receipt is made of. Fields that hold a user's text are never stored.

Nor are waveforms: they have files of their own in the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

import msgspec

from redact import types

_NEVER = frozenset({"pseudonyms", "known", "who", "target", "heard"})
_TAG = "is"


def encoded(noun: Any) -> bytes:
    """A noun of ``redact.types`` as JSON."""
    return msgspec.json.encode(_plain(noun))


def decoded(data: bytes) -> Any:
    """The noun that ``encoded`` stored. Raises ``ValueError`` for anything else."""
    try:
        return _noun(msgspec.json.decode(data))
    except (msgspec.DecodeError, AttributeError, TypeError, KeyError) as error:
        raise ValueError(f"not a stored noun ({type(error).__name__})") from None


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return {_TAG: type(value).__name__, "value": value.value}
    names = _fields(value)
    if names:
        kept = {name: _plain(getattr(value, name)) for name in names if name not in _NEVER}
        return {_TAG: type(value).__name__, **kept}
    if isinstance(value, Mapping):
        return {_TAG: "map", "items": [[key, _plain(item)] for key, item in value.items()]}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


def _fields(value: Any) -> tuple[str, ...]:
    """The names of a noun's fields; none for anything else."""
    if isinstance(value, msgspec.Struct):
        return value.__struct_fields__
    known = is_dataclass(value) and not isinstance(value, type)
    return tuple(field.name for field in fields(value)) if known else ()


def _noun(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_noun(item) for item in value)
    if not isinstance(value, dict):
        return value
    tag = value.pop(_TAG)
    if tag == "map":
        return {key: _noun(item) for key, item in value["items"]}
    kind = getattr(types, tag)
    return kind(value["value"]) if issubclass(kind, Enum) else kind(**{key: _noun(item) for key, item in value.items()})
