"""Values of Parquet columns as a person reads them, taken out of nested ones, and changed ones put back.

A text takes the new text. A number, a date or bytes cannot hold one: where it is changed it is nothing afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from redact.media.cell_values import shown
from redact.media.parquet.fields import Place, fixed_width, is_bytes, is_text

Change: TypeAlias = Callable[[Place, Any], Any]
"""Gives what stands at a place instead of a value."""


def values(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    """Every single value in one value of a column."""
    if value is None:
        return
    if not place.inner:
        yield place, value
        return
    for within, each in _pieces(place, value):
        yield from values(within, each)


def _pieces(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    if isinstance(value, dict):
        yield from zip(place.inner, value.values(), strict=True)
    elif len(place.inner) == 2:
        for key, item in value:
            yield from ((place.inner[0], key), (place.inner[1], item))
    else:
        yield from ((place.inner[0], each) for each in value)


def rebuilt(place: Place, value: Any, change: Change, names: Mapping[str, str]) -> Any:
    """One value of a column with every single value in it changed; *names* are the new ones of fields, by id."""
    if value is None:
        return None
    if not place.inner:
        return change(place, value)
    changed = [(within, rebuilt(within, each, change, names)) for within, each in _pieces(place, value)]
    if isinstance(value, dict):
        return {names.get(within.id, within.own): each for within, each in changed}
    pieces = [each for _, each in changed]
    return list(zip(pieces[::2], pieces[1::2], strict=True)) if len(place.inner) == 2 else pieces


def put(place: Place, value: Any, new: Mapping[str, str]) -> Any:
    """What stands in the place of one value. A key of a map cannot be nothing and keeps its place as a text."""
    after = new.get(shown(value))
    if after is None:
        return value
    if isinstance(value, bytes):
        return after.encode() if is_bytes(place.type) and fixed_width(place.type) is None else None
    return after if is_text(place.type) else None
