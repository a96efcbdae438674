"""What a search of a text has to tell."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from redact.detect.disguise import Disguise
from redact.detect.patterns import Match


class Seen(NamedTuple):
    """What was found, the signs of a disguise and where they stand, and whether something may have been put in."""

    matches: list[Match]
    signs: list[tuple[Disguise, int]]
    put_in: bool


class Search(Protocol):
    """Tries the rows of a table on a text wherever they may match. *outside*: words around it that may be labels."""

    def seen(self, text: str, outside: str = "") -> Seen:
        """Every match of worth in a plain view."""
