"""How far a job is: values that a progress bar or a log line can show. Names of files are the released ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Progress:
    """One step forward. ``done`` is the share of this file's work, in [0, 1]; ``step`` a word of the sentence."""

    file: str
    step: str
    done: float
    files_done: int = 0
    files_total: int = 1


Listener: TypeAlias = Callable[[Progress], None]
StepListener: TypeAlias = Callable[[str, float], None]


def ignore(_step: str, _done: float) -> None:
    """Listen to nothing."""
