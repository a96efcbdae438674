"""How much of a person is left, said carefully.

No level says that nobody can be identified: that depends on what others know, which no file can tell.
"""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What was counted, from the most to the least that is left."""

    DIRECT = "direct identifiers remain: this is personal data"
    PSEUDONYMISED = "pseudonymised: who holds the key can undo it, so this is still personal data"
    SINGLED_OUT = "people can be singled out: treat as personal data"
    INDIRECT = "indirect identifiers remain: together they may single a person out"
    NOTHING_COUNTED = "nothing that was counted remains: what was missed, and what others know, is not counted"

    @property
    def rank(self) -> int:
        """0 for the level at which most is left."""
        return list(Level).index(self)


def worst(levels: list[Level]) -> Level:
    """The level at which most is left; the last one where there are none."""
    return min(levels, key=lambda level: level.rank, default=Level.NOTHING_COUNTED)
