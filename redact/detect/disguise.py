"""What a disguise is: a way of writing a value that the table cannot read as it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from redact.detect.normalise import View

Reveal = Callable[[str, int, int], Iterable[View]]
"""Given a text and a stretch of it around triggers: plain readings of what stands there, none where there is none."""


@dataclass(frozen=True, slots=True)
class Disguise:
    """A way of writing values, the sign that it may be there, and how it is read.

    ``trigger`` is a short expression of plain ASCII that occurs wherever the disguise does; it looks around at nothing,
    so that any engine can search for it. ``signs`` serve the plain search, where expressions are slow that may begin
    with many letters: every trigger holds one of them once digits are written 9 and capitals A. ``why`` is the reason
    that a finding gives. ``least``: what a match must be worth to be believed, since a guess may join what does not
    belong together; 0 where the reading is no guess.
    """

    name: str
    trigger: str
    signs: tuple[str, ...]
    reveal: Reveal = field(repr=False, compare=False)
    why: str
    least: float = 0.0
    proof: str = ""
    back: int = 0

    @property
    def exact(self) -> bool:
        """Whether it is read by rules that leave no doubt."""
        return self.least == 0.0
