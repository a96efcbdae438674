"""Which region, nation or continent a place lies in, for the United Kingdom's towns and the world's countries.

Our own table (``places.toml``); it holds the larger places alone, and knows nothing of a name that several share.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from redact.occurrences import folded

_KINGDOM = "United Kingdom"


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Each folded name with what it lies in, from near to far."""
    rows = tomllib.loads((files("redact.anonymise") / "places.toml").read_text("utf-8"))
    table: dict[str, tuple[str, ...]] = {}
    for continent, countries in rows["continents"].items():
        table.update({folded(name): (continent,) for name in countries})
    for nation, places in rows["nations"].items():
        table.update({folded(name): (nation, _KINGDOM, "Europe") for name in places})
        table[folded(nation)] = (_KINGDOM, "Europe")
    for region, places in rows["england"].items():
        table.update({folded(name): (region, "England", _KINGDOM, "Europe") for name in places})
        table[folded(region)] = ("England", _KINGDOM, "Europe")
    return table


def wider(name: str) -> tuple[str, ...]:
    """What a place lies in, from near to far: ("Yorkshire and the Humber", "England", …); nothing for one not known."""
    return _table().get(folded(name), ())
