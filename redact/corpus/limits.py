"""What one file may take of a worker: time, and memory. Watched from outside, for whoever is stuck cannot look."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import Literal, TypeAlias

Excess: TypeAlias = Literal["time", "memory"]

HOUR, GIGABYTE = 3600.0, 1 << 30
_ORDINARY = 10_000_000
"""Bytes of a file that gets the time as it is said; a larger one gets as many times more as it is larger: films are."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one file may take: ``seconds``, and bytes of ``memory``, models included. 0 means no limit."""

    seconds: float = HOUR
    memory: int = 4 * GIGABYTE

    def for_file(self, size: int) -> Limits:
        """The limits of a file of that many bytes: time grows with it, memory does not."""
        return Limits(self.seconds * max(1.0, size / _ORDINARY), self.memory)


NO_LIMITS = Limits(0.0, 0)


class Watch:
    """Watches one process at one task."""

    def __init__(self, process: int, limits: Limits) -> None:
        self.process, self.limits, self.began = process, limits, monotonic()

    def excess(self) -> Excess | None:
        """What it has taken too much of, if anything."""
        if self.limits.seconds and monotonic() - self.began > self.limits.seconds:
            return "time"
        if self.limits.memory and memory_of(self.process) > self.limits.memory:
            return "memory"
        return None


def memory_of(process: int) -> int:
    """Bytes of memory that a process has in use, shared ones included; 0 where it is gone."""
    import psutil

    with suppress(psutil.Error):
        return int(psutil.Process(process).memory_info().rss)
    return 0
