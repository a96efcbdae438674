"""Rules of a policy that say, by path, what the values of a tree are: shared by the handlers of XML and JSON.

A rule gives a path an entity type ("UK_NHS": the whole value is one), "drop" (the value is emptied, with all that is in
it) or "keep" (it is left as it stands and not examined, with all that is in it). How a path is written is the
handler's; here it has become a pattern over names that are joined by "/".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from redact.entities import is_type_name

DROP = "drop"
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one policy for one format, in its order: of several that fit a path the first counts."""

    rows: tuple[tuple[re.Pattern[str], str], ...] = ()

    @classmethod
    def of(cls, paths: Mapping[str, str], pattern: Callable[[str], str]) -> Rules:
        """Compile; *pattern* turns a path into a regular expression. Raises ``ValueError`` for a rule that is wrong."""
        for path, what in paths.items():
            if what not in {DROP, KEEP} and not is_type_name(what):
                raise ValueError(f"paths: the rule for {path!r} must name an entity type, 'drop' or 'keep'")
        return cls(tuple((re.compile(pattern(path)), what) for path, what in paths.items()))

    def __bool__(self) -> bool:
        return bool(self.rows)

    def what(self, path: str, around: str = "") -> str:
        """What the rules say of a path; *around* is what they say of that which it stands in. Empty: nothing."""
        for pattern, what in self.rows:
            if pattern.fullmatch(path):
                return what
        return around if around in {DROP, KEEP} else ""


def declared(what: str) -> str:
    """The entity type that a rule gives; empty for the other rules."""
    return "" if what in {DROP, KEEP} else what
