"""How much work it is to draw a page: patterns, drawn letters and masks may hold each other, each many times.

Forms are counted as they are walked. What only the program that draws unfolds is reckoned from sizes: a stream is drawn
at most as often as the one around it has bytes to ask for it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from redact.media.pdf.intact import too_much

_MOST = 10**12
"""Honest pages stay a thousand times below it."""
_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """The size of each page and each stream that hangs on pages, and what hangs on it, by what names them."""

    own: dict[Hashable, int] = field(default_factory=dict)
    below: dict[Hashable, frozenset[Hashable]] = field(default_factory=dict)

    def note(self, name: Hashable, size: int, below: Iterable[Hashable]) -> None:
        """Remember a page or a stream."""
        self.own[name], self.below[name] = size, frozenset(below)

    def check(self) -> None:
        """Refuse what would be drawn without end, or nearly. Raises ``UnreadableError``."""
        known: dict[Hashable, int] = {}
        for name in self.own:
            if self._of(name, known, 0) > _MOST:
                raise too_much()

    def _of(self, name: Hashable, known: dict[Hashable, int], depth: int) -> int:
        if depth > _DEEPEST:  # or round in a circle
            raise too_much()
        if name not in known:
            below = (self._of(each, known, depth + 1) for each in self.below.get(name, ()))
            known[name] = max(self.own.get(name, 0), 1) * max(below, default=1)
        return known[name]
