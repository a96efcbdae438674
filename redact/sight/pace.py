"""How often a film is looked at, and how that is counted in films of any number of frames a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from redact.sight.sightings import Sighting

if TYPE_CHECKING:
    from redact.types import Pixels

Find: TypeAlias = Callable[["Pixels"], Sequence[Sighting]]
EARLY = 0.3
"""By how many frames a look may come early that is due between two."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a film is looked at: closely every so many frames, at a glance every *between*, where there is a glance.

    A thing is held for *hold* frames without being seen. Sightings less sure than *sure* only keep up what has been
    seen before; what is surer by less than *doubt*, and seen only once, is held for as long as between two looks.
    A glance costs that *share* of a close look, and is enough for the end of a shot soon after one. Without *ends* the
    ends of a shot are not looked at, and the first close look comes halfway.
    With a *rate*, frames are those of a film of so many a second; any other is looked at as often in a second.
    """

    every: float = 5
    hold: float = 12
    between: float = 0
    sure: float = 0.0
    doubt: float = 0.0
    share: float = 0.25
    ends: bool = True
    rate: float | None = None


@dataclass(slots=True)
class Times:
    """When the last frames are shown, by number, and how many frames lie between two of them as a pace counts them."""

    rate: float | None
    shown: dict[int, float] = field(default_factory=dict)

    def age(self, number: int, since: int) -> float:
        """How far the one frame lies behind the other."""
        return number - since if self.rate is None else (self.shown[number] - self.shown[since]) * self.rate

    def back(self, number: int, frames: float) -> int:
        """The earliest frame that lies so far before another at most."""
        at = number
        while at - 1 in self.shown and self.age(number, at - 1) <= frames + EARLY:
            at -= 1
        return at

    def ahead(self, number: int, frames: float) -> int:
        """The latest frame that lies so far behind another at most."""
        at = number
        while at + 1 in self.shown and self.age(at + 1, number) <= frames + EARLY:
            at += 1
        return at

    def forget(self, before: int) -> None:
        """Forget all frames before that number."""
        self.shown = {at: time for at, time in self.shown.items() if at >= before}
