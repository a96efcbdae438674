"""What of an element's properties may stay: a list of names and numbers that a reader needs. PDF 32000-1, 14.8.5.

Words are on no list: no summaries, nothing of a user's own. Of measures there are the extents of
figures and tables alone, for how far a paragraph reaches tells how long a word in it was.
"""

from __future__ import annotations

from typing import Any

from redact.media.pdf.geometry import Rect
from redact.media.pdf.objects import as_dictionary, as_list, is_string, key_of, name_of, rect_of
from redact.media.pdf.tags import Attribute

_NAMES = {
    key: frozenset(names.split())
    for key, names in {
        "Scope": "Row Column Both",
        "ListNumbering": "None Unordered Description Disc Circle Square Ordered Decimal UpperRoman LowerRoman "
        "UpperAlpha LowerAlpha",
        "Placement": "Block Inline Before Start End",
        "WritingMode": "LrTb RlTb TbRl TbLr LrBt RlBt BtRl BtLr",
        "TextAlign": "Start Center End Justify",
    }.items()
}
_COUNTS = ("RowSpan", "ColSpan")
_KEYS = {
    "/Table": ("Scope", *_COUNTS),
    "/List": ("ListNumbering",),
    "/Layout": ("Placement", "WritingMode", "TextAlign", "BBox"),
}
_MOST = 1000  # rows or columns
_MEASURED = frozenset(("Figure", "Formula", "Table"))
_MOST_GIVEN = 64  # dictionaries of properties and names of classes that one element may have


class Attributes:
    """Reads properties; those that many elements have are read once."""

    def __init__(self, classes: Any) -> None:
        self._classes = as_dictionary(classes)
        self._known: dict[Any, tuple[Attribute, ...]] = {}

    def of(self, element: Any, keys: set[str], role: str) -> tuple[Attribute, ...]:
        """The properties that an element has itself or from the classes that it belongs to."""
        own = element["/A"] if "/A" in keys else None
        if "/C" in keys:
            named = (self._classes.get(name_of(name)) for name in _members(element["/C"]))
            return _read([*(each for value in named for each in _members(value)), *_members(own)], role)
        key = (role, key_of(own) or _spelt(own))
        if key not in self._known:
            self._known[key] = _read(_members(own), role)
        return self._known[key]


def headers_of(cell: Any) -> tuple[bytes, ...]:
    """What a cell with properties calls the cells that head it."""
    for dictionary in map(as_dictionary, _members(cell["/A"])):
        if "/Headers" in dictionary:
            return tuple(bytes(name) for name in as_list(dictionary["/Headers"])[:_MOST_GIVEN] if is_string(name))
    return ()


def _spelt(own: Any) -> bytes:
    return own.unparse() if as_dictionary(own) or as_list(own) else b""


def _members(value: Any) -> list[Any]:
    return as_list(value)[:_MOST_GIVEN] if as_list(value) else [] if value is None else [value]


def _read(given: list[Any], role: str) -> tuple[Attribute, ...]:
    found: dict[str, Attribute] = {}
    for dictionary in map(as_dictionary, given):
        owner = name_of(dictionary.get("/O"))
        for key in _KEYS.get(owner, ()):
            value = _kept(key, dictionary[f"/{key}"], role) if f"/{key}" in dictionary else None
            if value is not None:
                found[key] = Attribute(owner[1:], key, value)
    return tuple(found.values())


def _kept(key: str, value: Any, role: str) -> str | int | Rect | None:
    if key in _NAMES:
        name = name_of(value).removeprefix("/")
        return name if name in _NAMES[key] else None
    if key in _COUNTS:
        return value if type(value) is int and 0 < value <= _MOST else None
    return rect_of(value) if role in _MEASURED else None


def as_objects(attributes: tuple[Attribute, ...], headers: tuple[str, ...] = ()) -> Any:
    """Properties as the array that PDF has for them, a dictionary for each owner; *headers* are names of cells."""
    from pikepdf import Array, Dictionary, Name, String

    owners: dict[str, Any] = {}
    for owner, key, value in attributes:
        dictionary = owners.setdefault(owner, Dictionary(O=Name(f"/{owner}")))
        dictionary[f"/{key}"] = (
            Name(f"/{value}") if isinstance(value, str) else Array(list(value)) if isinstance(value, Rect) else value
        )
    if headers:
        owners.setdefault("Table", Dictionary(O=Name.Table))["/Headers"] = Array([String(name) for name in headers])
    return Array(list(owners.values()))
