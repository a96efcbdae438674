"""Stretches of a film that could not be decoded, as they are told to a reader of the record."""

from __future__ import annotations

from collections.abc import Sequence

MOST_TOLD = 10


class Damaged:
    """Gathers the moments of damaged pictures into stretches, from the first of them to the next good one."""

    def __init__(self) -> None:
        self._found: list[tuple[float, float]] = []
        self._since: float | None = None
        self._last = 0.0

    def note(self, time: float, *, broken: bool, gap: bool) -> None:
        """The next picture, whether it is damaged, and whether some are missing before it."""
        if gap and self._since is None:
            self._since = self._last
        self._last = time
        if broken and self._since is None:
            self._since = time
        elif not broken and self._since is not None:
            self._found.append((self._since, time))
            self._since = None

    def stretches(self) -> tuple[tuple[float, float], ...]:
        """All that were found, one that is still going on as well."""
        going_on = [(self._since, self._last)] if self._since is not None else []
        return (*self._found, *going_on)


def told(stretches: Sequence[tuple[float, float]], *, shown: bool) -> tuple[str, ...]:
    """A note, or none: how much is damaged, from when to when, and whether it is shown nevertheless."""
    if not stretches:
        return ()
    seconds = sum(end - start for start, end in stretches)
    where = ", ".join(f"{start:.2f}–{end:.2f} s" for start, end in stretches[:MOST_TOLD])
    more = f" and {len(stretches) - MOST_TOLD} more" if len(stretches) > MOST_TOLD else ""
    what = "are shown as they were made up, look at them" if shown else "are black or missing"
    return (f"the film is damaged: {seconds:.2f} s of its pictures could not be decoded and {what} ({where}{more})",)
