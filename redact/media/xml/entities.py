"""Entities that a document type declares in the file itself: put in where they are named, within bounds.

Entities that stand in other files are never fetched. Where one is named, or where one holds mark-up, the file is
refused: what it says cannot be known from it alone, or is not where it seems to stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from redact.errors import UnreadableError

_OF_XML = frozenset("lt gt amp quot apos".split())
_DECLARED = re.compile(
    r"""<!ENTITY\s+(?P<parameter>%\s+)?(?P<name>[^\s"']+)\s+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<other>[^>]*))"""
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NAMED = re.compile(r"&(?P<name>[^#;\s&<>\"']{1,200});")
_MARK_UP = re.compile(r"<|&#0*60;|&#0*38;|&#x0*3c;|&#x0*26;|%", re.IGNORECASE)
_DEEPEST = 10
LARGEST = 16 << 20
"""Characters that all entities of a file may become."""


class Entities:
    """The entities of one document type."""

    def __init__(self, subset: str) -> None:
        self._values: dict[str, str | None] = {}
        self._left = LARGEST
        for row in _DECLARED.finditer(_COMMENT.sub("", subset)):
            if row["parameter"]:
                raise UnreadableError("XML whose document type is put together from pieces", "save it without one")
            value = row["single"] if row["double"] is None else row["double"]
            self._values.setdefault(row["name"], value)

    @property
    def declared(self) -> Mapping[str, str | None]:
        """What each is, as it is written; ``None`` for one in another file."""
        return self._values

    def put_in(self, source: str, depth: int = 0) -> str:
        """*source* with each entity that it names. Raises ``UnreadableError``."""
        return _NAMED.sub(lambda named: self._value(named["name"], depth), source) if "&" in source else source

    def _value(self, name: str, depth: int) -> str:
        if name in _OF_XML:
            return f"&{name};"
        value = self._values.get(name)
        if value is None:
            raise UnreadableError("XML that names an entity which is not in it", "save it with its entities put in")
        if _MARK_UP.search(value):
            raise UnreadableError("XML whose entities hold mark-up", "save it with its entities put in")
        if depth >= _DEEPEST:
            raise UnreadableError("XML whose entities name one another without end", "check where it came from")
        full = self.put_in(value, depth + 1)
        full = full.replace('"', "&quot;").replace("'", "&apos;").replace(">", "&gt;")
        self._left -= len(full)
        if self._left < 0:
            raise UnreadableError("XML that grows beyond reason when it is opened", "check where it came from")
        return full
