"""What the files inside one file have told each other: a name found in one goes in all of them."""

from __future__ import annotations

from collections.abc import Iterable

from redact.occurrences import Wanted
from redact.types import Known, Outcome

TELLING = 5
"""Values shorter than this are not looked for in other files: alone they tell little."""


class Heard:
    """Values that go, from the file around and from those inside it, in the order in which they were found."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = dict.fromkeys(known)
        self._given: list[tuple[Outcome, int]] = []
        self._count = 0

    def __repr__(self) -> str:
        return f"Heard({len(self._known)} values)"

    def told(self) -> tuple[Known, ...]:
        """All that is known up to now, for the next file."""
        self._count = len(self._known)
        return tuple(self._known)

    def outcome(self, outcome: Outcome) -> Outcome:
        """Learn from a file what it was to hide, and remember how much it had been told."""
        self._given.append((outcome, self._count))
        self._known |= dict.fromkeys(outcome.known)
        return outcome

    def missed(self, outcome: Outcome) -> bool:
        """Whether a released file says something that was found to go only after it."""
        given = next(count for each, count in self._given if each is outcome)
        own = {known.value for known in outcome.known}
        later = [known.value for known in list(self._known)[given:] if known.value not in own]
        told = [value for value in later if len(value) >= TELLING]
        if outcome.target is None or not told:
            return False
        wanted = Wanted(told)
        return any(next(iter(wanted.occurrences(text)), None) for text in outcome.texts)
