"""Tracks as they go on record: without the key frames that a straight line between their neighbours tells as well.

Source of the method: the swinging door of process historians. From each key that is kept, the slopes are remembered
that pass every later key closely enough; the first key that no such line reaches ends the run.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from redact.types import KeyFrame

Key: TypeAlias = tuple[float, float, float, float, float]
"""Seconds, left, top, right, bottom."""
Stretch: TypeAlias = tuple[float, float]
"""From when to when, in seconds."""

CLOSE = 0.5
"""Pixels by which an edge of a key that is left out may lie off the line that tells it."""
UNSEEN = 1.0
"""Seconds: shorter stretches between two looks are how every film is looked at."""


def thinned(keys: Sequence[Key], close: float = CLOSE) -> tuple[Key, ...]:
    """The keys that are needed to tell every edge of every other key to within *close* pixels; first and last stay."""
    if len(keys) < 3:
        return tuple(keys)
    kept, door, before = [keys[0]], _Door(keys[0]), keys[0]
    for key in keys[1:]:
        if not door.lets_through(key):
            kept.append(before)
            door = _Door(before)
        door.narrow(key, close)
        before = key
    return (*kept, before)


class _Door:
    """The lines from one key that pass all keys since."""

    def __init__(self, anchor: Key) -> None:
        self.anchor = anchor
        self.low, self.high = [-math.inf] * 4, [math.inf] * 4

    def lets_through(self, key: Key) -> bool:
        """Whether the line to *key* is one of them."""
        passed = key[0] - self.anchor[0]
        if passed <= 0:
            return False
        rises = ((edge - start) / passed for edge, start in zip(key[1:], self.anchor[1:], strict=True))
        return all(low <= rise <= high for low, rise, high in zip(self.low, rises, self.high, strict=True))

    def narrow(self, key: Key, close: float) -> None:
        """From now on only those that pass *key* as well."""
        passed = key[0] - self.anchor[0]
        if passed <= 0:
            self.low, self.high = [math.inf] * 4, [-math.inf] * 4
            return
        for edge, (there, start) in enumerate(zip(key[1:], self.anchor[1:], strict=True)):
            self.low[edge] = max(self.low[edge], (there - close - start) / passed)
            self.high[edge] = min(self.high[edge], (there + close - start) / passed)


def unseen(keys: Sequence[KeyFrame], least: float = UNSEEN) -> tuple[Stretch, ...]:
    """The stretches of at least that many seconds through which a thing was carried, or held, without being seen.

    Of a thing that was never seen that is all of its time, however short.
    """
    if not any(key.seen for key in keys):
        return ((round(keys[0].time, 3), round(keys[-1].time, 3)),)
    found, since, carried = list[Stretch](), keys[0].time, False
    for key in keys:
        carried = carried or not key.seen
        if key.seen or key is keys[-1]:
            if carried and key.time - since >= least:
                found.append((round(since, 3), round(key.time, 3)))
            since, carried = key.time, False
    return tuple(found)
