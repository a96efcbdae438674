"""The share at which each kind counts: the one with the best F2, averaged over sets that were not learnt from.

F2 weighs a miss four times as much as a false alarm. What tells who somebody is (``MASK``) is chosen otherwise: the
highest share at which so many things are masked in every place where they are mentioned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from encoded import SCORES
from marked import Marked
from scoring import counted, found

from redact.detect.tagged import Scored

GRID = tuple(round(float(share), 2) for share in np.arange(0.04, 0.9, 0.04))
STEADY = 0.5
"""For kinds that no set marks throughout."""


def f2(counts: Counter[str]) -> float:
    """F2 by overlap."""
    recall, precision = counts["met"] / max(1, counts["marks"]), counts["right"] / max(1, counts["said"])
    return 5 * precision * recall / max(1e-9, 4 * precision + recall)


def chosen(
    sets: Mapping[str, Sequence[Marked]], said: Mapping[str, Sequence[Scored]], kinds: Sequence[str]
) -> dict[str, float]:
    """The best share for each of *kinds*; the others of the network's kinds count at one in two."""
    least = dict.fromkeys(SCORES[:-1], STEADY)
    for kind in kinds:
        least[kind] = max(GRID, key=lambda share: _average(sets, said, kind, share))
    return least


def _average(
    sets: Mapping[str, Sequence[Marked]], said: Mapping[str, Sequence[Scored]], kind: str, share: float
) -> float:
    counts = [counted(texts, found(texts, said[name], {kind: share}), kind) for name, texts in sets.items()]
    return float(np.mean([f2(each) for each in counts if each["marks"]]))
