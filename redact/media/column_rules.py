"""What a policy says of columns by their names: of which type their values are, which stay, which go whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from redact.entities import ENTITY_TYPES
from redact.errors import PolicyError

KEEP, DROP = "keep", "drop"


@dataclass(frozen=True, slots=True)
class ColumnRules:
    """By the name of a column, whatever its case: an entity type, "keep" or "drop".

    "keep" leaves a column out of everything: nobody looks at it. "drop" empties it. Raises ``PolicyError`` for a type
    that does not exist.
    """

    by_name: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, rule in self.by_name.items():
            if rule not in {KEEP, DROP} and rule not in ENTITY_TYPES:
                raise PolicyError(f"columns.{name}: {rule!r} is no entity type, and neither 'keep' nor 'drop'")
        object.__setattr__(self, "by_name", {name.casefold(): rule for name, rule in self.by_name.items()})

    def of(self, name: str) -> str:
        """What is said of a column; empty where nothing is."""
        return self.by_name.get(name.casefold(), "")

    def declared(self, name: str) -> str:
        """The entity type of all values of a column; empty where none is given."""
        rule = self.of(name)
        return "" if rule in {KEEP, DROP} else rule
