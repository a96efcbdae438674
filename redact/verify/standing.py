"""Where a word stands, told by its neighbours: what lets a verifier tell a kept "will" from a leaked Will.

Extraction by another library cuts a document differently, so offsets do not carry over; the letters on either side do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from redact.occurrences import squash

_REACH = 40
_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Standing:
    """The folded letters and digits just before and just after a place; shorter at the edge of a text."""

    before: str = field(repr=False)
    after: str = field(repr=False)

    def fits(self, other: Standing) -> bool:
        """Whether both may be the same place: on each side the shorter one ends (or begins) the longer one."""
        left = self.before.endswith(other.before) or other.before.endswith(self.before)
        right = self.after.startswith(other.after) or other.after.startswith(self.after)
        return left and right


def standing(text: str, start: int, end: int) -> Standing:
    """Where ``text[start:end]`` stands."""
    before = squash(text[max(0, start - _REACH) : start]).text[-_LETTERS:]
    after = squash(text[end : end + _REACH]).text[:_LETTERS]
    return Standing(before, after)


def stands_among(place: Standing, places: Iterable[Standing]) -> bool:
    """Whether *place* is one of *places*."""
    return any(place.fits(other) for other in places)
