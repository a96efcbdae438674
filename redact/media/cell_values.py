"""What a person reads in a value of a typed table, and what stands there when it is changed."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal


def shown(value: object) -> str:
    """A value as text; empty for nothing, for yes and no, and for bytes that are no text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, bytes):
        return _read(value)
    return value.isoformat() if isinstance(value, (date, datetime, time)) else _other(value)


def _other(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _read(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return ""
